"""Scenarios as a Python user holds them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from seedtrain.errors import Finding
from seedtrain.messages import Wording
from seedtrain.model.claim import Claim
from seedtrain.model.document import Document
from seedtrain.service.documents import open_document


@dataclass(frozen=True)
class Scenario:
    """A checked scenario; it never changes, :meth:`replace` makes another one."""

    document: Document

    @classmethod
    def load(cls, name_or_path: str | Path) -> "Scenario":
        """Open a packaged scenario or a file. Raises :class:`~seedtrain.InputError` with all its findings."""
        return cls(open_document(name_or_path))

    @property
    def id(self) -> str:
        """Its short name."""
        return self.document.scenario.id

    @property
    def title(self) -> Wording:
        """Its title in both languages."""
        return self.document.scenario.title

    @property
    def as_of(self) -> date:
        """The day from which it is judged."""
        as_of = self.document.scenario.as_of
        assert as_of is not None
        return as_of

    @property
    def text(self) -> str:
        """Its exact text (YAML)."""
        return self.document.text

    @property
    def input_hash(self) -> str:
        """SHA-256 of the text."""
        return self.document.input_hash

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Its claims by id."""
        return self.document.scenario.claims

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that don't keep it from being run."""
        return self.document.warnings

    def replace(self, changes: Mapping[str, object] | None = None, /, **top: object) -> "Scenario":
        """Return the scenario with values changed, for a what-if.

        ``changes``: path to value, such as ``{"recipes.mab.production.titer": "5 g/L"}``; a value is a text,
        a number, a date, a mapping (a distribution, say) or None, which takes the entry out. Keywords are
        keys of the scenario itself: ``replace(as_of="2023-01-01")``.
        Raises :class:`~seedtrain.InputError` for an unknown path, with near ones, and for whatever the change
        breaks.
        """
        texts = {path: _text(value) for path, value in {**(changes or {}), **top}.items()}
        return Scenario(self.document.replace(texts))

    def __repr__(self) -> str:
        return f"<Scenario {self.id!r}, {len(self.claims)} claims, as of {self.as_of}>"


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return str(_plain(value))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
