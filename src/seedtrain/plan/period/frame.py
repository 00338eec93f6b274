"""Columns of the program of a plan in periods, by what they mean."""

from dataclasses import dataclass, field

from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage, Suite
from seedtrain.plan.program import Program

Key = tuple[int, int, str, int]
"""Stage, group, product, period."""
StockKey = tuple[int, str, str, int]
"""Stage, site, product, period."""
Tag = tuple[str, ...]
"""Family of a row and what it is about: names of suites, products, sites or markets."""


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


def groups_of(stage: Stage, index: int, apart: frozenset[str] = frozenset()) -> list[Group]:
    """Suites of ``stage`` gathered into groups of identical ones; those of ``apart`` stay alone.

    Only suites that hold one product in a period and need no building are gathered: a sum of days over
    several suites would not say how the days are packed into them.
    """
    gathered: dict[object, list[Suite]] = {}
    for suite in stage.suites:
        rules = tuple((p, stage.rules[suite.id, p]) for p in sorted(suite.products))
        is_alone = (
            not stage.one_product_a_period
            or suite.build_cost is not None
            or bool(suite.days_taken)
            or suite.id in apart
        )
        alike = (
            rules,
            suite.open_from,
            suite.site,
            suite.days_off,
            suite.fixed_cost,
            suite.days_taken,
            suite.id if is_alone else "",
        )
        gathered.setdefault(alike, []).append(suite)
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
    short: dict[tuple[int, str, int], int] = field(default_factory=dict)
    moved: dict[tuple[int, str, int], int] = field(default_factory=dict)
    sales: dict[tuple[str, int], int] = field(default_factory=dict)
    served: dict[tuple[str, str, int], int] = field(default_factory=dict)
    lost: dict[tuple[str, int], int] = field(default_factory=dict)
    backlog: dict[tuple[str, int], int] = field(default_factory=dict)
    outsourced: dict[tuple[str, int], int] = field(default_factory=dict)
    is_open: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: dict[tuple[str, int], int] = field(default_factory=dict)
    taken: dict[tuple[str, str, int], int] = field(default_factory=dict)
    tags: dict[int, Tag] = field(default_factory=dict)

    def tag(self, *names: str) -> None:
        """Say what the row added last is about."""
        self.tags[len(self.program.rows) - 1] = names

    def site(self, key: Key) -> str:
        """Site of the suites of ``key``."""
        return self.groups[key[0]][key[1]].suites[0].site

    def may_open(self, suite: Suite, period: int) -> bool:
        """Whether the suite can be open in ``period`` in any plan."""
        if suite.build_cost is not None or suite.is_open(period):
            return True
        periods = self.problem.periods
        return any(
            suite.id in project.opens and any(s + project.lead <= period for s in project.starts(periods))
            for project in self.problem.projects
        )

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
            if self.may_open(group.suites[0], t)
        ]
