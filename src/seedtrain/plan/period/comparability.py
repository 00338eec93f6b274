r"""Comparability of a product between unlike lines.

.. math::
    k_{cpt} \ge \sum_{\tau \le t} y_{sp\tau} \quad (s \in c), \qquad
    \sum_{\tau \le t} \kappa_{p\tau} \ge \sum_c k_{cpt} - 1

``y`` 1 if the qualification of p in suite s begins in t; ``k`` 1 if one has begun in a line of kind c
(alike in site, scale and material); ``kappa`` studies of comparability paid in t. Every kind beyond the
first needs one.
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.comparability import Comparability
from seedtrain.plan.program import Terms


def add_comparability(frame: Frame) -> None:
    """Add columns k and kappa, with the cost of studies, and the rows above for products of several kinds."""
    for each in frame.problem.comparabilities:
        kinds = [kind for kind in each.kinds if any((s, each.product) in _walks(frame) for s in kind)]
        if len(kinds) > 1:
            _add(frame, each, kinds)


def _walks(frame: Frame) -> set[tuple[str, str]]:
    return {(suite, product) for suite, product, _ in frame.taken}


def _add(frame: Frame, each: Comparability, kinds: list[tuple[str, ...]]) -> None:
    problem, program = frame.problem, frame.program
    paid: Terms = []
    for t in range(problem.periods):
        begun: Terms = []
        for kind in kinds:
            walks = [_begun(frame, suite, each.product, t) for suite in kind]
            if len(kind) == 1:
                begun += walks[0]
                continue
            one = program.column(0, 1, is_integer=False)
            begun.append((one, 1.0))
            for walk in walks:
                program.at_least([(one, 1.0), *((column, -1.0) for column, _ in walk)], 0.0)
        study = program.column(0, inf, is_integer=False, qualification=problem.weight(t) * each.cost)
        paid.append((study, 1.0))
        program.at_least([*paid, *((column, -value) for column, value in begun)], -1.0)


def _begun(frame: Frame, suite: str, product: str, period: int) -> Terms:
    return [(c, 1.0) for (s, p, t), c in frame.taken.items() if (s, p) == (suite, product) and t <= period]
