"""The verdicts of a section, and what each hinges on."""

from dataclasses import replace

from seedtrain.report.table import Table
from seedtrain.report.tables import verdicts
from seedtrain.report.tables.verdicts import hinges
from seedtrain.results.assessment import Assessment
from seedtrain.results.verdict import Verdict


def verdict_tables(assessment: Assessment, chosen: tuple[Verdict, ...]) -> tuple[Table, Table]:
    """Return the ``chosen`` verdicts of ``assessment``, and what binds them and what would help.

    A reading is called what it is called among all verdicts.
    """
    kept = {(each.claim, each.reading) for each in chosen}
    whole = verdicts(assessment)
    lines = zip(assessment.verdicts, whole.rows, strict=True)
    judged = replace(
        whole, rows=tuple(line for verdict, line in lines if (verdict.claim, verdict.reading) in kept)
    )
    return judged, hinges(assessment, chosen)
