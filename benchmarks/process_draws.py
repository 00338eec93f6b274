"""Speed of the batch: draws of the antibody recipe with cost, beside the same recipe by hand and BioSTEAM.

Run it with ``python -m benchmarks.process_draws``. By hand is the whole recipe with cost, written straight
down in NumPy for this one recipe at one volume; both sides draw every uncertain input and must agree on the
base case. With ``--biosteam PYTHON``, an interpreter that has BioSTEAM (see
:mod:`benchmarks.process_biosteam`), its nearest flowsheet is timed in between, an evaluation at a time. Times
are of the processor, medians of five, in one run.
"""

import argparse
import json
import math
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.process_by_hand import cost_per_gram, drawn

from seedtrain.model.inputs import Inputs
from seedtrain.process import line_of, single
from seedtrain.process.cost import total
from seedtrain.quantities import World

DRAWS, ONES = 100_000, 200


def models(draws: int, seed: int) -> float:
    """The whole line, seed train to release, use, labour, capital and cost: the base cost of a gram."""
    line = line_of(single("mab-fed-batch", volume="2000 L"), Inputs(World(draws, seed)))
    return float((total(line.cost_cny) / line.batch.product.mass_g)[0])


def by_hand(draws: int, seed: int) -> float:
    """The same by hand, with NumPy's own generator."""
    return float(cost_per_gram(drawn(draws, seed))[0])


def one_by_one(seed: int) -> None:
    """The base case again and again: what one evaluation takes that is not part of a sample."""
    for _ in range(ONES):
        models(0, seed)


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    start = time.thread_time()
    run()
    return time.thread_time() - start


def main() -> None:
    """Print times and ratios. Raises ``AssertionError`` where the two sides differ on the base case."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--biosteam", type=Path)
    steam = parser.parse_args().biosteam
    assert math.isclose(models(0, 0), by_hand(0, 0), rel_tol=1e-12)
    ours, hand, single_run, others = [], [], [], []
    models(DRAWS, 0), by_hand(DRAWS, 0)
    for seed in range(1, 6):
        ours.append(seconds(lambda seed=seed: models(DRAWS, seed)))
        hand.append(seconds(lambda seed=seed: by_hand(DRAWS, seed)))
        single_run.append(seconds(lambda seed=seed: one_by_one(seed)) / ONES)
        if steam is not None:
            told = subprocess.run(
                [steam, Path(__file__).with_name("process_biosteam.py")],
                capture_output=True,
                text=True,
                check=True,
            )
            others.append(json.loads(told.stdout.splitlines()[-1])["seconds"])
    first, second, alone = (statistics.median(each) for each in (ours, hand, single_run))
    print(f"{DRAWS:,} draws of mab-fed-batch with cost: {first:.3f} s, {first / DRAWS * 1e6:.2f} us each")
    print(f"the same by hand in NumPy: {second:.3f} s; ours over it {first / second:.2f}")
    print(f"one evaluation by itself: {alone * 1e3:.2f} ms")
    if others:
        other = statistics.median(others)
        print(f"BioSTEAM, nearest flowsheet with price: {other * 1e3:.2f} ms an evaluation")
        print(f"that is {other / (first / DRAWS):,.0f} draws of ours, {other / alone:.2f} of one by itself")


if __name__ == "__main__":
    main()
