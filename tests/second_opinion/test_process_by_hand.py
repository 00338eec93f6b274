"""The antibody recipe written out by hand, straight down in plain floats, against the process models."""

import math

import pytest
from benchmarks.process_by_hand import cost_per_gram, drawn
from tests.process_cases import batch

from seedtrain.catalog import recipe
from seedtrain.model.inputs import Inputs
from seedtrain.process import line_of, single
from seedtrain.process.cost import total
from seedtrain.quantities import World


def base(step: str, name: str) -> float:
    """Base value of a parameter of the antibody recipe."""
    return recipe("mab-fed-batch").steps[step].parameters[name].value.base


WIDTHS = (10, 14, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200)
"""Column diameters to be had [cm], those that come up here."""


def wide(litres: float, height_cm: float) -> float:
    """Litres of the narrowest column, or of two side by side, of a bed height that hold a volume."""
    columns = [math.pi / 4.0 * width**2 * height_cm / 1000.0 for width in WIDTHS]
    count = 1 if litres <= columns[-1] else 2
    return count * next(each for each in columns if count * each >= litres)


def pieces(area: float, sizes: tuple[float, ...], most: int) -> float:
    """Area of whole modules: of the smallest of which ``most`` are enough, else of the largest."""
    module = next((size for size in sizes if size * most >= area), sizes[-1])
    return math.ceil(area / module) * module


def column(step: str, mass: float, volume: float) -> tuple[float, float, float]:
    """Resin over all cycles [L], buffer [L] and hours of a column for a mass [g] in a volume [L]."""
    load = base(step, "binding_capacity") * base(step, "capacity_use")
    resin = wide(mass / load / base(step, "planned_cycles"), base(step, "bed_height") * 100.0)
    cycles = math.ceil(mass / load / resin)
    buffer = cycles * base(step, "buffer_volumes") * resin
    hours = (volume + buffer) / (base(step, "velocity") * resin / (base(step, "bed_height") * 100.0))
    return resin * cycles, buffer, hours


@pytest.mark.parametrize("litres", [200.0, 2000.0, 15000.0])
def test_the_antibody_recipe_by_hand(litres: float) -> None:
    """Mass, volume, buffer and time of every downstream step agree with the straight calculation."""
    found = {each.step.id: each for each in batch("mab-fed-batch", litres).steps}

    mass = base("production", "titer") * litres
    volume = litres * (1.0 - base("harvest", "cell_fraction") + base("harvest", "flush_fraction"))
    mass *= base("harvest", "step_yield")
    area = pieces(litres / base("harvest", "throughput"), (0.11, 0.55, 1.1), 10)
    hours = {"harvest": litres / (base("harvest", "flux") * area)}

    resin, buffer, hours["capture"] = column("capture", mass, volume)
    buffers = buffer
    volume = base("capture", "pool_volumes") * resin
    mass *= base("capture", "step_yield")

    buffers += base("inactivation", "titrant_fraction") * volume
    volume *= 1.0 + base("inactivation", "titrant_fraction")
    mass *= base("inactivation", "step_yield")

    resin, buffer, hours["polish-1"] = column("polish-1", mass, volume)
    buffers += buffer
    volume = base("polish-1", "pool_volumes") * resin
    mass *= base("polish-1", "step_yield")

    resin, buffer, hours["polish-2"] = column("polish-2", mass, volume)
    buffers += buffer
    volume += base("polish-2", "pool_volumes") * resin
    mass *= base("polish-2", "step_yield")

    area = pieces(volume / base("virus-filtration", "throughput"), (0.1, 0.3, 1.0, 4.0), 4)
    flush = base("virus-filtration", "flush_fraction") * volume
    buffers += flush
    volume += flush
    hours["virus-filtration"] = volume / (base("virus-filtration", "flux") * area)
    mass *= base("virus-filtration", "step_yield")

    area = pieces(mass / base("ufdf", "membrane_loading"), (0.1, 0.5, 2.5), 10)
    retentate = mass / base("ufdf", "retentate_concentration")
    exchange = base("ufdf", "diavolumes") * retentate
    mass *= base("ufdf", "step_yield")
    final = mass / base("ufdf", "final_concentration")
    hours["ufdf"] = (volume - final + exchange) / (base("ufdf", "flux") * area)
    buffers += exchange
    volume = final

    hours["bulk-fill"] = volume / base("bulk-fill", "fill_flow") + base("bulk-fill", "freezing_time")
    kept = base("bulk-fill", "step_yield") * (1.0 - base("bulk-fill", "sample_volume") / volume)
    mass *= kept
    volume *= kept

    last = found["bulk-fill"].outcome.out
    assert last.mass_g[0] == pytest.approx(mass, rel=1e-12)
    assert last.volume_L[0] == pytest.approx(volume, rel=1e-12)
    used = sum(float(each.uses["buffer_L"][0]) for each in found.values() if "buffer_L" in each.uses)
    assert used == pytest.approx(buffers, rel=1e-12)
    for step, expected in hours.items():
        assert found[step].outcome.processing_h[0] == pytest.approx(expected, rel=1e-12), step


def test_the_seed_train_by_hand() -> None:
    """Each culture is a fifth of the next (0.5 from 2.5 million/mL) and takes ln 5 over the growth rate."""
    found = {each.step.id: each for each in batch("mab-fed-batch", 10_000.0).steps}
    volume = 10_000.0
    for step in ("seed-1", "seed-2", "wave", "thaw"):
        volume /= 5.0
        assert found[step].outcome.out.volume_L[0] == pytest.approx(volume), step
        if step != "thaw":
            expected = base(step, "lag_time") + math.log(5.0) / base(step, "growth_rate")
            assert found[step].outcome.processing_h[0] == pytest.approx(expected), step


def test_the_cost_of_a_gram_by_hand() -> None:
    """The whole recipe with cost, written down in NumPy for the benchmark, gives the same yuan a gram."""
    made = line_of(single("mab-fed-batch", volume="2000 L"), Inputs(World(0, 1)))
    ours = float((total(made.cost_cny) / made.batch.product.mass_g)[0])
    assert float(cost_per_gram(drawn(0, 1))[0]) == pytest.approx(ours, rel=1e-12)
