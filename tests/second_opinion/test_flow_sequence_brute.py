"""List scheduling and search against every order and every assignment of small plants."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from tests.flow_cases import batch, plant, pool, random_plant

from seedtrain.errors import InputError
from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.sequence import CampaignRule, campaign_order, components, improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.bound import makespan_bound


def test_two_batches_on_one_reactor_by_hand() -> None:
    """One reactor, a1 then a2, 10 h each.

    a1: seed 0-4, production 4-14, harvest 14-15 (reactor held), clean 15-17, capture 15-17, release 17-37.
    a2 may be in the reactor from 17: seed 13-17 (no wait), production 17-27, harvest 27-28, capture 28-30,
    release 30-50.
    """
    found = place_in_order(plant(batch("a1"), batch("a2"), reactors=1), np.arange(2))
    assert found.start_h.tolist() == [0, 4, 14, 15, 17, 13, 17, 27, 28, 30]
    assert found.makespan_h == 50.0


def test_a_changeover_passes_between_products_by_hand() -> None:
    """As above with b second: the reactor changes over for 3 h more, so everything of b is 3 h later."""
    found = place_in_order(plant(batch("a1"), batch("b1"), reactors=1), np.arange(2))
    assert found.start_h.tolist() == [0, 4, 14, 15, 17, 16, 20, 30, 31, 33]


def test_a_late_column_delays_the_harvest_and_the_reactor() -> None:
    """Harvest may not wait for a column that opens at 30, production 2 h for harvest: both start later."""
    job = Job(
        name="a",
        steps=(
            Step(name="p", duration_h=10, pool="R", wait_limit_h=2),
            Step(name="h", duration_h=1, wait_limit_h=0),
            Step(name="c", duration_h=2, pool="C"),
        ),
    )
    late = Pool("C", (Part("C1", opens_h=30.0),))
    found = place_in_order(build([job], [pool("R"), late]), np.arange(1))
    assert found.start_h.tolist() == [17.0, 29.0, 30.0]


def test_a_shutdown_is_jumped_over() -> None:
    """The reactor is closed from 10 to 20: a run of 10 h with 2 h cleaning starts at 20."""
    job = Job(name="a", steps=(Step(name="p", duration_h=10, pool="R", clean_h=2),))
    closed = Pool("R", (Part("R1", closures=((10.0, 20.0),)),))
    found = place_in_order(build([job], [closed]), np.arange(1))
    assert found.start_h.tolist() == [20.0]


def test_a_job_that_comes_back_to_a_pool_waits_for_itself() -> None:
    """Two steps on one column of which each is cleaned for 1 h: 0-2, clean, 3-5."""
    steps = tuple(Step(name=name, duration_h=2, pool="C", clean_h=1) for name in ("bind", "polish"))
    found = place_in_order(build([Job(name="a", steps=steps)], [pool("C")]), np.arange(1))
    assert found.start_h.tolist() == [0.0, 3.0]


@pytest.mark.parametrize("seed", range(6))
def test_search_finds_the_best_of_all_orders(seed: int) -> None:
    """On five batches the search reaches the best makespan, and the best tardiness, of all 120 orders."""
    problem = random_plant(seed, jobs=5, closures=seed % 2 == 1)
    every = [place_in_order(problem, np.array(order)) for order in permutations(range(5))]
    last = problem.route[1:] - 1
    late = [float(np.maximum(0.0, found.end_h[last] - problem.due_h).sum()) for found in every]
    for tardiness_first, best in ((False, min(found.makespan_h for found in every)), (True, min(late))):
        order, reached = improve(problem, np.arange(5), tardiness_first=tardiness_first, trials=400, seed=1)
        found = place_in_order(problem, order)
        late_then = float(np.maximum(0.0, found.end_h[last] - problem.due_h).sum())
        assert reached == pytest.approx((found.makespan_h, late_then), abs=1e-9)
        assert reached[1 if tardiness_first else 0] == pytest.approx(best, abs=1e-9)
    assert all(verify(problem, found) == [] for found in every)
    assert makespan_bound(problem) <= min(found.makespan_h for found in every)


def exhaustive(jobs: int, durations: tuple[int, ...], units: int, clean: int) -> int:
    """Best makespan of one operation a job on identical units, over all orders (list scheduling is exact)."""
    best = 10**9
    for order in permutations(range(jobs)):
        free = [0] * units
        end = 0
        for j in order:
            at = free.index(min(free))
            end = max(end, free[at] + durations[j])
            free[at] += durations[j] + clean
        best = min(best, end)
    return best


@pytest.mark.parametrize(
    ("durations", "units"), [((3, 4, 5, 6, 7), 2), ((2, 2, 2, 9, 4), 2), ((5, 5, 5, 5), 3)]
)
def test_bound_is_below_the_optimum_and_search_reaches_it(durations: tuple[int, ...], units: int) -> None:
    """One operation on identical units: the bound is below the true optimum, which the search reaches."""
    jobs = [
        Job(name=f"a{place}", steps=(Step(name="p", duration_h=time, pool="R", clean_h=1),))
        for place, time in enumerate(durations)
    ]
    problem = build(jobs, [pool("R", units)])
    best = exhaustive(len(durations), durations, units, clean=1)
    order, _ = improve(problem, np.arange(len(durations)), tardiness_first=False, trials=300, seed=1)
    assert makespan_bound(problem) <= best
    assert place_in_order(problem, order).makespan_h == best


def test_more_units_never_raise_the_bound() -> None:
    """A third and a fourth reactor only lower the bound on the makespan."""
    bounds = [makespan_bound(random_plant(3, jobs=8, reactors=count)) for count in (1, 2, 3, 4)]
    assert bounds == sorted(bounds, reverse=True)


def test_the_same_seed_gives_the_same_order() -> None:
    """The search is a function of its seed."""
    problem = random_plant(5, jobs=9)
    orders = [improve(problem, np.arange(9), tardiness_first=True, trials=200, seed=7)[0] for _ in range(2)]
    assert orders[0].tolist() == orders[1].tolist()


def test_a_job_that_fits_nowhere_is_named() -> None:
    """A reactor that closes after 5 h can't take a run of 10 h."""
    job = Job(name="a", steps=(Step(name="p", duration_h=10, pool="R"),))
    problem = build([job], [Pool("R", (Part("R1", closes_h=5.0),))])
    with pytest.raises(InputError) as caught:
        place_in_order(problem, np.arange(1))
    assert [(each.code, each.value) for each in caught.value.findings] == [("SCH-001", "a")]
    assert makespan_bound(problem) == np.inf


