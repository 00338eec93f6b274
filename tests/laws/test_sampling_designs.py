"""Latin hypercube and Sobol sequences: even, unbiased, and no draw moves another."""

import numpy as np
import pytest
from scipy.stats import qmc

from seedtrain.quantities.design import Design, Sampling
from seedtrain.quantities.distributions import Normal
from seedtrain.quantities.sobol import BITS, DIMENSIONS, sobol_words
from seedtrain.quantities.streams import World


def test_sobol_words_are_those_of_joe_and_kuo() -> None:
    """Not scrambled, all 50 dimensions are those of SciPy's generator: as sets, over the first 64 points.

    SciPy walks in Gray code order; the first 2**k points are the same set.
    """
    theirs = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS).random(64)
    ours = np.stack([sobol_words(d, 64) * 2.0**-BITS for d in range(DIMENSIONS)], axis=1)
    assert sorted(map(tuple, ours.tolist())) == sorted(map(tuple, theirs.tolist()))


@pytest.mark.parametrize("sampling", ["latin_hypercube", "sobol"])
def test_each_part_has_one_draw(sampling: Sampling) -> None:
    """Of 256 draws of a stream one lies in each 256th of (0, 1)."""
    world = World(256, 7, design=Design(sampling, 256, ("a", "b")))
    for name in ("a", "b", "c"):
        draws = world.uniform(name)
        assert sorted(np.floor(draws * 256).astype(int).tolist()) == list(range(256))
        assert draws.min() > 0.0
        assert draws.max() < 1.0


def test_sobol_fills_the_square_too() -> None:
    """Two named streams: of 256 points one in each of 16 x 16 squares (a net of dimensions 1 and 2)."""
    world = World(256, 3, design=Design("sobol", 256, ("a", "b")))
    cells = np.floor(world.uniform("a") * 16) * 16 + np.floor(world.uniform("b") * 16)
    assert len(set(cells.tolist())) == 256


@pytest.mark.parametrize("sampling", ["latin_hypercube", "sobol"])
def test_adding_a_draw_moves_no_other(sampling: Sampling) -> None:
    """One stream more, at the end of the dimensions, and the others stay to the last bit."""
    before = World(100, 5, design=Design(sampling, 100, ("a", "b")))
    after = World(100, 5, design=Design(sampling, 100, ("a", "b", "c")))
    after.uniform("c")
    for name in ("a", "b", "x"):
        assert before.uniform(name).tobytes() == after.uniform(name).tobytes()


@pytest.mark.parametrize("sampling", ["latin_hypercube", "sobol"])
def test_a_part_of_the_replications_has_their_draws(sampling: Sampling) -> None:
    """Replications 30 to 79 by themselves are those of all 80; more Sobol points keep the first."""
    design = Design(sampling, 80, ("a",))
    for name in ("a", "x"):
        whole, part = World(80, 5, design=design), World(50, 5, 30, design)
        assert part.uniform(name).tobytes() == whole.uniform(name)[30:].tobytes()
    few, many = (World(n, 5, design=Design("sobol", n, ("a",))).uniform("a") for n in (50, 80))
    assert few.tobytes() == many[:50].tobytes()


def test_a_design_has_a_size_and_no_draw_beyond_it() -> None:
    """No replications make no design; draw 11 of 10 is refused."""
    with pytest.raises(ValueError, match="at least one"):
        Design("sobol", 0)
    with pytest.raises(ValueError, match="no draw 11"):
        World(11, 1, design=Design("latin_hypercube", 10)).uniform("a")


@pytest.mark.parametrize(("sampling", "gain"), [("latin_hypercube", 20.0), ("sobol", 20.0)])
def test_means_are_unbiased_and_nearer(sampling: Sampling, gain: float) -> None:
    """Sum of two normal draws, 256 replications, 60 seeds: the mean is right and its spread 20 times less.

    By chance the spread of the mean is sqrt(2 / 256) = 0.088. The mean of the means is within four of their
    standard errors of none.
    """
    means = []
    for seed in range(60):
        world = World(256, seed, design=Design(sampling, 256, ("a", "b")))
        total = world.draw("a", Normal(0.0, 1.0))[1:] + world.draw("b", Normal(0.0, 1.0))[1:]
        means.append(total.mean())
    spread = float(np.std(means, ddof=1))
    assert spread < 0.088 / gain
    assert abs(float(np.mean(means))) < 4.0 * spread / np.sqrt(60.0)


def test_events_follow_the_design() -> None:
    """Odds of a quarter happen in 64 of 256 worlds by design, not in 64 give or take 7."""
    designs = Design("latin_hypercube", 256), Design("sobol", 256, ("a",))
    for design in designs:
        world = World(256, 11, design=design)
        assert int(world.happens("a", 0.25)[1:].sum()) == 64
