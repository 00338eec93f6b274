"""Named streams and the worlds drawn from them."""

import hashlib

import numpy as np
import pytest

from seedtrain.quantities import (
    GOLDEN,
    Bernoulli,
    QuantityError,
    Streams,
    Triangular,
    Uniform,
    World,
    mix64,
)

MASK = 2**64 - 1


def _mix64_by_hand(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def test_mix64_is_splitmix64() -> None:
    """The first three outputs of SplitMix64 from state 1234567, as other implementations print them."""
    state = np.array([(1234567 + i * GOLDEN) & MASK for i in (1, 2, 3)], dtype=np.uint64)
    assert mix64(state).tolist() == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_a_draw_is_the_formula_in_whole_numbers() -> None:
    """Key and draw, worked out again with Python's own integers, are the same bits."""
    key = int.from_bytes(hashlib.blake2b(b"42:titer", digest_size=8).digest(), "little")
    assert Streams(42).key("titer") == key
    expected = [((_mix64_by_hand((key + (i + 1) * GOLDEN) & MASK) >> 12) + 0.5) * 2.0**-52 for i in range(50)]
    assert Streams(42).uniform("titer", 50).tolist() == expected


def test_more_draws_keep_the_first_and_any_can_be_had_alone() -> None:
    """A draw depends on seed, name and index only."""
    streams = Streams(7)
    long = streams.uniform("delay", 1000)
    assert streams.uniform("delay", 10).tobytes() == long[:10].tobytes()
    assert streams.uniform_at("delay", np.array([[999, 0], [5, 5]])).tolist() == [
        [long[999], long[0]],
        [long[5]] * 2,
    ]
    assert float(streams.uniform_at("delay", 3)) == long[3]
    assert streams.uniform("delay", 0).shape == (0,)


def test_the_largest_word_stays_below_one() -> None:
    """52 bits and a half are exact in a float: neither 0 nor 1 can be drawn."""
    assert ((2**52 - 1) + 0.5) * 2.0**-52 < 1.0


@pytest.mark.parametrize("counters", [[-1], [0.5]])
def test_counters_are_whole_numbers_from_zero(counters: list[float]) -> None:
    """A counter that is none is our mistake."""
    with pytest.raises(ValueError, match="whole numbers"):
        Streams(1).uniform_at("x", counters)


def test_the_base_world_is_the_mean_and_the_rest_are_samples() -> None:
    """Index 0 holds the mean; replications are the quantiles of the stream of that name."""
    world, shape = World(100, 5), Triangular(2.0, 3.0, 6.0)
    drawn = world.draw("titer", shape)
    assert drawn.shape == (101,)
    assert drawn[0] == shape.mean
    assert drawn[1:].tolist() == shape.quantile(Streams(5).uniform("titer", 100)).tolist()


def test_more_replications_keep_the_first_worlds() -> None:
    """World 17 of a hundred is world 17 of a thousand."""
    shape = Uniform(0.0, 1.0)
    assert World(1000, 5).draw("a", shape)[:101].tolist() == World(100, 5).draw("a", shape).tolist()


@pytest.mark.parametrize(
    ("odds", "happens", "passes"),
    [(0.0, False, False), (0.01, False, True), (0.99, False, True), (1.0, True, True)],
)
def test_events_and_gates_in_the_base(odds: float, happens: bool, passes: bool) -> None:
    """In the base an event of odds below one does not occur, a gate of odds above zero is passed."""
    world = World(200, 3)
    assert bool(world.happens("event", odds)[0]) is happens
    assert bool(world.gate("event", odds)[0]) is passes
    assert world.happens("event", odds)[1:].tolist() == world.gate("event", odds)[1:].tolist()


def test_odds_of_nought_and_one_are_certain_everywhere() -> None:
    """Never and always hold in each sampled world."""
    world = World(500, 3)
    assert not world.happens("event", 0.0).any()
    assert world.happens("event", 1.0).all()


def test_odds_can_differ_by_world() -> None:
    """One odds a world; the base looks at its own."""
    odds = np.array([1.0, 0.0, 1.0, 0.0])
    assert World(3, 1).happens("event", odds).tolist() == [True, False, True, False]


@pytest.mark.parametrize("odds", [-0.1, 1.1, float("nan")])
def test_odds_outside_nought_to_one_are_refused(odds: float) -> None:
    """Odds are a fraction."""
    with pytest.raises(QuantityError) as caught:
        World(3, 1).gate("event", odds)
    assert caught.value.kind == "range"


def test_a_world_without_replications_is_the_base_alone() -> None:
    """Zero replications are a plan without uncertainty; fewer are our mistake."""
    assert World(0, 1).draw("a", Bernoulli(0.5)).tolist() == [0.5]
    with pytest.raises(ValueError, match="zero or more"):
        World(-1, 1)
