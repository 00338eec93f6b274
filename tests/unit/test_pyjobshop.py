"""PyJobShop's ProblemData: every kind of rule read as it is meant, and what can't be expressed refused."""

from typing import Any

import pytest
from tests.network_cases import best

from seedtrain.errors import InputError
from seedtrain.flow.pyjobshop import FOREVER, is_problem_data, read_problem_data


def task(job: int | None = 0, **parts: Any) -> dict[str, Any]:
    """A task as ``to_json`` writes it."""
    return {
        "job": job,
        "earliest_start": 0,
        "latest_start": FOREVER,
        "earliest_end": 0,
        "latest_end": FOREVER,
        "allow_idle": False,
        "allow_breaks": False,
        "optional": False,
        "name": "",
        **parts,
    }


def machine(**parts: Any) -> dict[str, Any]:
    """A machine."""
    return {"breaks": [], "no_idle": False, "name": "", "type": "machine", **parts}


def mode(task_index: int, duration: int, *resources: int, demands: list[int] | None = None) -> dict[str, Any]:
    """A mode."""
    return {
        "task": task_index,
        "resources": list(resources),
        "duration": duration,
        "demands": demands or [0] * len(resources),
        "name": "",
    }


def data(tasks: list[Any], modes: list[Any], resources: list[Any], **parts: Any) -> dict[str, Any]:
    """A problem of one job."""
    job: dict[str, Any] = {
        "weight": 1,
        "release_date": 0,
        "deadline": FOREVER,
        "due_date": None,
        "tasks": [],
        "name": "J",
    }
    objective = parts.pop("objective", {"weight_makespan": 1})
    jobs = parts.pop("jobs", [job])
    return {
        "jobs": jobs,
        "resources": resources,
        "tasks": tasks,
        "modes": modes,
        "constraints": parts,
        "objective": objective,
    }


def optimum(content: dict[str, Any]) -> float | None:
    """The proven optimum."""
    assert is_problem_data(content)
    return best(read_problem_data(content)).objective


def two(**constraints: Any) -> dict[str, Any]:
    """Tasks of 4 and 2 h on machines of their own."""
    return data([task(), task()], [mode(0, 4, 0), mode(1, 2, 1)], [machine(), machine()], **constraints)


@pytest.mark.parametrize(
    ("kind", "delay", "expected"),
    [
        ("start_before_start", 3, 5),  # second 3-5
        ("start_before_end", 7, 7),  # second ends at 7 at least
        ("end_before_start", 1, 7),  # second 5-7
        ("end_before_end", 5, 9),  # second ends at 9 at least
        ("start_at_start", 6, 8),  # second 6-8
        ("start_at_end", 3, 4),  # second 1-3
        ("end_at_start", 2, 8),  # second 6-8
        ("end_at_end", 1, 5),  # second 3-5
    ],
)
def test_lags_of_every_kind(kind: str, delay: int, expected: float) -> None:
    """Tasks of 4 and 2 h; the least makespan under one lag, by hand beside each."""
    assert optimum(two(**{kind: [{"task1": 0, "task2": 1, "delay": delay}]})) == expected


def test_negative_lags() -> None:
    """The second may start 1 h before the first ends: 3-5."""
    assert optimum(two(end_before_start=[{"task1": 0, "task2": 1, "delay": -1}])) == 5


def test_renewables_consumables_and_modes() -> None:
    """Three tasks of 2 h by one of two workers each, 4 h in all; the fast mode of 1 h takes 3 of 4 kg."""
    resources = [
        {"capacity": 2, "breaks": [], "name": "workers", "type": "renewable"},
        {"capacity": 4, "breaks": [], "name": "steam", "type": "consumable"},
    ]
    tasks = [task() for _ in range(3)]
    slow = [mode(at, 2, 0, demands=[1]) for at in range(3)]
    assert optimum(data(tasks, slow, resources)) == 4
    fast = [mode(at, 1, 0, 1, demands=[1, 3]) for at in range(3)]
    # One fast task only: 1 + 2 on one worker, 2 on the other: 3 h.
    assert optimum(data(tasks, slow + fast, resources)) == 3


