"""What to add next: the bottleneck relieved, then the next, and what each addition buys."""

from dataclasses import dataclass

from seedtrain.process.cycle import cycle
from seedtrain.process.line import Line

_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Addition:
    """One more unit of each of ``unit_classes``, which set the pace together: what is then made (base)."""

    unit_classes: tuple[str, ...]
    cycle_time_h: float
    batches_a: float
    mass_g_a: float


def additions(line: Line, steps: int = 5) -> tuple[Addition, ...]:
    """Return the line as it is (no class), then with one unit added to each bottleneck in turn.

    Batches a year go as the inverse of the cycle time, at the utilisation of the line.
    """
    counts = dict(line.counts)
    pace = cycle(line.operations, counts)
    work = float(line.batches_a[0] * line.pace.time_h[0])
    mass = float(line.batch.product.mass_g[0])

    def made(unit_classes: tuple[str, ...]) -> Addition:
        hours = float(pace.time_h[0])
        return Addition(unit_classes, hours, work / hours, work / hours * mass)

    found = [made(())]
    for _ in range(steps):
        longest = float(pace.time_h[0])
        tied = tuple(key for key, held in pace.held_h.items() if float(held[0]) >= longest * (1.0 - _TIE))
        for key in tied:
            counts[key] = counts.get(key, 1.0) + 1.0
        pace = cycle(line.operations, counts)
        found.append(made(tied))
    return tuple(found)
