"""Conflicts of the general form: for each rule that can give, a case worked out by hand, and its words."""

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.network_cases import after, choice, op, units
from tests.unit.test_pyjobshop import data, machine, mode, task, two

from seedtrain.errors import InfeasibleError, StoppedError
from seedtrain.flow.jobs_alone import jobs_alone
from seedtrain.flow.network import Link, Lot, Need, Network, NetworkJob, Operation, Resource, Stock
from seedtrain.flow.pyjobshop import FOREVER
from seedtrain.messages import describe
from seedtrain.schedule.network.conflict import network_conflict
from seedtrain.schedule.network.solve import solve_network
from seedtrain.service.network_conflict import keep_network_dates, raise_infeasible


def job(name: str, **parts: Any) -> NetworkJob:
    """A job."""
    return NetworkJob(name=name, **parts)


def told(network: Network, now_h: float = -math.inf) -> dict[str, str]:
    """Findings of the conflict, by code and what they are about, in English; Chinese differs."""
    with pytest.raises(InfeasibleError) as raised:
        raise_infeasible("problem", network, date(2026, 1, 1), now_h)
    assert raised.value.exit_code == 3
    for each in raised.value.findings:
        assert describe(each, "zh").line != describe(each, "en").line
    return {f"{each.code} {each.value}": describe(each, "en").line for each in raised.value.findings}


def gives(network: Network, *, keeps_dates: bool = False) -> dict[tuple[str, str], float | None]:
    """What each rule of the conflict would have to give; it is minimal."""
    found = network_conflict(network, keeps_dates=keeps_dates)
    assert found is not None
    assert found.is_minimal
    return {(each.rule.kind, each.rule.name): each.by for each in found.rules}


def pair(**due: float) -> Network:
    """A and B take 3 h each on one unit; C has a unit of its own and nothing to do with them."""
    jobs = [job(name, **({} if name == "C" else {each: at - (name == "A") for each, at in due.items()}))
            for name in "ABC"]  # fmt: skip
    steps = [op(name.lower(), 3, "N" if name == "C" else "M", job=name) for name in "ABC"]
    return Network(operations=tuple(steps), jobs=tuple(jobs), resources=units("M", "N"))


def test_two_deadlines_on_one_unit() -> None:
    """A must end by 4, B by 5, 6 h of work: B 1 h later (A first), or A 2 h later (B first).

    Or one more unit. C is left out.
    """
    network = pair(deadline_h=5.0)
    assert gives(network) == {("deadline", "B"): 1.0, ("deadline", "A"): 2.0, ("units", "M"): 1.0}
    found = network_conflict(network)
    assert found is not None
    assert found.jobs == ("A", "B")
    assert [each.rule.name for each in found.rules] == ["B", "A", "M"]
    lines = told(network)
    assert set(lines) == {"SCH-051 3", "SCH-081 B", "SCH-081 A", "SCH-089 M"}
    assert "SCH-081 B, by 1.0 h" in lines["SCH-051 3"]
    assert "2026-01-01 05:00" in lines["SCH-081 B"]


def test_due_dates_are_rules_where_they_are_to_be_kept() -> None:
    """The same with due dates: no conflict unless they are rules; then the same gives."""
    network = pair(due_h=5.0)
    assert network_conflict(network) is None
    found = gives(network, keeps_dates=True)
    assert found == {("due", "B"): 1.0, ("due", "A"): 2.0, ("units", "M"): 1.0}


def test_a_wait_between_two_pins() -> None:
    """a stands at 1 to 3, b at 6; b at most 1 h after a: 2 h more wait, or either pin moved by 2 h."""
    first, then = (
        op(name, 2, unit, job="A", earliest_start_h=at, latest_start_h=at)
        for name, unit, at in (("a", "M", 1.0), ("b", "N", 6.0))
    )
    limit = Link("a", "b", "no_later_after_end", 1.0)
    network = Network(
        operations=(first, then), jobs=(job("A"),), resources=units("M", "N"), links=(*after("a", "b"), limit)
    )
    assert gives(network) == {("wait", "b"): 2.0, ("pin", "a"): 2.0, ("pin", "b"): 2.0}
    assert set(told(network)) == {"SCH-051 3", "SCH-060 a", "SCH-060 b", "SCH-061 a"}
    happened = told(network, now_h=4.0)
    assert "SCH-068 a" in happened


