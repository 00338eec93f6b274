"""Documents: a scenario with the text it was read from, ready to be changed and written again."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from seedtrain.errors import Finding, InputError
from seedtrain.model.build import Builder
from seedtrain.model.checks import check
from seedtrain.model.edit import edited
from seedtrain.model.scenario import Scenario
from seedtrain.model.text import read_file, read_tree

Further = Callable[[Scenario], Iterable[Finding]]
"""Give the findings of whoever knows more than the text, each with its path; file and line are added."""


def _nothing_further(scenario: Scenario) -> tuple[Finding, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Document:
    """A checked scenario and its exact text.

    ``file``: the name shown in findings. ``places``: the line of every path. ``warnings``: findings that do
    not stop a run.
    """

    scenario: Scenario
    text: str
    file: str
    places: Mapping[str, int]
    warnings: tuple[Finding, ...] = ()
    further: Further = _nothing_further

    @property
    def input_hash(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def replace(self, changes: Mapping[str, str | None]) -> "Document":
        """Return a document with the values at the given paths changed; ``None`` takes an entry out.

        ``changes``: path (``recipes.mab.production.titer``) to text (``5 g/L``, or a mapping such as
        ``{dist: uniform, low: 4, high: 6, unit: g/L}``). Raises :class:`InputError` for an unknown path, with
        near matches, and for whatever the changed text breaks.
        """
        if not changes:
            return self
        return read_document(edited(self.text, changes, self.file).encode(), self.file, self.further)


def load_document(path: Path, further: Further = _nothing_further) -> Document:
    """Read and check the scenario in a file, as :func:`read_document` does."""
    return read_document(read_file(path), str(path), further)


def read_document(content: bytes, file: str, further: Further = _nothing_further) -> Document:
    """Read and check a scenario from its bytes.

    ``further`` gives the findings of whoever knows more than the text (catalogue, expressions). Raises
    :class:`InputError` with every finding of all of them.
    """
    builder = Builder(file)
    scenario: Scenario | None = builder.build(Scenario, read_tree(content, file))
    if scenario is not None:
        builder.findings += check(scenario, builder)
        builder.findings += [_placed(found, builder) for found in further(scenario)]
    if scenario is None or any(found.severity == "error" for found in builder.findings):
        raise InputError(sorted(builder.findings, key=lambda found: (found.line or 0, found.code)))
    as_of = scenario.as_of or scenario.provenance.published
    return Document(
        msgspec.structs.replace(scenario, as_of=as_of),
        content.decode("utf-8-sig"),
        file,
        builder.places,
        tuple(builder.findings),
        further,
    )


def _placed(found: Finding, builder: Builder) -> Finding:
    file, line = builder.place(found.path)
    return replace(found, file=file, line=line)
