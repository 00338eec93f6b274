"""Settings of a run as a user gives them, checked all at once."""

from typing import TypedDict

from seedtrain.errors import Finding, InputError, finding

MOST_REPLICATIONS = 20_000
"""All sampled futures are held at once: about half a megabyte each for the largest packaged scenario."""
MOST_SEED = 2**63 - 1


class CheckedSettings(TypedDict):
    """Settings that hold."""

    replications: int
    seed: int


def checked_settings(*, replications: object, seed: object, most: int = MOST_REPLICATIONS) -> CheckedSettings:
    """Return both as whole numbers, ``most`` replications at most.

    Raises :class:`InputError` with a CLI-007 for each out of range.
    """
    findings: list[Finding] = []
    checked = CheckedSettings(
        replications=whole("--replications", replications, 1, most, findings),
        seed=whole("--seed", seed, 0, MOST_SEED, findings),
    )
    if findings:
        raise InputError(findings)
    return checked


def whole(name: str, given: object, least: int, most: int, findings: list[Finding]) -> int:
    """Return ``given`` as a whole number; out of range it counts as ``least`` with a finding (CLI-007)."""
    text = str(given).strip()
    number = int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None
    if isinstance(given, bool) or number is None or not least <= number <= most:
        findings.append(finding("CLI-007", path=name, value=text, expected=f"{least} .. {most}"))
        return least
    return number
