"""Whether a choice of programmes keeps its limits; knows no solver."""

from collections.abc import Mapping

import numpy as np

from seedtrain.lifecycle.portfolio.problem import PortfolioProblem

_SLACK = 1e-6


def verify(problem: PortfolioProblem, begun: Mapping[str, int]) -> tuple[str, ...]:
    """Return the rules broken by ``begun``, programme to years put off; none when it holds.

    A rule is ``unknown``, ``delay``, ``must`` or the id of a limit, with the programme or the year.
    """
    known = {each.id: place for place, each in enumerate(problem.candidates)}
    broken = [f"unknown {id_}" for id_ in begun if id_ not in known]
    broken += [f"delay {id_}" for id_, delay in begun.items() if not 0 <= delay <= problem.delays]
    broken += [f"must {each.id}" for each in problem.candidates if each.must and each.id not in begun]
    for limit in problem.limits:
        used = np.zeros(problem.years)
        for id_, delay in begun.items():
            if id_ in known and 0 <= delay <= problem.delays:
                used += problem.use(known[id_], limit.id, delay)
        over = used > limit.there * (1.0 + _SLACK) + _SLACK
        broken += [f"{limit.id} year {year + 1}" for year in np.flatnonzero(over)]
    return tuple(broken)


def worth(problem: PortfolioProblem, begun: Mapping[str, int]) -> float:
    """Value of a choice: the objective. [CNY]"""
    known = {each.id: place for place, each in enumerate(problem.candidates)}
    return float(sum(problem.value(known[id_], delay) for id_, delay in begun.items()))
