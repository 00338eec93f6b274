"""Replanning in the general form, on plants that can be worked out by hand: what stays, what moves and why.

Jobs of one operation of 10 h on unit M, cleaned for 2 h after it by hand (the unit is kept for it).
"""

from typing import Any

import numpy as np
import pytest
from tests.network_cases import after, choice, op, placed, units

from seedtrain.flow.network import Link, Need, Network, NetworkJob, Operation, Resource
from seedtrain.flow.network_amend import made_again, with_down
from seedtrain.flow.placement import Placement, measures
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.actuals import Actual
from seedtrain.schedule.network.best import best_in_order
from seedtrain.schedule.network.changes import NetworkChange, gave_way, network_changes
from seedtrain.schedule.network.replan import NetworkReplan, replan_network
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.network.told import check_told
from seedtrain.schedule.replan import Asked

ORDER = ("change_h", "tardiness", "makespan")


def line(*names: str, machines: tuple[str, ...] = ("M",)) -> Network:
    """Jobs of one operation of 10 h on a machine."""
    return Network(
        operations=tuple(choice(f"{name}/make", 10, *machines, job=name) for name in names),
        jobs=tuple(NetworkJob(name=name, due_h=100.0) for name in names),
        resources=units(*machines),
    )


def told(network: Network, name: str, state: Any, **parts: Any) -> Actual:
    """A row of the actuals."""
    return Actual(state=state, operation=network.place[name], job=0, **parts)


def down(network: Network, name: str, **parts: Any) -> Actual:
    """A row of a resource that is down."""
    names = [each.name for each in network.resources]
    return Actual(state="down", unit=names.index(name), **parts)


def replanned(
    network: Network, given: Placement, actuals: list[Actual], *, soft: bool = False, **asked: Any
) -> tuple[NetworkReplan, Placement, list[NetworkChange]]:
    """What the replan gives, proven best in what counts first."""
    wish = Asked(**asked)
    assert check_told(network, given, actuals, wish.now_h) == []
    plan = replan_network(network, given, actuals, wish, is_soft=soft)
    solved = best_in_order(plan.network, ORDER, Budget(work=4.0))
    assert solved.status == "optimal"
    assert solved.placement is not None
    assert verify_network(plan.network, solved.placement) == []
    was = {
        each.name: (float(given.start_h[k]), float(given.end_h[k]))
        for k, each in enumerate(network.operations)
    }
    return plan, solved.placement, network_changes(plan, was, solved.placement)


def start(plan: NetworkReplan, found: Placement, name: str) -> float:
    """When an operation starts."""
    return float(found.start_h[plan.network.place[name]])


def test_nothing_told_nothing_moves() -> None:
    """Given with gaps it keeps them: least change counts before the makespan."""
    network = line("a", "b")
    given = placed(network, {"a/make": 3.0, "b/make": 20.0})
    plan, found, moved = replanned(network, given, [])
    assert (found.start_h.tolist(), moved) == ([3.0, 20.0], [])
    assert measures(plan.network, found)["change_h"] == 0.0


def test_a_late_end_pushes_only_what_it_hits() -> None:
    """a ends at 13 instead of 10: b moves by 3 h to 13 to 23; c at 30 stays; the cause is a's late end."""
    network = line("a", "b", "c")
    given = placed(network, {"a/make": 0.0, "b/make": 10.0, "c/make": 30.0})
    late = told(network, "a/make", "finished", start_h=0.0, end_h=13.0, reason="foam")
    plan, found, moved = replanned(network, given, [late], now_h=13.0)
    assert [start(plan, found, f"{name}/make") for name in "abc"] == [0.0, 13.0, 30.0]
    (change,) = moved
    assert (change.job, change.from_h, change.to_h, change.root, change.by) == (
        "b", 10.0, 13.0, "actual", "a/make",
    )  # fmt: skip
    assert change.row is not None
    assert change.row.reason == "foam"


