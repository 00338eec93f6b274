r"""One product a suite and period.

.. math:: \sum_p Y_{gpt} \le m_g
"""

from seedtrain.plan.period.frame import Frame


def add_one_product(frame: Frame, stage: int) -> None:
    """Add the row above where a suite holds one product in a period."""
    if not frame.problem.stages[stage].one_product_a_period:
        return
    sums: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for _, key in frame.keys(stage):
        sums.setdefault((key[1], key[3]), []).append((frame.run[key], 1.0))
    for (g, _), terms in sums.items():
        frame.program.at_most(terms, frame.groups[stage][g].size)
