"""Columns of the program of a plan in periods, by what they mean."""

from dataclasses import dataclass, field

from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage, Suite
from seedtrain.plan.program import Program

Key = tuple[int, int, str, int]
"""Stage, group, product, period."""
StockKey = tuple[int, str, int]
"""Stage, product, period."""


@dataclass(frozen=True, slots=True)
class Group:
    """Suites of one stage that cannot be told apart."""

    stage: int
    suites: tuple[Suite, ...]

    @property
    def size(self) -> int:
        """Number of suites."""
        return len(self.suites)

    @property
    def products(self) -> tuple[str, ...]:
        """Products each of them may make."""
        return self.suites[0].products


def groups_of(stage: Stage, index: int) -> list[Group]:
    """Suites of ``stage`` gathered into groups of identical ones.

    Only suites that hold one product in a period and need no building are gathered: a sum of days over
    several suites would not say how the days are packed into them.
    """
    gathered: dict[object, list[Suite]] = {}
    for suite in stage.suites:
        rules = tuple((p, stage.rules[suite.id, p]) for p in sorted(suite.products))
        is_alone = not stage.one_product_a_period or suite.build_cost is not None
        gathered.setdefault((rules, suite.open_from, suite.id if is_alone else ""), []).append(suite)
    return [Group(index, tuple(suites)) for suites in gathered.values()]


@dataclass(slots=True)
class Frame:
    """The program with its columns; symbols as in :mod:`seedtrain.plan.period`."""

    problem: PeriodPlan
    program: Program
    groups: list[list[Group]]
    run: dict[Key, int] = field(default_factory=dict)
    start: dict[Key, int] = field(default_factory=dict)
    wait: dict[Key, int] = field(default_factory=dict)
    made: dict[Key, int] = field(default_factory=dict)
    stock: dict[StockKey, int] = field(default_factory=dict)
    waste: dict[StockKey, int] = field(default_factory=dict)
    sales: dict[tuple[str, int], int] = field(default_factory=dict)
    backlog: dict[tuple[str, int], int] = field(default_factory=dict)
    outsourced: dict[tuple[str, int], int] = field(default_factory=dict)
    is_open: dict[tuple[str, int], int] = field(default_factory=dict)

    def rule(self, group: Group, product: str) -> CampaignRule:
        """Campaign rule of ``product`` in the suites of ``group``."""
        return self.problem.stages[group.stage].rules[group.suites[0].id, product]

    def keys(self, stage: int) -> list[tuple[Group, Key]]:
        """Every group, product and period of ``stage`` in which a campaign may run."""
        return [
            (group, (stage, g, product, t))
            for g, group in enumerate(self.groups[stage])
            for product in group.products
            for t in range(self.problem.periods)
            if group.suites[0].build_cost is not None or group.suites[0].is_open(t)
        ]