def test_a_failed_batch_is_made_again_and_its_vessel_is_cleaned() -> None:
    """a fails at 6 of 10 h: its harvest is off, the vessel is cleaned as given, from 11 to 13; b stays at 13
    and a is made again when b's vessel is clean: 13 + 10 + 1 + 2 = 26 h."""
    operations: list[Operation] = []
    links: list[Link] = []
    for name in "ab":
        operations += [
            op(f"{name}/grow", 10, Need("BR", until=f"{name}/clean"), job=name),
            op(f"{name}/clean", 2, job=name, counts=False),
            op(f"{name}/harvest", 1, job=name),
            op(f"{name}/harvest sample", 0.5, job=name, counts=False),
        ]
        links += after(f"{name}/grow", f"{name}/harvest", f"{name}/clean")
        links.append(Link(f"{name}/harvest", f"{name}/harvest sample", "at_start"))
    jobs = tuple(NetworkJob(name=name, due_h=100.0) for name in "ab")
    network = Network(operations=tuple(operations), jobs=jobs, resources=units("BR"), links=tuple(links))
    starts = {
        "a/grow": 0.0, "a/harvest": 10.0, "a/harvest sample": 10.0, "a/clean": 11.0,
        "b/grow": 13.0, "b/harvest": 23.0, "b/harvest sample": 23.0, "b/clean": 24.0,
    }  # fmt: skip
    given = placed(network, starts)
    assert verify_network(network, given) == []
    row = told(network, "a/grow", "failed", start_h=0.0, end_h=6.0, reason="contaminated")
    plan, found, moved = replanned(network, given, [row], now_h=6.0)
    assert {"a/harvest", "a/harvest sample"} & set(plan.network.place) == set()
    assert start(plan, found, "a/clean") == 11.0
    assert start(plan, found, "b/grow") == 13.0
    assert start(plan, found, "a-r1/grow") == 26.0
    assert [(each.job, each.root) for each in moved if each.job == "a-r1"] == [("a-r1", "again")]
    assert plan.network.job["a"].due_h == np.inf


def test_a_unit_that_goes_down_sends_its_batch_to_another() -> None:
    """M is down from 12 to 60: b goes to N at its time, 8 h of change, rather than wait for 48 h."""
    network = line("a", "b", machines=("M", "N"))
    given = placed(network, {"a/make": 0.0, "b/make": 20.0})
    row = down(network, "M", start_h=12.0, end_h=60.0, reason="pump")
    plan, found, moved = replanned(network, given, [row], now_h=12.0)
    assert (start(plan, found, "b/make"), found.mode.tolist()[1]) == (20.0, 1)
    (change,) = moved
    assert (change.root, change.units) == ("down", (("M", "N"),))
    assert measures(plan.network, found)["change_h"] == 8.0


def test_a_crew_that_is_away() -> None:
    """The one crew is away from 15 to 30: b, from 20 to 30 on its own unit, waits to 30."""
    operations = tuple(op(f"{n}/make", 10, f"U{n}", "crew", job=n) for n in "ab")
    crew = Resource(name="crew", kind="pool", capacity=1.0)
    jobs = tuple(NetworkJob(name=name) for name in "ab")
    network = Network(operations=operations, jobs=jobs, resources=(*units("Ua", "Ub"), crew))
    given = placed(network, {"a/make": 0.0, "b/make": 20.0})
    plan, found, moved = replanned(
        network, given, [down(network, "crew", start_h=15.0, end_h=30.0)], now_h=15.0
    )
    assert start(plan, found, "b/make") == 30.0
    assert [(each.job, each.root) for each in moved] == [("b", "down")]


def test_what_is_delayed_waits_and_what_is_pinned_or_frozen_stays() -> None:
    """a is delayed to 5: to 15 h; b, frozen at 10 on the same unit, can't stay hard and gives way by 5 h.

    c, pinned at 40, stays where it is.
    """
    network = line("a", "b", "c")
    given = placed(network, {"a/make": 0.0, "b/make": 10.0, "c/make": 40.0})
    late = told(network, "a/make", "delayed", start_h=5.0)
    wish = {"now_h": 0.0, "frozen_to_h": 24.0, "pinned": frozenset({2})}
    plan, found, _ = replanned(network, given, [late], soft=True, **wish)
    # b can start at 10 with a after it, at 20 (15 h late): a + 20, b 0; or a 5, b 15: 5 and 5, b frozen.
    assert [start(plan, found, f"{name}/make") for name in "abc"] == [20.0, 10.0, 40.0]
    assert gave_way(plan, found) == []


def test_a_frozen_operation_gives_way_where_it_is_forced() -> None:
    """a runs to 14 h and can't move; b, frozen at 10, starts at 14 and is told to have given way."""
    network = line("a", "b")
    given = placed(network, {"a/make": 0.0, "b/make": 10.0})
    row = told(network, "a/make", "started", start_h=0.0, end_h=14.0)
    wish: dict[str, Any] = {"now_h": 5.0, "frozen_to_h": 48.0}
    hard = replan_network(network, given, [row], Asked(**wish))
    assert best_in_order(hard.network, ORDER, Budget(work=1.0)).status == "infeasible"
    plan, found, _ = replanned(network, given, [row], soft=True, **wish)
    assert start(plan, found, "b/make") == 14.0
    assert gave_way(plan, found) == ["b/make"]


