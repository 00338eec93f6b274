r"""Starts of campaigns.

.. math:: Z_{gpt} \ge Y_{gpt} - Y_{gp,t-1}, \qquad Y_{gp,-1} = 0
"""

from seedtrain.plan.period.frame import Frame


def add_starts(frame: Frame, stage: int) -> None:
    """Add column Z, its cost, and the row above, where campaigns carry over from period to period."""
    if not frame.problem.stages[stage].starts_carry_over:
        return
    for group, key in frame.keys(stage):
        cost = frame.problem.weight(key[3]) * frame.rule(group, key[2]).start_cost
        start = frame.program.column(0, group.size, is_integer=True, changeover=cost)
        frame.start[key] = start
        before = frame.run.get((*key[:3], key[3] - 1))
        terms = [(start, 1.0), (frame.run[key], -1.0)]
        frame.program.at_least(terms if before is None else [*terms, (before, 1.0)], 0.0)
        frame.program.at_most([(start, 1.0), (frame.run[key], -1.0)], 0.0)