def test_a_limit_from_start_to_start_and_back() -> None:
    """b starts at most 2 h after the start of a, which takes 3: 1 h more, said either way round."""
    steps = (op("a", 3, "M", job="A"), op("b", 1, "N", job="A"))
    for limit in (
        Link("a", "b", "no_later_after_start", 2.0),
        Link("b", "a", "no_earlier_after_start", -2.0),
    ):
        network = Network(
            operations=steps, jobs=(job("A"),), resources=units("M", "N"), links=(*after("a", "b"), limit)
        )
        assert gives(network) == {("wait", "b"): 1.0}
        assert "2.0 h after a" in told(network)["SCH-083 b"]


def test_a_pool_that_is_too_small() -> None:
    """Three steps of 2 h that take 2 of 3 and must end by 3: two at once need 1 more, or one 1 h more."""
    steps = [op(name, 2, Need("P", 2.0), job=name.upper(), latest_end_h=3.0) for name in "ab"]
    pool = Resource(name="P", kind="pool", capacity=3.0)
    network = Network(operations=tuple(steps), jobs=(job("A"), job("B")), resources=(pool,))
    assert gives(network) == {("deadline", "a"): 1.0, ("deadline", "b"): 1.0, ("units", "P"): 1.0}
    assert "+1" in told(network)["SCH-085 P"]


def test_units_that_stand_for_one_another_are_one_rule() -> None:
    """Three steps of 2 h on either of two units by 3: any of the dates 1 h later, or a third unit."""
    steps = [choice(name, 2, "M1", "M2", job=name, latest_end_h=3.0) for name in "abc"]
    network = Network(operations=tuple(steps), jobs=tuple(map(job, "abc")), resources=units("M1", "M2"))
    assert gives(network) == {
        **{("deadline", name): 1.0 for name in "abc"},
        ("units", "M1"): 1.0,
    }
    assert "SCH-089 M1, M2" in told(network)


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        (Resource(name="M", closures=((0.0, 8.0),)), "SCH-084 M"),
        (Resource(name="M", levels=((0.0, 0.0), (8.0, 1.0))), "SCH-064 M"),
        (Resource(name="M", kind="pool", levels=((0.0, 0.0), (8.0, 1.0))), "SCH-084 M"),
    ],
)
def test_a_resource_that_opens_too_late(resource: Resource, code: str) -> None:
    """Closed to 8, 3 h of work due by 9: open 2 h earlier, or due 2 h later."""
    network = Network(
        operations=(op("a", 3, "M", job="A"),), jobs=(job("A", deadline_h=9.0),), resources=(resource,)
    )
    assert gives(network) == {("closed", "M"): 2.0, ("deadline", "A"): 2.0}
    assert code in told(network)


def test_a_stock_and_earliest_and_latest_starts() -> None:
    """5 of a stock with 3 at hand and more at 20, start by 9: 2 more, or 11 h later. And a start from 6 on
    that must be by 4."""
    stock = Stock(name="s", lots=(Lot(3.0), Lot(9.0, 20.0)))
    step = op("a", 3, "M", job="A", takes=(("s", 5.0),), latest_start_h=9.0)
    network = Network(operations=(step,), jobs=(job("A"),), resources=units("M"), stocks=(stock,))
    assert gives(network) == {("latest_start", "a"): 11.0, ("stock", "s"): 2.0}
    assert set(told(network)) == {"SCH-051 2", "SCH-082 a", "SCH-087 s"}
    step = Operation(name="a", job="A", earliest_start_h=6.0, latest_start_h=4.0)
    late = Network(operations=(step,), jobs=(job("A"),))
    assert gives(late) == {("release", "a"): 2.0, ("latest_start", "a"): 2.0}
    assert set(told(late)) == {"SCH-051 2", "SCH-062 a", "SCH-082 a"}
    assert "SCH-067 a" in told(late, now_h=6.0)


