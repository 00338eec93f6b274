"""Timetables as a chart: which batch holds which unit, from when to when."""

from datetime import date
from typing import TYPE_CHECKING

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, bar_chart

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.report.figure import Figure


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
    return bar_chart(bars, Message("engines.figure.units"), Message("engines.axis.hours"), lang, origin)
