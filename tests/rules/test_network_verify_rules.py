"""The judge of the general form: a valid placement holds, and each way of breaking it is named."""

from dataclasses import replace

import numpy as np
import pytest
from tests.network_cases import after, broken, choice, op, placed, units

from seedtrain.flow.network import (
    Choice,
    Link,
    LinkKind,
    Lot,
    Mode,
    ModeRule,
    Need,
    Network,
    NetworkJob,
    Operation,
    Resource,
    Stock,
)
from seedtrain.flow.verify_network import verify_network

PAIR = Network(operations=(op("a", 4, "U"), op("b", 4, "U")), resources=units("U"))


def test_a_valid_placement_holds() -> None:
    """One after another on one unit."""
    assert verify_network(PAIR, placed(PAIR, {"a": 0, "b": 4})) == []


def test_overlap_names_operations_unit_and_times() -> None:
    """b starts at 3 where a leaves the unit at 4."""
    (breach,) = verify_network(PAIR, placed(PAIR, {"a": 0, "b": 3}))
    assert (breach.rule, breach.operations, breach.resource) == ("overlap", ("a", "b"), "U")
    assert (breach.needed_h, breach.found_h) == (4.0, 3.0)


def test_a_missing_operation_is_named() -> None:
    """An operation that is not optional has to take place, and in a mode it has."""
    assert broken(PAIR, placed(PAIR, {"a": 0})) == {"missing_operation"}
    found = placed(PAIR, {"a": 0, "b": 4})
    assert broken(PAIR, replace(found, mode=found.mode + 1)) == {"missing_operation"}


@pytest.mark.parametrize("hours", [3.0, 5.0])
def test_a_wrong_duration_is_named(hours: float) -> None:
    """Neither shorter nor, unless it can stretch, longer."""
    found = placed(PAIR, {"a": 10, "b": 0})
    end = found.end_h.copy()
    end[0] = 10.0 + hours
    assert broken(PAIR, replace(found, end_h=end)) == {"duration"}
    loose = replace(PAIR, operations=tuple(replace(one, can_stretch=True) for one in PAIR.operations))
    assert broken(loose, replace(found, end_h=end)) == ({"duration"} if hours < 4.0 else set())


def test_limits_of_operation_and_job_are_named() -> None:
    """Release 2, deadline 9, and windows of the operation itself."""
    network = Network(
        operations=(op("a", 4, job="j", latest_start_h=4.0, earliest_end_h=7.0),),
        jobs=(NetworkJob(name="j", release_h=2.0, deadline_h=9.0),),
    )
    assert broken(network, placed(network, {"a": 3})) == set()
    assert broken(network, placed(network, {"a": 1})) == {"too_early"}
    assert broken(network, placed(network, {"a": 2})) == {"too_early"}
    assert broken(network, placed(network, {"a": 4.5})) == {"too_late"}
    assert broken(network, placed(network, {"a": 6})) == {"too_late"}


@pytest.mark.parametrize(
    ("kind", "holds", "breaks"),
    [
        ("at_start", 2.0, [1.0, 3.0]),
        ("after_start", 2.0, [1.0]),
        ("no_earlier_after_start", 5.0, [1.5]),
        ("no_later_after_start", 1.0, [2.5]),
        ("after_end", 12.0, [11.0]),
        ("no_earlier_after_end", 13.0, [11.5]),
        ("no_later_after_end", 12.0, [12.5]),
        ("not_in_parallel", 10.0, [9.0, 4.0]),
    ],
)
def test_each_kind_of_link_is_named(kind: LinkKind, holds: float, breaks: list[float]) -> None:
    """First from 0 to 10; the second 2 h after its start or end, by each of the eight kinds."""
    lag = 0.0 if kind == "not_in_parallel" else 2.0
    network = Network(operations=(op("a", 10), op("b", 1)), links=(Link("a", "b", kind, lag),))
    assert broken(network, placed(network, {"a": 0, "b": holds})) == set()
    for start in breaks:
        assert broken(network, placed(network, {"a": 0, "b": start})) == {kind}


def test_a_link_holds_only_where_both_take_place() -> None:
    """What is left out waits for nothing."""
    network = Network(operations=(op("a", 2, is_optional=True), op("b", 1)), links=after("a", "b"))
    assert broken(network, placed(network, {"b": 0})) == set()


def test_changeover_and_no_idle_are_named() -> None:
    """Three hours from class x to y; a unit without idle time may not wait longer."""
    unit = Resource(name="U", changeover_h={("x", "y"): 3.0}, no_idle=True)
    network = Network(operations=(op("a", 4, "U", kind="x"), op("b", 4, "U", kind="y")), resources=(unit,))
    assert broken(network, placed(network, {"a": 0, "b": 7})) == set()
    assert broken(network, placed(network, {"a": 0, "b": 6})) == {"changeover"}
    assert broken(network, placed(network, {"a": 0, "b": 8})) == {"no_idle"}


