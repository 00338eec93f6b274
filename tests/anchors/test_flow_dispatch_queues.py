"""The event engine against queueing theory, and small cases by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.flow_cases import batch, plant, pool

from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.dispatch import dispatch


def mean_wait(arrivals: np.ndarray, durations: np.ndarray, servers: int) -> tuple[float, float]:
    """Mean wait of the later half of the jobs and its standard error over replications."""
    n, jobs = durations.shape
    step = (Step(name="s", duration_h=1.0, pool="p"),)
    problem = build([Job(name=str(j), steps=step) for j in range(jobs)], [pool("p", servers)])
    trace = dispatch(problem, durations, releases_h=arrivals)
    waits = (trace.start_h - arrivals)[:, jobs // 2 :].mean(axis=1)
    return float(waits.mean()), float(waits.std(ddof=1) / math.sqrt(n))


def erlang_c(servers: int, load: float) -> float:
    """Odds that an arrival waits in M/M/c with offered load ``load`` (Erlang's C formula)."""
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)


def test_waiting_time_of_m_d_1() -> None:
    """Pollaczek-Khinchine, service 1 h, 0.7 arrivals an hour: 0.7 / (2 x 0.3) h, within 4 s.e."""
    rng = np.random.default_rng(1)
    arrivals = np.cumsum(rng.exponential(1.0 / 0.7, (200, 2000)), axis=1)
    mean, error = mean_wait(arrivals, np.ones((200, 2000)), 1)
    assert abs(mean - 0.7 / (2.0 * 0.3)) < 4.0 * error


def test_waiting_time_of_m_m_3() -> None:
    """Erlang C for 3 servers, 2 arrivals an hour, mean service 1 h: C / (3 - 2) h, within 4 s.e."""
    rng = np.random.default_rng(2)
    arrivals = np.cumsum(rng.exponential(0.5, (200, 2000)), axis=1)
    mean, error = mean_wait(arrivals, rng.exponential(1.0, (200, 2000)), 3)
    assert abs(mean - erlang_c(3, 2.0) / (3.0 - 2.0)) < 4.0 * error


def test_little_s_law_holds_in_each_replication() -> None:
    """The area under the number in the system is the sum of the times in it, by two ways of counting."""
    rng = np.random.default_rng(3)
    arrivals = np.cumsum(rng.exponential(1.0, (1, 300)), axis=1)
    step = (Step(name="s", duration_h=1.0, pool="p"),)
    problem = build([Job(name=str(j), steps=step) for j in range(300)], [pool("p")])
    trace = dispatch(problem, np.full((1, 300), 0.8), releases_h=arrivals)
    times = np.sort(np.concatenate([arrivals[0], trace.end_h[0]]))
    inside = [(arrivals[0] <= t).sum() - (trace.end_h[0] <= t).sum() for t in times]
    area = float(np.dot(inside[:-1], np.diff(times)))
    assert area == pytest.approx(float((trace.end_h - arrivals).sum()), rel=1e-9)


def test_by_due_date_the_urgent_one_goes_first() -> None:
    """Jobs of 2 h at 0, 0.5 and 1 h, due 1, 9, 5: first come 0-2-4; by due date the last goes second."""
    step = (Step(name="s", duration_h=2.0, pool="p"),)
    jobs = [
        Job(name=str(due), steps=step, due_h=due, release_h=release)
        for due, release in ((1, 0), (9, 0.5), (5, 1))
    ]
    problem = build(jobs, [pool("p")])
    times = problem.duration_h[None, :]
    assert dispatch(problem, times).start_h[0].tolist() == [0.0, 2.0, 4.0]
    assert dispatch(problem, times, rule="due_date").start_h[0].tolist() == [0.0, 4.0, 2.0]


