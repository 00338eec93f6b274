"""What the scenario does: the first sentence."""

from seedtrain.messages import Message
from seedtrain.report.names import label, named
from seedtrain.report.show import worded
from seedtrain.report.words import Part, clauses, counted, listing
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

_NAMED = 3
"""Up to so many things are named one by one; more are counted."""


def what(assessment: Assessment) -> Message:
    """Say over which time what is made, developed or built up (base case)."""
    found = [
        part for part in (_plant(assessment), _pipeline(assessment), _park(assessment)) if part is not None
    ]
    if not found:
        found = [counted("claims", len({verdict.claim for verdict in assessment.verdicts}))]
    start, end = assessment.horizon
    return Message(
        "report.opening.what", {"start": start.isoformat(), "end": end.isoformat(), "clauses": clauses(found)}
    )


def _plant(assessment: Assessment) -> Message | None:
    timetable = assessment.timetable
    if timetable is not None and timetable.batches:
        products = [batch.product for batch in timetable.batches]
        suites = [batch.suite for batch in timetable.batches]
        return Message(
            "report.what.scheduled",
            {
                "batches": counted("batches", len(products)),
                "products": _list(assessment, "products", products),
                "suites": _list(assessment, "suites", suites),
            },
        )
    if assessment.capacities:
        return Message(
            "report.what.capable",
            {
                "products": _list(assessment, "products", [one.product for one in assessment.capacities]),
                "suites": _list(assessment, "suites", [one.suite for one in assessment.capacities]),
            },
        )
    return None


def _list(assessment: Assessment, kind: str, ids: list[str]) -> Part:
    distinct = list(dict.fromkeys(ids))
    if len(distinct) > _NAMED:
        return counted(kind, len(distinct))
    return listing([named(assessment.names, kind, one) for one in distinct])


AFTER_APPROVAL = ("launch", "confirmatory")
"""Stages after the day that is told first, the approval."""


def stage_ends(assessment: Assessment) -> dict[str, list[tuple[str, Indicator]]]:
    """The stages of each programme with the indicator of their end, in the order given."""
    ends: dict[str, list[tuple[str, Indicator]]] = {}
    for indicator in assessment.indicators:
        parts = indicator.id.split(".")
        is_end = len(parts) == 4 and parts[0] == "lifecycle" and parts[-1] == "end"
        if is_end and indicator.dimension == "date":
            ends.setdefault(parts[1], []).append((parts[2], indicator))
    return ends


def main_end(stages: list[tuple[str, Indicator]]) -> Indicator:
    """Of the stages of a programme, the end that is told first: the approval, else that of the last stage."""
    return dict(stages).get("filing", stages[-1][1])


def _pipeline(assessment: Assessment) -> Message | None:
    ends = stage_ends(assessment)
    if not ends:
        return None
    first = next(iter(ends.values()))
    last = max(ends.values(), key=len)
    return Message(
        "report.what.pipeline",
        {
            "programmes": _list(assessment, "programmes", list(ends)),
            "first": Message(f"stage.{first[0][0]}"),
            "last": Message(f"stage.{last[-1][0]}"),
        },
    )


def _park(assessment: Assessment) -> Message | None:
    for name in ("park.companies", "park.introduced", "park.industry_scale", "park.platforms_open"):
        for series in assessment.series:
            if series.id == name and series.draws is not None:
                return Message(
                    "report.what.park",
                    {
                        "label": label(assessment, series),
                        "first": worded(float(series.draws[0, 0]), series.dimension),
                        "last": worded(float(series.draws[0, -1]), series.dimension),
                    },
                )
    return None
