"""Verdicts: one row for each reading of each claim."""

from collections.abc import Sequence

from seedtrain.messages import Message
from seedtrain.report.show import likelihood, term
from seedtrain.report.table import Cell, Mark, Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.verdict import Verdict

ORDER = ("supported", "likely", "unlikely", "contradicted", "not_assessable", "self-reported")
"""The verdicts, from the best for the claim to what can't be told."""


def verdicts(assessment: Assessment) -> Table:
    """Claim, verdict, probability, quantiles, basis, what binds and what would make it hold.

    With a column of what was observed since, where the scenario has later observations.
    """
    is_observed = any(verdict.observed is not None for verdict in assessment.verdicts)
    since = (column("observed"),) if is_observed else ()
    return Table(
        id="verdicts",
        title=Message("report.table.verdicts"),
        columns=(
            column("claim"),
            column("verdict"),
            column("probability", right=True),
            *since,
            column("claim_text", priority=1),
            column("claimed", priority=2),
            column("p10", right=True, priority=5),
            column("p50", right=True, priority=2),
            column("p90", right=True, priority=5),
            column("basis", priority=4),
            column("remedy", priority=3),
            column("document", priority=6),
        ),
        rows=rows(_row(assessment, verdict, is_observed) for verdict in assessment.verdicts),
    )


def mark(verdict: Verdict) -> str:
    """The verdict as shown: what only its publisher says so is marked as such."""
    return "self-reported" if verdict.basis == "self-reported" else verdict.verdict


def reading_name(assessment: Assessment, verdict: Verdict) -> str:
    """The claim's id, with the reading's where the claim has several: ``W08/flow``."""
    readings = sum(other.claim == verdict.claim for other in assessment.verdicts)
    return f"{verdict.claim}/{verdict.reading}" if readings > 1 else verdict.claim


def _row(assessment: Assessment, verdict: Verdict, is_observed: bool) -> list[Cell]:
    dimension = verdict.claimed.dimension
    observed = None if verdict.observed is None else Mark(mark(verdict.observed))
    return [
        reading_name(assessment, verdict),
        Mark(mark(verdict)),
        likelihood(verdict),
        *([observed] if is_observed else []),
        verdict.text,
        verdict.claimed.text,
        Quantity(verdict.p10, dimension),
        Quantity(verdict.p50, dimension),
        Quantity(verdict.p90, dimension),
        term("report.basis", verdict.basis),
        remedy(verdict),
        verdict.document,
    ]


def remedy(verdict: Verdict) -> Cell:
    """What would make it hold, or what is missing to judge it; ``None`` where neither is known."""
    if verdict.verdict == "not_assessable" and verdict.missing:
        return Message("report.verdict.missing", {"paths": ", ".join(verdict.missing)})
    return verdict.remedy


def hinges(assessment: Assessment, chosen: Sequence[Verdict]) -> Table:
    """Return what moves each of the ``chosen`` verdicts most, and what would help.

    A reading is called what it is called among all verdicts.
    """
    return Table(
        id="binds",
        title=Message("sections.binds.title"),
        columns=(column("claim"), column("binds"), column("remedy")),
        rows=rows(
            (reading_name(assessment, verdict), verdict.binds, remedy(verdict))
            for verdict in chosen
            if verdict.binds is not None or remedy(verdict) is not None
        ),
    )
