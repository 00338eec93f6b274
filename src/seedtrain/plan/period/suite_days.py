r"""Days of a suite that makes several products in a period, and the building of suites.

.. math::
    \sum_p (a_p n_{spt} + b_p Y_{spt}) \le H O_{st}, \qquad Y_{spt} \le O_{st}, \qquad
    O_{st} \ge O_{s,t-1}

``a`` days a batch, ``b`` days a campaign. A suite that is open by itself has O = 1. Building is paid once, in
the period in which O rises.
"""

from seedtrain.plan.period.frame import Frame


def add_opening(frame: Frame, stage: int) -> None:
    """Add column O for suites to build, with the cost of building."""
    program = frame.program
    for suite in frame.problem.stages[stage].suites:
        if suite.build_cost is None:
            continue
        for t in range(frame.problem.periods):
            cost = suite.build_cost if t == frame.problem.periods - 1 else 0.0
            frame.is_open[suite.id, t] = program.column(0, 1, is_integer=True, build=cost)
            if t:
                program.at_least(
                    [(frame.is_open[suite.id, t], 1.0), (frame.is_open[suite.id, t - 1], -1.0)], 0.0
                )


def add_suite_days(frame: Frame, stage: int) -> None:
    """Add the rows above."""
    program, days = frame.program, frame.problem.days_per_period
    shares = not frame.problem.stages[stage].one_product_a_period
    sums: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for group, key in frame.keys(stage):
        rule, opened = frame.rule(group, key[2]), frame.is_open.get((group.suites[0].id, key[3]))
        if opened is not None:
            program.at_most([(frame.run[key], 1.0), (opened, -1.0)], 0.0)
        if shares:
            terms = sums.setdefault((key[1], key[3]), [])
            started = frame.start.get(key, frame.run[key])
            terms += [(frame.made[key], rule.days_per_batch), (started, rule.start_days)]
    for (g, t), terms in sums.items():
        opened = frame.is_open.get((frame.groups[stage][g].suites[0].id, t))
        if opened is None:
            program.at_most(terms, days)
        else:
            program.at_most([*terms, (opened, -days)], 0.0)
