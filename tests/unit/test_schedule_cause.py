"""What an operation waits for, and the chain behind it, on plants worked out by hand."""

from dataclasses import replace

import numpy as np
from tests import flow_cases as cases

from seedtrain.flow import Part, Pool, Step, build
from seedtrain.flow.pins import no_pins
from seedtrain.flow.sequence import place_in_order
from seedtrain.schedule.cause import Causes


def test_a_chain_leads_from_the_end_back_to_the_first_start() -> None:
    """One reactor, two batches of one product: a2 waits for the reactor, which a1 has left.

    a1: seed 0-4, production 4-14, harvest 14-15; the reactor is clean at 17 h. a2 may start its seed at 13 h
    (no wait after it), is harvested at 28 h. Back from its release: capture, harvest, production, the reactor
    after a1, whose harvest ends its hold; then production and seed of a1, which waits for nothing but time.
    """
    problem = cases.plant(cases.batch("a1"), cases.batch("a2"), reactors=1)
    found = place_in_order(problem, np.array([0, 1]))
    chain = Causes(problem, found).chain(9)
    names = [(problem.operation_name(wait.operation), wait.why) for wait in chain]
    assert names == [
        ("a2/release", "before"),
        ("a2/capture", "before"),
        ("a2/harvest", "before"),
        ("a2/production", "unit"),
        ("a1/harvest", "before"),
        ("a1/production", "before"),
        ("a1/seed", "release"),
    ]
    assert problem.operation_name(chain[3].other) == "a1/production"
    seed = Causes(problem, found).waits_for(5)
    assert (seed.why, problem.operation_name(seed.other)) == ("hold", "a2/production")


def test_changeover_opening_skid_and_pin_are_told_apart() -> None:
    """b follows a with a changeover; a unit opens at 5 h; a pinned start; a unit cleaned late by its skid."""
    make = Step(name="make", duration_h=4, pool="M", clean_h=1, changeover_h=3)
    unit = Pool("M", (Part("M1", opens_h=5.0),))
    problem = build([cases.job("a", make), cases.job("b", make)], [unit])
    found = place_in_order(problem, np.array([0, 1]))
    causes = Causes(problem, found)
    assert [causes.waits_for(k).why for k in (0, 1)] == ["opens", "changeover"]
    pins = replace(no_pins(problem), start_h=np.array([5.0, np.nan]))
    assert Causes(problem, found, pins).waits_for(0).why == "pinned"
    washed = Step(name="make", duration_h=4, pool="M", clean_h=3, clean_pool="skid")
    shared = build(
        [cases.job(name, washed) for name in ("a1", "a2", "a3")], [cases.pool("M", 2), cases.pool("skid")]
    )
    found = place_in_order(shared, np.array([0, 1, 2]))
    # M1 and M2 are dirty at 4 h; the skid cleans one to 7 h, the other to 10 h. a3 takes the first.
    late = build(
        [cases.job(name, washed) for name in ("a1", "a2", "a3", "a4")],
        [cases.pool("M", 2), cases.pool("skid")],
    )
    found = place_in_order(late, np.array([0, 1, 2, 3]))
    assert found.start_h.tolist() == [0.0, 0.0, 7.0, 10.0]
    assert Causes(late, found).waits_for(3).why == "skid"