def test_equal_arrivals_go_by_due_time_then_place() -> None:
    """Ties: due time, then the job's place."""
    step = (Step(name="s", duration_h=1.0, pool="p"),)
    problem = build([Job(name=str(j), steps=step, due_h=due) for j, due in enumerate((9, 5, 5))], [pool("p")])
    assert dispatch(problem, problem.duration_h[None, :]).start_h[0].tolist() == [2.0, 0.0, 1.0]


def test_a_batch_holds_its_vessel_as_the_timetable_does() -> None:
    """Blocking by hand, one reactor, two batches: a2 waits in the seed vessel until the reactor is clean.

    a1: seed 0-4, production 4-14, harvest 14-15, reactor clean at 17. a2: seed vessel clean at 5, seed 5-9,
    waits, production 17-27, harvest 27-28, capture 28-30, release 30-50.
    """
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    free = replace(problem, wait_limit_h=np.full(10, np.inf))
    trace = dispatch(free, problem.duration_h[None, :])
    assert trace.start_h[0].tolist() == [0, 4, 14, 15, 17, 5, 17, 27, 28, 30]


@pytest.mark.parametrize(("attended", "starts"), [(True, [0.0, 14.0]), (False, [0.0, 10.0])])
def test_a_changeover_is_done_ahead_or_attended(attended: bool, starts: list[float]) -> None:
    """Unit free at 5, changeover 4 h, b arrives at 10: attended it starts at 14, ahead at 10."""
    step = (Step(name="s", duration_h=5.0, pool="p", changeover_h=4.0),)
    jobs = [Job(name="a", family="a", steps=step), Job(name="b", family="b", steps=step, release_h=10.0)]
    problem = build(jobs, [pool("p")], is_changeover_attended=attended)
    assert dispatch(problem, problem.duration_h[None, :]).start_h[0].tolist() == starts


def test_companies_share_a_floor_that_grows() -> None:
    """Floor of 100 m2, 50 more from hour 10; companies of 80, 60 and 20 m2 stay 15 h; no overtaking.

    80 at 0; 60 waits until 70 m2 are free at 10; 20 wait behind it until the 80 leave at 15.
    """

    def company(name: str, area: float) -> Job:
        return Job(name=name, steps=(Step(name="stay", duration_h=15.0, pool="floor", quantity=area),))

    floor = Pool("floor", (Part("a", capacity=100.0), Part("b", 10.0, capacity=50.0)), is_divisible=True)
    problem = build([company("x", 80.0), company("y", 60.0), company("z", 20.0)], [floor])
    trace = dispatch(problem, problem.duration_h[None, :])
    assert trace.start_h[0].tolist() == [0.0, 10.0, 15.0]


def test_a_floor_that_closes_takes_no_more_companies() -> None:
    """From hour 10 only 50 of 150 m2 are left: who is in stays, and the next waits until there is room."""
    steps = (Step(name="stay", duration_h=15.0, pool="floor", quantity=50.0),)
    parts = (Part("a", closes_h=10.0, capacity=100.0), Part("b", capacity=50.0))
    jobs = [
        Job(name=name, steps=steps, release_h=release) for name, release in (("x", 0), ("y", 5), ("z", 11))
    ]
    problem = build(jobs, [Pool("floor", parts, is_divisible=True)])
    assert dispatch(problem, problem.duration_h[None, :]).start_h[0].tolist() == [0.0, 5.0, 20.0]


def test_molecules_fail_gates_and_wait_for_laboratories_that_open() -> None:
    """Two molecules, one laboratory from hour 100: the first fails its gate, the second walks on."""
    steps = (
        Step(name="preclinical", duration_h=10.0, pool="laboratory", end_odds=0.5),
        Step(name="ind", duration_h=5.0),
    )
    problem = build(
        [Job(name="m1", steps=steps), Job(name="m2", steps=steps)],
        [Pool("laboratory", (Part("l", opens_h=100.0),))],
    )
    ends = np.array([[True, False, False, False]])
    trace = dispatch(problem, problem.duration_h[None, :], ends=ends)
    assert trace.start_h[0, [0, 2, 3]].tolist() == [100.0, 110.0, 120.0]
    assert np.isnan(trace.start_h[0, 1])


