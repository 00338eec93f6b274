"""The general list scheduler: what it gives holds, is never better than the optimum, and often is the
optimum."""

import pytest
from tests.flow_cases import random_plant
from tests.network_cases import after, best, choice, op, units
from tests.second_opinion.test_network_brute_force import Brute, random_network

from seedtrain.errors import InputError
from seedtrain.flow.embed import network_of
from seedtrain.flow.network import Link, Lot, Mode, Need, Network, NetworkJob, Operation, Resource, Stock
from seedtrain.flow.place_network import place_network
from seedtrain.flow.placement import measures, objective
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.best import best_in_order, best_placement
from seedtrain.schedule.network.bound import network_bound
from seedtrain.schedule.network.insertion import insert_jobs, is_separable
from seedtrain.schedule.network.solve import Budget


def placed(network: Network, trials: int = 300) -> float:
    """The makespan that list scheduling and local search reach; the judge agrees."""
    found = place_network(network, trials=trials)
    assert found is not None
    assert verify_network(network, found) == []
    return objective(network, found)


@pytest.mark.parametrize("seed", range(30))
def test_against_brute_force(seed: int) -> None:
    """Random networks of five operations: it holds, is no better than brute force, nor is the bound above
    it."""
    network = random_network(100 + seed, 5)
    optimum = Brute(network, 14).run().best
    found = place_network(network, trials=300)
    if optimum < float("inf"):
        assert network_bound(network) <= optimum
    if found is not None and not verify_network(network, found):
        assert objective(network, found) >= optimum
        assert objective(network, found) <= optimum + 3.0


def test_most_random_networks_are_solved_to_the_optimum() -> None:
    """Of forty random networks that can be solved, at least thirty-two are placed at the optimum."""
    reached, solvable = 0, 0
    for seed in range(40):
        network = random_network(500 + seed, 4)
        optimum = Brute(network, 13).run().best
        if optimum == float("inf"):
            continue
        solvable += 1
        found = place_network(network, trials=300)
        reached += (
            found is not None and not verify_network(network, found) and objective(network, found) == optimum
        )
    assert reached >= 0.8 * solvable
    assert solvable >= 30


@pytest.mark.parametrize("seed", range(4))
def test_plants_as_networks(seed: int) -> None:
    """Six batches over four pools with closures: within a tenth of the proven optimum, which is no worse."""
    network = network_of(random_plant(seed, 6, closures=seed % 2 == 1))
    optimum = best(network).objective
    assert optimum is not None
    assert optimum <= placed(network) <= 1.1 * optimum


def test_holds_pools_rooms_and_pauses() -> None:
    """A tank held to the end of its use, a crew by shift, a room by class, a review that pauses: 34 h by
    hand.

    Tank: prepare 0-3, use 3-8; second 8-11, 11-16. The crew of one is there to 20 and needs both uses (5 h
    each). Rooms: the use of class x in the room to 16, then y for 4 h with 2 h of changeover: 18-22. The
    review of 6 h pauses from 24 to 30: 22-24, 30-34.
    """
    operations = []
    for name in "ab":
        operations += [
            op(f"{name}/prepare", 3, Need("tank", until=f"{name}/use")),
            op(f"{name}/use", 5, "crew", "room", kind="x"),
        ]
    operations += [op("c", 4, "room", kind="y"), op("review", 6, "qa", can_pause=True)]
    room = Resource(name="room", kind="room", changeover_h={("x", "y"): 2.0, ("y", "x"): 2.0})
    crew = Resource(name="crew", kind="pool", levels=((20.0, 0.0),))
    links = (
        *after("a/prepare", "a/use"),
        *after("b/prepare", "b/use"),
        *after("b/use", "c", "review"),
        *after("a/use", "c"),
    )
    network = Network(
        operations=tuple(operations),
        resources=(*units("tank"), crew, room, Resource(name="qa", closures=((24.0, 30.0),))),
        links=links,
    )
    assert placed(network) == 34.0
    assert best(network).objective == 34.0


