"""What is told of the shared service platforms of a zone."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Platform
from seedtrain.model.scenario import Scenario
from seedtrain.park.companies import Flow
from seedtrain.park.disclosure import first_shown
from seedtrain.park.platform_capacity import limits_of
from seedtrain.park.platform_money import Firms, Measure, earned, firms_of, next_one
from seedtrain.park.platforms import PlatformUse, load_by_day, queue_of, use_of
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series

Floats = NDArray[np.float64]


def board_of(
    scenario: Scenario, platforms: Mapping[str, Platform], flow: Flow | None, days: Floats, inputs: Inputs
) -> tuple[list[Indicator], list[Series]]:
    """Return the indicators and series of the platforms; ``days`` on which the number open is told."""
    stock = None if flow is None else flow.stock
    companies = None if stock is None else stock.mean(axis=1)
    indicators: list[Indicator] = []
    loads: list[Series] = []
    open_ = np.zeros((1 + inputs.world.replications, len(days)))
    for id_, platform in platforms.items():
        with inputs.trace() as seen:
            use = use_of(scenario, id_, platform, companies, inputs)
            firms = firms_of(platform, companies, inputs)
            measures = list(_measures(platform, use, firms, inputs))
        open_ += inputs.draw(platform.count)[:, None] * (use.opens[:, None] <= days)
        indicators += [_told(id_, platform, each, tuple(seen)) for each in measures]
        if flow is not None and not firms.too_few:
            loads += _load(scenario, id_, platform, flow, inputs)
        elif flow is None:
            loads += _steady(scenario, id_, platform, firms, days, inputs)
    given = [value for each in platforms.values() for value in (each.count, each.opens, each.accredited)]
    paths = tuple(value.path for value in given if value is not None)
    label = Message("series.park.platforms_open")
    count = Series(
        id="park.platforms_open", label=label, dimension="count", days=days, draws=open_, rests_on=paths
    )
    return indicators, [*loads, count]


def _measures(platform: Platform, use: PlatformUse, firms: Firms, inputs: Inputs) -> Iterator[Measure]:
    yield Measure("opens", "date", use.opens)
    if platform.count.base <= 0.0 or firms.too_few:
        return
    missing = (f"{platform.path}.load",)
    yield Measure("utilisation", "fraction", use.utilisation, missing)
    yield Measure("wait", "time", use.wait_h, missing)
    yield Measure("queue", "count", queue_of(use), missing)
    yield Measure("gain", "time", use.gain_h, missing)
    if use.asked is None:
        yield Measure("bought", "time", None, missing)
        return
    count = inputs.draw(platform.count)
    for name, one in limits_of(platform, inputs).items():
        yield Measure(f"use.{name}", "fraction", use.asked / (one * count))
    yield from next_one(platform, use, firms, inputs)
    yield from earned(platform, use, firms, inputs)


def _told(id_: str, platform: Platform, measure: Measure, paths: tuple[str, ...]) -> Indicator:
    return Indicator(
        id=f"park.platform.{id_}.{measure.what}",
        label=Message(f"indicator.park.platform.{measure.what}", {"platform": platform.name or Wording(id_)}),
        dimension=measure.dimension,
        draws=measure.draws,
        rests_on=paths,
        missing=measure.missing if measure.draws is None else (),
    )


def _load(scenario: Scenario, id_: str, platform: Platform, flow: Flow, inputs: Inputs) -> Iterator[Series]:
    """Load over capacity through time: for the heat map; from three companies on, where it is theirs."""
    with inputs.trace() as seen:
        load = load_by_day(scenario, id_, platform, flow.stock, inputs)
    if load is None:
        return
    begin = 0
    if platform.load is None and platform.users is None and flow.stock is not None:
        begin = first_shown(flow.stock)
    if begin < len(flow.days):
        shape = (load.shape[0], len(flow.days))
        draws = np.broadcast_to(load, shape)[:, begin:]
        yield _series(id_, platform, flow.days[begin:], draws, tuple(seen))


def _steady(
    scenario: Scenario, id_: str, platform: Platform, firms: Firms, days: Floats, inputs: Inputs
) -> Iterator[Series]:
    """The same where no companies are followed: as much on every day."""
    with inputs.trace() as seen:
        load = load_by_day(scenario, id_, platform, None, inputs)
    if load is not None and not firms.too_few:
        draws = np.broadcast_to(load, (load.shape[0], len(days)))
        yield _series(id_, platform, days, draws, tuple(seen))


def _series(id_: str, platform: Platform, days: Floats, draws: Draws, paths: tuple[str, ...]) -> Series:
    label = Message("series.park.load", {"platform": platform.name or Wording(id_)})
    return Series(
        id=f"park.load.{id_}", label=label, dimension="fraction", days=days, draws=draws, rests_on=paths
    )
