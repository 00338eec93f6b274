"""What is asked of a scenario's plan beyond the plan itself, as a user gives it, checked all at once."""

import math
from datetime import date
from typing import NamedTuple

from seedtrain.errors import Finding, InputError, finding
from seedtrain.service.settings import MOST_SEED

MOST_WORLDS, MOST_ALTERNATIVES, MOST_ROLLED = 100, 20, 50
MOST_SIMULATED = 20_000


class Wishes(NamedTuple):
    """``worlds`` sampled for a two-stage plan (0: plan the base case), ``risk`` weight of their worst tenth
    in the objective; ``alternatives`` wanted, ``within`` a share of the best, nothing built before
    ``build_from``; ``rolled`` worlds in which the plan is made again every year; ``simulated`` worlds in
    which its timetable is followed; ``seed`` of all of them; ``each_option`` whether each option is to be
    decided the other way too."""

    worlds: int = 0
    risk: float = 0.0
    alternatives: int = 0
    within: float = 0.02
    build_from: date | None = None
    rolled: int = 0
    simulated: int = 0
    seed: int = 1
    each_option: bool = False


NONE = Wishes()
"""The plan alone."""


def checked_wishes(
    *,
    worlds: object = 0,
    risk: object = 0.0,
    alternatives: object = 0,
    within: object = 0.02,
    build_from: object = None,
    rolled: object = 0,
    simulated: object = 0,
    seed: object = 1,
    each_option: bool = False,
) -> Wishes:
    """Return all as numbers and a day. Raises :class:`InputError` (CLI-023, PLN-034) with a finding for each
    that is none or out of range."""
    findings: list[Finding] = []
    checked = Wishes(
        worlds=int(_number("--worlds", worlds, 0, MOST_WORLDS, findings, whole=True)),
        risk=_number("--risk", risk, 0.0, 1.0, findings),
        alternatives=int(_number("--alternatives", alternatives, 0, MOST_ALTERNATIVES, findings, whole=True)),
        within=_number("--within", within, 0.0, 1.0, findings),
        build_from=_day("--build-from", build_from, findings),
        rolled=int(_number("--roll", rolled, 0, MOST_ROLLED, findings, whole=True)),
        simulated=int(_number("--simulate", simulated, 0, MOST_SIMULATED, findings, whole=True)),
        seed=int(_number("--seed", seed, 0, MOST_SEED, findings, whole=True)),
        each_option=each_option,
    )
    if checked.build_from is not None and not checked.alternatives:
        checked = checked._replace(alternatives=1)
    if findings:
        raise InputError(findings)
    return checked


def _number(
    name: str, given: object, least: float, most: float, findings: list[Finding], *, whole: bool = False
) -> float:
    text = str(given).strip()
    try:
        value = math.nan if isinstance(given, bool) else float(int(text) if whole else float(text))
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        findings.append(finding("CLI-023", path=name, value=given, expected=f"{least:g} .. {most:g}"))
        return least
    return value


def _day(name: str, given: object, findings: list[Finding]) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given).strip())
    except ValueError:
        findings.append(finding("PLN-034", path=name, value=given))
        return None