def test_breaks_with_and_without_pauses() -> None:
    """A break from 2 to 5: 4 h in one piece take 5-9, with a pause 0-7; a consumable's break counts too."""
    one = machine(breaks=[[2, 5]])
    assert optimum(data([task()], [mode(0, 4, 0)], [one])) == 9
    assert optimum(data([task(allow_breaks=True)], [mode(0, 4, 0)], [one])) == 7
    used = {"capacity": 9, "breaks": [[0, 3]], "name": "", "type": "consumable"}
    assert optimum(data([task()], [mode(0, 4, 0, demands=[2])], [used])) == 7


def test_setup_times_no_idle_and_consecutive() -> None:
    """On one machine 4 h, 2 h, 1 h; 5 h of setup from the first to the second alone: second first: 7."""
    tasks, modes = [task() for _ in range(3)], [mode(0, 4, 0), mode(1, 2, 0), mode(2, 1, 0)]
    setups = [{"machine": 0, "task1": 0, "task2": 1, "duration": 5}]
    assert optimum(data(tasks, modes, [machine()], setup_times=setups)) == 7
    row = [{"task1": 0, "task2": 1}]
    assert optimum(data(tasks, modes, [machine()], setup_times=setups, consecutive=row)) == 12
    # Without idle time the task that is ready at 10 draws the others to it: 10 + 1 = 11.
    late = [task(), task(), task(earliest_start=10)]
    found = best(read_problem_data(data(late, modes, [machine(no_idle=True)])))
    assert found.placement is not None
    assert (found.objective, found.placement.start_h.min()) == (11.0, 4.0)


def test_identical_and_different_resources_and_mode_dependencies() -> None:
    """Two tasks of 3 h with two machines: 3 h, 6 h on the same one; 3 h apart; 6 h where modes ask for it."""
    tasks = [task(), task()]
    modes = [mode(0, 3, 0), mode(0, 3, 1), mode(1, 3, 0), mode(1, 3, 1)]
    machines, pair = [machine(), machine()], [{"task1": 0, "task2": 1}]
    assert optimum(data(tasks, modes, machines)) == 3
    assert optimum(data(tasks, modes, machines, identical_resources=pair)) == 6
    assert optimum(data(tasks, modes, machines, different_resources=pair)) == 3
    rules = [{"mode1": 0, "modes2": [2]}, {"mode1": 1, "modes2": [3]}]
    assert optimum(data(tasks, modes, machines, mode_dependencies=rules)) == 6


def test_the_same_sequence_on_two_machines() -> None:
    """Two jobs over two machines: as a flow shop with times (1, 4), (3, 1) 1-2 gives 6, in one order or
    not."""
    tasks = [task() for _ in range(4)]
    modes = [mode(0, 1, 0), mode(1, 4, 1), mode(2, 3, 0), mode(3, 1, 1)]
    before = [{"task1": 0, "task2": 1}, {"task1": 2, "task2": 3}]
    same = [{"machine1": 0, "machine2": 1, "tasks1": [0, 2], "tasks2": [3, 1]}]
    assert optimum(data(tasks, modes, [machine(), machine()], end_before_start=before)) == 6
    # First on machine one must be last on machine two: 0-1, 1-4; 4-5, 5-9 or 0-3, 3-4; 4-8, 8-9.
    both = optimum(data(tasks, modes, [machine(), machine()], end_before_start=before, same_sequence=same))
    assert both == 9


