"""The general form: operations with modes, links, calendars and stocks. It knows no solver.

:class:`~seedtrain.flow.problem.Problem` is the linear special case that its own fast kernels run. Symbols,
for an operation k run in mode m on resource r:

.. code-block:: text

    s_k, e_k   start and end of processing
               e_k = s_k + d_m          (+ closures in between where it can pause; >= where it can stretch)
    u_kr       r is taken from s_k to   u_kr = max(e_k, start or end of the operation that ends the hold) +
    then
    unit       s_next >= u + changeover(class, class_next), and s_next - u >= setup where it was idle too long
    pool       sum of the quantities taken at t <= level_r(t) at every time t
    room       what is in it at one time is of one class; changeover between classes as on a unit
    stock      taken at s_k, given at e_k; never below zero, never beyond its capacity, never out of date

All times are hours from the origin; intervals are half-open. An operation without modes takes nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from seedtrain.errors import InternalError

ResourceKind = Literal["unit", "pool", "room"]
LinkKind = Literal[
    "at_start",
    "after_start",
    "after_end",
    "no_later_after_start",
    "no_earlier_after_start",
    "no_later_after_end",
    "no_earlier_after_end",
    "not_in_parallel",
]
"""The eight kinds of ``Dependency1Type`` of B2MML."""

Span = tuple[float, float]
MEASURES = (
    "makespan",
    "tardiness",
    "tardy_jobs",
    "flow_time",
    "earliness",
    "max_tardiness",
    "changeover_h",
    "change_h",
)
"""What an objective may weigh. All in hours but ``tardy_jobs``; by the weight of each job but the makespan,
``changeover_h`` and ``change_h``: hours by which operations start elsewhere than ``given``, and
:data:`OTHER_MODE_H` for each in another mode."""
OTHER_MODE_H = 8.0
"""Hours that an operation in another mode (on another unit) counts as a change: a shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A unit (one thing after another), a pool (a quantity shared), or a room (one class at a time).

    ``capacity`` of a pool, integer or real. ``closures``: spans in which nothing is processed; what only
    waits may stand in it (weekends, holidays, nights). ``levels``: (from, capacity) from when on a pool has
    another capacity (crews by shift), or a unit none (0: a shutdown; nothing may be in it then).
    ``changeover_h`` by (class before, class after) [h]. ``idle_setups``: (limit, setup) [h], a gap longer
    than the limit must be at least the setup (clean and sterile holds: what has expired is done again;
    ``inf``: it can't be). ``last_class``, ``free_h``: the class it was last used for, and when it came free.
    ``no_idle``: nothing but changeover between uses.
    """

    name: str
    kind: ResourceKind = "unit"
    capacity: float = 1.0
    closures: tuple[Span, ...] = ()
    levels: tuple[tuple[float, float], ...] = ()
    changeover_h: Mapping[tuple[str, str], float] = field(default_factory=dict)
    idle_setups: tuple[tuple[float, float], ...] = ()
    last_class: str = ""
    free_h: float = -math.inf
    no_idle: bool = False

    def setup(self, before: str, after: str) -> float:
        """Hours that pass between two uses, by their classes."""
        return self.changeover_h.get((before, after), 0.0)

    def steps(self) -> list[tuple[float, float]]:
        """Return its capacity as (from, capacity), ascending, the first from -inf."""
        base = self.capacity if self.kind == "pool" else 1.0
        return [(-math.inf, base), *sorted(self.levels)]


@dataclass(frozen=True, slots=True)
class Need:
    """A resource taken by an operation, to its end or (``until``) to the start or end of a later one.

    It is taken for ``then_h`` more after that (turnaround) [h]. ``kind``: the class it is taken for; ""
    that of the operation.
    """

    resource: str
    quantity: float = 1.0
    until: str = ""
    until_end: bool = True
    then_h: float = 0.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to run an operation: how long, on what, from which stock and into which (stock, amount)."""

    duration_h: float
    needs: tuple[Need, ...] = ()
    takes: tuple[tuple[str, float], ...] = ()
    gives: tuple[tuple[str, float], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation, by a name of its own.

    ``job`` "" for none; ``kind`` the class by which resources change over; ``earliest_start_h`` and the other
    limits [h]; ``can_pause`` in closures; ``can_stretch``: it may keep its resources longer than it takes;
    ``is_optional``: it may be left out; ``counts``: the job is done only when it is (not cleaning);
    ``renews``: limits on idle time don't hold before it, its units are good again after it (cleaning again).
    """

    name: str
    job: str = ""
    modes: tuple[Mode, ...] = (Mode(0.0),)
    kind: str = ""
    earliest_start_h: float = 0.0
    latest_start_h: float = math.inf
    earliest_end_h: float = 0.0
    latest_end_h: float = math.inf
    can_pause: bool = False
    can_stretch: bool = False
    is_optional: bool = False
    counts: bool = True
    renews: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    r"""A link of one of the eight kinds between ``before`` (b) and ``after`` (a), where both take place.

    .. math:: at\_start: s_a = s_b + lag, \quad (no\_earlier\_)after\_start: s_a \ge s_b + lag

    and so on; ``no_later`` reads :math:`\le`; ``not_in_parallel``: one ends before the other starts.
    ``of_end`` makes it the end of ``after`` that is meant instead of its start.
    """

    before: str
    after: str
    kind: LinkKind = "after_end"
    lag_h: float = 0.0
    of_end: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """What a stock holds or is delivered: an amount from a time on, good until ``expires_h``."""

    amount: float
    from_h: float = -math.inf
    expires_h: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A material, or the cycles left in a resin: lots at hand, what is made lasts ``shelf_life_h``."""

    name: str
    lots: tuple[Lot, ...] = ()
    shelf_life_h: float = math.inf
    capacity: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkJob:
    """A batch, a preparation, a media fill: what has a release, a due time and a weight."""

    name: str
    release_h: float = 0.0
    due_h: float = math.inf
    deadline_h: float = math.inf
    weight: float = 1.0
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ModeRule:
    """Where ``operation`` runs in mode ``mode`` another must run in one of ``modes`` of ``other``."""

    operation: str
    mode: int
    other: str
    modes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """How many of ``operations`` take place, where ``condition`` does ("": always)."""

    kind: Literal["all_or_none", "at_least_one", "exactly_one"]
    operations: tuple[str, ...]
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Network:
    """Jobs, operations, resources, stocks, and the rules between them.

    ``same``: pairs of operations that take the same resources; ``apart``: pairs that take none in common;
    ``consecutive``: pairs where the second follows the first with nothing between on every unit they share;
    ``same_order``: (unit, unit, operations, operations): the second list passes its unit in the order of the
    first. ``objective``: weight by measure, of :data:`MEASURES`. ``given``: start [h], mode (-1: any) and
    weight of operations, by name, in a timetable that is to change little; others' names are passed over.
    """

    operations: tuple[Operation, ...]
    jobs: tuple[NetworkJob, ...] = ()
    resources: tuple[Resource, ...] = ()
    stocks: tuple[Stock, ...] = ()
    links: tuple[Link, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    consecutive: tuple[tuple[str, str], ...] = ()
    same_order: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = ()
    mode_rules: tuple[ModeRule, ...] = ()
    choices: tuple[Choice, ...] = ()
    objective: Mapping[str, float] = field(default_factory=lambda: {"makespan": 1.0})
    given: Mapping[str, tuple[float, int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse names that are given twice or not at all, and times that are none."""
        for nouns in (self.operations, self.jobs, self.resources, self.stocks):
            names = [noun.name for noun in nouns]
            if len(set(names)) != len(names):
                raise InternalError(f"a name is given twice: {sorted(names)}")
        for link in self.links:
            if link.before not in self.place or link.after not in self.place or math.isnan(link.lag_h):
                raise InternalError(f"{link}: an operation that is not given, or a lag that is no number")
        known = {"", *(job.name for job in self.jobs)}
        for operation in self.operations:
            if operation.job not in known or not operation.modes:
                raise InternalError(
                    f"{operation.name}: job {operation.job!r} is not given, or it has no mode"
                )
            for mode in operation.modes:
                self._check(operation, mode)

    def _check(self, operation: Operation, mode: Mode) -> None:
        """Refuse a mode with what is not given, or with a time or amount that is none."""
        if not mode.duration_h >= 0.0:
            raise InternalError(f"{operation.name}: a duration of {mode.duration_h} h")
        for need in mode.needs:
            if need.resource not in self.resource or (need.until and need.until not in self.place):
                raise InternalError(f"{operation.name}: {need} names what is not given")
        for stock, amount in (*mode.takes, *mode.gives):
            if stock not in self.stock or not amount >= 0.0:
                raise InternalError(f"{operation.name}: stock {stock!r} is not given, or amount {amount}")

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Place of each operation, by name."""
        return {operation.name: at for at, operation in enumerate(self.operations)}

    @cached_property
    def job(self) -> Mapping[str, NetworkJob]:
        """Jobs by name."""
        return {job.name: job for job in self.jobs}

    @cached_property
    def resource(self) -> Mapping[str, Resource]:
        """Resources by name."""
        return {resource.name: resource for resource in self.resources}

    @cached_property
    def stock(self) -> Mapping[str, Stock]:
        """Stocks by name."""
        return {stock.name: stock for stock in self.stocks}
