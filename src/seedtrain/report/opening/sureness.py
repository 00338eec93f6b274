"""How sure it is, and what it hangs on: the fourth sentence and the three assumptions."""

from collections import Counter

import numpy as np

from seedtrain.messages import Message, Wording
from seedtrain.report.names import capital, label
from seedtrain.report.opening.outcome import main_indicators
from seedtrain.report.opening.scope import main_end, stage_ends
from seedtrain.report.show import share, term, worded
from seedtrain.report.tables.verdicts import mark
from seedtrain.report.words import Part, counted, tally
from seedtrain.report.written import written
from seedtrain.results.assessment import Assessment
from seedtrain.results.driver import Driver

_ASSUMPTIONS = 3
_MAIN = 3
_JUDGED = ("supported", "likely", "unlikely", "contradicted")


def how_sure(assessment: Assessment) -> Message:
    """Count the verdicts and, where batches have due days, say the odds that they are on time."""
    futures = counted("futures", assessment.replications)
    on_time = _on_time(assessment)
    counts = Counter(mark(verdict) for verdict in assessment.verdicts)
    judged = sum(counts[name] for name in _JUDGED)
    if not judged:
        if on_time is None:
            return Message("report.opening.sure_spread", {"futures": futures})
        return Message("report.opening.sure_on_time", {"futures": futures, "on_time": share(on_time)})
    parts: list[Part] = [counted(name, counts[name]) for name in _JUDGED if counts[name]]
    rest = [counted(name, counts[name]) for name in ("not_assessable", "self-reported") if counts[name]]
    params: dict[str, object] = {
        "judged": counted("readings", judged),
        "parts": tally(parts),
        "futures": futures,
        "rest": Message("report.sure.rest", {"parts": tally(rest)}) if rest else "",
        "on_time": Message("report.sure.on_time", {"share": share(on_time)}) if on_time is not None else "",
    }
    return Message("report.opening.how_sure", params)


def _on_time(assessment: Assessment) -> float | None:
    """Mean share of batches with a due day that are on time; ``None`` where no batch has one."""
    if assessment.simulation is None or assessment.timetable is None:
        return None
    due = Counter(batch.order for batch in assessment.timetable.batches if np.isfinite(batch.due_h))
    shares = {
        order: float(draws[1:].mean()) for order, draws in assessment.simulation.on_time.items() if due[order]
    }
    batches = sum(due[order] for order in shares)
    return sum(due[order] * shares[order] for order in shares) / batches if batches else None


def assumptions(assessment: Assessment) -> tuple[Message, ...]:
    """Word the three inputs that move the opening's own numbers most, by rank correlation, each input once.

    Where fewer than three move those, inputs that move other headline indicators follow.
    """
    dimensions = {indicator.id: indicator for indicator in assessment.indicators}
    strongest: dict[str, Driver] = {}
    main = {
        one.id for part in ("plant", "lifecycle", "park") for one in main_indicators(assessment, part)[:_MAIN]
    }
    main |= {main_end(stages).id for stages in stage_ends(assessment).values()}
    for driver in sorted(assessment.drivers, key=lambda one: (one.target not in main, -abs(one.correlation))):
        strongest.setdefault(driver.path, driver)
    return tuple(
        Message(
            "report.opening.assumption",
            {
                "label": Wording(capital(driver.label.render("en")), driver.label.render("zh")),
                "text": written(driver.text),
                "origin": term("report.origin", driver.origin),
                "target": label(assessment, dimensions[driver.target]),
                "low": worded(driver.swing[0], dimensions[driver.target].dimension),
                "high": worded(driver.swing[1], dimensions[driver.target].dimension),
            },
        )
        for driver in list(strongest.values())[:_ASSUMPTIONS]
    )
