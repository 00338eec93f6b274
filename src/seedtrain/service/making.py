"""How products are to be made, beside what the rules of the day of approval allow."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from seedtrain.lifecycle.making import acts_of, standing
from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.report.names import named
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Table, column, rows
from seedtrain.results.assessment import Assessment


def making_table(assessment: Assessment, scenario: Scenario) -> Table:
    """Return for each programme and act the rule of the median day of approval, and how often it allows."""
    return Table(
        id="making",
        title=Message("making.title"),
        columns=(
            column("programme"),
            column("act"),
            column("approval_p50", right=True, priority=2),
            column("rule"),
            column("allowed"),
            column("allowed_share", right=True),
        ),
        rows=rows(_rows(assessment, scenario)),
        note=Message("making.note"),
    )


def _rows(assessment: Assessment, scenario: Scenario) -> Iterator[list[Cell]]:
    known = {one.id: one for one in assessment.indicators}
    for id_, programme in scenario.programmes.items():
        approval = known.get(f"lifecycle.{id_}.filing.end")
        for act in acts_of(programme):
            found = known.get(f"lifecycle.{id_}.making.{act}")
            if found is None or approval is None or approval.draws is None:
                continue
            finite = approval.draws[np.isfinite(approval.draws)]
            if not finite.size:
                continue
            rule = standing(programme, act, float(np.median(finite)))
            yield [
                named(assessment.names, "programmes", id_),
                Message(f"making.act.{act}"),
                date.fromordinal(int(np.median(finite))).isoformat(),
                Message("making.no_rule") if rule.rule is None else rule.rule.label,
                Message(f"making.allowed.{rule.allowed}"),
                None if found.draws is None else share(float(found.draws[1:].mean())),
            ]
