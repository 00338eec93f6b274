"""Capital by equipment and factors, the charge it makes, and money of a year."""

import pytest
from tests.process_cases import batch
from tests.unit.test_process_study import line

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.process.charge import charge
from seedtrain.process.finance import annuity
from seedtrain.process.index import in_year, undated
from seedtrain.process.itemised import Itemised, itemised
from seedtrain.process.price import prices
from seedtrain.process.study import line_of, single
from seedtrain.quantities import World

DIRECT = 1.0 + 0.5 + 0.35 + 0.4 + 0.03 + 0.1 + 0.45 + 0.15 + 0.4


def found(recipe: str = "mab-fed-batch", material: str = "single_use", **counts: float) -> Itemised:
    """The equipment of a batch at 2,000 L in China in 2023; ``counts`` with underscores for hyphens."""
    named = {key.replace("_", "-"): count for key, count in counts.items()}
    return itemised(batch(recipe, material=material).steps, named, material, "CN", 2023)


def test_the_factors_come_to_a_lang_factor() -> None:
    """3.38 direct, 1.6 with engineering and construction, 1.15 with fee and contingency: 6.22 over purchase,
    as recalled of the simulator's defaults (6.2); 1.05 of it with start-up."""
    made = found()
    fixed = DIRECT * (1.0 + 0.25 + 0.35) * (1.0 + 0.05 + 0.1)
    assert fixed == pytest.approx(6.22, abs=0.005)
    assert made.sums_usd["fixed"] / made.sums_usd["purchase"] == pytest.approx(fixed)
    assert made.lang == pytest.approx(fixed * 1.05)
    assert made.sums_usd["purchase"] == pytest.approx(1.2 * sum(each.usd for each in made.items))


def test_a_piece_is_priced_by_size_and_year() -> None:
    """A single-use bioreactor of 2,000 L at 550,000 dollars of 2020 is 797.9 / 596.2 of that in 2023; the
    seed
    bioreactor of 400 L is the root of two dearer than one of 200 L."""
    by_step = {each.step.id: each for each in found().items if each.symbol == "L"}
    index = 797.9 / 596.2
    assert by_step["production"].usd == pytest.approx(550_000.0 * index)
    assert by_step["seed-1"].usd == pytest.approx(180_000.0 * 2.0**0.5 * index)
    steel = {each.step.id: each for each in found(material="stainless").items if each.symbol == "L"}
    assert steel["production"].usd == pytest.approx(1_100_000.0 * index)


def test_capital_is_the_sum_of_its_parts_at_its_place() -> None:
    """Equipment and what is added make the whole in dollars; 0.7 and 7.084 make it yuan in China."""
    made = found()
    parts = sum(each.usd for each in made.items) + sum(each.usd for each in made.addends)
    assert made.whole_usd == pytest.approx(parts)
    assert made.cny == pytest.approx(parts * 0.7 * 7.084)


def test_more_units_cost_more() -> None:
    """Three bioreactors cost three times one; a unit class without a price is left out, not guessed."""
    one, three = found(), found(production_bioreactor=3.0)
    price = next(each.usd for each in one.items if each.step.id == "production")
    assert three.sums_usd["listed"] - one.sums_usd["listed"] == pytest.approx(2.0 * price)
    assert not any(each.step.id in ("thaw", "release") for each in one.items)


@pytest.mark.parametrize(
    "recipe", ["fill-vial", "fill-cartridge-pen", "adc-conjugation", "peptide-semaglutide"]
)
def test_every_line_has_priced_equipment(recipe: str) -> None:
    """Each step that holds a unit is priced, by what it is sized for or as a whole station."""
    made = found(recipe)
    priced = {each.step.id for each in made.items}
    holding = {each.step.id for each in batch(recipe).steps if each.step.unit_class}
    assert priced == holding


def test_a_line_takes_the_itemised_capital() -> None:
    """With the method itemised the base capital of a line is that of its items times the mean of its
    scatter."""
    scenario = single("mab-fed-batch", volume="2000 L")
    usual = line()
    other = line_of(scenario, Inputs(World(0, 1)), "itemised")
    whole = itemised(other.batch.steps, other.counts, "single_use", "CN", 2023)
    spread = table("plant_economics")["itemised-spread"].value.base
    assert other.capital_cny[0] == pytest.approx(whole.cny * 2.718281828459045 ** (spread**2 / 2.0))
    assert other.cost_cny["materials"][0] == usual.cost_cny["materials"][0]


def test_the_charge_is_depreciation_interest_and_upkeep() -> None:
    """100 over ten years at 8 %: an annuity of 14.903, of it 10 depreciation; what a batch is charged is the
    annuity over the batches of a year."""
    assert 100.0 * annuity(0.08, 10.0) == pytest.approx(14.9029, abs=1e-4)
    made = line()
    asked = charge(made)
    assert asked.annuity_cny_a == pytest.approx(asked.depreciation_cny_a + asked.interest_cny_a)
    assert asked.annuity_cny_a / made.batches_a[0] == pytest.approx(made.cost_cny["capital"][0])


def test_prices_follow_the_index_from_their_year() -> None:
    """A price of 2022 is 0.2 % more in 2023 and stands still after the last year known, 2024."""
    row = prices(2023)["wfi_L"]
    assert row.row.date == "2022"
    assert row.factor == pytest.approx(1.002, abs=1e-4)
    assert prices(2022)["wfi_L"].factor == 1.0
    assert prices(2090)["wfi_L"].factor == prices(2024)["wfi_L"].factor
    assert in_year("price_index", 2090).year == 2024


def test_a_year_that_a_table_does_not_know_is_said() -> None:
    """2023 is in every table; 2024 is after the last plant cost index, 2030 after all three."""
    assert undated(2023) == []
    (only,) = undated(2024)
    assert (only.code, only.params["what"], only.params["used"]) == (
        "PRC-012",
        "process.dated.cost_index",
        "2023",
    )
    assert len(undated(2030)) == 3


def test_dearer_money_and_a_dearer_place_cost_more() -> None:
    """The same line in the United States takes 1 / 0.7 of the capital; materials cost the same."""
    here, there = line(), line(region="US")
    assert there.capital_cny[0] == pytest.approx(here.capital_cny[0] / 0.7)
    assert there.cost_cny["materials"][0] == here.cost_cny["materials"][0]