def test_what_was_to_begin_is_taken_to_have_begun() -> None:
    """At 12 h nothing is told of a and b: they run as given, from 0 and 10; c may not start before 20."""
    network = line("a", "b", "c")
    given = placed(network, {"a/make": 0.0, "b/make": 10.0, "c/make": 20.0})
    plan, found, moved = replanned(network, given, [], now_h=12.0)
    assert {"a/make", "b/make"} <= plan.settled
    assert (found.start_h.tolist(), moved) == ([0.0, 10.0, 20.0], [])


def test_what_runs_longer_than_planned_ends_later_than_now() -> None:
    """At 15 h a, planned to 10, still runs: it is taken to need another hour, to 16 h, when b starts."""
    network = line("a", "b")
    given = placed(network, {"a/make": 0.0, "b/make": 10.0})
    plan, found, _ = replanned(network, given, [told(network, "a/make", "started", start_h=0.0)], now_h=15.0)
    assert start(plan, found, "b/make") == 16.0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("b/make", "finished", {"start_h": 5.0, "end_h": 9.0})], "SCH-048"),
        ([("b/make", "finished", {"start_h": 12.0, "end_h": 30.0})], "SCH-050"),
        ([("a/make", "finished", {"start_h": 0.0})], "SCH-046"),
        ([("a/make", "finished", {"start_h": 0.0, "end_h": 9.0, "unit": 1})], "SCH-045"),
    ],
)
def test_rows_that_cannot_be_are_refused(rows: list[tuple[str, str, dict[str, Any]]], code: str) -> None:
    """Begun before the one before ended; in the future; without an end; on a unit that it can't run on."""
    network = Network(
        operations=(op("a/make", 10, "M", job="a"), op("b/make", 10, "N", job="a")),
        jobs=(NetworkJob(name="a"),),
        resources=units("M", "N"),
        links=after("a/make", "b/make"),
    )
    given = placed(network, {"a/make": 0.0, "b/make": 10.0})
    first = [told(network, "a/make", "started", start_h=0.0)] if code == "SCH-048" else []
    told_rows = [*first, *(told(network, name, state, **parts) for name, state, parts in rows)]
    assert [each.code for each in check_told(network, given, told_rows, 20.0)] == [code]


def test_a_unit_that_goes_down_under_what_runs_asks_what_became_of_it() -> None:
    """M is down from 5 h on while a, of which nothing is told, is on it to 10 h."""
    network = line("a")
    given = placed(network, {"a/make": 0.0})
    found = check_told(network, given, [down(network, "M", start_h=5.0)], 5.0)
    assert [each.code for each in found] == ["SCH-049"]


def test_what_is_down_has_no_capacity_then_and_its_own_after() -> None:
    """Two people from 8 on, three from 20: none from 10 to 30, then three."""
    crew = Resource(name="crew", kind="pool", capacity=2.0, levels=((0.0, 0.0), (8.0, 2.0), (20.0, 3.0)))
    network = with_down(Network(operations=(), resources=(crew,)), [("crew", 10.0, 30.0)])
    assert network.resources[0].levels == ((0.0, 0.0), (8.0, 2.0), (10.0, 0.0), (30.0, 3.0))


def test_a_preparation_that_served_the_batch_is_made_again_too() -> None:
    """media of job a serves a and b; b made again gets its own, and nothing else of a."""
    network = Network(
        operations=(
            op("a/media", 2, job="a", counts=False),
            op("a/grow", 5, job="a"),
            op("b/grow", 5, job="b"),
        ),
        jobs=(NetworkJob(name="a"), NetworkJob(name="b", due_h=9.0)),
        links=(*after("a/media", "a/grow"), *after("a/media", "b/grow")),
    )
    again = made_again(network, "b", "b-r1", 7.0)
    assert [each.name for each in again.operations[3:]] == ["b-r1 a/media", "b-r1/grow"]
    assert [(link.before, link.after) for link in again.links[2:]] == [("b-r1 a/media", "b-r1/grow")]
    assert (again.job["b"].due_h, again.job["b-r1"].due_h, again.job["b-r1"].release_h) == (np.inf, 9.0, 7.0)
