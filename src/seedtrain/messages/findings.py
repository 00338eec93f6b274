"""Findings worded for a reader: what, where, the value, the rule, the remedy."""

from dataclasses import dataclass

from seedtrain.errors import Finding
from seedtrain.messages.message import say, table


@dataclass(frozen=True, slots=True)
class WordedFinding:
    """A finding in one language."""

    code: str
    severity: str
    place: str
    value: str
    rule: str
    remedy: str

    @property
    def line(self) -> str:
        """One line with all of it."""
        head = "  ".join(part for part in (self.code, self.place) if part)
        return f"{head}: {self.rule} {self.remedy}"


def describe(finding: Finding, lang: str) -> WordedFinding:
    """Word ``finding`` in ``lang``; a parameter that is a key of the message table is worded too."""
    words = {"value": finding.value, "path": finding.path, **finding.params}
    params = {name: say(word, lang) if word in table() else word for name, word in words.items()}
    return WordedFinding(
        code=finding.code,
        severity=say(f"severity.{finding.severity}", lang),
        place=finding.place,
        value=finding.value,
        rule=say(f"finding.{finding.code}.rule", lang, **params),
        remedy=say(f"finding.{finding.code}.remedy", lang, **params),
    )