def test_a_unit_that_may_not_idle() -> None:
    """Steps fixed at 0 and 10 on a unit that may stand 4 h only: 8 h idle are 4 too many.

    The limit, or a step moved, or one more unit, on which each step is the only one.
    """
    steps = [
        op(name, 2, "M", job="A", earliest_start_h=at, latest_start_h=at)
        for name, at in zip("ab", (0.0, 10.0), strict=True)
    ]
    unit = Resource(name="M", idle_setups=((4.0, math.inf),))
    network = Network(operations=tuple(steps), jobs=(job("A"),), resources=(unit,))
    assert gives(network) == {
        ("hold", "M"): 4.0,
        ("pin", "a"): 4.0,
        ("pin", "b"): 4.0,
        ("units", "M"): 1.0,
    }
    assert "SCH-086 M" in told(network)


def test_jobs_alone_have_no_rule_that_others_ease() -> None:
    """c keeps the unit busy between a and b, and makes what b takes: without c the limit on idling and the
    stock are gone, so that what is proven of a and b alone holds with c."""
    unit = Resource(name="M", idle_setups=((1.0, math.inf),))
    steps = (op("a", 2, "M"), op("c", 6, "M", gives=(("s", 1.0),)), op("b", 2, "M", takes=(("s", 1.0),)))
    network = Network(
        operations=steps, resources=(unit,), stocks=(Stock(name="s"),), links=after("a", "c", "b")
    )
    part = jobs_alone(network, {"a", "b"})
    assert (part.resources[0].idle_setups, part.stocks, part.links) == ((), (), ())
    assert [each.name for each in part.operations] == ["a", "b"]
    assert jobs_alone(network, {"a", "b", "c"}) is network


def test_without_work_nothing_is_claimed() -> None:
    """No work: no conflict. Where dates are late and none is proven, what the timetable needs is told, with
    exit code 4. Where what there is to give does not matter, SCH-015 stays."""
    network = pair(due_h=5.0)
    assert network_conflict(network, keeps_dates=True, work=0.0) is None
    solved = solve_network(network)
    assert solved.placement is not None
    with pytest.raises(InfeasibleError) as raised:
        keep_network_dates(network, solved.placement, None)
    assert raised.value.findings[0].code == "SCH-051"
    slack = pair(due_h=7.0)
    late = solved.placement
    late.start_h[:] += 100.0
    late.end_h[:] += 100.0
    with pytest.raises(StoppedError) as stopped:
        keep_network_dates(slack, late, None)
    assert [each.code for each in stopped.value.findings] == ["SCH-080"]
    assert stopped.value.exit_code == 4
    cycle = Network(operations=(op("a", 1), op("b", 1)), links=(*after("a", "b"), *after("b", "a")))
    assert set(told(cycle)) == {"SCH-015 problem"}


