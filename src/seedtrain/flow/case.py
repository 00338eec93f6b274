"""Published plants as problems: cases of kind ``schedule_plant`` and ``simulation_plant``, as they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.build import Job, Part, Pool, Step, build
from seedtrain.flow.problem import Problem

KINDS = ("schedule_plant", "simulation_plant")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlantCase:
    """A plant of a case file.

    ``problem`` in hours. For a simulation: ``cv`` (O,) of the lognormal durations, whose medians are the
    durations of the problem; ``failure_odds`` of a batch, found at the end of operation ``fails_at`` of its
    route; ``horizon_h``. Without spread these are zero, -1 and inf. ``orders`` (J,): the order of each batch,
    empty for none. ``used_up_cny`` and ``other_cny`` (J,): cost of a batch that is spent as it goes on, and
    whatever becomes of it; None where the case has no costs.
    """

    name: str
    kind: str
    problem: Problem
    cv: NDArray[np.float64]
    failure_odds: float = 0.0
    fails_at: int = -1
    horizon_h: float = np.inf
    orders: tuple[str, ...] = ()
    used_up_cny: NDArray[np.float64] | None = None
    other_cny: NDArray[np.float64] | None = None


def load_case(source: Path | Mapping[str, Any]) -> PlantCase:
    """Read a case from a JSON file or its content.

    Raises :class:`InputError` (SCH-004) on another kind, a missing field or a value of the wrong shape.
    """
    file = str(source) if isinstance(source, Path) else ""
    try:
        content = json.loads(source.read_text(encoding="utf-8")) if isinstance(source, Path) else source
        if content["kind"] == "schedule_plant":
            return _schedule_plant(content)
        if content["kind"] == "simulation_plant":
            return _simulation_plant(content)
        fault = f"kind {content['kind']}"
    except OSError as error:
        fault = error.strerror or "unreadable"
    except (KeyError, TypeError, ValueError, IndexError) as error:
        fault = f"{type(error).__name__}: {error}"
    found = finding("SCH-004", file=file, value=fault, kinds=", ".join(KINDS))
    raise InputError([found], "not a case that flow can read")


def _schedule_plant(content: Mapping[str, Any]) -> PlantCase:
    """Stages of vessels with cleaning on one skid, hold limits, changeover, due dates. Times in hours."""
    names, stages = content["operations"], content["stages"]
    pools = [_pool(stage["name"], stage["units"]) for stage in stages]
    skids = int(content["cip_skids"])
    pools.append(_pool("cip_skid", skids))
    holds = [float(limit) for limit in content["hold_h"]] + [np.inf]
    by_first = {stage["operations"][0]: stage for stage in stages}
    batches = content["batches"]
    routes = [
        tuple(
            _stage_step(name, float(time), holds[k], by_first.get(k), float(content["dirty_hold_h"]))
            for k, (name, time) in enumerate(zip(names, durations, strict=True))
        )
        for durations in content["duration_h_by_product"]
    ]
    jobs = [
        Job(
            name=f"B{place + 1}",
            family=f"P{product}",
            due_h=float(due),
            weight=float(weight),
            steps=routes[product],
        )
        for place, (product, due, weight) in enumerate(
            zip(batches["product"], batches["due_h"], batches["weight"], strict=True)
        )
    ]
    problem = build(jobs, pools)
    return PlantCase(
        name=content["name"], kind="schedule_plant", problem=problem, cv=np.zeros(len(problem.pool))
    )


def _stage_step(
    name: str, duration_h: float, wait_limit_h: float, stage: Mapping[str, Any] | None, dirty_limit_h: float
) -> Step:
    """An operation; the first of a stage takes its vessel and keeps it to the end of the last."""
    if stage is None:
        return Step(name=name, duration_h=duration_h, wait_limit_h=wait_limit_h)
    cip = stage["cip_h"]
    return Step(
        name=name,
        duration_h=duration_h,
        wait_limit_h=wait_limit_h,
        pool=stage["name"],
        hold_offset=stage["operations"][1] - stage["operations"][0],
        clean_h=float(cip or 0.0),
        clean_pool="" if cip is None else "cip_skid",
        dirty_limit_h=dirty_limit_h,
        changeover_h=float(stage["changeover_h"]),
    )


def _simulation_plant(content: Mapping[str, Any]) -> PlantCase:
    """Operations in series on servers with attended changeover and blocking. Days in the file, hours here."""
    operations = content["operations"]
    pools = [_pool(each["name"], each["servers"]) for each in operations if each["servers"] is not None]
    production = [each["name"] for each in operations].index("production")
    day = 24.0
    orders, due_h = _orders(content)
    jobs = []
    for place in range(content["batches"]):
        product = (place // content["campaign"]) % content["products"]
        factor = content["production_factor_by_product"][product]
        steps = []
        for k, each in enumerate(operations):
            is_production, is_last = k == production, k + 1 == len(operations)
            steps.append(
                Step(
                    name=each["name"],
                    duration_h=each["mean_d"] * day * (factor if is_production else 1.0),
                    pool="" if each["servers"] is None else each["name"],
                    hold_offset=0 if is_last else 1,
                    hold_at_end=is_last or is_production,
                    clean_h=each["turnaround_d"] * day,
                    fail_clean_h=content["fail_turnaround_d"] * day if is_production else 0.0,
                    changeover_h=each["setup_d"] * day,
                )
            )
        jobs.append(
            Job(name=f"B{place + 1}", family=f"P{product}", steps=tuple(steps), due_h=float(due_h[place]))
        )
    problem = build(jobs, pools, is_changeover_attended=True)
    used_up, other = (_cost(content, name, problem) for name in ("used_up", "other"))
    return PlantCase(
        name=content["name"],
        kind="simulation_plant",
        problem=problem,
        cv=np.tile([float(each["cv"]) for each in operations], len(jobs)),
        failure_odds=float(content["failure_odds"]),
        fails_at=production,
        horizon_h=content["horizon_d"] * day,
        orders=orders,
        used_up_cny=used_up,
        other_cny=other,
    )


def _orders(content: Mapping[str, Any]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The order of each batch and its due time [h]: orders take the batches as they come, the rest have none.

    Raises ``ValueError`` for orders of more batches than the plant makes, none, or one name twice.
    """
    wanted, batches = content.get("orders", ()), int(content["batches"])
    names = [str(each["name"]) for each in wanted]
    sizes = [int(each["batches"]) for each in wanted]
    if sum(sizes) > batches or min(sizes, default=1) < 1 or len(set(names)) < len(names) or "" in names:
        raise ValueError(f"orders of {sum(sizes)} batches, {batches} are made; each needs a name and a batch")
    rest = batches - sum(sizes)
    due = [np.inf if each.get("due_d") is None else float(each["due_d"]) * 24.0 for each in wanted]
    return (*np.repeat(names, sizes).tolist(), *[""] * rest), np.repeat([*due, np.inf], [*sizes, rest])


def _cost(content: Mapping[str, Any], name: str, problem: Problem) -> NDArray[np.float64] | None:
    """A part of the cost of each batch [CNY] by its product, None where the case has none.

    Raises ``ValueError`` for a number of products that is not that of the case, or a cost below zero.
    """
    rows = content.get("cost_cny_by_product")
    if rows is None:
        return None
    costs = np.array([float(each.get(name, 0.0)) for each in rows])
    if len(costs) != content["products"] or not bool((costs >= 0.0).all()):
        raise ValueError(f"cost_cny_by_product: {content['products']} costs of zero or more")
    products = np.array([int(family[1:]) for family in problem.families])
    return np.asarray(costs[products][problem.family], dtype=np.float64)


def _pool(name: str, units: int) -> Pool:
    """So many units alike, always open."""
    return Pool(name, tuple(Part(f"{name}-{place + 1}") for place in range(units)))
