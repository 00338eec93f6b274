"""PyJobShop's ``ProblemData`` as JSON, read as it is: hours are its unit of time.

Source of the format: PyJobShop 0.0.9 (L. Lan and J. Berkhout, "PyJobShop: Solving scheduling problems with
constraint programming in Python", 2025), ``ProblemData.to_json``.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seedtrain.errors import Finding, InputError, InternalError, finding
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

FOREVER = 2**42
"""Its ``MAX_VALUE``: no limit."""
_JOB = {"weight", "release_date", "deadline", "due_date", "tasks", "name"}
_TASK = {
    "job",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "allow_idle",
    "allow_breaks",
    "optional",
    "name",
}
_MODE = {"task", "resources", "duration", "demands", "name"}
_TYPES = {
    "machine": {"breaks", "no_idle"},
    "renewable": {"capacity", "breaks"},
    "consumable": {"capacity", "breaks"},
}
_LINKS: Mapping[str, tuple[tuple[LinkKind, bool], ...]] = {
    "start_before_start": (("after_start", False),),
    "start_before_end": (("after_start", True),),
    "end_before_start": (("after_end", False),),
    "end_before_end": (("after_end", True),),
    "start_at_start": (("at_start", False),),
    "start_at_end": (("at_start", True),),
    "end_at_start": (("after_end", False), ("no_later_after_end", False)),
    "end_at_end": (("after_end", True), ("no_later_after_end", True)),
}
_OTHERS = {
    "identical_resources",
    "different_resources",
    "consecutive",
    "same_sequence",
    "setup_times",
    "mode_dependencies",
    "select_all_or_none",
    "select_at_least_one",
    "select_exactly_one",
}
_OBJECTIVE = {
    "weight_makespan": "makespan",
    "weight_tardy_jobs": "tardy_jobs",
    "weight_total_flow_time": "flow_time",
    "weight_total_tardiness": "tardiness",
    "weight_total_earliness": "earliness",
    "weight_max_tardiness": "max_tardiness",
    "weight_total_setup_time": "changeover_h",
}
KEYS = frozenset({"jobs", "resources", "tasks", "modes"})


def is_problem_data(content: Mapping[str, Any]) -> bool:
    """Whether ``content`` has the four lists of a ``ProblemData`` and no kind of ours."""
    return "kind" not in content and set(content) >= KEYS


def read_problem_data(content: Mapping[str, Any], file: str = "") -> Network:
    """Return the problem as a network.

    Raises :class:`InputError` with all findings: SCH-011 for what the general form can't express, SCH-012 for
    what is not in the shape of a ``ProblemData``.
    """
    reader = _Reader(content, file)
    try:
        unknown = list(reader.unknown())
        if unknown:
            raise InputError(unknown, "not expressible")
        return reader.network()
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, InternalError) as error:
        fault = f"{type(error).__name__}: {error}"
        raise InputError([finding("SCH-012", file=file, value=fault)], "not a ProblemData") from error


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file."""

    content: Mapping[str, Any]
    file: str

    def unknown(self) -> Iterator[Finding]:
        """Yield a finding for each key that means something we don't know, and for what is not expressed."""
        constraints = self.content.get("constraints", {})
        places = [("", set(self.content) - KEYS - {"constraints", "objective"})]
        places += [(f"jobs[{at}]", set(job) - _JOB) for at, job in enumerate(self.content["jobs"])]
        places += [(f"tasks[{at}]", set(task) - _TASK) for at, task in enumerate(self.content["tasks"])]
        places += [(f"modes[{at}]", set(mode) - _MODE) for at, mode in enumerate(self.content["modes"])]
        places.append(
            ("constraints", {key for key in set(constraints) - set(_LINKS) - _OTHERS if constraints[key]})
        )
        objective = self.content.get("objective", {})
        places.append(("objective", {key for key in set(objective) - set(_OBJECTIVE) if objective[key]}))
        for at, resource in enumerate(self.content["resources"]):
            known = _TYPES.get(resource["type"])
            if known is None:
                places.append((f"resources[{at}]", {f"type {resource['type']}"}))
            else:
                places.append((f"resources[{at}]", set(resource) - known - {"type", "name"}))
        for path, keys in places:
            for key in sorted(keys):
                yield finding("SCH-011", path=path, file=self.file, value=key)

    def network(self) -> Network:
        """Return the whole problem."""
        constraints = self.content.get("constraints", {})
        for mode in self.content["modes"]:
            self.task_name(mode["task"])
        operations = tuple(self.operation(at) for at in range(len(self.content["tasks"])))
        weights = {
            _OBJECTIVE[key]: float(weight)
            for key, weight in self.content.get("objective", {}).items()
            if weight
        }
        resources, stocks = self.resources()
        return Network(
            operations=operations,
            jobs=tuple(self.job(at) for at in range(len(self.content["jobs"]))),
            resources=resources,
            stocks=stocks,
            links=tuple(self.links(constraints)),
            same=self.pairs(constraints.get("identical_resources", ())),
            apart=self.pairs(constraints.get("different_resources", ())),
            consecutive=self.pairs(constraints.get("consecutive", ())),
            same_order=tuple(self.same_order(each) for each in constraints.get("same_sequence", ())),
            mode_rules=tuple(self.mode_rules(constraints.get("mode_dependencies", ()))),
            choices=tuple(self.choices(constraints)),
            objective=weights or {"makespan": 1.0},
        )

    def named(self, key: str, at: int) -> str:
        """A name of its own for entry ``at`` of a list; an index below zero is none."""
        if at < 0:
            raise IndexError(f"{key}: {at}")
        name = str(self.content[key][at].get("name", ""))
        return f"{at}:{name}" if name else str(at)

    def task_name(self, at: int) -> str:
        """A name of its own for a task."""
        return self.named("tasks", at)

    def job_name(self, at: int) -> str:
        """A name of its own for a job."""
        return self.named("jobs", at)

    def resource_name(self, at: int) -> str:
        """A name of its own for a resource."""
        return self.named("resources", at)

    def job(self, at: int) -> NetworkJob:
        """One job."""
        job = self.content["jobs"][at]
        due = job.get("due_date")
        if job.get("weight", 1) < 0:
            raise ValueError(f"jobs: a weight of {job['weight']}")
        return NetworkJob(
            name=self.job_name(at),
            release_h=float(job.get("release_date", 0)),
            due_h=math.inf if due is None else float(due),
            deadline_h=_limit(job.get("deadline", FOREVER)),
            weight=float(job.get("weight", 1)),
        )

    def operation(self, at: int) -> Operation:
        """One task with its modes."""
        task = self.content["tasks"][at]
        job = task.get("job")
        return Operation(
            name=self.task_name(at),
            job="" if job is None else self.job_name(job),
            kind=str(at),
            modes=tuple(self.mode(mode) for mode in self.modes_of(at)),
            earliest_start_h=float(task.get("earliest_start", 0)),
            latest_start_h=_limit(task.get("latest_start", FOREVER)),
            earliest_end_h=float(task.get("earliest_end", 0)),
            latest_end_h=_limit(task.get("latest_end", FOREVER)),
            can_pause=bool(task.get("allow_breaks", False)),
            can_stretch=bool(task.get("allow_idle", False)),
            is_optional=bool(task.get("optional", False)),
        )

    def modes_of(self, task: int) -> list[Mapping[str, Any]]:
        """The modes of a task, in the order of the file."""
        return [mode for mode in self.content["modes"] if mode["task"] == task]

    def mode(self, mode: Mapping[str, Any]) -> Mode:
        """One mode: machines and renewables are needed, consumables taken."""
        demands = mode.get("demands") or [0] * len(mode["resources"])
        needs, takes = [], []
        for resource, demand in zip(mode["resources"], demands, strict=True):
            noun = self.content["resources"][resource]
            name = self.resource_name(resource)
            if noun["type"] == "consumable":
                takes.append((name, float(demand)))
            if noun["type"] != "consumable" or noun.get("breaks"):
                needs.append(Need(name, 1.0 if noun["type"] == "machine" else float(demand)))
        return Mode(float(mode["duration"]), tuple(needs), tuple(takes), name=str(mode.get("name", "")))

    def resources(self) -> tuple[tuple[Resource, ...], tuple[Stock, ...]]:
        """Machines as units, renewables as pools, consumables as stocks (a free pool has their breaks)."""
        setups: dict[int, dict[tuple[str, str], float]] = {}
        for each in self.content.get("constraints", {}).get("setup_times", ()):
            pair = str(each["task1"]), str(each["task2"])
            setups.setdefault(each["machine"], {})[pair] = float(each["duration"])
        resources, stocks = [], []
        for at, noun in enumerate(self.content["resources"]):
            name, kind = self.resource_name(at), noun["type"]
            breaks = tuple((float(start), float(end)) for start, end in noun.get("breaks", ()))
            if any(not 0.0 <= start < end for start, end in breaks) or noun.get("capacity", 0) < 0:
                raise ValueError(f"resources: breaks or capacity of {name}")
            if kind == "consumable":
                stocks.append(Stock(name=name, lots=(Lot(float(noun["capacity"])),)))
            if kind == "machine":
                resources.append(
                    Resource(
                        name=name,
                        closures=breaks,
                        changeover_h=setups.get(at, {}),
                        no_idle=bool(noun.get("no_idle", False)),
                    )
                )
            elif kind == "renewable" or breaks:
                capacity = math.inf if kind == "consumable" else float(noun["capacity"])
                resources.append(Resource(name=name, kind="pool", capacity=capacity, closures=breaks))
        return tuple(resources), tuple(stocks)

    def links(self, constraints: Mapping[str, Any]) -> Iterator[Link]:
        """Yield the lags of every kind."""
        for key, kinds in _LINKS.items():
            for each in constraints.get(key, ()):
                names = self.task_name(each["task1"]), self.task_name(each["task2"])
                for kind, of_end in kinds:
                    yield Link(*names, kind, float(each.get("delay", 0)), of_end)

    def pairs(self, rows: Any) -> tuple[tuple[str, str], ...]:
        """Pairs of tasks by name."""
        return tuple((self.task_name(each["task1"]), self.task_name(each["task2"])) for each in rows)

    def same_order(self, each: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """Two machines passed in the same order."""
        lists = []
        for machine, tasks in (
            (each["machine1"], each.get("tasks1")),
            (each["machine2"], each.get("tasks2")),
        ):
            mine = sorted({mode["task"] for mode in self.content["modes"] if machine in mode["resources"]})
            lists.append(tuple(self.task_name(task) for task in (mine if tasks is None else tasks)))
        if len(lists[0]) != len(lists[1]):
            raise ValueError("same_sequence: the machines have different numbers of tasks")
        return self.resource_name(each["machine1"]), self.resource_name(each["machine2"]), lists[0], lists[1]

    def mode_rules(self, rows: Any) -> Iterator[ModeRule]:
        """Yield which mode asks for which modes of another task."""
        place: dict[int, tuple[int, int]] = {}
        count: dict[int, int] = {}
        for at, mode in enumerate(self.content["modes"]):
            place[at] = mode["task"], count.get(mode["task"], 0)
            count[mode["task"]] = place[at][1] + 1
        for each in rows:
            task, mode = place[each["mode1"]]
            others = [place[other] for other in each["modes2"]]
            tasks = {other for other, _ in others}
            if len(tasks) != 1:
                raise InputError([finding("SCH-011", path="mode_dependencies", file=self.file,
                                          value="modes2 of several tasks")])  # fmt: skip
            yield ModeRule(
                self.task_name(task), mode, self.task_name(tasks.pop()), tuple(mode for _, mode in others)
            )

    def choices(self, constraints: Mapping[str, Any]) -> Iterator[Choice]:
        """Yield how many of a group take place."""
        for kind in ("all_or_none", "at_least_one", "exactly_one"):
            for each in constraints.get(f"select_{kind}", ()):
                names = tuple(self.task_name(task) for task in each["tasks"])
                condition = each.get("condition_task")
                yield Choice(kind, names, "" if condition is None else self.task_name(condition))


def _limit(value: Any) -> float:
    """A limit; none from PyJobShop's largest value on."""
    return math.inf if value is None or float(value) >= FOREVER else float(value)
