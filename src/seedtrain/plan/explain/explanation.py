"""What an explanation says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that takes part in a conflict.

    ``family`` kind of rule, ``about`` names of what it is about (product, suite, site), ``periods`` in which
    it takes part (index from 0; empty: it holds once for the whole plan).
    """

    family: str
    about: tuple[str, ...]
    periods: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A change of one rule: ``amount`` of its ``limit`` in ``period`` (None: for the whole plan).

    Both are in the unit of the family: quantity for demand, stock and shelf life, days, batches, suites.
    """

    family: str
    about: tuple[str, ...]
    period: int | None
    amount: float
    limit: float


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes that are enough by themselves.

    ``share`` sum of the changes, each as a fraction of its limit: the measure by which ways out are ordered.
    ``objective`` of the best plan found after the change, None where none was found within the work allowed.
    """

    family: str
    changes: tuple[Given, ...]
    share: float
    objective: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a plan cannot be, or cannot be in time.

    ``question`` infeasible, late or nothing (the plan is in time). ``conflict`` rules that cannot all hold,
    none of which can be left out (where ``is_minimal``); empty where being in time is possible. ``ways`` out
    of it, least change first. ``in_time`` objective of the best plan that is in time, where there is one;
    ``late`` quantity late by product and period [quantity].
    """

    case: str
    question: str
    conflict: tuple[Conflict, ...] = ()
    is_minimal: bool = True
    ways: tuple[WayOut, ...] = ()
    objective: float | None = None
    in_time: float | None = None
    late: tuple[Given, ...] = ()
