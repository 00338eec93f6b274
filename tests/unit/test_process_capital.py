"""Capital and floor area of plants, and what a line of investment needs."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.scenario_text import PLANT, document

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.process import investment_indicators
from seedtrain.process.capital import area_curve, benchmark, cost_at_reference, cost_curve
from seedtrain.process.estimate import Plant, estimate, factors
from seedtrain.process.index import in_year
from seedtrain.quantities import World
from seedtrain.results.indicator import Indicator, by_id

PLANT_OF_20_KL = Plant(
    name="test",
    capital_class="drug_substance_mixed",
    litres=20_000.0,
    suites=1,
    floor_area=None,
    region="CN",
    year=2022,
)
BUILDING = """
investments:
  works:
    assumption: made up for a test
    sum: 900 million CNY
    suites: [hall]
    capital_class: drug_substance_single_use
    floor_area: 20000 m2
"""


def needs(text: str) -> dict[str, Indicator]:
    """Indicators of the investments of a scenario."""
    return by_id(investment_indicators(document(text).scenario, Inputs(World(500, 1))))


def test_a_cost_is_brought_to_one_year_and_place() -> None:
    """MFG2: 150 MUSD of 2017 in China is 150 x 596.2 / 567.5 / 0.7 / 0.8 = 281.4 MUSD of 2020 in the US."""
    assert cost_at_reference(table("capital_plants")["wuxi-mfg2"]) == pytest.approx(281.40e6, rel=1e-4)


def test_no_plant_of_a_packaged_document_shapes_the_curve() -> None:
    """A claim is never its own evidence: none of the seed documents' plants is in the table."""
    names = " ".join(row.id + row.label.en for row in table("capital_plants").values()).lower()
    assert not any(word in names for word in ("zencore", "ql", "bioworkshops", "taizhou", "jinan"))
    assert all(table("capital_plants")[key].mark == "read" for key in cost_curve().left_out)


def test_the_fit_is_least_squares() -> None:
    """Slope and intercept agree with NumPy's polynomial fit through the logarithms."""
    rows = [table("capital_plants")[key] for key in cost_curve().left_out]
    x = np.log([row.values["litres"].base for row in rows])
    y = np.log([cost_at_reference(row) for row in rows])
    slope, intercept = np.polyfit(x, y, 1)
    assert cost_curve().slope == pytest.approx(slope)
    assert cost_curve().intercept == pytest.approx(intercept)


def test_each_plant_is_judged_left_out() -> None:
    """The error of a plant is that of the line through all the others."""
    row = table("capital_plants")["samsung-p5"]
    without = cost_curve(without="samsung-p5").log_median(row.values["litres"].base)
    assert cost_curve().left_out["samsung-p5"] == pytest.approx(math.log(cost_at_reference(row)) - without)


def test_uncertainty_widens_away_from_the_plants() -> None:
    """A plant of 1,000 L is less certain than one of 50,000 L; larger plants cost less a litre."""
    curve = cost_curve()
    assert curve.spread(1_000.0) > curve.spread(50_000.0)
    assert 0.0 < curve.slope < 1.0
    assert 0.0 < area_curve().slope < 1.0


def test_an_estimate_keeps_its_factors() -> None:
    """Twice the location factor doubles the cost; the mean lies above the median by the spread."""
    inputs = Inputs(World(4000, 1))
    china = estimate(PLANT_OF_20_KL, inputs)
    america = estimate(replace(PLANT_OF_20_KL, region="US"), Inputs(World(4000, 1)))
    assert china.cost is not None
    assert america.cost is not None
    assert america.cost[0] / china.cost[0] == pytest.approx(1.0 / 0.7)
    spread = cost_curve().spread(20_000.0)
    assert np.std(np.log(china.cost[1:])) == pytest.approx(spread, rel=0.05)
    assert china.cost[0] == pytest.approx(np.median(china.cost[1:]) * math.exp(spread**2 / 2.0), rel=0.05)
    assert any(path.startswith("catalog:capital_plants.") for path in china.rests_on)


def test_what_cannot_be_told_is_not() -> None:
    """No litres, no suites, no area: no number."""
    inputs = Inputs(World(10, 1))
    assert estimate(replace(PLANT_OF_20_KL, litres=0.0), inputs).cost is None
    assert estimate(replace(PLANT_OF_20_KL, capital_class="adc", suites=0), inputs).cost is None
    assert estimate(replace(PLANT_OF_20_KL, capital_class="laboratory"), inputs).cost is None


