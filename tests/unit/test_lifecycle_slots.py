"""Molecules that queue for the vessels of a suite."""

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.years_cases import day, draws, inputs, programme, scenario, value

from seedtrain.lifecycle import LifecycleResult, run
from seedtrain.model.site import Site, Suite, Unit
from seedtrain.quantities.distributions import Uniform
from seedtrain.results.indicator import by_id

QUICK: dict[str, dict[str, object]] = {"phase_1": {"duration": "30 d", "odds": "1", "batches": "2"}}
"""A stage without parts that has two batches made at its end."""


def site(vessels: int, *, opens: float | None = None, dist: Uniform | None = None) -> Site:
    """A plant with one suite of that many 200 L vessels."""
    unit = Unit(
        path="sites.s.suites.pilot.units.br",
        unit_class="bioreactor",
        count=value(float(vessels), path="br.count"),
        volume=value(200.0, "volume", "br.volume"),
        material="single_use",
    )
    opening = None if opens is None else value(opens, "date", "sites.s.suites.pilot.opens", dist)
    suite = Suite(path="sites.s.suites.pilot", modalities=["mab"], units={"br": unit}, opens=opening)
    return Site(path="sites.s", suites={"pilot": suite})


def on_firsts(result: LifecycleResult, id_: str) -> NDArray[np.float64]:
    """Molecules of a programme past Phase I on the first days of the months of 2022, base case."""
    passed = next(each for each in result.series if each.id == f"lifecycle.{id_}.passed.phase_1")
    return np.array([passed.at(day(f"2022-{month:02}-01"))[0] for month in range(1, 13)])


def cleared(vessels: int, molecules: float, batches: str, **fields: object) -> NDArray[np.float64]:
    """Molecules past Phase I on the firsts of the months of 2022, base case; all start on 3 January."""
    terms = {"phase_1": QUICK["phase_1"] | {"batches": batches}}
    flow = programme(molecules=molecules, suites=["pilot"], terms=terms)
    case = scenario(flow, sites={"s": site(vessels, **fields)})  # type: ignore[arg-type]
    result = run(case, inputs(0), {})
    return on_firsts(result, "a")


def test_one_vessel_serves_one_molecule_after_the_other() -> None:
    """Six molecules, two batches each of 16.7 d: one vessel gives one a 33.4 days, six vessels all at once.

    They are done on days 33.4, 66.8, 100.2, 133.6, 167 and 200.4; the first days of February to August are
    days 29, 57, 88, 118, 149, 179 and 210.
    """
    one = cleared(1, 6.0, "2")
    assert one[:8].tolist() == [0, 0, 1, 2, 3, 4, 5, 6]


def test_enough_vessels_leave_nobody_waiting() -> None:
    """With a vessel each, all six are done on day 33.4: between 1 February and 1 March."""
    assert cleared(6, 6.0, "2")[1:3].tolist() == [0, 6]


def test_no_vessel_makes_no_batch() -> None:
    """A suite without a vessel never lets a molecule pass."""
    assert cleared(0, 6.0, "2").max() == 0.0


def test_molecules_wait_for_the_suite_to_open() -> None:
    """A suite that opens on 2022-06-01 delays the first batch to that day: done 33.4 days later."""
    done = cleared(6, 1.0, "2", opens=day("2022-06-01"))
    assert done[5:8].tolist() == [0, 0, 1]  # 1 June, 1 July, 1 August


def test_the_opening_is_drawn_in_each_world() -> None:
    """An opening between 1 June and 1 August moves the end of Phase I in every world alike."""
    opens = Uniform(day("2022-06-01"), day("2022-08-01"))
    flow = programme(suites=["pilot"], terms=QUICK)
    case = scenario(flow, sites={"s": site(1, opens=0.0, dist=opens)})
    drawn = inputs(100)
    result = run(case, drawn, {})
    ends = by_id(result.indicators)["lifecycle.a.phase_1.end"]
    opened = drawn.drawn["sites.s.suites.pilot.opens"][1]
    slot = drawn.drawn["catalog:stages.any.slot.single_use"][1] / 24.0
    assert ends.draws == pytest.approx(opened + 2 * slot)
    assert "sites.s.suites.pilot.opens" in ends.rests_on


def test_programmes_that_share_a_suite_queue_together() -> None:
    """Two programmes of three molecules on one vessel: the last is done when six have been served."""
    programmes = [programme(id_, molecules=3.0, suites=["pilot"], terms=QUICK) for id_ in ("a", "b")]
    result = run(scenario(*programmes, sites={"s": site(1)}), inputs(0), {})
    done = on_firsts(result, "a") + on_firsts(result, "b")
    assert done[:8].tolist() == [0, 0, 1, 2, 3, 4, 5, 6]


def test_units_have_their_own_days() -> None:
    """A vessel that is there only from 2022-06-01 makes no batch before."""
    late = site(1)
    unit = late.suites["pilot"].units["br"]
    kept = {name: getattr(unit, name) for name in unit.__struct_fields__}
    replaced = Unit(**(kept | {"available_from": date(2022, 6, 1)}))
    suite = Suite(path="sites.s.suites.pilot", modalities=["mab"], units={"br": replaced})
    flow = programme(suites=["pilot"], terms=QUICK)
    case = scenario(flow, sites={"s": Site(path="sites.s", suites={"pilot": suite})})
    ends = draws(run(case, inputs(0), {}).indicators, "lifecycle.a.phase_1.end")
    assert ends[0] == pytest.approx(day("2022-06-01") + 2 * 16.7)


CMC: dict[str, object] = {
    "cell_line": "100 d",
    "cell_bank": "0 d",
    "process": "20 d",
    "analytics": "0 d",
    "toxicology_batch": "10 d",
    "gmp_batch": "40 d",
    "cmc_dossier": "30 d",
    "odds": "1",
}
"""CMC of 200 days: the toxicology batch from day 120, the GMP batch from day 130."""


def test_each_batch_of_cmc_books_its_own_place() -> None:
    """Two antibodies on one vessel, a batch 16.7 d: the toxicology batch takes 16.7 d, not the 10 d planned.

    Places are booked in the order of the planned days: toxicology of a and b for day 120, GMP of a and b
    for day 130. The vessel serves them from days 120, 136.7, 153.4 and 170.1. The GMP batch of a, 40 d, is
    done on day 193.4 and that of b on day 210.1; the dossier takes 30 d more.
    """
    flows = [
        programme(id_, route="dna-to-ind", stage="cmc", suites=["pilot"], terms={"cmc": CMC})
        for id_ in ("a", "b")
    ]
    found = run(scenario(*flows, sites={"s": site(1)}), inputs(0), {}).indicators
    start = day("2022-01-03")
    for id_, done in (("a", 223.4), ("b", 240.1)):
        assert draws(found, f"lifecycle.{id_}.cmc.end")[0] == pytest.approx(start + done)
    for part, begins in (("toxicology_batch", 136.7), ("gmp_batch", 170.1)):
        assert draws(found, f"lifecycle.b.cmc.{part}.start")[0] == pytest.approx(start + begins)
