r"""One product a suite and period.

.. math:: \sum_p Y_{gpt} + \sum_{p,k} y_{gp,t-h_p-k} \le m_g

A product that is being qualified on site, k periods after its technology transfer of h periods, has the suite
for itself.
"""

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.qualifications import on_site


def add_one_product(frame: Frame, stage: int) -> None:
    """Add the row above where a suite holds one product in a period."""
    if not frame.problem.stages[stage].one_product_a_period:
        return
    sums: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for _, key in frame.keys(stage):
        sums.setdefault((key[1], key[3]), []).append((frame.run[key], 1.0))
    for (g, t), terms in sums.items():
        group = frame.groups[stage][g]
        terms += [(column, 1.0) for column, _, _ in on_site(frame, group.suites[0].id, t)]
        frame.program.at_most(terms, group.size)
        frame.tag("one_product", group.suites[0].id, str(t))