def test_a_lead_that_is_not_shown_to_be_the_fewest_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the work ended before the last question, the conflict stands but claims no more than it is."""
    import seedtrain.service.network_conflict as service
    from seedtrain.schedule.network.conflict import NetworkConflict

    network = pair(deadline_h=5.0)
    found = network_conflict(network)
    assert found is not None
    lines = service.conflict_findings(network, NetworkConflict(found.jobs, found.rules, False), None)
    assert lines[0].code == "SCH-088"
    assert describe(lines[0], "zh").line != describe(lines[0], "en").line


def test_what_is_enough_for_two_conflicts_apart() -> None:
    """a takes 3 h and must end by 2, b takes 5 and must end by 1, each on its unit: one conflict is told, and
    that 1 h and 4 h are enough together; with due dates the timetable's own lateness."""
    steps = (op("a", 3, "M", job="A"), op("b", 5, "N", job="B"))
    jobs = (job("A", deadline_h=2.0), job("B", deadline_h=1.0))
    network = Network(operations=steps, jobs=jobs, resources=units("M", "N"))
    lines = told(network)
    assert set(lines) == {"SCH-051 1", "SCH-081 B", "SCH-099 2"}
    assert "B 4.0 h, A 1.0 h" in lines["SCH-099 2"]
    jobs = (job("A", due_h=2.0), job("B", due_h=1.0))
    dated = Network(operations=steps, jobs=jobs, resources=units("M", "N"), objective={"tardiness": 1.0})
    solved = solve_network(dated)
    assert solved.placement is not None
    with pytest.raises(InfeasibleError) as raised:
        keep_network_dates(dated, solved.placement, None)
    assert "B 4.0 h, A 1.0 h" in describe(raised.value.findings[-1], "en").line


def test_pins_that_conflict_in_a_replan(call: Call, tmp_path: Path) -> None:
    """The second task follows the first of 4 h, which is pinned to 1; it is pinned to 4: either 1 h away."""
    file, pins, out = tmp_path / "problem.json", tmp_path / "pins.csv", tmp_path / "out"
    file.write_text(
        json.dumps(two(end_before_start=[{"task1": 0, "task2": 1, "delay": 0}])), encoding="utf-8"
    )
    assert call("schedule", file, "--out", out).code == 0
    pins.write_text("batch,operation,unit,start\n0:J,0,0,1\n0:J,1,1,4\n", encoding="utf-8")
    said = call("schedule", file, "--timetable", out / "timetable.csv", "--pin", pins)
    assert (said.code, said.err.count("SCH-060")) == (3, 3)
    assert "move it by 1.0 h" in said.err


def test_the_command_on_a_peers_problem(call: Call, tmp_path: Path) -> None:
    """Two jobs of 3 h on one machine, due by 4 and 5: a conflict with --keep-dates (3) and with deadlines;
    due dates that can be kept are kept, which the makespan alone would not ask for."""
    file = tmp_path / "problem.json"

    def write(key: str, *times: int) -> None:
        plain = {"weight": 1, "release_date": 0, "deadline": FOREVER, "due_date": None}
        jobs = [{**plain, key: time, "tasks": [at], "name": "AB"[at]} for at, time in enumerate(times)]
        content = data([task(0), task(1)], [mode(0, 3, 0), mode(1, 3, 0)], [machine()], jobs=jobs)
        file.write_text(json.dumps(content), encoding="utf-8")

    write("due_date", 4, 5)
    said = call("schedule", file, "--keep-dates")
    assert (said.code, said.err.count("SCH-063")) == (3, 3)
    assert "1.0 h later" in said.err
    assert "交期" in call("schedule", file, "--keep-dates", "--lang", "zh").err
    write("deadline", 4, 5)
    said = call("schedule", file)
    assert (said.code, said.err.count("SCH-081")) == (3, 3)
    write("due_date", 6, 3)
    found = json.loads(call("schedule", file, "--keep-dates", "--json").out)
    assert (found["objective_name"], found["objective"]) == ("tardiness", 0.0)
    assert found["measures"]["makespan"] == 6.0


def test_the_command_on_a_scenario_with_shared_resources(call: Call, tmp_path: Path) -> None:
    """The starter keeps its dates; with the first due date in the middle of its batches it says which rules
    conflict and what to give."""
    file = tmp_path / "plant.yaml"
    assert call("new", file, "--shared").code == 0
    text = file.read_text("utf-8")
    file.write_text(text.replace("due: 2026-09-30", "due: 2026-05-01"), encoding="utf-8")
    said = call("schedule", file, "--keep-dates", "--time-limit", "2")
    assert said.code == 3
    assert "SCH-051" in said.err
    assert "due by 2026-05-02 00:00" in said.err