def test_what_was_in_a_unit_before_counts() -> None:
    """The unit came free at 5 from class x: y starts at 8."""
    unit = Resource(name="U", changeover_h={("x", "y"): 3.0}, last_class="x", free_h=5.0)
    network = Network(operations=(op("a", 4, "U", kind="y"),), resources=(unit,))
    assert broken(network, placed(network, {"a": 8})) == set()
    assert broken(network, placed(network, {"a": 7})) == {"changeover"}
    assert broken(network, placed(network, {"a": 4})) == {"overlap"}


def test_an_idle_limit_is_named() -> None:
    """Clean for 4 h; cleaning again takes 6 h: a gap of 5 h is neither."""
    unit = Resource(name="U", idle_setups=((4.0, 6.0),))
    network = Network(operations=(op("a", 2, "U"), op("b", 2, "U")), resources=(unit,))
    assert [broken(network, placed(network, {"a": 0, "b": start})) for start in (6, 7, 8)] == [
        set(),
        {"idle_limit"},
        set(),
    ]


def test_a_hold_keeps_the_unit() -> None:
    """a holds its vessel until c ends at 9: b may not come in at 4."""
    network = Network(
        operations=(op("a", 4, Need("U", until="c")), op("b", 1, "U"), op("c", 1)), resources=units("U")
    )
    assert broken(network, placed(network, {"a": 0, "c": 8, "b": 9})) == set()
    assert broken(network, placed(network, {"a": 0, "c": 8, "b": 4})) == {"overlap"}
    begins = replace(
        network, operations=(op("a", 4, Need("U", until="c", until_end=False)), *network.operations[1:])
    )
    assert broken(begins, placed(begins, {"a": 0, "c": 8, "b": 8})) == set()


def test_a_closure_is_named_and_a_shutdown() -> None:
    """Closed from 5 to 8: what can't pause may not run then; under a shutdown nothing may stand there
    either."""
    closed = Resource(name="U", closures=((5.0, 8.0),))
    network = Network(operations=(op("a", 4, "U"),), resources=(closed,))
    assert broken(network, placed(network, {"a": 1})) == set()
    assert broken(network, placed(network, {"a": 2})) == {"closed"}
    assert broken(network, placed(network, {"a": 6})) == {"closed"}
    pausing = replace(network, operations=(op("a", 4, "U", can_pause=True),))
    found = placed(pausing, {"a": 2})
    assert found.end_h.tolist() == [9.0]
    assert broken(pausing, found) == set()
    shut = Resource(name="U", levels=((5.0, 0.0), (8.0, 1.0)))
    assert broken(replace(network, resources=(shut,)), placed(network, {"a": 2})) == {"capacity"}


def test_a_pool_and_its_levels_are_named() -> None:
    """Three operators by day, one from 12 on."""
    crew = Resource(name="C", kind="pool", capacity=3.0, levels=((12.0, 1.0),))
    network = Network(
        operations=(op("a", 4, Need("C", 2.0)), op("b", 4, Need("C", 1.0)), op("c", 4, Need("C", 0.5))),
        resources=(crew,),
    )
    assert broken(network, placed(network, {"a": 0, "b": 0, "c": 4})) == set()
    (breach,) = verify_network(network, placed(network, {"a": 0, "b": 0, "c": 2}))
    assert (breach.rule, breach.resource, breach.operations) == ("capacity", "C", ("a", "b", "c"))
    assert (breach.needed_h, breach.found_h, breach.at_h) == (3.0, 3.5, 2.0)
    assert broken(network, placed(network, {"a": 9, "b": 0, "c": 4})) == {"capacity"}


def test_a_room_holds_one_class_at_a_time() -> None:
    """Two antibodies together, never the potent conjugate with them; 6 h of decontamination after it."""
    room = Resource(name="R", kind="room", changeover_h={("adc", "mab"): 6.0})
    network = Network(
        operations=(op("a", 4, "R", kind="mab"), op("b", 4, "R", kind="mab"), op("c", 4, "R", kind="adc")),
        resources=(room,),
    )
    assert broken(network, placed(network, {"a": 0, "b": 1, "c": 5})) == set()
    assert broken(network, placed(network, {"a": 0, "b": 1, "c": 4})) == {"room"}
    assert broken(network, placed(network, {"c": 0, "a": 9, "b": 10})) == {"room"}
    dirty = replace(network, resources=(replace(room, last_class="adc", free_h=0.0),))
    assert broken(dirty, placed(dirty, {"a": 5, "b": 6, "c": 20})) == {"room"}
    shut = replace(network, resources=(replace(room, levels=((2.0, 0.0), (3.0, 1.0))),))
    assert broken(shut, placed(shut, {"a": 0, "b": 4, "c": 9})) == {"capacity"}


def test_a_stock_is_not_taken_before_it_is_there() -> None:
    """Ten litres made by 4, ten at hand from 20."""
    network = Network(
        operations=(op("make", 4, gives=(("buffer", 10.0),)), op("use", 1, takes=(("buffer", 10.0),))),
        stocks=(Stock(name="buffer", lots=(Lot(10.0, 20.0),)),),
    )
    assert broken(network, placed(network, {"make": 0, "use": 4})) == set()
    assert broken(network, placed(network, {"make": 0, "use": 3})) == {"stock_empty"}
    assert broken(network, placed(network, {"make": 90, "use": 20})) == set()


