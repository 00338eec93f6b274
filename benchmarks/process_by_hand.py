"""The antibody recipe, single-use at one volume, with cost, written straight down in NumPy: no models, no
checks.

What somebody would write in a notebook for this one recipe. It takes its numbers from the catalogue and must
give the cost of a gram that the process engine gives.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seedtrain.catalog import recipe, table
from seedtrain.model.value import Value
from seedtrain.process.capital import cost_curve, material_factor
from seedtrain.process.price import prices

RECIPE, YEAR = "mab-fed-batch", 2023
Drawn = Callable[[Value], np.ndarray]
_WIDTHS = (45, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200)
_TANKS = (100, 200, 350, 500, 650, 1000, 1500, 2000, 2500, 3000)


def drawn(draws: int, seed: int) -> Drawn:
    """Draws of catalogue values: the base first, each value once."""
    random, known = np.random.default_rng(seed), {}

    def of(value: Value) -> np.ndarray:
        if value.path not in known:
            column = np.full(1 + draws, value.base)
            if value.distribution is not None:
                column[1:] = value.distribution.quantile(random.random(draws))
            known[value.path] = column
        return known[value.path]

    return of


def _whole(area: float, sizes: tuple[float, ...], most: int) -> float:
    module = next((size for size in sizes if size * most >= area), sizes[-1])
    return math.ceil(area / module) * module


def cost_per_gram(of: Drawn, litres: float = 2000.0) -> np.ndarray:
    """Cost of a gram of every draw, in yuan of 2023 in China."""
    steps = recipe(RECIPE).steps
    used: dict[str, np.ndarray | float] = {}

    def p(step: str, name: str) -> np.ndarray:
        return of(steps[step].parameters[name].value)

    def use(key: str, amount: np.ndarray | float) -> None:
        used[key] = used.get(key, 0.0) + amount

    def tank(volume: Any) -> None:
        use("bags_L", np.maximum(next(size for size in _TANKS if size >= volume[0]), volume))

    def hands(step: str, hours: np.ndarray) -> None:
        ready = p(step, "setup_time")
        use("labour_h", p(step, "operators") * (ready + p(step, "attendance") * hours))

    # Seed train, back from the production vessel.
    volume: Any = litres
    following = "production"
    for step in ("seed-1", "seed-2", "wave", "thaw"):
        final = p(step, "final_density")
        volume = volume * p(following, "inoculation_density") / final
        if step == "thaw":
            fold = volume * final / (p(step, "vial_cells") * 1e-9 * p(step, "viability"))
            fresh = volume
        else:
            fold = final / p(step, "inoculation_density")
            fresh = volume * (1.0 - 1.0 / fold)
        hands(step, p(step, "lag_time") + np.log(fold) / p(step, "growth_rate"))
        use("media_L", fresh)
        use("wfi_L", fresh)
        use("bags_L", volume)
        following = step
    # Production and harvest.
    seeded = litres * p("production", "inoculation_density") / p("seed-1", "final_density")
    feeds = p("production", "feed_fraction") * litres
    culture = p("production", "culture_time")
    use("media_L", litres - seeded - feeds)
    use("feeds_L", feeds)
    use("wfi_L", litres - seeded)
    use("power_kWh", p("production", "power_density") * litres / 1000.0 * culture)
    use("bags_L", litres)
    hands("production", culture)
    mass = p("production", "titer") * litres * p("harvest", "step_yield")
    area = _whole(litres / p("harvest", "throughput")[0], (0.11, 0.55, 1.1), 10)
    flush = p("harvest", "flush_fraction") * litres
    volume = litres * (1.0 - p("harvest", "cell_fraction")) + flush
    harvest = litres / (p("harvest", "flux") * area)
    hands("harvest", harvest)
    use("filter_depth_m2", area)
    use("wfi_L", flush)
    use("waste_cells_L", p("harvest", "cell_fraction") * litres)
    tank(volume)
    # Downstream.
    for step, medium in (("capture", "protein_a"), ("inactivation", ""), ("polish-1", "ion_exchange"),
                         ("polish-2", "ion_exchange")):  # fmt: skip
        if not medium:
            titrant = p(step, "titrant_fraction") * volume
            volume = volume + titrant
            use("buffer_L", titrant)
            use("wfi_L", titrant)
            hands(step, p(step, "inactivation_time"))
        else:
            load = p(step, "binding_capacity") * p(step, "capacity_use")
            height = p(step, "bed_height")[0] * 10.0
            wanted = mass[0] / (load[0] * p(step, "planned_cycles")[0])
            resin = next(
                each for each in (math.pi / 400.0 * w**2 * height for w in _WIDTHS) if each >= wanted
            )
            cycles = np.ceil(mass / (resin * load) - 1e-9)
            buffer = p(step, "buffer_volumes") * resin * cycles
            pool = p(step, "pool_volumes") * resin * cycles
            pool = pool + volume if step == "polish-2" else pool
            flow = p(step, "velocity") * resin / (height * 10.0)
            hands(step, (volume + buffer) / flow)
            use("buffer_L", buffer)
            use("wfi_L", buffer)
            use("waste_water_L", volume + buffer - pool)
            use(f"resin_{medium}_L", resin * cycles / p(step, "resin_cycles"))
            volume = pool
        mass = mass * p(step, "step_yield")
        tank(volume)
    area = _whole(volume[0] / p("virus-filtration", "throughput")[0], (0.1, 0.3, 1.0, 4.0), 4)
    flush = p("virus-filtration", "flush_fraction") * volume
    volume = volume + flush
    hands("virus-filtration", volume / (p("virus-filtration", "flux") * area))
    use("filter_virus_m2", area)
    use("buffer_L", flush)
    use("wfi_L", flush)
    tank(volume)
    mass = mass * p("virus-filtration", "step_yield")
    area = _whole(mass[0] / p("ufdf", "membrane_loading")[0], (0.1, 0.5, 2.5), 10)
    retentate = np.minimum(volume, mass / p("ufdf", "retentate_concentration"))
    exchange = p("ufdf", "diavolumes") * retentate
    tank(volume)
    mass = mass * p("ufdf", "step_yield")
    out = mass / p("ufdf", "final_concentration")
    permeate = volume - retentate + exchange + np.maximum(0.0, retentate - out)
    hands("ufdf", permeate / (p("ufdf", "flux") * area))
    use("membrane_uf_m2", area / p("ufdf", "membrane_uses"))
    use("buffer_L", exchange + np.maximum(0.0, out - retentate))
    use("wfi_L", exchange + np.maximum(0.0, out - retentate))
    use("waste_water_L", permeate)
    area = _whole(out[0] / p("bulk-fill", "throughput")[0], (0.1, 0.2, 0.5, 1.0), 2)
    use("filter_sterile_m2", area)
    hands("bulk-fill", out / p("bulk-fill", "fill_flow"))
    tank(out)
    kept = p("bulk-fill", "step_yield") * (1.0 - p("bulk-fill", "sample_volume") / out)
    use("waste_water_L", out * (1.0 - kept))
    use("test_packages", p("release", "test_packages"))
    cycle = p("production", "setup_time") + culture + p("production", "turnaround_single_use")
    whole = _paid(of, used, cycle + p("harvest", "setup_time") + harvest, litres)
    return np.asarray(whole / (mass * kept))


def _paid(of: Drawn, used: dict[str, np.ndarray | float], cycle: np.ndarray, litres: float) -> np.ndarray:
    """Cost of a batch [CNY]: what is used, people, capital and what goes with them."""
    economics, priced = table("plant_economics"), prices(YEAR)

    def e(name: str) -> np.ndarray:
        return of(economics[name].value)

    def price(key: str) -> np.ndarray:
        return of(priced[key].row.value) * priced[key].factor

    filters = used["filter_depth_m2"] + used["filter_virus_m2"] + used["filter_sterile_m2"]
    used["waste_solid_kg"] = (used["bags_L"] * e("bag-mass") + filters * e("filter-mass")) / 1000.0
    attended = used.pop("labour_h")
    batches = e("operating-days") * e("utilisation") / cycle
    operators = np.maximum(attended, e("crew-drug-substance") * 8766.0 / batches)
    review = of(recipe(RECIPE).steps["release"].parameters["review_labour"].value)
    quality = np.maximum(review, e("quality-staff") * operators)
    people = operators * price("labour_h") + quality * price("quality_labour_h")
    goods = sum(amount * price(key) for key, amount in used.items())
    index = table("cost_index")["2023"].value.base / table("cost_index")["2020"].value.base
    there = table("locations")["CN"].value.base * index * table("exchange_rates")["2023"].value.base
    spread = cost_curve().spread(litres)
    scatter = np.exp(spread * np.random.default_rng(7).standard_normal(len(batches)))
    scatter[0] = math.exp(spread**2 / 2.0)
    capital = math.exp(cost_curve().log_median(litres)) * material_factor(1.0) * there * scatter
    years = table("capital_classes")["drug_substance_single_use"].values["life"].base / 8766.0
    rate = e("interest")
    annuity = rate / (1.0 - (1.0 + rate) ** (-years))
    upkeep = e("maintenance") * capital / batches
    whole = goods + people * (1.0 + e("plant-overhead")) + capital * annuity / batches + upkeep
    return np.asarray(whole)
