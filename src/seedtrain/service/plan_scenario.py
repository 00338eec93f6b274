"""Plans of scenarios over years: campaigns, stock and investment, with what binds."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InfeasibleError, InputError, StoppedError, finding
from seedtrain.service.cases_read import is_case
from seedtrain.service.documents import open_document, packaged
from seedtrain.service.plan_found import PlanFound
from seedtrain.service.plan_plant import plan_plant
from seedtrain.service.plan_settings import DEFAULT, Limits
from seedtrain.service.plan_simulated import PlanRisk
from seedtrain.service.plan_wishes import NONE, Wishes
from seedtrain.service.schedule_plant import Progress

if TYPE_CHECKING:
    from seedtrain.plan import PeriodPlan, PlanResult, PlanSettings
    from seedtrain.plan.reversals import Reversal
    from seedtrain.plan.scenario.assemble import Plant
    from seedtrain.plan.scenario.replan import Replanned
    from seedtrain.plan.stochastic.two_stage import TwoStage
    from seedtrain.report import Table

GAP = 0.01
"""Relative gap at which the plan of a scenario is good enough where none is asked for: its inputs are
worth less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPlan(PlanFound):
    """A plan as facts, tables and a folder."""

    def facts(self) -> dict[str, Any]:
        """Return the plan as plain data: kilograms, millions of the scenario's money, periods from 0."""
        from seedtrain.service.plan_facts import scenario_facts

        return scenario_facts(self)

    def tables(self) -> "tuple[Table, ...]":
        """Return what was found in a few lines, then decisions, what binds, money, walks and supply."""
        from seedtrain.service.plan_scenario_tables import scenario_tables

        return scenario_tables(self, with_batches=False)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.plan_scenario_figures import scenario_figures
        from seedtrain.service.plan_scenario_tables import scenario_tables

        facts = say("engines.page.facts", lang, name=self.name, version=version("seedtrain"))
        tables = scenario_tables(self, with_batches=True)
        return engine_page(tables, scenario_figures(self, lang), facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``save_result``."""
        from seedtrain.service.plan_folder import save_result

        seconds = {"plan": round(self.result.seconds, 3)}
        settings = {"command": "plan", "scenario": self.name, "seconds": seconds}
        return save_result(folder, self.facts(), self.page, settings, lang)

    def check(self) -> None:
        """Raise :class:`InfeasibleError` where no plan keeps the rules, :class:`StoppedError` where time ran
        out before one was found."""
        if self.result.objective is not None:
            return
        if self.result.status == "infeasible":
            raise InfeasibleError("no plan keeps the rules", [finding("PLN-015", value=self.name)])
        raise StoppedError("no plan found in time", [finding("PLN-016", value=self.name)])


def is_scenario(name: str) -> bool:
    """Whether ``name`` is a scenario that ships, or a file that is no case."""
    return name in packaged() or (not is_case(name) and Path(name).is_file())


def plan_scenario(
    name: str,
    objective: str | None = None,
    limits: Limits = DEFAULT,
    wishes: Wishes = NONE,
    progress: Progress | None = None,
    *,
    with_front: bool = False,
) -> ScenarioPlan:
    """Plan a scenario that ships or a file over years.

    ``objective``: ``npv`` (without one), ``profit`` or ``cost``. Where no gap is asked for the search ends at
    one of :data:`GAP`; a time limit holds for each search. Raises :class:`InputError` for a scenario that
    can't be read or planned.
    """
    if with_front:
        raise InputError([finding("PLN-013", value=name)])
    tell = progress or (lambda _: None)
    tell("read")
    scenario = open_document(name).scenario
    from seedtrain.plan import PlanSettings, verify
    from seedtrain.plan.period.marginal import marginals
    from seedtrain.plan.scenario.assemble import OBJECTIVES, plan_problem

    goal = objective or OBJECTIVES[0]
    if goal not in OBJECTIVES:
        known = ", ".join(OBJECTIVES)
        raise InputError([finding("PLN-012", path="--objective", value=goal, known=known)])
    plant = plan_plant(scenario, max(wishes.worlds, wishes.rolled), wishes.seed, tell)
    tell("plan")
    problem = plan_problem(plant, goal)
    settings = PlanSettings(time_limit_s=limits.time_limit_s, gap=limits.gap or GAP, solver=limits.solver)
    result, uncertain = _decided(plant, problem, wishes, settings, tell)
    is_plan = result.objective is not None
    return ScenarioPlan(
        name=name,
        plant=plant,
        problem=problem,
        result=result,
        broken=tuple(verify(problem, result)),
        binding=marginals(problem, result),
        wishes=wishes,
        uncertain=uncertain,
        others=_others(plant, problem, result, wishes, settings, tell),
        rolled=_rolled(plant, problem, wishes, settings, tell),
        reversed_options=_reversed(problem, result, wishes, settings, tell) if is_plan else (),
        risk=_simulated(plant, problem, result, wishes, tell) if is_plan else None,
    )


def _decided(
    plant: "Plant", problem: "PeriodPlan", wishes: Wishes, settings: "PlanSettings", tell: Progress
) -> "tuple[PlanResult, TwoStage | None]":
    """The plan of the base case, or that which keeps the decisions that are best over the sampled worlds."""
    from seedtrain.plan import solve
    from seedtrain.plan.period.keep import keep_decisions
    from seedtrain.plan.stochastic.extensive import Risk
    from seedtrain.plan.stochastic.two_stage import two_stage

    if not wishes.worlds:
        return solve(problem, settings), None
    tell("worlds")
    found = two_stage(problem, _worlds(plant, problem, wishes.worlds), Risk(wishes.risk), settings)
    if found is None:
        return solve(problem, settings), None
    return keep_decisions(problem, found.chosen, settings), found


def _worlds(plant: "Plant", problem: "PeriodPlan", count: int) -> "list[PeriodPlan]":
    from seedtrain.plan.scenario.assemble import plan_problem

    return [plan_problem(plant, problem.goal, world) for world in range(1, count + 1)]


def _others(
    plant: "Plant",
    problem: "PeriodPlan",
    result: "PlanResult",
    wishes: Wishes,
    settings: "PlanSettings",
    tell: Progress,
) -> "tuple[PlanResult, ...]":
    if not wishes.alternatives:
        return ()
    from seedtrain.plan.alternatives import Wish, alternatives

    tell("others")
    day = wishes.build_from
    first = None if day is None else plant.grid.first_from(day.toordinal())
    return alternatives(problem, result, Wish(wishes.alternatives, wishes.within, first), settings)


def _rolled(
    plant: "Plant", problem: "PeriodPlan", wishes: Wishes, settings: "PlanSettings", tell: Progress
) -> "tuple[Replanned | None, ...]":
    """Worlds lived through, with a new plan every year, or every period where that is longer."""
    if not wishes.rolled:
        return ()
    from seedtrain.plan.scenario.replan import replan

    tell("rolled")
    step = max(1, 12 // plant.grid.months)
    worlds = _worlds(plant, problem, wishes.rolled)
    return tuple(replan(problem, world, step, settings) for world in worlds)


def _reversed(
    problem: "PeriodPlan", result: "PlanResult", wishes: Wishes, settings: "PlanSettings", tell: Progress
) -> "tuple[Reversal, ...]":
    if not wishes.each_option:
        return ()
    from seedtrain.plan.reversals import reversals

    tell("others")
    return tuple(reversals(problem, result, settings))


def _simulated(
    plant: "Plant", problem: "PeriodPlan", result: "PlanResult", wishes: Wishes, tell: Progress
) -> "PlanRisk | None":
    if not wishes.simulated:
        return None
    from seedtrain.service.plan_simulated import simulate_plan

    tell("simulate")
    return simulate_plan(plant, problem, result, wishes.simulated, wishes.seed)
