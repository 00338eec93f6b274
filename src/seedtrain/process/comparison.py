r"""Two ways to make the same: cost a gram at each output, and where one overtakes the other.

.. math:: K(N) = F + v N, \qquad N^* = \frac{F_1 - F_2}{v_2 - v_1}

:math:`F` cost a year that does not depend on batches (capital, overhead, crew, quality staff), :math:`v`
cost of what a batch uses (materials, consumables, utilities, tests), :math:`N` batches a year. Valid for
the same size of batch, or for options compared by batch; beyond the batches a year a line can make, another
line is needed.
"""

from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.process.line import Line
from seedtrain.process.price import prices
from seedtrain.process.stream import Equipment

_BY_BATCH = ("materials", "consumables", "utilities")


@dataclass(frozen=True, slots=True)
class Split:
    """Base cost of a line: ``fixed_cny_a`` a year, ``variable_cny`` a batch, ``most_batches_a`` at most."""

    fixed_cny_a: float
    variable_cny: float
    most_batches_a: float


def split(line: Line) -> Split:
    """Return the fixed and variable cost of a line."""
    cost = {key: float(part[0]) for key, part in line.cost_cny.items()}
    price = prices(line.price_year)["test_packages"]
    tests = line.batch.uses["test_packages"] * price.draw(line.batch.setting.inputs)
    variable = sum(cost[key] for key in _BY_BATCH) + float(tests[0])
    batches = float(line.batches_a[0])
    utilisation = table("plant_economics")["utilisation"].value.base
    return Split((sum(cost.values()) - variable) * batches, variable, batches / utilisation)


@dataclass(frozen=True, slots=True)
class Jump:
    """A step that takes a whole one more (or less) of something: cycle, column, membrane, filter, tank."""

    step: str
    before: Equipment
    after: Equipment


def jumps(before: Line, after: Line) -> tuple[Jump, ...]:
    """Return the steps of one recipe whose equipment differs in size or number between two lines (base)."""
    found = []
    for first, second in zip(before.batch.steps, after.batch.steps, strict=True):
        then = {each.what: each for each in second.equipment if each.is_stepped}
        found += [
            Jump(first.step.id, each, then[each.what])
            for each in first.equipment
            if each.what in then and (each.size, each.count) != (then[each.what].size, then[each.what].count)
        ]
    return tuple(found)


def crossover(first: Split, second: Split) -> float | None:
    """Batches a year at which the two cost the same; ``None`` where one is cheaper at any number."""
    if first.variable_cny == second.variable_cny:
        return None
    batches = (first.fixed_cny_a - second.fixed_cny_a) / (second.variable_cny - first.variable_cny)
    return batches if batches > 0.0 else None
