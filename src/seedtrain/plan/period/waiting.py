r"""Starts that wait for the stage before.

.. math:: W_{gpt} \ge Z_{gpt} - m_g (1 - V_{pt}), \qquad m_{g'} V_{pt} \ge Z_{g'pt}

for every group g' of the stage before.

A start pays its lead time (W) when the stage before starts the same product in the same period.
"""

from seedtrain.plan.period.frame import Frame


def add_waiting(frame: Frame, stage: int) -> None:
    """Add columns V and W and the rows above where the stage waits for the one before."""
    if not frame.problem.stages[stage].waits_for_stage_before:
        return
    program = frame.program
    flags: dict[tuple[str, int], int] = {}
    for group, key in frame.keys(stage - 1):
        place = key[2:]
        if place not in flags:
            flags[place] = program.column(0, 1, is_integer=True)
        program.at_least([(flags[place], group.size), (frame.start[key], -1.0)], 0.0)
    for group, key in frame.keys(stage):
        wait = program.column(0, group.size, is_integer=True)
        frame.wait[key] = wait
        flag = flags.get(key[2:])
        if flag is not None:
            program.at_least([(wait, 1.0), (frame.start[key], -1.0), (flag, -float(group.size))], -group.size)
