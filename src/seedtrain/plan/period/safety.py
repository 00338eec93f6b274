r"""Safety stock.

.. math:: \sum_f I_{fpt} + E_{pt} \ge \hat I_p

``I`` stock of p behind the stage at site f at the end of t, ``\hat I`` safety stock; ``E`` what is short of
it, 0 where it must be held.
"""

from seedtrain.plan.period.frame import Frame


def add_safety(frame: Frame, stage: int) -> None:
    """Add column E with its cost, and the row above, for products with a safety stock."""
    problem, program = frame.problem, frame.program
    for product, rule in problem.stages[stage].stocks.items():
        if not rule.safety:
            continue
        for t in range(problem.periods):
            terms = [(frame.stock[stage, site, product, t], 1.0) for site in problem.sites]
            if rule.safety_cost is not None:
                cost = problem.weight(t) * rule.safety_cost
                short = program.column(0, rule.safety, is_integer=False, shortfall=cost)
                frame.short[stage, product, t] = short
                terms.append((short, 1.0))
            program.at_least(terms, rule.safety)
            frame.tag("safety", product, str(t))