def test_optional_tasks_and_choices() -> None:
    """Of two optional tasks of 4 and 2 h at least one, exactly one, or both or none with a task of 1 h."""
    tasks = [task(optional=True), task(optional=True), task()]
    modes = [mode(0, 4, 0), mode(1, 2, 0), mode(2, 1, 0)]
    group = {"tasks": [0, 1], "condition_task": 2}
    for key, expected in (("select_at_least_one", 3), ("select_exactly_one", 3), ("select_all_or_none", 1)):
        assert optimum(data(tasks, modes, [machine()], **{key: [group]})) == expected


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("weight_makespan", 6),
        ("weight_tardy_jobs", 2),  # the job of weight 3 first: the other, weight 2, is late
        ("weight_total_tardiness", 2 * 1),  # ends at 2 and 6, due at 5: weight 2, 1 h
        ("weight_max_tardiness", 2),
        ("weight_total_flow_time", 3 * 2 + 2 * 6),
        ("weight_total_earliness", 0),
        ("weight_total_setup_time", 0),
    ],
)
def test_every_objective(measure: str, expected: float) -> None:
    """2 h at weight 3 due at 2 and 4 h at weight 2 due at 5, on one machine."""
    jobs = [
        {"weight": 3, "release_date": 0, "deadline": FOREVER, "due_date": 2, "tasks": [0], "name": ""},
        {"weight": 2, "release_date": 0, "deadline": FOREVER, "due_date": 5, "tasks": [1], "name": ""},
    ]
    content = data(
        [task(0), task(1)], [mode(0, 2, 0), mode(1, 4, 0)], [machine()], jobs=jobs, objective={measure: 1}
    )
    assert optimum(content) == expected


def test_a_task_that_may_stay_on_its_machine() -> None:
    """Blocking: the first of 4 h keeps its machine until the second starts at 6."""
    content = data(
        [task(allow_idle=True), task(earliest_start=6), task()],
        [mode(0, 4, 0), mode(1, 2, 1), mode(2, 3, 0)],
        [machine(), machine()],
        end_at_start=[{"task1": 0, "task2": 1, "delay": 0}],
        end_before_start=[{"task1": 0, "task2": 2, "delay": 0}],
    )
    assert optimum(content) == 9


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"resources": [{"type": "battery", "name": ""}]}, "resources[0]"),
        ({"colour": 1}, ""),
        ({"constraints": {"no_overlap_groups": [1]}}, "constraints"),
        ({"objective": {"weight_energy": 2}}, "objective"),
    ],
)
def test_what_cannot_be_expressed_is_refused(change: dict[str, Any], path: str) -> None:
    """Resources, keys, rules and objectives that we do not know: all named, none dropped in silence."""
    content = data([task()], [mode(0, 1, 0)], [machine()]) | change
    with pytest.raises(InputError) as caught:
        read_problem_data(content)
    assert [(each.code, each.path) for each in caught.value.findings] == [("SCH-011", path)]


def test_a_mode_that_asks_for_modes_of_two_tasks_is_refused() -> None:
    """One rule says which modes of one other task there are."""
    content = data(
        [task() for _ in range(3)],
        [mode(at, 1, 0) for at in range(3)],
        [machine()],
        mode_dependencies=[{"mode1": 0, "modes2": [1, 2]}],
    )
    with pytest.raises(InputError) as caught:
        read_problem_data(content)
    assert [each.code for each in caught.value.findings] == ["SCH-011"]


@pytest.mark.parametrize(
    "change",
    [
        {"modes": []},
        {"modes": [{"task": 7}]},
        {"modes": [mode(-1, 1, 0)]},
        {"modes": [mode(0, 1, -1)]},
        {"jobs": 3},
        {"jobs": [{"weight": -1}]},
        {"resources": [{}]},
        {"resources": [machine(breaks=[[4, 2]])]},
    ],
)
def test_what_is_in_another_shape_is_refused(change: dict[str, Any]) -> None:
    """No modes, indices out of range, numbers for lists, no type, a weight below zero, a break that ends
    early."""
    with pytest.raises(InputError) as caught:
        read_problem_data(data([task()], [mode(0, 1, 0)], [machine()]) | change)
    assert [each.code for each in caught.value.findings] == ["SCH-012"]


def test_a_time_on_no_grid_is_refused() -> None:
    """A third of an hour is 20 minutes; pi hours lie on no grid."""
    fine = data([task()], [mode(0, 1, 0)], [machine()])
    fine["modes"][0]["duration"] = 0.25
    assert optimum(fine) == 0.25
    fine["modes"][0]["duration"] = 3.14159265358979
    with pytest.raises(InputError) as caught:
        optimum(fine)
    assert [each.code for each in caught.value.findings] == ["SCH-010"]
