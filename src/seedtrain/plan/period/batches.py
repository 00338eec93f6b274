r"""Batches of a campaign in a period.

.. math:: \ell^0 Y - (\ell^0-\ell^1) K \le n \le u^0 Y - (u^0-u^1) K, \qquad K \le Y

``u0``, ``l0`` most and fewest batches of a campaign that goes on, ``u1``, ``l1`` of one that pays its lead
time; ``K`` is the count of starts that pay it: Z, or W where a stage waits for the one before, or Y where no
campaign carries over. The limits are whole numbers, from the limits of campaign days.
"""

from seedtrain.plan.period.frame import Frame, Group, Key


def add_batches(frame: Frame, stage: int) -> None:
    """Add columns Y and n and the limits of batches."""
    rules = frame.problem.stages[stage]
    for group, key in frame.keys(stage):
        rule = frame.rule(group, key[2])
        carried = rules.starts_carry_over
        _, most = rule.batch_range(is_start=not carried)
        weight = frame.problem.weight(key[3])
        start_cost = 0.0 if carried else weight * rule.start_cost
        frame.run[key] = frame.program.column(0, group.size, is_integer=True, changeover=start_cost)
        frame.made[key] = frame.program.column(
            0, max(most, rule.batch_range(is_start=True)[1]) * group.size, is_integer=True,
            production=weight * rule.cost_per_batch,
        )  # fmt: skip


def limit_batches(frame: Frame, stage: int) -> None:
    """Add the rows above."""
    for group, key in frame.keys(stage):
        _limit(frame, group, key)


def _limit(frame: Frame, group: Group, key: Key) -> None:
    rule, program = frame.rule(group, key[2]), frame.program
    run, made = frame.run[key], frame.made[key]
    paying = frame.wait.get(key, frame.start.get(key))
    low1, high1 = rule.batch_range(is_start=True)
    if paying is None:
        program.at_most([(made, 1.0), (run, -high1)], 0.0)
        frame.tag("batches", group.suites[0].id, key[2], str(key[3]))
        program.at_least([(made, 1.0), (run, -low1)], 0.0)
        return
    low0, high0 = rule.batch_range(is_start=False)
    program.at_most([(made, 1.0), (run, -high0), (paying, high0 - high1)], 0.0)
    frame.tag("batches", group.suites[0].id, key[2], str(key[3]))
    program.at_least([(made, 1.0), (run, -low0), (paying, low0 - low1)], 0.0)
    program.at_most([(paying, 1.0), (run, -1.0)], 0.0)
