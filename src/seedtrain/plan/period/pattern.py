"""The pattern of a plan: which product each suite makes in which period."""

from collections import Counter
from collections.abc import Iterable

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.result import CampaignRow, PlanResult


def fix_pattern(frame: Frame, result: PlanResult) -> None:
    """Let the program run and start the campaigns of ``result`` and no others, in the suites it builds; how
    many batches each makes stays open."""
    group_of = {
        suite.id: (stage, g)
        for stage, groups in enumerate(frame.groups)
        for g, group in enumerate(groups)
        for suite in group.suites
    }

    def count(rows: Iterable[CampaignRow]) -> Counter[tuple[int, int, str, int]]:
        return Counter((*group_of[row.suite], row.product, row.period or 0) for row in rows)

    rows = result.campaigns
    runs = count(rows)
    starts = count(row for row in rows if row.is_start)
    waits = count(row for row in rows if row.is_waiting)
    for columns, counts in ((frame.run, runs), (frame.start, starts), (frame.wait, waits)):
        for key, column in columns.items():
            _fix(frame, column, counts[key])
    built = {row.suite: row.period for row in result.builds}
    priced = {s.id for stage in frame.problem.stages for s in stage.suites if s.build_cost is not None}
    for (suite, t), column in frame.is_open.items():
        if suite in priced:
            _fix(frame, column, int(suite in built and t >= built[suite]))


def _fix(frame: Frame, column: int, value: int) -> None:
    frame.program.lower[column] = frame.program.upper[column] = float(value)
