"""Plans: campaigns of a case, with their bound and the judge's word."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InfeasibleError, InputError, StoppedError, finding
from seedtrain.service.cases_read import plan_kinds, read_case
from seedtrain.service.plan_settings import DEFAULT, Limits

if TYPE_CHECKING:
    from seedtrain.plan import BrokenRule, PlanResult, PlanSettings, Problem
    from seedtrain.report import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The best plan found for a case.

    ``problem`` as it was solved; ``broken``: rules that the judge, which knows no solver, found broken (none:
    it holds). ``front``: every plan that no other beats in both objectives, best throughput first; None where
    it was not asked for.
    """

    name: str
    problem: "Problem"
    result: "PlanResult"
    broken: "tuple[BrokenRule, ...]"
    front: "tuple[PlanResult, ...] | None" = None

    def facts(self) -> dict[str, Any]:
        """Return the plan as plain data; times in days from its start."""
        from seedtrain.plan import dump_front, dump_plan
        from seedtrain.service.plan_binding import binding_facts

        found = dump_plan(self.result)
        found["broken"] = [
            {"rule": each.rule, "place": each.place, "found": each.found, "allowed": each.allowed}
            for each in self.broken
        ]
        found["binding"] = binding_facts(self.problem, self.result)
        if self.front is not None:
            found["front"] = dump_front(list(self.front))
        return found

    def tables(self) -> "tuple[Table, ...]":
        """Return what was found in a few lines, what binds, cost, builds, the front and the campaigns."""
        from seedtrain.service.plan_binding import binding_table
        from seedtrain.service.plan_tables import plan_tables

        binding = binding_table(self.problem, self.result)
        return plan_tables(self.name, self.result, self.broken, self.front or (), binding)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.plan_figures import plan_figures

        facts = say("engines.page.facts", lang, name=self.name, version=version("seedtrain"))
        return engine_page(self.tables(), plan_figures(self.result, self.front or (), lang), facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``save_result``."""
        from seedtrain.service.plan_folder import save_result

        settings = {"command": "plan", "case": self.name, "seconds": {"plan": round(self.result.seconds, 3)}}
        return save_result(folder, self.facts(), self.page, settings, lang)

    def check(self) -> None:
        """Raise :class:`InfeasibleError` where no plan keeps the rules, :class:`StoppedError` where time ran
        out before one was found."""
        if self.result.objective is not None:
            return
        if self.result.status == "infeasible":
            raise InfeasibleError("no plan keeps the rules", [finding("PLN-015", value=self.name)])
        raise StoppedError("no plan found in time", [finding("PLN-016", value=self.name)])


def plan(
    name: str, objective: str | None = None, limits: Limits = DEFAULT, *, with_front: bool = False
) -> Planned:
    """Plan a case that ships or a JSON file, by its name or path.

    Raises :class:`InputError` for a case that can't be read, an objective it does not have, and a front where
    it has one objective only.
    """
    from seedtrain.plan import PlanSettings, front, load_case, solve, verify
    from seedtrain.plan.result import PlanResult

    settings = PlanSettings(objective=objective, **limits._asdict())
    problem = load_case(read_case(name, plan_kinds()))
    if not with_front:
        result, plans = solve(problem, settings), None
    else:
        first = _first_objective(problem, settings)
        plans = tuple(front(problem, settings))
        # The front begins with the best in the first objective and ends with the best in the last.
        result = (
            plans[0 if first == problem.objectives[0] else -1]
            if plans
            else PlanResult(problem.name, first, None, None, "infeasible", 0.0, "dynamic programming")
        )
    return Planned(
        name=name, problem=problem, result=result, broken=tuple(verify(problem, result)), front=plans
    )


def _first_objective(problem: "Problem", settings: "PlanSettings") -> str:
    names = [name.strip() for name in (settings.objective or problem.objectives[0]).split(",")]
    unknown = [name for name in names if name not in problem.objectives]
    if unknown:
        known = ", ".join(problem.objectives)
        raise InputError([finding("PLN-012", path="objective", value=unknown[0], known=known)])
    return names[0]
