"""The zone of a scenario: companies, platforms, space, land, industry, funds."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Companies, Land, Park
from seedtrain.model.scenario import Scenario
from seedtrain.park import letting
from seedtrain.park.arrivals import arrive, is_followed
from seedtrain.park.companies import Flow, follow
from seedtrain.park.disclosure import first_shown
from seedtrain.park.history import Fitted
from seedtrain.park.industry import industry_scale
from seedtrain.park.invested import investments_told
from seedtrain.park.laws import Laws, laws_of
from seedtrain.park.money import (
    bonded_saving,
    deferred_tax,
    extra_successes,
    inspection_saved,
    projects,
    rank,
)
from seedtrain.park.platform_board import board_of
from seedtrain.park.premises import has_land
from seedtrain.park.result import ParkResult
from seedtrain.park.sizes import Sizes, grow, total
from seedtrain.park.space import floor_of, lettable_area
from seedtrain.park.split import best_split
from seedtrain.park.tenancy import follow_tenants
from seedtrain.quantities.months import month_days
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series

Floats = NDArray[np.float64]


def run(scenario: Scenario, inputs: Inputs) -> ParkResult:
    """Follow the zone of ``scenario`` in every world, the base case first; without a zone, investments alone.

    Values the scenario does not give are those of the catalogue's row for the kind of zone, where there is
    one; where there is none the indicator or series has no draws and names the paths that are missing.
    """
    if scenario.park is None:
        days = followed_days(scenario, None)
        indicators, series = investments_told(scenario, days, inputs)
        return ParkResult(indicators=tuple(indicators), series=tuple(series))
    board = _Board(scenario, scenario.park, inputs, laws_of(scenario.park, inputs))
    flow = board.companies()
    board.space(flow)
    board.platforms(flow)
    board.land()
    board.industry()
    board.money()
    return ParkResult(indicators=tuple(board.indicators), series=tuple(board.followed))


def followed_days(scenario: Scenario, counted: date | None, *, last_days: bool = False) -> Floats:
    """Months from the day counted (as_of when not said) or the horizon's start to the horizon's end."""
    horizon, as_of = scenario.horizon, scenario.as_of
    also = () if as_of is None else (as_of,)
    start = counted or as_of or horizon.start
    return month_days(min(start, horizon.end), horizon.end, also, last_days=last_days)


def _counted(id_: str, label: Message, days: Floats, draws: Floats, paths: tuple[str, ...]) -> Series:
    return Series(id=id_, label=label, dimension="count", days=days, draws=draws, rests_on=paths)


class _Board:
    """Gathers the indicators and series of one zone."""

    def __init__(self, scenario: Scenario, park: Park, inputs: Inputs, laws: Laws) -> None:
        self.scenario = scenario
        self.park = park
        self.inputs = inputs
        self.laws = laws
        self.indicators: list[Indicator] = []
        self.followed: list[Series] = []
        self.sizes: Sizes | None = None
        self.sizes_rest_on: tuple[str, ...] = ()

    def companies(self) -> Flow | None:
        companies = self.park.companies
        if companies is None:
            return None
        days = self._days(companies.counted)
        with self.inputs.trace() as seen:
            flow = follow(companies, days, self.laws)
        paths = tuple(seen)
        missing = (f"{companies.path}.base",)
        self._series("companies", "count", days, flow.stock, paths, missing, kind="line")
        self._series("introduced", "count", days, flow.introduced, paths, kind="line")
        self._fitted("companies", "count", flow.fitted, paths)
        self._totals(companies, flow, paths)
        if is_followed(companies):
            with self.inputs.trace() as seen:
                arrivals = arrive(companies, days, self.laws)
            for state, waiting in arrivals.waiting.items():
                self._stock("state", state, days, waiting, tuple(seen), "arrival_states")
        return flow

    def _totals(self, companies: Companies, flow: Flow, paths: tuple[str, ...]) -> None:
        """Output, tax and jobs of all companies there: their number times what one brings.

        Output and tax are flows, a year; jobs and companies are stocks. None of them is the industry scale.
        """
        if flow.stock is None:
            return
        with self.inputs.trace() as seen:
            sizes = grow(companies, flow, self.laws)
        if sizes is not None:
            self.sizes, self.sizes_rest_on = sizes, tuple(dict.fromkeys((*paths, *seen)))
            self._sizes(flow, sizes, self.sizes_rest_on)
        shown = first_shown(flow.stock)
        for what, dimension in (("output", "money"), ("tax", "money"), ("jobs", "count")):
            each = getattr(companies, f"{what}_each")
            with self.inputs.trace() as seen:
                if sizes is not None:
                    draws = total(companies, sizes, f"{what}_each", self.laws)
                else:
                    draws = None if each is None else flow.stock * self.inputs.draw(each)[:, None]
            if draws is not None and shown < len(flow.days):
                on = tuple(dict.fromkeys((*paths, *seen)))
                self._series(what, dimension, flow.days[shown:], draws[:, shown:], on, kind="line")

    def _sizes(self, flow: Flow, sizes: Sizes, paths: tuple[str, ...]) -> None:
        """Companies by size class, by place, and those that produce."""
        for size, draws in sizes.by_class.items():
            self._stock("size", size, flow.days, draws, paths, "company_sizes")
        for place, draws in sizes.by_place.items():
            label = Message(f"series.park.place.{place}")
            self.followed.append(_counted(f"park.place.{place}", label, flow.days, draws, paths))
        moved_in = np.zeros_like(sizes.producing) if flow.stock is None else flow.stock - sizes.producing
        for state, draws in (("moved_in", moved_in), ("producing", sizes.producing)):
            self._stock("state", state, flow.days, draws, paths, "arrival_states")

    def _stock(
        self, family: str, name: str, days: Floats, draws: Floats, paths: tuple[str, ...], named_in: str
    ) -> None:
        """Companies of a class or in a state."""
        label = Message("series.park.among", {"kind": table(named_in)[name].label})
        if name == "project":
            label = Message("series.park.projects")  # not yet companies
        self.followed.append(_counted(f"park.{family}.{name}", label, days, draws, paths))

    def space(self, flow: Flow | None) -> None:
        if not self.park.buildings:
            if flow is not None and self.sizes is not None and has_land(self.park):
                self._tenants(flow, ())
            return
        with self.inputs.trace() as seen:
            area, missing = lettable_area(self.park, self.laws)
        of_area = tuple(seen)
        self._indicator("lettable_area", "area", area, of_area, missing)
        for id_, building in self.park.buildings.items():
            if building.floor_plate is not None:
                with self.inputs.trace() as seen:
                    floor = floor_of(building, self.laws)
                named: dict[str, object] = {"building": building.name or Wording(id_)}
                self._indicator(
                    f"building.{id_}.floor", "area", floor, tuple(seen), key="building.floor", named=named
                )
        companies = self.park.companies
        if companies is None:
            return
        with self.inputs.trace() as seen:
            each = self.laws.draw(companies.floor_area, "floor_area")
            holds = None if area is None else np.floor(area / each)
        paths = tuple(dict.fromkeys((*of_area, *seen)))
        self._indicator("companies_capacity", "count", holds, paths, missing, headline=True)
        if flow is None or area is None:
            self._series("occupied_area", "area", self._days(None), None, (), missing)
            return
        self._tenants(flow, paths)

    def _tenants(self, flow: Flow, paths: tuple[str, ...]) -> None:
        """Companies by building, storey and area of land."""
        companies = self.park.companies
        assert companies is not None
        with self.inputs.trace() as seen:
            tenancy = follow_tenants(self.park, companies, flow, self.sizes, self.laws)
        paths = tuple(dict.fromkeys((*paths, *self.sizes_rest_on, *seen)))
        self.indicators += letting.indicators(tenancy, paths)
        self.followed += letting.series(tenancy, paths)

    def platforms(self, flow: Flow | None) -> None:
        if not self.park.platforms:
            return
        days = self._days(None, last_days=True)
        found, followed = board_of(self.scenario, self.park.platforms, flow, days, self.inputs)
        self.indicators += found
        self.followed += followed

    def land(self) -> None:
        if not self.park.land:
            return
        for id_, each in self.park.land.items():
            self._piece_of_land(id_, each)
        with self.inputs.trace() as seen:
            area = np.sum([self.inputs.draw(each.area) for each in self.park.land.values()], axis=0)
        self._indicator("land_area", "area", area, tuple(seen))
        with self.inputs.trace() as seen:
            output = np.sum(
                [
                    self.inputs.draw(each.area) * self.laws.draw(each.output_intensity, "output_intensity")
                    for each in self.park.land.values()
                ],
                axis=0,
            )
        self._indicator("land_output", "money", output, tuple(seen))

    def _piece_of_land(self, id_: str, land: Land) -> None:
        """The area of a piece of land, and of each zone in its best split."""
        named: dict[str, object] = {"land": land.name or Wording(id_)}
        with self.inputs.trace() as seen:
            area = self.inputs.draw(land.area)
        self._indicator(f"land.{id_}.area", "area", area, tuple(seen), key="land.area", named=named)
        if not land.demands:
            return
        with self.inputs.trace() as seen:
            split = best_split(land, self.laws)
        for zone, part in split.areas.items():
            words = {**named, "zone": land.demands[zone].name or Wording(zone)}
            what, draws = f"land.{id_}.{zone}.zone", np.full_like(area, part)
            self._indicator(what, "area", draws, tuple(seen), key="land.zone", named=words)

    def industry(self) -> None:
        industry = self.park.industry
        if industry is None:
            return
        days = self._days(industry.counted)
        with self.inputs.trace() as seen:
            scale = industry_scale(industry, days, self.laws)
        paths, missing = tuple(seen), (f"{industry.path}.scale",)
        draws = None if scale is None else scale.draws
        self._series("industry_scale", "money", days, draws, paths, missing, kind="line")
        self._fitted("industry", "money", None if scale is None else scale.fitted, paths)
        with self.inputs.trace() as seen:
            place = rank(industry, days, self.laws)
        self._series("rank", "count", days, place, tuple(seen), (f"{industry.path}.rank",))

    def _fitted(self, what: str, dimension: str, fitted: Fitted | None, paths: tuple[str, ...]) -> None:
        """Growth, rise a year or ceiling of a law fitted to a history, and its back-test."""
        if fitted is None:
            return
        worlds = 1 + self.inputs.world.replications
        share = None if np.isnan(fitted.backtest) else np.full(worlds, fitted.backtest)
        for name, of, draws in (
            ("growth", "fraction", fitted.growth),
            ("rise", dimension, fitted.rise),
            ("ceiling", dimension, fitted.ceiling),
            ("backtest", "fraction", share),
        ):
            if draws is not None:
                self._indicator(f"{what}_{name}", of, draws, paths)

    def money(self) -> None:
        for id_, fund in self.park.funds.items():
            named: dict[str, object] = {"fund": fund.name or Wording(id_)}
            for what, measure in (("projects", projects), ("extra_successes", extra_successes)):
                with self.inputs.trace() as seen:
                    draws = measure(fund, self.laws)
                self._indicator(
                    f"fund.{id_}.{what}", "count", draws, tuple(seen), key=f"fund.{what}", named=named
                )
        begins, spent = investments_told(self.scenario, self._days(None), self.inputs)
        self.indicators += begins
        self.followed += spent
        if self.park.bonded is not None:
            with self.inputs.trace() as seen:
                saving = bonded_saving(self.park.bonded, self.inputs)
                deferred = deferred_tax(self.park.bonded, self.inputs)
            self._indicator("bonded.saving", "fraction", saving, tuple(seen))
            self._indicator("bonded.deferred", "fraction", deferred, tuple(seen))
            with self.inputs.trace() as seen:
                sooner = inspection_saved(self.park.bonded, self.inputs)
            wanted = (f"{self.park.bonded.path}.inspection",)
            self._indicator("bonded.inspection", "time", sooner, tuple(seen), wanted)

    def _days(self, counted: date | None, *, last_days: bool = False) -> Floats:
        return followed_days(self.scenario, counted, last_days=last_days)

    def _indicator(
        self,
        what: str,
        dimension: str,
        draws: Draws | None,
        rests_on: tuple[str, ...],
        missing: tuple[str, ...] = (),
        *,
        key: str = "",
        named: dict[str, object] | None = None,
        headline: bool = False,
    ) -> None:
        self.indicators.append(
            Indicator(
                id=f"park.{what}",
                label=Message(f"indicator.park.{key or what}", named or {}),
                dimension=dimension,
                draws=draws,
                rests_on=rests_on,
                missing=missing if draws is None else (),
                headline=headline,
            )
        )

    def _series(
        self,
        what: str,
        dimension: str,
        days: Floats,
        draws: Floats | None,
        rests_on: tuple[str, ...],
        missing: tuple[str, ...] = (),
        *,
        kind: str = "step",
    ) -> None:
        self.followed.append(
            Series(
                id=f"park.{what}",
                label=Message(f"series.park.{what}"),
                dimension=dimension,
                days=days,
                draws=draws,
                kind=kind,
                rests_on=rests_on,
                missing=missing if draws is None else (),
            )
        )
