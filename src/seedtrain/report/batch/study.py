"""What a study of one recipe found, and two side by side: what tables, figures and page are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from seedtrain.catalog import parameters
from seedtrain.errors import Finding
from seedtrain.flow.sensitivity import Index
from seedtrain.messages import Message, Wording
from seedtrain.process import Addition, Bar, Factor, Jump, Line
from seedtrain.process.charge import Charge
from seedtrain.process.itemised import Itemised
from seedtrain.process.scan import Point
from seedtrain.results.indicator import Indicator, by_id
from seedtrain.results.suite_capacity import Rung


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moves one answer: ``target`` the id of its indicator, tornado and Sobol indices by input."""

    target: str
    bars: tuple[Bar, ...]
    indices: tuple[Index, ...]


@dataclass(frozen=True, kw_only=True)
class BatchStudy:
    """One recipe in one suite of its own.

    ``options``: what the user asked for, as written, by name; ``line`` what was worked out; ``rungs`` of lost
    days; ``factors`` of the capital, whose product it is, ``items`` the same by equipment, ``charge`` what it
    costs a year; ``scanned`` the place of a parameter and the line at values of it; ``additions`` in the
    order of the bottlenecks; ``sensitivities`` of unit cost and yearly output; ``labels`` of uncertain inputs
    and of the parameter scanned; ``warnings`` to read the result with.
    """

    recipe: str
    name: Wording
    options: Mapping[str, str]
    price_year: int
    replications: int
    seed: int
    version: str
    line: Line
    indicators: tuple[Indicator, ...]
    rungs: tuple[Rung, ...]
    factors: tuple[Factor, ...]
    items: Itemised
    charge: Charge
    scanned: tuple[str, tuple[Point, ...]]
    additions: tuple[Addition, ...]
    sensitivities: tuple[Sensitivity, ...]
    labels: Mapping[str, Message | Wording]
    warnings: tuple[Finding, ...]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return by_id(self.indicators)

    @property
    def counts_items(self) -> bool:
        """Whether it makes vials or pens, which are counted, and not a mass of drug substance."""
        return float(self.line.batch.product.items[0]) > 0.0

    @property
    def made(self) -> float:
        """What the base batch makes: pieces, or grams where it makes none."""
        out = self.line.batch.product
        return float(out.items[0]) if self.counts_items else float(out.mass_g[0])

    @cached_property
    def cost_cents(self) -> dict[str, int]:
        """Cost of the base batch by category in hundredths of a yuan, the largest first.

        The total reported is their sum.
        """
        parts = {name: round(100.0 * float(part[0])) for name, part in self.line.cost_cny.items()}
        return dict(sorted(parts.items(), key=lambda part: -part[1]))

    @property
    def total_cents(self) -> int:
        """Cost of the base batch in hundredths of a yuan: the sum of its parts."""
        return sum(self.cost_cents.values())

    @property
    def scanned_dimension(self) -> str:
        """Dimension of the parameter that is scanned."""
        return parameters()[self.scanned[0].rpartition(".")[2]].dimension

    @property
    def scanned_name(self) -> Message | Wording:
        """What the parameter that is scanned is called."""
        return self.labels[self.scanned[0]]

    def base(self, name: str) -> float:
        """Base value of an indicator. Raises ``KeyError`` for one it does not have."""
        value = self.by_id[name].base
        assert value is not None
        return value


@dataclass(frozen=True, slots=True)
class CostLine:
    """Cost of a line: ``fixed_cny_a`` a year, ``variable_cny`` a gram (or piece); ``most_a`` made at most."""

    fixed_cny_a: float
    variable_cny: float
    most_a: float

    def each_cny(self, amount_a: float) -> float:
        """Cost of a gram (or piece) at ``amount_a`` a year."""
        return self.fixed_cny_a / amount_a + self.variable_cny


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchComparison:
    """Two studies.

    ``titles`` what sets each apart; ``lines`` how the cost of each grows with what it makes; ``crossover``
    grams (or pieces) a year at which both cost the same (``None``: at none, or they make different things);
    ``jumps`` where the second takes a whole one more or less of something, for two of one recipe.
    """

    first: BatchStudy
    second: BatchStudy
    titles: tuple[Wording, Wording]
    lines: tuple[CostLine, CostLine]
    crossover: float | None
    jumps: tuple[Jump, ...]

    @property
    def is_like(self) -> bool:
        """Whether both make a mass of drug substance, or both make pieces."""
        return self.first.counts_items == self.second.counts_items

    @property
    def cheaper_beyond(self) -> int:
        """Place of the one that is cheaper beyond the crossover, or at any output where there is none."""
        one, two = self.lines
        if self.crossover is None:
            most = min(one.most_a, two.most_a)
            return 0 if one.each_cny(most) < two.each_cny(most) else 1
        return 0 if one.variable_cny < two.variable_cny else 1
