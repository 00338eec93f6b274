"""Batches, lines and failures against published figures."""

from collections.abc import Mapping

from seedtrain.catalog import recipe
from seedtrain.model.inputs import Inputs
from seedtrain.process.cost import HOURS_A_YEAR, total
from seedtrain.process.index import in_year
from seedtrain.process.line import Line
from seedtrain.process.published.given import given
from seedtrain.process.study import line_of, single
from seedtrain.quantities import World, clopper_pearson_lower

_WEEKS_A_YEAR = 52.0
_COST_YEAR = 2016
_LINES = 2.0
"""Assembly lines that share the pens of a year."""
_ANTIBODY, _PEN = "mab-fed-batch", "fill-cartridge-pen"


def batches() -> Mapping[str, float]:
    """Return our figures by the id of the row."""
    return {**_antibody(), **_large(), **_pens(), **_failures()}


def _antibody() -> Mapping[str, float]:
    titer = {"production.titer": f"{given('average', 'g-per-l')} g/L"}
    kept = _kept(_ANTIBODY, given("average", "yield"))
    average = _line(_ANTIBODY, f"{given('average', 'litres')} L", {**titer, **kept})
    grams = given("plant-made", "kg") * 1000.0
    biomass = grams / (given("plant-made", "g-per-kg") * given("plant-made", "recovery")) / 1000.0
    return {
        "V7.biomass": biomass,
        "V7.cho": _cost_per_gram_usd(_line(_ANTIBODY, "2000 L", {}, vessels=3)),
        "V13.mass": float(average.batch.product.mass_g[0]) / 1000.0,
        "V14.runs": _batches_a(_line(_ANTIBODY, "2000 L", {})),
        "V14.three-days": _batches_a(_turned_in("3 d")),
        "V14.five-days": _batches_a(_turned_in("5 d")),
    }


def _turned_in(turnaround: str) -> Line:
    return _line(_ANTIBODY, "2000 L", {"production.turnaround_single_use": turnaround})


def _large() -> Mapping[str, float]:
    names = ("bioreactors", "litres", "g-per-l", "yield", "batches")
    bioreactors, litres, titer, kept, runs = (given("kelley", name) for name in names)
    line = _line(
        _ANTIBODY,
        f"{litres} L",
        {"production.titer": f"{titer} g/L"},
        material="stainless",
        vessels=int(bioreactors),
        trains=2,
    )
    return {
        "V8.output": _batches_a(line) * float(line.batch.product.mass_g[0]) / 1e6,
        "V8.arithmetic": bioreactors * litres * titer * kept * runs / 1e6,
        "V8.cost": _cost_per_gram_usd(line),
    }


def _pens() -> Mapping[str, float]:
    items = given("pens", "items")
    speeds = {
        "filling.speed": "400 /min",
        "filling.effectiveness": "0.60",
        "assembly.speed": "84 /min",
        "assembly.effectiveness": "0.65",
    }
    steps = {each.step.id: each.outcome for each in _pen_line(items, speeds).batch.steps}
    loss = 1.0 - given("pens", "fill-yield")
    small, large = (_pen_line(items, _dose(mass, loss)).batch.uses for mass in ("2 mg/item", "4 mg/item"))
    return {
        "V10.pens": items / given("pens", "patients"),
        "V10.price-low": given("pens", "sales-low-cny") / items,
        "V10.price-high": given("pens", "sales-high-cny") / items,
        "V10.lines": float(steps["assembly"].processing_h[0]) / _LINES,
        "V10.batches": items / float(_line(_PEN, "", {}).batch.product.items[0]),
        "V10.filling": float(steps["filling"].processing_h[0]),
        "V10.assembly": float(steps["assembly"].processing_h[0]),
        "V10.substance-2mg": float(small["drug_substance_g"][0]) / 1000.0,
        "V10.substance-4mg": float(large["drug_substance_g"][0]) / 1000.0,
    }


def _pen_line(items: float, changes: Mapping[str, str]) -> Line:
    """All items of a year as one batch, none lost before assembly."""
    whole = {
        "formulation.batch_items": f"{items:.0f}",
        "filling.item_yield": "1",
        "inspection.item_yield": "1",
    }
    return _line(_PEN, "", {**whole, **changes})


def _dose(mass: str, loss: float) -> dict[str, str]:
    return {
        "formulation.mass_per_item": mass,
        "formulation.overfill": "0",
        "formulation.line_loss": f"{loss:.12g}",
    }


def _failures() -> Mapping[str, float]:
    good = int(given("successes", "batches"))
    return {
        "V11.odds": _WEEKS_A_YEAR / (given("failures", "weeks") * given("failures", "batches")),
        "V11.interval": _WEEKS_A_YEAR / (given("failures", "odds") * given("failures", "batches")),
        "V11.bound": 1.0 - clopper_pearson_lower(good, good),
    }


def _line(
    recipe_id: str,
    volume: str,
    changes: Mapping[str, str],
    *,
    material: str = "single_use",
    vessels: int = 1,
    trains: int = 1,
) -> Line:
    scenario = single(
        recipe_id,
        volume=volume,
        material=material,
        vessels=vessels,
        trains=trains,
        price_year=_COST_YEAR,
        changes=changes,
    )
    return line_of(scenario, Inputs(World(0, 1)))


def _kept(recipe_id: str, overall: float) -> dict[str, str]:
    """Changes that make ``overall`` the yield of a recipe: all at the first step, no samples."""
    steps = [key for key, step in recipe(recipe_id).steps.items() if "step_yield" in step.parameters]
    changes = {f"{key}.step_yield": "1" for key in steps}
    changes[f"{steps[0]}.step_yield"] = f"{overall}"
    sampled = [key for key, step in recipe(recipe_id).steps.items() if "sample_volume" in step.parameters]
    return changes | {f"{key}.sample_volume": "0 L" for key in sampled}


def _batches_a(line: Line) -> float:
    """Batches a year run without a day lost: an upper limit."""
    return HOURS_A_YEAR / float(line.pace.time_h[0])


def _cost_per_gram_usd(line: Line) -> float:
    cost = float(total(line.cost_cny)[0] / line.batch.product.mass_g[0])
    return cost / in_year("exchange_rates", _COST_YEAR).value