def test_out_of_date_and_full_stocks_are_named() -> None:
    """Good for 5 h after it is made; a tank of 12."""
    network = Network(
        operations=(
            op("make", 4, gives=(("buffer", 10.0),)),
            op("more", 1, gives=(("buffer", 10.0),)),
            op("use", 1, takes=(("buffer", 10.0),)),
            op("again", 1, takes=(("buffer", 10.0),)),
        ),
        stocks=(Stock(name="buffer", shelf_life_h=5.0, capacity=12.0),),
    )
    assert broken(network, placed(network, {"make": 0, "use": 9, "more": 9, "again": 12})) == set()
    assert broken(network, placed(network, {"make": 0, "use": 9.5, "more": 9, "again": 12})) == {
        "out_of_date"
    }
    assert broken(network, placed(network, {"make": 0, "use": 6, "more": 4, "again": 7})) == {"stock_full"}


def test_pairs_of_operations_and_their_resources() -> None:
    """b on the unit of a; c on another."""
    network = Network(
        operations=tuple(choice(name, 1, "U", "V") for name in "abc"),
        resources=units("U", "V"),
        same=(("a", "b"),),
        apart=(("a", "c"),),
    )
    starts = {"a": 0, "b": 1, "c": 2}
    assert broken(network, placed(network, starts, {"c": 1})) == set()
    assert broken(network, placed(network, starts, {"b": 1, "c": 1})) == {"same_resources"}
    assert broken(network, placed(network, starts)) == {"other_resources"}


def test_nothing_comes_between_consecutive_operations() -> None:
    """Three validation batches in a row: a, b; c may be before or after, not between."""
    network = Network(
        operations=tuple(op(name, 2, "U") for name in "abc"),
        resources=units("U"),
        consecutive=(("a", "b"),),
    )
    assert broken(network, placed(network, {"a": 0, "b": 2, "c": 4})) == set()
    assert broken(network, placed(network, {"c": 0, "a": 2, "b": 6})) == set()
    assert broken(network, placed(network, {"a": 0, "c": 2, "b": 4})) == {"consecutive"}
    assert broken(network, placed(network, {"b": 0, "a": 2, "c": 4})) == {"consecutive"}


def test_two_units_are_passed_in_one_order() -> None:
    """a before b on the first unit: c before d on the second."""
    network = Network(
        operations=(op("a", 1, "U"), op("b", 1, "U"), op("c", 1, "V"), op("d", 1, "V")),
        resources=units("U", "V"),
        same_order=(("U", "V", ("a", "b"), ("c", "d")),),
    )
    assert broken(network, placed(network, {"a": 0, "b": 1, "c": 2, "d": 3})) == set()
    assert broken(network, placed(network, {"a": 0, "b": 1, "c": 3, "d": 2})) == {"same_order"}


def test_modes_that_ask_for_modes() -> None:
    """On U the other runs on V."""
    network = Network(
        operations=(choice("a", 1, "U", "V"), choice("b", 1, "U", "V")),
        resources=units("U", "V"),
        mode_rules=(ModeRule("a", 0, "b", (1,)),),
    )
    assert broken(network, placed(network, {"a": 0, "b": 0}, {"b": 1})) == set()
    assert broken(network, placed(network, {"a": 0, "b": 1})) == {"mode_rule"}


@pytest.mark.parametrize(
    ("kind", "holds"),
    [("all_or_none", [0, 2]), ("at_least_one", [1, 2]), ("exactly_one", [1])],
)
def test_how_many_of_a_group_take_place(kind: str, holds: list[int]) -> None:
    """None, one or both of two, where a third takes place; else any number."""
    optional = tuple(Operation(name=name, modes=(Mode(1.0),), is_optional=True) for name in "abc")
    network = Network(operations=optional, choices=(Choice(kind, ("a", "b"), "c"),))  # type: ignore[arg-type]
    for count in range(3):
        starts = dict.fromkeys("ab"[:count], 0.0)
        assert broken(network, placed(network, starts)) == set()
        expected = set() if count in holds else {"choice"}
        assert broken(network, placed(network, {**starts, "c": 0.0})) == expected


def test_what_is_not_given_is_refused() -> None:
    """Names of resources, stocks, jobs and operations that are not there; a name given twice."""
    from seedtrain.errors import InternalError

    for wrong in (
        {"operations": (op("a", 1, "nowhere"),)},
        {"operations": (op("a", 1, takes=(("nothing", 1.0),)),)},
        {"operations": (op("a", 1, job="nobody"),)},
        {"operations": (op("a", -1),)},
        {"operations": (op("a", 1), op("a", 1))},
        {"operations": (op("a", 1),), "links": (Link("a", "b"),)},
    ):
        with pytest.raises(InternalError):
            Network(**wrong)
    assert np.isfinite(placed(PAIR, {"a": 0, "b": 4}).start_h).all()
