"""The best portfolio, and what one more of each limit is worth to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.errors import InputError, finding
from seedtrain.lifecycle.portfolio.problem import PortfolioProblem
from seedtrain.lifecycle.portfolio.solve import solve
from seedtrain.lifecycle.portfolio.verify import verify, worth


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A choice of programmes.

    ``begun``: programme to years put off; ``objective`` and ``bound`` [CNY]; ``broken``: the verifier's word
    (empty: none); ``gains``: limit to the value that one more of it adds [CNY]; ``unlimited``: the value of
    all that is worth more than nothing, were there no limit [CNY].
    """

    begun: Mapping[str, int]
    objective: float
    bound: float
    broken: tuple[str, ...]
    gains: Mapping[str, float]
    unlimited: float
    solver: str

    @property
    def gap(self) -> float:
        """Distance of objective and bound, relative to the objective."""
        return abs(self.objective - self.bound) / max(1.0, abs(self.objective))


def choose(problem: PortfolioProblem) -> Portfolio:
    """Choose the best programmes; solve once more with one more of each limit.

    Raises :class:`InputError` (LIF-016) where the programmes that must go on break the limits.
    """
    best = solve(problem)
    if best.begun is None:
        must = ", ".join(each.id for each in problem.candidates if each.must)
        raise InputError([finding("LIF-016", path="portfolio.must", value=must)])
    objective = worth(problem, best.begun)
    gains = {}
    for limit in problem.limits:
        more = problem.with_one_more(limit.id)
        found = solve(more).begun
        gains[limit.id] = 0.0 if found is None else max(worth(more, found) - objective, 0.0)
    return Portfolio(
        begun=best.begun,
        objective=objective,
        bound=best.bound,
        broken=verify(problem, best.begun),
        gains=gains,
        unlimited=sum(max(each.value, 0.0) for each in problem.candidates),
        solver=best.solver,
    )
