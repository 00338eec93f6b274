"""Scenarios by name or file: opened with all their findings at once."""

import difflib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from seedtrain.catalog import resolve
from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.document import Document, load_document, read_document
from seedtrain.model.scenario import Scenario

_STARTER = "starter"


def packaged() -> tuple[str, ...]:
    """Return the names of the scenarios that ship, sorted."""
    names = (
        entry.name.removesuffix(".yaml") for entry in _folder().iterdir() if entry.name.endswith(".yaml")
    )
    return tuple(sorted(name for name in names if name != _STARTER))


def open_document(name_or_path: str | Path, changes: Mapping[str, str | None] | None = None) -> Document:
    """Open a packaged scenario or a file, with values at some paths changed (``None`` takes one out).

    A packaged name comes before a file of that name. Raises :class:`InputError` with every finding of the
    text, the catalogue and the expressions of the claims.
    """
    name = str(name_or_path)
    if name in packaged():
        document = read_document((_folder() / f"{name}.yaml").read_bytes(), f"{name}.yaml", _further)
    else:
        path = Path(name_or_path)
        if not path.exists():
            near = difflib.get_close_matches(name, packaged(), n=3) or packaged()
            raise InputError([finding("CLI-001", value=name, near=", ".join(near))])
        document = load_document(path, _further)
    return document.replace(changes) if changes else document


def check(name_or_path: str | Path) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the document, or None where it can't be run, and everything found in it."""
    try:
        document = open_document(name_or_path)
    except InputError as error:
        return None, error.findings
    return document, document.warnings


def starter(*, shared: bool = False) -> str:
    """Return the text of the commented scenario that a new one begins with.

    ``shared``: with crews, a laboratory, reviewers, a cold store and materials that batches wait for.
    """
    text = (_folder() / f"{_STARTER}.yaml").read_text(encoding="utf-8")
    return text + (_folder() / "parts" / "shared.yaml").read_text(encoding="utf-8") if shared else text


def _folder() -> Traversable:
    return files("seedtrain.catalog") / "scenarios"


def _further(scenario: Scenario) -> Iterable[Finding]:
    """What only the catalogue and the judge can tell."""
    from seedtrain import lifecycle, park
    from seedtrain.assess.expression import expression_findings

    found = [*resolve(scenario), *expression_findings(scenario)]
    if any(each.severity == "error" for each in found):
        return found
    return [*found, *lifecycle.check(scenario), *park.check(scenario)]
