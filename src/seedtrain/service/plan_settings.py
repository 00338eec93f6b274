"""Limits of a solve as a user gives them, checked all at once."""

import math
from typing import NamedTuple

from seedtrain.errors import Finding, InputError, finding

MOST_SECONDS = 604_800.0
"""A week."""


class Limits(NamedTuple):
    """``time_limit_s`` [s], None for a fixed amount of work; ``gap`` [fraction] at which to stop;
    ``solver`` by name, ``auto`` for the choice of the engine."""

    time_limit_s: float | None
    gap: float
    solver: str = "auto"


DEFAULT = Limits(None, 0.0)
"""No limit in time, to proof."""


def checked_limits(*, time_limit: object = None, gap: object = 0.0, solver: str = "auto") -> Limits:
    """Return both as numbers, and the solver.

    Raises :class:`InputError` with a finding for each number out of range (CLI-023) and for a solver that is
    unknown or not installed (PLN-060, PLN-061).
    """
    findings: list[Finding] = []
    seconds = None
    if time_limit is not None:
        seconds = number_within("--time-limit", time_limit, 0.001, MOST_SECONDS, findings)
    checked = Limits(seconds, number_within("--gap", gap, 0.0, 1.0, findings), solver)
    if solver != "auto":
        from seedtrain.plan.named import check_solver

        try:
            check_solver(solver)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return checked


def number_within(name: str, given: object, least: float, most: float, findings: list[Finding]) -> float:
    """Return ``given`` as a number; out of range it counts as ``least`` with a finding (CLI-023)."""
    try:
        value = math.nan if isinstance(given, bool) else float(str(given))
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        findings.append(finding("CLI-023", path=name, value=given, expected=f"{least:g} .. {most:g}"))
        return least
    return value