def test_a_year_beyond_the_table_takes_the_last_and_says_so() -> None:
    """CEPCI ends in 2023; 2030 takes that value and names the year."""
    found = in_year("cost_index", 2030)
    assert (found.value, found.year) == (797.9, 2023)
    assert in_year("cost_index", 2020).year == 2020


def test_an_investment_needs_what_its_suites_take() -> None:
    """Two vessels of 2,000 L: capital and area of 4,000 L; the announced sum and area are not used."""
    found = needs(PLANT + BUILDING)
    need, area = found["capital.works.need"], found["capital.works.area_need"]
    assert need.draws is not None
    assert area.draws is not None
    per_litre = found["capital.works.per_litre"]
    assert per_litre.draws is not None
    assert per_litre.draws[0] == pytest.approx(need.draws[0] / 4000.0)
    assert not {"investments.works.sum", "investments.works.floor_area"} & {*need.rests_on, *area.rests_on}
    assert "sites.home.suites.hall.units.vessel.volume" in need.rests_on
    other = needs(PLANT + BUILDING.replace("900 million", "9 million").replace("20000 m2", "200 m2"))
    assert np.array_equal(other["capital.works.need"].draws, need.draws)  # type: ignore[arg-type]


def test_money_beyond_the_index_says_so() -> None:
    """The plant is priced in 2026, the index ends in 2023: the label names it, in both languages."""
    need = needs(PLANT + BUILDING)["capital.works.need"]
    assert all("2023" in need.label.render(lang) for lang in ("en", "zh"))
    known = needs((PLANT + BUILDING).replace("price_year: 2026", "price_year: 2022"))["capital.works.need"]
    assert "2022" not in known.label.render("en")
    assert "2023" not in known.label.render("en")


def test_an_investment_without_lines_says_what_is_missing() -> None:
    """Without suites a plant can't be estimated; a laboratory asks for its floor area."""
    bare = needs(PLANT + BUILDING.replace("    suites: [hall]\n", ""))["capital.works.need"]
    assert bare.draws is None
    assert bare.missing == ("investments.works.suites",)
    laboratory = BUILDING.replace("drug_substance_single_use", "laboratory")
    without = laboratory.replace("    floor_area: 20000 m2\n", "")
    assert needs(PLANT + without)["capital.works.need"].missing == ("investments.works.floor_area",)
    priced = needs(PLANT + laboratory)
    assert "investments.works.floor_area" in priced["capital.works.need"].rests_on
    assert "capital.works.area_need" not in priced


@pytest.mark.parametrize("capital_class", table("capital_classes"))
def test_an_estimate_is_the_product_of_its_factors(capital_class: str) -> None:
    """Each factor is named in both languages with its row; their product is the median of the draws."""
    area = np.full(2001, 5000.0)
    plant = replace(PLANT_OF_20_KL, capital_class=capital_class, floor_area=area, single_use_share=0.5)
    found = factors(plant)
    made = estimate(plant, Inputs(World(2000, 1)))
    assert made.cost is not None
    assert math.prod(each.value for each in found) == pytest.approx(np.median(made.cost[1:]), rel=0.1)
    for each in found:
        assert each.path.startswith("catalog:")
        assert each.label.render("en") != each.label.render("zh")


def test_a_benchmark_is_the_geometric_mean_by_suite() -> None:
    """Two filling plants, 20 MUSD of 2018 in China and 100 of 2022 in the US: the root of the product."""
    china = 20e6 * 596.2 / 603.1 / 0.7
    america = 100e6 * 596.2 / 816.0
    found = benchmark("fill_finish")
    assert found.cost == pytest.approx(math.sqrt(china * america))
    apart = abs(math.log(america / china)) / math.sqrt(2.0)
    assert found.cost_spread == pytest.approx(apart * math.sqrt(1.5))
    assert found.area == pytest.approx(math.sqrt(6000.0 * 4645.0))


def test_conjugate_plants_scatter_widely() -> None:
    """Four plants, two of them with two suites: a standard deviation is more than a factor of two."""
    found = benchmark("adc")
    assert len(found.plants) == 4
    assert found.cost_spread > math.log(2.0)
