r"""Transfers of material between sites.

.. math:: X^{in}_{ft} = \sum_{e} X_{e,t-d_e}, \qquad X^{out}_{ft} = \sum_{e} X_{et}

``X_e`` quantity sent on way e in t, of those that end, or begin, at site f; ``d`` periods on the way. What is
on the way at the end of the plan is in no stock.
"""

from math import inf

from seedtrain.plan.period.frame import Frame


def add_transfers(frame: Frame) -> None:
    """Add column X for every way, product and period in which it can still arrive."""
    problem = frame.problem
    for number, way in enumerate(problem.transfers):
        stage = next(each for each in problem.stages if each.id == way.stage)
        for product in way.products or stage.stocks:
            for t in range(problem.periods - way.periods):
                frame.moved[number, product, t] = frame.program.column(
                    0, inf, is_integer=False, transport=problem.weight(t) * way.cost
                )


def arriving(frame: Frame, stage: int, site: str, product: str, period: int) -> list[int]:
    """Columns of what arrives at ``site`` behind ``stage`` in ``period``."""
    ways = enumerate(frame.problem.transfers)
    name = frame.problem.stages[stage].id
    keys = [(i, product, period - w.periods) for i, w in ways if (w.target, w.stage) == (site, name)]
    return [frame.moved[key] for key in keys if key in frame.moved]


def leaving_site(frame: Frame, stage: int, site: str, product: str, period: int) -> list[int]:
    """Columns of what leaves ``site`` for another from behind ``stage`` in ``period``."""
    ways = enumerate(frame.problem.transfers)
    name = frame.problem.stages[stage].id
    keys = [(i, product, period) for i, w in ways if (w.source, w.stage) == (site, name)]
    return [frame.moved[key] for key in keys if key in frame.moved]
