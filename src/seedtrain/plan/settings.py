"""How a plan is to be solved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """Settings of one solve.

    ``objective`` name of the objective, or a comma list solved in that order of importance; None takes the
    problem's own. ``time_limit_s`` wall-clock limit [s]; None works to a proof, or to the engine's fixed
    amount of work. ``gap`` relative gap at which to stop (0: to proof). ``solver`` by name, see
    :mod:`seedtrain.plan.named`; ``threads`` workers of the solver; ``seed`` of its random choices.
    """

    objective: str | None = None
    time_limit_s: float | None = None
    gap: float = 0.0
    solver: str = "auto"
    threads: int = 1
    seed: int = 0