def test_the_list_scheduler_refuses_what_it_does_not_support() -> None:
    """Shares of an area belong to the event engine."""
    job = Job(name="a", steps=(Step(name="p", duration_h=10, pool="R"),))
    floor = Pool("R", (Part("floor", capacity=100.0),), is_divisible=True)
    with pytest.raises(InputError) as caught:
        place_in_order(build([job], [floor]), np.arange(1))
    assert [each.code for each in caught.value.findings] == ["SCH-002"]


def test_campaigns_are_as_long_as_asked_for() -> None:
    """Alternating due dates of two products, at least three a campaign: aaa bbb."""
    jobs = [batch(f"{'ab'[place % 2]}{place}", due_h=100.0 + place) for place in range(6)]
    order = campaign_order(plant(*jobs), np.arange(6), CampaignRule(3, 1000.0))
    assert order is not None
    assert order.tolist() == [0, 2, 4, 1, 3, 5]


def test_a_heavy_job_goes_before_light_ones_of_its_family() -> None:
    """All late: the job of weight 5 is placed first, whatever its place in the order of due dates."""
    jobs = [batch(f"a{place}", due_h=1.0 + place, weight=5.0 if place == 3 else 1.0) for place in range(4)]
    order = campaign_order(plant(*jobs), np.arange(4), CampaignRule(2, 10.0))
    assert order is not None
    assert order.tolist() == [3, 0, 1, 2]


def test_campaigns_of_jobs_that_fit_nowhere_are_none() -> None:
    """A reactor that is never open leaves no order."""
    job = Job(name="a", steps=(Step(name="p", duration_h=10, pool="R"),))
    problem = build([job], [Pool("R", (Part("R1", closes_h=5.0),))])
    assert campaign_order(problem, np.arange(1), CampaignRule(1, 1.0)) is None


def test_jobs_without_common_equipment_are_searched_apart() -> None:
    """Two plants in one problem, and a job that needs no unit: three components."""
    alone = Job(name="z", steps=(Step(name="release", duration_h=1.0),))
    first, second = (Job(name=name, steps=(Step(name="p", duration_h=1.0, pool=name),)) for name in "RC")
    problem = build([first, second, alone, first], [pool("R"), pool("C")])
    assert [part.tolist() for part in components(problem)] == [[0, 3], [1], [2]]


def test_coming_back_to_equipment_that_a_skid_cleans_is_refused() -> None:
    """Two steps on one column which the one skid cleans in between have their code."""
    bind = Step(name="bind", duration_h=2, pool="C", clean_h=1, clean_pool="K")
    steps = (bind, replace(bind, name="polish"))
    with pytest.raises(InputError) as caught:
        place_in_order(build([Job(name="a", steps=steps)], [pool("C"), pool("K")]), np.arange(1))
    assert [(each.code, each.value) for each in caught.value.findings] == [("SCH-003", "a/polish")]


def test_one_skid_cleans_one_vessel_at_a_time() -> None:
    """Two vessels done at 10 h, one skid, 4 h each: a dirty hold of 3 h moves b by 1 h.

    The second vessel's cleaning would begin 4 h after its hold: its run moves from 0-10 to 1-11.
    """
    step = Step(name="p", duration_h=10, pool="R", clean_h=4, clean_pool="K", dirty_limit_h=3)
    jobs = [Job(name=name, steps=(step,)) for name in "ab"]
    problem = build(jobs, [pool("R", 2), pool("K")])
    found = place_in_order(problem, np.arange(2))
    assert found.start_h.tolist() == [0.0, 1.0]
    assert found.clean_h.tolist() == [10.0, 14.0]
    assert verify(problem, found) == []
