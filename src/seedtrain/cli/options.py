"""Options of a run as texts, turned into changes of the scenario."""

from collections.abc import Iterable
from datetime import date

from seedtrain.errors import Finding, InputError, finding

_NOTHING = "null"


def changes_of(settings: Iterable[str], as_of: str | None) -> dict[str, str | None]:
    """Return path to text for every ``--set`` and for ``--as-of``; ``null`` stands for taking an entry out.

    Raises :class:`InputError` with a finding for each one that says no path and value, or no day.
    """
    findings: list[Finding] = []
    changes: dict[str, str | None] = {}
    for setting in settings:
        path, sign, value = setting.partition("=")
        if not sign or not path.strip() or not value.strip():
            findings.append(finding("CLI-008", path="--set", value=setting))
        else:
            changes[path.strip()] = None if value.strip() == _NOTHING else value.strip()
    if as_of is not None:
        try:
            changes["as_of"] = date.fromisoformat(as_of).isoformat()
        except ValueError:
            findings.append(finding("SCN-017", path="--as-of", value=as_of))
    if findings:
        raise InputError(findings)
    return changes
