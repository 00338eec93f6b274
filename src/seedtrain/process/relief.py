"""What to add next: the bottleneck relieved, then the next, and what each addition buys."""

from dataclasses import dataclass

from seedtrain.process.cycle import cycle
from seedtrain.process.line import Line


@dataclass(frozen=True, slots=True)
class Addition:
    """One more unit of ``unit_class``: ``units`` there are then, and what the line makes (base case)."""

    unit_class: str
    units: float
    cycle_time_h: float
    batches_a: float
    mass_g_a: float


def additions(line: Line, steps: int = 5) -> tuple[Addition, ...]:
    """Return the line as it is (``unit_class`` empty), then with one unit added to each bottleneck in turn.

    Batches a year go as the inverse of the cycle time, at the utilisation of the line.
    """
    counts = dict(line.counts)
    pace = cycle(line.operations, counts)
    work = float(line.batches_a[0] * line.pace.time_h[0])
    mass = float(line.batch.product.mass_g[0])

    def made(unit_class: str) -> Addition:
        hours = float(pace.time_h[0])
        units = counts.get(unit_class, 0.0)
        return Addition(unit_class, units, hours, work / hours, work / hours * mass)

    found = [made("")]
    for _ in range(steps):
        relieved = pace.bottleneck
        counts[relieved] = counts.get(relieved, 1.0) + 1.0
        pace = cycle(line.operations, counts)
        found.append(made(relieved))
    return tuple(found)
