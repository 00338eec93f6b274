"""What a line costs and makes as one parameter grows: smooth but for the steps where a whole one is added."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from seedtrain.process.comparison import Jump, jumps
from seedtrain.process.cost import total
from seedtrain.process.line import Line


@dataclass(frozen=True, slots=True)
class Point:
    """The line at one value of the parameter, in its canonical unit (base case).

    ``unit_cost`` [CNY a gram or a piece]; ``output_a`` [g or pieces started a year]; ``jumps`` since the
    point before; ``rises`` whether a gram costs more than there.
    """

    value: float
    unit_cost: float
    output_a: float
    jumps: tuple[Jump, ...]
    rises: bool


def scan(values: Iterable[float], line: Callable[[float], Line]) -> tuple[Point, ...]:
    """Return a point for each value, in their order; ``line`` gives the line at a value."""
    points: list[Point] = []
    before: Line | None = None
    for value in values:
        made = line(value)
        product = made.batch.product
        amount = float(product.items[0]) if float(product.items[0]) > 0.0 else float(product.mass_g[0])
        cost = float(total(made.cost_cny)[0]) / amount
        found = () if before is None else jumps(before, made)
        rises = bool(points) and cost > points[-1].unit_cost
        points.append(Point(value, cost, amount * float(made.batches_a[0]), found, rises))
        before = made
    return tuple(points)
