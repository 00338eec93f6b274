"""Headlines: the few indicators that are shown first and whose drivers are sought."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.amount import Amount
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series
from seedtrain.results.timetable import Timetable

_MOST_BATCH_COSTS = 2
_HEADLINE_SERIES = ("park.companies", "park.introduced", "park.industry_scale")
_MOST_PRODUCTS = 4
_ONLY_THROUGH_TIME = ("park.storey.",)
"""Series of which a building has one a storey: they are a chart, not so many indicators."""


def headlined(
    indicators: Iterable[Indicator], scenario: Scenario, timetable: Timetable | None
) -> tuple[Indicator, ...]:
    """Return the indicators with fewer of them marked as headlines.

    Of what engines mark, a batch stays only as the cost of a gram where most batches are made, a product's
    output only for the products made most, and capital only where the line of investment pays for suites.
    """
    batches = timetable.batches if timetable else ()
    made = Counter((batch.product, batch.suite) for batch in batches)
    often = sorted(made, key=lambda pair: (-made[pair], pair))[:_MOST_BATCH_COSTS]
    costs = {f"batch.{product}.{suite}.cost_per_gram" for product, suite in often}
    by_product: Counter[str] = Counter()
    for (product, _), count in made.items():
        by_product[product] += count
    largest = sorted(by_product, key=lambda name: (-by_product[name], name))[:_MOST_PRODUCTS]
    outputs = {f"output.{product}.mass" for product in largest}
    built = {f"capital.{name}.need" for name, line in scenario.investments.items() if line.suites}
    limited = {"batch.": costs, "capital.": built}
    return tuple(
        replace(each, headline=False) if each.headline and not _stays(each.id, limited, outputs) else each
        for each in indicators
    )


def at_the_end(series: Iterable[Series]) -> list[Indicator]:
    """Return each series as an indicator on its last day, so that it has quantiles and drivers of its own."""
    return [
        Indicator(
            id=f"{each.id}.end",
            label=Message("indicator.at_end", {"what": each.label, "day": Amount(each.days[-1], "date")}),
            dimension=each.dimension,
            draws=None if each.draws is None else each.draws[:, -1],
            rests_on=each.rests_on,
            missing=each.missing,
            headline=each.id in _HEADLINE_SERIES and each.draws is not None,
        )
        for each in series
        if not each.id.startswith(_ONLY_THROUGH_TIME)
    ]


def _stays(name: str, limited: Mapping[str, set[str]], outputs: set[str]) -> bool:
    for stem, kept in limited.items():
        if name.startswith(stem):
            return name in kept
    return name in outputs if name.startswith("output.") and name.endswith(".mass") else True
