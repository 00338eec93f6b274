"""Timetables as charts: by unit, by suite, by product in campaigns, and how full the units are over time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, Curve, bar_chart, curve_chart
from seedtrain.service.schedule_search import Searched

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.report.figure import Figure

POOLS, PERIODS = 6, 60
"""Pools on the chart of use, the fullest first, and periods of the time shown."""
HOURS = Message("engines.axis.hours")


def charts(searched: Searched, lang: str) -> "list[Figure | None]":
    """Return the charts of a timetable: use over time, units, suites, campaigns by product."""
    source = searched.source
    return plant_charts(source.problem, searched.found, source.suites, source.origin, lang)


def plant_charts(
    problem: "Problem", found: "Assignment", suites: list[str], origin: date | None, lang: str
) -> "list[Figure | None]":
    """Return the charts of an assignment whose jobs are in ``suites``, shape (J,)."""
    made = [use_chart(problem, found, lang), unit_chart(problem, found, origin, lang)]
    if len(set(suites)) > 1 or suites[:1] != [""]:
        bars = list(_batches(problem, found, suites))
        title = Message("schedule.figure.suites")
        made.append(bar_chart(bars, title, HOURS, lang, origin, figure_id="fig-suites"))
    bars = list(_campaigns(problem, found, suites, lang))
    made.append(
        bar_chart(bars, Message("schedule.figure.campaigns"), HOURS, lang, origin, figure_id="fig-campaigns")
    )
    return made


def unit_chart(problem: "Problem", found: "Assignment", origin: date | None, lang: str) -> "Figure | None":
    """Draw for each unit what holds it, from the start of processing to the end of the hold."""
    bars = [
        Bar(
            line=problem.units[unit],
            group=problem.families[problem.family[job]],
            start=start,
            end=end,
            text=f"{problem.jobs[job]} · {problem.steps[step]}",
        )
        for job, step, unit, start, end in zip(
            problem.job_of.tolist(),
            problem.step.tolist(),
            found.unit.tolist(),
            found.start_h.tolist(),
            found.hold_end_h.tolist(),
            strict=True,
        )
        if unit >= 0
    ]
    return bar_chart(bars, Message("engines.figure.units"), HOURS, lang, origin)


def use_chart(problem: "Problem", found: "Assignment", lang: str) -> "Figure | None":
    """Draw the share of the units of the fullest pools that is taken, period by period."""
    first, last = float(found.start_h.min()), found.makespan_h
    edges = np.linspace(first, max(last, first + 1.0), PERIODS + 1)
    lines: list[tuple[float, Curve]] = []
    for pool, name in enumerate(problem.pools):
        users = np.flatnonzero((problem.pool == pool) & (found.unit >= 0))
        units = int(problem.pool_units[pool + 1] - problem.pool_units[pool])
        if users.size == 0 or units == 0:
            continue
        inside = np.minimum(found.free_h[users][:, None], edges[1:]) - np.maximum(
            found.start_h[users][:, None], edges[:-1]
        )
        share = np.maximum(0.0, inside).sum(axis=0) / (units * np.diff(edges))
        days = tuple(float(edge) / 24.0 for edge in edges[:-1])
        lines.append((-float(share.mean()), Curve(name, days, tuple(float(100.0 * each) for each in share))))
    fullest = [curve for _, curve in sorted(lines, key=lambda line: (line[0], line[1].name))[:POOLS]]
    axes = Message("schedule.axis.days"), Message("schedule.axis.share")
    return curve_chart("fig-use", fullest, Message("schedule.figure.use"), axes, lang, shape="hv")


def _batches(problem: "Problem", found: "Assignment", suites: list[str]) -> Iterator[Bar]:
    """Each batch in its suite, from its first unit to its last."""
    for job, suite in enumerate(suites):
        part = slice(int(problem.route[job]), int(problem.route[job + 1]))
        used = found.unit[part] >= 0
        if used.any():
            yield Bar(
                line=suite,
                group=problem.families[problem.family[job]],
                start=float(found.start_h[part][used].min()),
                end=float(found.hold_end_h[part][used].max()),
                text=problem.jobs[job],
            )


def _campaigns(problem: "Problem", found: "Assignment", suites: list[str], lang: str) -> Iterator[Bar]:
    """Consecutive operations of one product on each unit of the fullest pool of each suite.

    A campaign ends with another product, or where its unit stands idle for longer than twice its last stay.
    """
    taken = np.where(found.unit < 0, 0.0, found.free_h - found.start_h)
    hours = np.bincount(np.maximum(problem.pool, 0), taken, len(problem.pools))
    load = hours / np.maximum(1, np.diff(problem.pool_units))
    suite_of = np.array(suites)[problem.job_of]
    for suite in dict.fromkeys(suites):
        pools = np.unique(problem.pool[(suite_of == suite) & (problem.pool >= 0)])
        pool = int(pools[np.argmax(load[pools])])
        for unit in range(int(problem.pool_units[pool]), int(problem.pool_units[pool + 1])):
            for family, mine in _runs(problem, found, unit):
                words = Message("schedule.figure.campaign", {"n": len(mine), "unit": problem.units[unit]})
                yield Bar(
                    line=f"{suite} · {problem.families[family]}" if suite else problem.families[family],
                    group=problem.families[family],
                    start=float(found.start_h[mine[0]]),
                    end=float(found.free_h[mine[-1]]),
                    text=words.render(lang),
                )


def _runs(problem: "Problem", found: "Assignment", unit: int) -> Iterator[tuple[int, list[int]]]:
    """The operations on a unit in runs of one product without a long idle time."""
    family = problem.family[problem.job_of]
    users = np.flatnonzero(found.unit == unit)
    users = users[np.lexsort((found.free_h[users], found.start_h[users]))]
    run: list[int] = []
    for k in users.tolist():
        if run:
            stay = float(found.free_h[run[-1]] - found.start_h[run[-1]])
            idle = float(found.start_h[k] - found.free_h[run[-1]])
            if family[k] != family[run[-1]] or idle > 2.0 * stay:
                yield int(family[run[-1]]), run
                run = []
        run.append(k)
    if run:
        yield int(family[run[-1]]), run
