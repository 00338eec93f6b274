"""Speed of the batch: draws of the antibody recipe with cost, against the same recipe written straight in
NumPy.

Run it with ``python -m benchmarks.process_draws``. Both sides draw titer and step yields of every step; the
straight side works out masses, volumes, columns, buffers and times of the downstream steps and no cost.
Times are of the processor, best of five, in one run.
"""

import time
from collections.abc import Callable

import numpy as np

from seedtrain.catalog import recipe
from seedtrain.model.inputs import Inputs
from seedtrain.process import line_of, single
from seedtrain.quantities import World

DRAWS = 100_000
STEPS = ("capture", "polish-1", "polish-2")


def models(seed: int) -> float:
    """The whole line: seed train to release, use, labour, capital and cost, every draw."""
    line = line_of(single("mab-fed-batch", volume="2000 L"), Inputs(World(DRAWS, seed)))
    return float(line.batch.product.mass_g.mean())


def straight(seed: int) -> float:
    """Masses, columns, buffers and times of the downstream, every draw, with NumPy's own generator."""
    random = np.random.default_rng(seed)
    steps = recipe("mab-fed-batch").steps

    def drawn(step: str, name: str) -> np.ndarray:
        value = steps[step].parameters[name].value
        shape = value.distribution
        return np.full(DRAWS, value.base) if shape is None else shape.quantile(random.random(DRAWS))

    mass = drawn("production", "titer") * 2000.0 * drawn("harvest", "step_yield")
    volume = np.full(DRAWS, 2000.0)
    buffer, hours = np.zeros(DRAWS), np.zeros(DRAWS)
    for step in STEPS:
        load = drawn(step, "binding_capacity") * drawn(step, "capacity_use")
        resin = mass[0] / (load[0] * steps[step].parameters["planned_cycles"].value.base)
        cycles = np.ceil(mass / (resin * load))
        flow = drawn(step, "velocity") * resin / (drawn(step, "bed_height") * 100.0)
        used = cycles * drawn(step, "buffer_volumes") * resin
        hours += (volume + used) / flow
        buffer += used
        volume = drawn(step, "pool_volumes") * resin * cycles
        mass = mass * drawn(step, "step_yield")
    for step in ("inactivation", "virus-filtration", "ufdf", "bulk-fill"):
        mass = mass * drawn(step, "step_yield")
    return float(mass.mean() + 0.0 * (buffer.sum() + hours.sum()))


def best(run: Callable[[int], float]) -> float:
    """Processor seconds of the fastest of five runs, after one to warm up."""
    run(0)
    taken = []
    for seed in range(1, 6):
        start = time.process_time()
        run(seed)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Print both times and their ratio."""
    ours, plain = best(models), best(straight)
    print(f"{DRAWS:,} draws of mab-fed-batch with cost: {ours:.3f} s")
    print(f"{DRAWS:,} draws of its downstream, straight NumPy, no cost: {plain:.3f} s")
    print(f"ratio {ours / plain:.1f}, {ours / DRAWS * 1e9:.0f} ns a draw")


if __name__ == "__main__":
    main()
