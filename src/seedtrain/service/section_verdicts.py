"""The verdicts of a section, and what each hinges on."""

from dataclasses import replace

from seedtrain.messages import Message
from seedtrain.report.table import Table, column, rows
from seedtrain.report.tables import verdicts
from seedtrain.report.tables.verdicts import reading_name, remedy
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
    return judged, Table(
        id="binds",
        title=Message("sections.binds.title"),
        columns=(column("claim"), column("binds"), column("remedy")),
        rows=rows(
            (reading_name(assessment, verdict), verdict.binds, remedy(verdict))
            for verdict in chosen
            if verdict.binds is not None or remedy(verdict) is not None
        ),
    )
