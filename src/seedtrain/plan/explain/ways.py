"""Ways out of a conflict: of each kind of rule the least that is enough by itself."""

from seedtrain.plan.explain.elastic import Elastic
from seedtrain.plan.explain.explanation import Given, WayOut

MIXED = "mixed"
"""Family of a way out that changes rules of several kinds."""


def find_ways(elastic: Elastic, families: list[str]) -> tuple[WayOut, ...]:
    """Ways out that change rules of one of ``families``, least change first; else one that mixes all.

    The change is measured as a fraction of the limits that change, so that days, batches and suites compare.
    """
    ways = [way for family in families if (way := _way(elastic, family)) is not None]
    if not ways:
        mixed = _way(elastic, MIXED)
        ways = [] if mixed is None else [mixed]
    return tuple(sorted(ways, key=lambda way: way.share))


def _way(elastic: Elastic, family: str) -> WayOut | None:
    allowed = [k for k, slack in enumerate(elastic.slacks) if family in (slack.family, MIXED)]
    given = elastic.least(allowed) if allowed else None
    if not given:
        return None
    return WayOut(
        family,
        changes_of(elastic, given),
        sum(amount / elastic.slacks[k].limit for k, amount in given.items()),
        elastic.best(given),
    )


def changes_of(elastic: Elastic, given: dict[int, float]) -> tuple[Given, ...]:
    """What is given, rule by rule and period by period."""
    order = sorted(given, key=lambda k: (elastic.slacks[k].family, elastic.slacks[k].about, k))
    return tuple(
        Given(s.family, s.about, s.period, round(given[k], 6), s.limit)
        for k in order
        for s in (elastic.slacks[k],)
    )
