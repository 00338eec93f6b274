"""The page of findings: every code with its rule and remedy."""

import re

from tools.pages.markdown import page as made
from tools.pages.markdown import table

from seedtrain.errors import CODES
from seedtrain.messages import table as messages

FAMILIES = {
    "QTY": "Quantities",
    "SCN": "The scenario and its text",
    "PRC": "Process",
    "SCH": "Schedule",
    "SIM": "Simulation",
    "PLN": "Planning cases",
    "LIF": "Life cycle",
    "PRK": "Park",
    "CLI": "The command line and the service behind it",
}
_MEANS = {"error": "stops the run", "warning": "lets it go on", "note": "only says what was done"}


def _lead() -> str:
    used = dict.fromkeys(info.severity for info in CODES.values())
    said = ", ".join(f"*{severity}* {_MEANS[severity]}" for severity in used)
    return (
        "A finding says what is wrong, where, with which value, the rule and the remedy, under a code "
        f"that is never used again. Of the severities, {said}. All findings of a file come at once; bad "
        "input ends with exit code 2. Words in ‹› are filled in."
    )


def page() -> str:
    """Return the page."""
    parts = [_lead()]
    for family, title in FAMILIES.items():
        rows = [
            (
                code,
                info.severity,
                info.owner,
                _words(f"finding.{code}.rule"),
                _words(f"finding.{code}.remedy"),
            )
            for code, info in sorted(CODES.items())
            if code.startswith(f"{family}-")
        ]
        if rows:
            parts += [f"## {family}: {title}", table(("code", "severity", "owner", "rule", "remedy"), rows)]
    return made("Findings", *parts)


def _words(key: str) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", r"‹\1›", messages()[key]["en"])
