"""What an operation of a network waits for: every cause in a placement worked out by hand."""

import pytest
from tests.network_cases import after, op, placed, units

from seedtrain.flow.network import Link, Need, Network, NetworkJob, Operation, Resource
from seedtrain.flow.placement import Placement
from seedtrain.schedule.network.cause import NetworkCauses, NetworkWait


def chain(network: Network, found: Placement, name: str) -> list[tuple[str, str, str]]:
    """The chain as (operation, why, the other)."""
    names = [operation.name for operation in network.operations]
    waits: list[NetworkWait] = NetworkCauses(network, found).chain(network.place[name])
    return [(names[wait.place], wait.why, names[wait.other] if wait.other >= 0 else "") for wait in waits]


def test_a_chain_goes_by_links_and_units_back_to_the_start() -> None:
    """b2 (7-9) follows b1 (3-7), which has U when a1 (0-3) leaves it; a1 may not start before 0."""
    network = Network(
        operations=(op("a1", 3, "U"), op("b1", 4, "U"), op("b2", 2, "V")),
        resources=units("U", "V"),
        links=after("b1", "b2"),
    )
    found = placed(network, {"a1": 0, "b1": 3, "b2": 7})
    assert chain(network, found, "b2") == [
        ("b2", "before", "b1"),
        ("b1", "unit", "a1"),
        ("a1", "release", ""),
    ]


@pytest.mark.parametrize(
    ("links", "start", "expected"),
    [
        ((Link("a", "b", lag_h=2.0),), 5.0, ("lag", "a")),
        ((Link("b", "a", "no_later_after_end", 0.0),), -2.0, ("hold", "a")),
        ((), 9.5, ("nothing", "")),
    ],
)
def test_links_are_told_apart(links: tuple[Link, ...], start: float, expected: tuple[str, str]) -> None:
    """a runs 4-7: b starts 2 h after it; or ends at its start, which may not wait for it; or idles."""
    shift = 4.0
    network = Network(operations=(op("a", 3, "U"), op("b", 2, "V")), resources=units("U", "V"), links=links)
    found = placed(network, {"a": shift, "b": start + shift})
    assert chain(network, found, "b")[0][1:] == expected


def test_a_changeover_and_what_ends_a_hold_lead_on() -> None:
    """U is held from a (0-3) to the end of c (5-8), then changed over for 1 h: b starts at 9, for c."""
    unit = Resource(name="U", changeover_h={("x", "y"): 1.0})
    network = Network(
        operations=(
            op("a", 3, Need("U", until="c", until_end=True), kind="x"),
            op("c", 3, "V", earliest_start_h=5.0),
            op("b", 2, "U", kind="y"),
        ),
        resources=(unit, *units("V")),
    )
    found = placed(network, {"a": 0, "c": 5, "b": 9})
    assert chain(network, found, "b") == [("b", "changeover", "a"), ("c", "release", "")]


def test_a_pool_counts_only_where_it_is_short() -> None:
    """Of a crew of 2, a takes 2 to 3 and b 1 from 3: it waits; of a crew of 3 nothing keeps it."""
    for crew, expected in ((2.0, ("pool", "a")), (3.0, ("nothing", ""))):
        network = Network(
            operations=(op("a", 3, Need("crew", 2.0)), op("b", 2, Need("crew", 1.0))),
            resources=(Resource(name="crew", kind="pool", capacity=crew),),
        )
        assert chain(network, placed(network, {"a": 0, "b": 3}), "b")[0][1:] == expected


def test_an_opening_a_release_and_a_settled_time_end_a_chain() -> None:
    """U is closed to 4; the job of b is released at 6; c stands at 7."""
    c = Operation(name="c", modes=op("c", 1).modes, earliest_start_h=7.0, latest_start_h=7.0)
    network = Network(
        operations=(op("a", 1, "U"), op("b", 1, "V", job="j"), c),
        jobs=(NetworkJob(name="j", release_h=6.0),),
        resources=(Resource(name="U", levels=((-1.0, 0.0), (4.0, 1.0))), *units("V")),
    )
    found = placed(network, {"a": 4, "b": 6, "c": 7})
    assert [chain(network, found, name)[0][1] for name in "abc"] == ["opens", "release", "pinned"]
