r"""Qualification of a product in a suite.

.. math::
    \sum_t (y_{spt} + y_{s'pt}) \le 1, \qquad Y_{spt} \le m_s q_{spt}, \qquad
    q_{spt} = \sum_{\tau \le t - l} y_{sp\tau} + q_{s'pt}, \qquad
    \sum_k y_{sp,t-h-k} \le O_{st}, \qquad \sum_{\tau \le t-h} y_{sp\tau} \le q_{sp't}, \qquad
    \sum_{\tau \le t-h} y_{sp\tau} \le \sum_{(s',p') \in F} \sum_{\tau \le t-d-h'} y_{s'p'\tau}

``y`` 1 if the technology transfer of p into s begins in t; ``h`` its periods on paper, ``k`` counts the
periods on site that follow, ``l`` all periods until the product may be made. q counts as 1 what was qualified
in the suite ``s'`` that s grew out of. The row with ``p'``: a product whose batches on site come after the
qualification of another one, ``p'`` (validation after engineering and clinical batches). The last row:
batches on site that are made of those of a stage before, ``F``, come ``d`` periods after these.

The transfer is paid when it begins, the batches on site when they are made; what validation batches give is
in stock with the approval.
"""

from collections.abc import Iterable

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.program import Terms


def add_qualifications(frame: Frame) -> None:
    """Add columns y with their cost, and the row that takes each once."""
    for each in frame.problem.qualifications:
        for t in range(frame.problem.periods):
            if _is_possible(frame, each, t):
                column = frame.program.column(
                    0, 1, is_integer=True, qualification=qualification_cost(frame, each, t)
                )
                frame.taken[each.suite, each.product, t] = column
    for each in frame.problem.qualifications:
        places = {each.suite, each.carried_from}
        terms = [(c, 1.0) for (s, p, _), c in frame.taken.items() if p == each.product and s in places]
        frame.program.at_most(terms, 1.0)
        frame.tag("qualify_once", each.suite, each.product)


def _is_possible(frame: Frame, each: Qualification, start: int) -> bool:
    """Whether it ends within the plan and the suite can be open while it is on site."""
    first = start + each.transfer
    suite = next(s for stage in frame.problem.stages for s in stage.suites if s.id == each.suite)
    periods = range(first, first + len(each.on_site))
    return start + each.lead < frame.problem.periods and all(frame.may_open(suite, t) for t in periods)


def qualification_cost(frame: Frame, each: Qualification, start: int) -> float:
    """Money of a qualification begun in ``start``: the transfer, and its batches when they are made."""
    problem = frame.problem
    rule = next(
        s.rules[each.suite, each.product] for s in problem.stages if (each.suite, each.product) in s.rules
    )
    batches = sum(
        problem.weight(start + each.transfer + k) * (count * rule.cost_per_batch + rule.start_cost)
        for k, count in enumerate(each.on_site)
    )
    return problem.weight(start) * each.cost + batches


def on_site(frame: Frame, suite: str, period: int) -> list[tuple[int, str, int]]:
    """Columns that have a product on site in ``suite`` in ``period``: column, product, batches."""
    return [
        (frame.taken[suite, each.product, start], each.product, count)
        for each in frame.problem.qualifications
        if each.suite == suite
        for k, count in enumerate(each.on_site)
        if (suite, each.product, start := period - each.transfer - k) in frame.taken
    ]


def qualified(frame: Frame, suite: str, product: str, period: int) -> Terms | None:
    """Terms of q, None where the product needs no qualification in the suite."""
    each = next((q for q in frame.problem.qualifications if (q.suite, q.product) == (suite, product)), None)
    if each is None:
        return None
    terms = [
        (column, 1.0)
        for (s, p, start), column in frame.taken.items()
        if (s, p) == (suite, product) and start + each.lead <= period
    ]
    if each.carried_from:
        terms += qualified(frame, each.carried_from, product, period) or []
    return terms


def limit_by_qualification(frame: Frame, stage: int) -> None:
    """Add the other rows above for the suites of ``stage``."""
    program = frame.program
    for group, key in frame.keys(stage):
        suite = group.suites[0].id
        terms = qualified(frame, suite, key[2], key[3])
        if terms is not None:
            program.at_most([(frame.run[key], 1.0), *((c, -value * group.size) for c, value in terms)], 0.0)
            frame.tag("qualified", suite, key[2], str(key[3]))
    for each in frame.problem.qualifications:
        if (each.suite, each.product) in frame.problem.stages[stage].rules:
            for t in range(frame.problem.periods):
                _limit_on_site(frame, each, t)


def _limit_on_site(frame: Frame, each: Qualification, period: int) -> None:
    program, opened = frame.program, frame.is_open.get((each.suite, period))
    here = [(c, 1.0) for c, product, _ in on_site(frame, each.suite, period) if product == each.product]
    if here and opened is not None:
        program.at_most([*here, (opened, -1.0)], 0.0)
    before = qualified(frame, each.suite, each.after, period) if each.after else None
    fed = _on_site_by(frame, each.fed_by, period - each.fed_lag) if each.fed_by else None
    begun = _on_site_by(frame, [(each.suite, each.product)], period)
    for needed in (before, fed):
        if needed is not None and begun:
            program.at_most([*begun, *((c, -value) for c, value in needed)], 0.0)


def _on_site_by(frame: Frame, walks: Iterable[tuple[str, str]], period: int) -> Terms:
    """Columns of the qualifications of ``walks`` whose batches on site have begun by ``period``."""
    transfers = {(each.suite, each.product): each.transfer for each in frame.problem.qualifications}
    return [
        (column, 1.0)
        for suite, product in walks
        for (s, p, start), column in frame.taken.items()
        if (s, p) == (suite, product) and start + transfers[suite, product] <= period
    ]