def test_stocks_blocking_modes_and_deadlines() -> None:
    """Stock from a delivery at 6, a stage that blocks its machine, the faster of two modes, a due job
    first."""
    network = Network(
        operations=(
            op("take", 2, "U", takes=(("salt", 5.0),), job="a"),
            op("first", 3, "V", can_stretch=True, job="b"),
            op("second", 1, earliest_start_h=9.0, job="b"),
            op("third", 2, "V", job="c"),
            Operation(name="fast", modes=(Mode(8.0, (Need("U"),)), Mode(4.0, (Need("W"),))), job="c"),
        ),
        jobs=(NetworkJob(name="a"), NetworkJob(name="b", due_h=10.0), NetworkJob(name="c", due_h=30.0)),
        resources=units("U", "V", "W"),
        stocks=(Stock(name="salt", lots=(Lot(2.0), Lot(4.0, 6.0))),),
        links=(Link("first", "second"), Link("first", "second", "no_later_after_end", 0.0)),
    )
    # take 6-8; first keeps V to 9, second 9-10, third 9-11 (or before first: 0-2, then first 2-9): 10.
    assert placed(network) == 10.0


def test_what_it_does_not_keep_is_refused() -> None:
    """Expiry, no idle time and equal orders are CP-SAT's alone; the engine then does without a first
    timetable."""
    base = Network(operations=(op("a", 1, "U", takes=(("m", 1.0),)),), resources=units("U"), stocks=(
        Stock(name="m", lots=(Lot(1.0, expires_h=9.0),)),
    ))  # fmt: skip
    with pytest.raises(InputError) as caught:
        place_network(base)
    assert [each.code for each in caught.value.findings] == ["SCH-017"]
    found = best_placement(base, Budget(workers=1))
    assert (found.status, found.objective) == ("optimal", 1.0)


def test_the_engine_proves_what_the_bound_meets() -> None:
    """Four operations of 3 h on two units: list scheduling gives 6 h, and so does the work of the units."""
    network = Network(
        operations=tuple(choice(name, 3, "U", "V") for name in "abcd"), resources=units("U", "V")
    )
    assert network_bound(network) == 6.0
    told: list[tuple[float, float]] = []
    found = best_placement(network, Budget(workers=1), lambda value, bound: told.append((value, bound)))
    assert (found.status, found.objective, found.bound) == ("optimal", 6.0, 6.0)
    assert told == [(6.0, 6.0)]


def test_the_same_seed_gives_the_same_placement() -> None:
    """Twice the same starts; no more trials ever makes it worse."""
    network = network_of(random_plant(7, 6))
    one, other = (place_network(network, trials=100, seed=3) for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.start_h.tolist() == other.start_h.tolist()
    assert placed(network, 200) <= placed(network, 50) <= placed(network, 0)


def test_measures_that_count_one_after_the_other() -> None:
    """A job of 2 h due at 9 and one of 3 h: no tardiness in any order, so the time in the plant decides.

    Both on one unit: 2 + 5 = 7 h with the short one first, 3 + 5 = 8 h with the long one; weights of 1 and 3
    turn it round: 3 * 3 + 5 = 14 against 2 + 3 * 5 = 17.
    """
    for weight, expected in ((1.0, 7.0), (3.0, 14.0)):
        network = Network(
            operations=(op("a", 2, "U", job="a"), op("b", 3, "U", job="b")),
            jobs=(NetworkJob(name="a", due_h=9.0), NetworkJob(name="b", due_h=9.0, weight=weight)),
            resources=units("U"),
        )
        found = best_in_order(network, ("tardiness", "flow_time"), Budget(workers=1))
        assert (found.status, found.objective, found.bound) == ("optimal", 0.0, 0.0)
        assert found.placement is not None
        assert measures(network, found.placement)["flow_time"] == expected


def test_jobs_are_put_in_one_after_another() -> None:
    """No slack between two steps of 2 h on U and 3 h on V: the second job at 3 h, the third at 6: 11 h, as
    proven."""
    operations, links = [], []
    for name in "abc":
        operations += [op(f"{name}1", 2, "U", job=name), op(f"{name}2", 3, "V", job=name)]
        links += [Link(f"{name}1", f"{name}2"), Link(f"{name}1", f"{name}2", "no_later_after_end")]
    network = Network(
        operations=tuple(operations),
        jobs=tuple(NetworkJob(name=name) for name in "abc"),
        resources=units("U", "V"),
        links=tuple(links),
    )
    assert is_separable(network)
    found = insert_jobs(network, lambda: False, 1)
    assert found is not None
    assert verify_network(network, found) == []
    assert objective(network, found) == best(network).objective == 11.0
    assert insert_jobs(network, lambda: True, 1) is None
