r"""Days of a suite that makes several products in a period, and the building of suites.

.. math::
    \sum_p (a_p n_{spt} + b_p Y_{spt}) + \sum_{p,k} (a_p v_{pk} + b_p) y_{sp,t-h_p-k} \le H_{st} O_{st},
    \qquad Y_{spt} \le O_{st}, \qquad O_{st} \ge O_{s,t-1}

``H`` days of the period less those off and those that batches under way at the start take; ``a`` days a
batch, ``b`` days a campaign; ``v`` batches that qualify a product in the k-th period on site,
after a technology transfer of ``h`` periods. A suite that is open by itself has O = 1. The last row holds for
a suite with a price of its own, which is paid once, in the period in which O rises; where projects open and
close suites, O follows from them.
"""

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.qualifications import on_site


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
        if shares or group.suites[0].days_taken:
            terms = sums.setdefault((key[1], key[3]), [])
            started = frame.wait.get(key, frame.start.get(key, frame.run[key]))
            terms += [(frame.made[key], rule.days_per_batch), (started, rule.start_days)]
    for (g, t), terms in sums.items():
        rooms = frame.groups[stage][g].suites[0]
        suite, free = rooms.id, rooms.days_free(days, t)
        for column, product, batches in on_site(frame, suite, t):
            rule = frame.problem.stages[stage].rules[suite, product]
            terms.append((column, rule.days_per_batch * batches + rule.start_days))
        opened = frame.is_open.get((suite, t))
        if opened is None:
            program.at_most(terms, free)
        else:
            program.at_most([*terms, (opened, -free)], 0.0)
        frame.tag("suite_days", suite, str(t))
