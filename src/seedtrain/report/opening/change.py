"""What to change: the fifth sentence."""

from seedtrain.messages import Message
from seedtrain.report.names import named
from seedtrain.report.opening.words import bare
from seedtrain.report.show import share, worded
from seedtrain.results.assessment import Assessment
from seedtrain.results.suite_capacity import SuiteCapacity
from seedtrain.results.verdict import Verdict

_NO_REMEDY = {"verdict.remedy.figures", "verdict.remedy.none"}
"""Remedies that say there is none."""


def what_to_change(assessment: Assessment) -> Message:
    """Name the first lever: the remedy of the shakiest claim, else the bottleneck, else what to measure."""
    shaky = _shakiest(assessment)
    if shaky is not None and shaky.remedy is not None:
        params = {"claim": shaky.claim, "text": bare(shaky.text), "remedy": bare(shaky.remedy)}
        if shaky.basis == "engine" and shaky.probability is not None:
            return Message("report.change.remedy", {**params, "probability": share(shaky.probability)})
        return Message("report.change.remedy_only", params)
    tight = _tightest(assessment)
    if tight is not None:
        return Message(
            "report.change.bottleneck",
            {
                "suite": named(assessment.names, "suites", tight.suite),
                "bottleneck": named(assessment.names, "unit_classes", tight.bottleneck),
                "cycle": worded(tight.cycle_time_h, "time"),
            },
        )
    if assessment.drivers:
        return Message("report.change.measure", {"label": assessment.drivers[0].label})
    missing = [path for verdict in assessment.verdicts for path in verdict.missing]
    if missing:
        return Message("report.change.missing", {"path": missing[0]})
    return Message("report.change.nothing")


def _shakiest(assessment: Assessment) -> Verdict | None:
    """The claim that fails by the most and for which something can be done."""
    failing = [
        verdict
        for verdict in assessment.verdicts
        if verdict.verdict in {"unlikely", "contradicted"} and _helps(verdict)
    ]
    ranks = {"engine": 0, "posterior": 1, "arithmetic": 2}
    return min(
        failing,
        key=lambda verdict: (ranks.get(verdict.basis, 3), verdict.probability or 0.0),
        default=None,
    )


def _helps(verdict: Verdict) -> bool:
    """Whether the remedy names something that can be done."""
    remedy = verdict.remedy
    return remedy is not None and not (isinstance(remedy, Message) and remedy.key in _NO_REMEDY)


def _tightest(assessment: Assessment) -> SuiteCapacity | None:
    """The suite with the longest time between batches."""
    return max(
        (one for one in assessment.capacities if one.bottleneck),
        key=lambda one: one.cycle_time_h,
        default=None,
    )
