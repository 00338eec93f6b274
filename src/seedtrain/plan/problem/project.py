"""Projects: decisions that change which suites there are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Project:
    """One way to build, expand, retrofit, retire or outsource, taken once or not at all.

    ``kind`` build, expand, retrofit, retire or outsource. ``opens`` suites usable from ``lead`` periods after
    its start, ``closes`` suites no longer usable from ``close_lag`` periods after it: an expansion closes a
    suite and opens its larger form. ``spend`` money in each period from its start, ``residual`` money it is
    still worth at the end of the plan by period of its start (empty: nothing). ``earliest`` and ``latest``
    period it may start in. ``after`` a project that must have started in the same period or before (empty:
    none). ``places`` prepared places it takes, of the pool ``pool``.
    """

    id: str
    kind: str
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    lead: int = 0
    close_lag: int = 0
    spend: tuple[float, ...] = ()
    residual: tuple[float, ...] = ()
    earliest: int = 0
    latest: int | None = None
    after: str = ""
    pool: str = ""
    places: float = 0.0

    def starts(self, periods: int) -> range:
        """Periods of a plan of ``periods`` in which it may start."""
        last = periods - 1 if self.latest is None else min(self.latest, periods - 1)
        return range(self.earliest, last + 1)

    def spent_from(self, start: int, period: int) -> float:
        """Money spent in ``period`` when it starts in ``start``."""
        step = period - start
        return self.spend[step] if 0 <= step < len(self.spend) else 0.0
