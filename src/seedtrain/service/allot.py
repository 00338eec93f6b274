"""What a zone has to allot: land among its zones, floors among uses, grants among projects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message, Wording
from seedtrain.model.park import Park
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import quantiles
from seedtrain.quantities.amount import Amount
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.service.documents import open_document
from seedtrain.service.years_columns import column

if TYPE_CHECKING:
    from seedtrain.park import FloorUse, Grants, Split

_MU = 10_000.0 / 15.0
"""Square metres in a mu."""


@dataclass(frozen=True, slots=True)
class Allotted:
    """The best split of each piece of land, the uses of floors, the grants of each fund."""

    scenario: Scenario
    splits: "Mapping[str, Split]"
    uses: "tuple[FloorUse, ...]"
    fits: "np.ndarray[Any, np.dtype[np.float64]] | None"
    grants: "Mapping[str, Grants]"

    @property
    def _park(self) -> Park:
        assert self.scenario.park is not None
        return self.scenario.park

    def tables(self) -> tuple[Table, ...]:
        """Return a table for each piece of land and fund, and one for floors."""
        made = [self._split(name, each) for name, each in self.splits.items()]
        if self.uses:
            made.append(self._floors())
        made += [self._grants(name, each) for name, each in self.grants.items()]
        return tuple(made)

    def facts(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {
            "scenario": self.scenario.id,
            "land": {
                name: {
                    "zones": {
                        zone: {"area_m2": area, "area_mu": area / _MU, "served": each.served[zone]}
                        for zone, area in each.areas.items()
                    },
                    "output_cny_a": each.output,
                    "even_split_cny_a": each.even,
                    "one_more_lot_cny_a": each.one_more,
                }
                for name, each in self.splits.items()
            },
            "floors": [
                {
                    "use": each.use,
                    "top": each.top,
                    "share": float(each.share[0]),
                    "area_m2": float(each.area[0]),
                }
                for each in self.uses
            ],
            "companies_that_fit": None if self.fits is None else _quantiles(self.fits),
            "funds": {
                name: {
                    "chosen": list(each.chosen),
                    "effect_cny": each.total,
                    "spent_cny": each.spent,
                    "tenth_more_adds_cny": each.one_more,
                }
                for name, each in self.grants.items()
            },
        }

    def _split(self, name: str, split: "Split") -> Table:
        land = self._park.land[name]
        params = {
            "output": Amount(split.output, "money"),
            "even": Amount(split.even, "money"),
            "more": Amount(split.one_more, "money"),
            "lot": f"{split.lot / _MU:,.0f}",
        }
        return Table(
            id=f"split-{name}",
            title=Message("allot.title.split", {"land": land.name or Wording(name)}),
            columns=(
                column("land_zone"),
                column("area_mu", right=True),
                column("area_ha", right=True, priority=2),
                column("land_share", right=True),
                column("wanted_p50", right=True),
                column("wanted_p90", right=True, priority=2),
                column("served", right=True),
            ),
            rows=rows(
                [
                    land.demands[zone].name or Wording(zone),
                    f"{area / _MU:,.0f}",
                    f"{area / 10_000.0:,.0f}",
                    share(area / sum(split.areas.values())),
                    *(f"{value / _MU:,.0f}" for value in _spread(split.wanted[zone])[1:]),
                    share(split.served[zone]),
                ]
                for zone, area in split.areas.items()
            ),
            note=Message("allot.note.split", params),
        )

    def _floors(self) -> Table:
        from seedtrain.catalog import table

        known = table("floor_uses")
        low, middle, high = (0.0, 0.0, 0.0) if self.fits is None else _spread(self.fits)
        return Table(
            id="floors",
            title=Message("allot.title.floors"),
            columns=(
                column("floor_use"),
                column("top_storey", right=True),
                column("floor_share", right=True),
                column("floor_there", right=True),
            ),
            rows=rows(
                [
                    known[each.use].label,
                    each.top if each.top < 200 else Message("allot.any_storey"),
                    share(float(np.median(each.share))),
                    Quantity(_spread(each.area)[1], "area"),
                ]
                for each in self.uses
            ),
            note=Message(
                "allot.note.floors",
                {"low": f"{low:,.0f}", "middle": f"{middle:,.0f}", "high": f"{high:,.0f}"},
            ),
        )

    def _grants(self, name: str, grants: "Grants") -> Table:
        fund = self._park.funds[name]
        ordered = sorted(grants.effect, key=lambda project: -grants.effect[project] / grants.cost[project])
        params = {
            "total": Amount(grants.total, "money"),
            "spent": Amount(grants.spent, "money"),
            "sum": Amount(fund.sum.base, "money"),
            "more": Amount(grants.one_more, "money"),
        }
        return Table(
            id=f"grants-{name}",
            title=Message("allot.title.grants", {"fund": fund.name or Wording(name)}),
            columns=(
                column("project"),
                column("grant_decision"),
                column("grant", right=True),
                column("effect", right=True),
                column("effect_per_yuan", right=True),
            ),
            rows=rows(self._projects(name, grants, ordered)),
            note=Message("allot.note.grants", params),
        )

    def _projects(self, name: str, grants: "Grants", ordered: list[str]) -> Iterator[list[Cell]]:
        for project in ordered:
            cost, effect = grants.cost[project], grants.effect[project]
            yield [
                self._park.funds[name].projects[project].name or Wording(project),
                Message("allot.grant" if project in grants.chosen else "allot.no_grant"),
                Quantity(cost, "money"),
                Quantity(effect, "money"),
                f"{effect / cost:,.2f}",
            ]


def allotted(name: str, changes: Mapping[str, str | None], replications: int, seed: int) -> Allotted:
    """Allot what the zone of a scenario has: land with demands, floors with uses, funds with projects.

    Raises :class:`InputError` with all findings of the scenario; PRK-023 where it has none of them.
    """
    scenario = open_document(name, changes).scenario
    from seedtrain import park as zone
    from seedtrain.model.inputs import Inputs
    from seedtrain.quantities.streams import World

    site = scenario.park
    inputs = Inputs(World(replications, seed))
    land = {} if site is None else {key: each for key, each in site.land.items() if each.demands}
    funds = {} if site is None else {key: each for key, each in site.funds.items() if each.projects}
    has_uses = site is not None and site.companies is not None and site.companies.uses and site.buildings
    if site is None or not (land or funds or has_uses):
        raise InputError([finding("PRK-023", path="park", value=scenario.id)])
    laws = zone.laws_of(site, inputs)
    uses: tuple[FloorUse, ...] = ()
    fits = None
    if has_uses and all(each.floor_plate is not None for each in site.buildings.values()):
        assert site.companies is not None
        uses = zone.floor_uses(site, site.companies, laws)
        fits = zone.companies_that_fit(uses, laws.draw(site.companies.floor_area, "floor_area"))
    return Allotted(
        scenario,
        {key: zone.best_split(each, laws) for key, each in land.items()},
        uses,
        fits,
        {key: zone.best_grants(each, inputs) for key, each in funds.items()},
    )


def _spread(draws: "np.ndarray[Any, np.dtype[np.float64]]") -> tuple[float, float, float]:
    return quantiles(draws[1:] if len(draws) > 1 else draws)


def _quantiles(draws: "np.ndarray[Any, np.dtype[np.float64]]") -> dict[str, float]:
    return dict(zip(("p10", "p50", "p90"), _spread(draws), strict=True))
