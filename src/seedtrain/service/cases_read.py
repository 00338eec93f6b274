"""Cases by name or file: the published ones that ship, and a user's own."""

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seedtrain.catalog.cases import case, case_names
from seedtrain.errors import InputError, finding

SCHEDULE_KIND, SIMULATION_KIND = "schedule_plant", "simulation_plant"


def plan_kinds() -> tuple[str, ...]:
    """Return the kinds of case that the plan reads."""
    from seedtrain.plan.case.load import KINDS

    return tuple(KINDS)


def is_case(name: str) -> bool:
    """Whether ``name`` is a case that ships, or names a JSON file; all else is a scenario."""
    return name in case_names() or name.lower().endswith(".json")


def read_case(name: str, kinds: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the content of a case that ships or of a JSON file; its kind is one of ``kinds``.

    Raises :class:`InputError`: CLI-020 where there is neither, CLI-021 for a file that is no case, CLI-022
    for a case of another kind.
    """
    content = case(name) if name in case_names() else _of_file(name, kinds)
    kind = content.get("kind")
    if kind not in kinds:
        raise InputError([finding("CLI-022", path="kind", file=name, value=kind, known=", ".join(kinds))])
    return content


def file_content(name: str) -> Mapping[str, Any] | None:
    """Return what a JSON file that does not ship holds; None for what ships and for all else.

    Raises :class:`InputError` as :func:`read_case` for a file that can't be read.
    """
    if name in case_names() or not name.lower().endswith(".json"):
        return None
    return _of_file(name, (SCHEDULE_KIND,))


def called(name: str) -> str:
    """Return what a title calls a case or scenario: its name, or that of its file without the folders."""
    return Path(name).name


def names_of(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the cases that ship and are of one of ``kinds``."""
    return tuple(name for name in case_names() if case(name).get("kind") in kinds)


def _of_file(name: str, kinds: tuple[str, ...]) -> Mapping[str, Any]:
    path = Path(name)
    if not path.exists():
        known = names_of(kinds)
        near = difflib.get_close_matches(name, known, n=3) or known
        raise InputError([finding("CLI-020", value=name, near=", ".join(near))])
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or str(error)
    except (ValueError, RecursionError) as error:
        why = " ".join(str(error).split())
    else:
        if isinstance(content, Mapping):
            return content
        why = type(content).__name__
    raise InputError([finding("CLI-021", file=name, value=name, why=why)])