def test_what_never_opens_is_waited_for_for_ever() -> None:
    """A laboratory that never opens leaves an infinite start, and nothing after it."""
    steps = (Step(name="s", duration_h=1.0, pool="p"), Step(name="t", duration_h=1.0))
    problem = build([Job(name="m", steps=steps)], [Pool("p", (Part("u", 5.0, 5.0),))])
    trace = dispatch(problem, problem.duration_h[None, :])
    assert trace.start_h[0, 0] == np.inf
    assert np.isnan(trace.start_h[0, 1])


def test_a_job_that_never_comes_takes_nothing() -> None:
    """Release at infinity: not a number everywhere, and the others go on."""
    step = (Step(name="s", duration_h=1.0, pool="p"),)
    problem = build([Job(name=str(j), steps=step) for j in range(2)], [pool("p")])
    trace = dispatch(problem, problem.duration_h[None, :], releases_h=np.array([[np.inf, 3.0]]))
    assert np.isnan(trace.start_h[0, 0])
    assert trace.start_h[0, 1] == 3.0


def test_nothing_begins_that_would_run_into_a_closure() -> None:
    """Closed 6-10 h: a (4 h) at 0, b would end at 8 and waits to 10. Closed for good at 12: b ends at 14 all
    the same, and c waits for ever."""
    steps = (Step(name="s", duration_h=4.0, pool="p"),)
    part = Part("u", closes_h=12.0, closures=((6.0, 10.0),))
    problem = build([Job(name=name, steps=steps) for name in "abc"], [Pool("p", (part,))])
    assert dispatch(problem, problem.duration_h[None, :]).start_h[0].tolist() == [0.0, 10.0, np.inf]


def test_one_skid_cleans_what_was_dirty_first() -> None:
    """Two vessels dirty at 2 and 3 h, one skid, 4 h a cleaning: clean at 6 and 10 h, when c and d begin."""
    pools = [pool("v", 2), pool("skid")]
    jobs = [
        Job(name=name, steps=(Step(name="s", duration_h=hours, pool="v", clean_h=4.0, clean_pool="skid"),))
        for name, hours in (("a", 2.0), ("b", 3.0), ("c", 1.0), ("d", 1.0))
    ]
    problem = build(jobs, pools)
    assert dispatch(problem, problem.duration_h[None, :]).start_h[0].tolist() == [0.0, 0.0, 6.0, 10.0]


def test_a_campaign_goes_on_while_its_family_waits() -> None:
    """2 h each, changeover 3 h, a b a b wait: by campaign a 0, a 2, b 7, b 9; first come 0, 5, 10, 15."""
    step = (Step(name="s", duration_h=2.0, pool="p", changeover_h=3.0),)
    problem = build([Job(name=f"{f}{n}", family=f, steps=step) for n, f in enumerate("abab")], [pool("p")])
    times = problem.duration_h[None, :]
    assert dispatch(problem, times, rule="campaign").start_h[0].tolist() == [0.0, 7.0, 2.0, 9.0]
    assert dispatch(problem, times).start_h[0].tolist() == [0.0, 5.0, 10.0, 15.0]


def test_by_priority_the_weightiest_goes_first() -> None:
    """While a runs 0-2 h, b (weight 1), c (5) and d (5) come: c, then d, then b."""
    step = (Step(name="s", duration_h=2.0, pool="p"),)
    jobs = [
        Job(name=name, steps=step, weight=weight, release_h=release)
        for name, weight, release in (("a", 1.0, 0.0), ("b", 1.0, 0.5), ("c", 5.0, 1.0), ("d", 5.0, 1.5))
    ]
    problem = build(jobs, [pool("p")])
    found = dispatch(problem, problem.duration_h[None, :], rule="priority")
    assert found.start_h[0].tolist() == [0.0, 6.0, 2.0, 4.0]
