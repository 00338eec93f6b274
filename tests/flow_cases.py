"""Small problems for the tests of flow: hand-worked, and random ones made from a seed."""

import numpy as np

from seedtrain.flow import Job, Part, Pool, Problem, Step, build


def job(name: str, *steps: Step, **parts: float) -> Job:
    """A job of the family that its name begins with."""
    return Job(name=name, family=name[0], steps=steps, **parts)


def pool(name: str, units: int = 1) -> Pool:
    """A pool of units alike."""
    return Pool(name, tuple(Part(f"{name}{place + 1}") for place in range(units)))


def batch(name: str, production: float = 10.0, **parts: float) -> Job:
    """Seed 4 h (no wait), production in a reactor held to the end of harvest, capture."""
    return job(
        name,
        Step(
            name="seed", duration_h=4, pool="S", wait_limit_h=0, hold_offset=1, hold_at_end=False, clean_h=1
        ),
        Step(name="production", duration_h=production, pool="R", wait_limit_h=2, hold_offset=1, clean_h=2,
             changeover_h=3),
        Step(name="harvest", duration_h=1, pool="H", wait_limit_h=5, clean_h=1),
        Step(name="capture", duration_h=2, pool="C", clean_h=1, changeover_h=4),
        Step(name="release", duration_h=20),
        **parts,
    )  # fmt: skip


def plant(*jobs: Job, reactors: int = 2) -> Problem:
    """Batches over one seed vessel, some reactors, a harvest skid and a column."""
    return build(jobs, [pool("S"), pool("R", reactors), pool("H"), pool("C")])


def random_plant(seed: int, jobs: int, reactors: int = 2, closures: bool = False) -> Problem:
    """A plant of batches of two products with whole-hour times and release times from ``seed``."""
    rng = np.random.default_rng(seed)
    batches = [
        batch(
            f"{'ab'[int(rng.integers(2))]}{place}",
            float(rng.integers(6, 14)),
            release_h=float(rng.integers(0, 20)),
            due_h=float(rng.integers(30, 90)),
        )
        for place in range(jobs)
    ]
    closed = ((40.0, 50.0), (110.0, 115.0)) if closures else ()
    reactor = Pool("R", tuple(Part(f"R{place + 1}", closures=closed) for place in range(reactors)))
    return build(batches, [pool("S"), reactor, pool("H"), pool("C")])
