"""Simulations of scenarios and of published plants: quantiles of what they give, and their error."""

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.service.cases_read import SIMULATION_KIND, is_case, read_case
from seedtrain.service.schedule_plant import Progress, scenario_plant
from seedtrain.service.settings import CheckedSettings, checked_settings
from seedtrain.service.simulate_kpi import Kpi, kpi_of

if TYPE_CHECKING:
    from seedtrain.report import Table
    from seedtrain.report.table import Cell
    from seedtrain.results.indicator import Indicator

FOLLOWS = "plan_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What the replications gave.

    ``failed``: replications that came to no end, which are in no quantile of their own but count as
    infinite; ``seconds`` from the problem to the indicators.
    """

    name: str
    policy: str
    replications: int
    failed: int
    seed: int
    seconds: float
    kpis: tuple[Kpi, ...]

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return it as plain data; names in ``lang``."""
        return {
            "name": self.name,
            "replications": self.replications,
            "failed": self.failed,
            "seconds": self.seconds,
            "policy": self.policy,
            "seed": self.seed,
            "kpis": [kpi.facts(lang) for kpi in self.kpis],
        }

    def tables(self) -> "tuple[Table, ...]":
        """Return what was run in a few lines, then the indicators."""
        from seedtrain.service.plan_tables import facts_table
        from seedtrain.service.simulate_kpi import kpi_table

        lines: dict[str, Cell] = {
            "policy": Message(f"engines.policy.{self.policy}"),
            "replications": f"{self.replications:,}",
            "failed": str(self.failed),
            "seed": str(self.seed),
            "seconds": f"{self.seconds:.2f}",
        }
        title = Message("engines.simulate.title", {"name": self.name})
        return facts_table(title, lines), kpi_table(self.kpis)


def simulate(
    name: str,
    replications: int = 10_000,
    *,
    policy: str = FOLLOWS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Simulated:
    """Simulate a scenario or a case of kind ``simulation_plant``, by the name that ships or by file.

    ``policy``: ``plan_order`` follows the timetable of a scenario, or lets every pool of a case serve in plan
    order; a case may also go ``first_come``. Same name, seed and policy: the same indicators. Raises
    :class:`InputError` for what can't be read, run or is out of range.
    """
    settings = checked_settings(replications=replications, seed=seed)
    tell = progress or (lambda _: None)
    known = _policies(name)
    if policy not in known:
        raise InputError([finding("SCN-016", path="--policy", value=policy, near=", ".join(known))])
    return (_of_case if is_case(name) else _of_scenario)(name, policy, settings, tell)


def _policies(name: str) -> tuple[str, ...]:
    if not is_case(name):
        return (FOLLOWS,)
    from seedtrain.simulate.plant import POLICIES

    return POLICIES


def _of_case(name: str, policy: str, settings: CheckedSettings, tell: Progress) -> Simulated:
    tell("read")
    content = read_case(name, (SIMULATION_KIND,))
    from seedtrain.flow.case import load_case
    from seedtrain.simulate.plant import POLICIES, simulate_plant

    began = perf_counter()
    case = load_case(content)
    tell("simulate")
    found = simulate_plant(
        case,
        policy=POLICIES[POLICIES.index(policy)],
        replications=settings["replications"],
        seed=settings["seed"],
    )
    kpis = (
        kpi_of("released_batches", Message("engines.kpi.released_batches"), "count", found.released),
        kpi_of("failed_batches", Message("engines.kpi.failed_batches"), "count", found.failed),
        kpi_of("last_release", Message("engines.kpi.last_release"), "time", found.last_release_h),
    )
    return _simulated(name, policy, settings, int(found.is_stuck.sum()), began, kpis)


def _of_scenario(name: str, policy: str, settings: CheckedSettings, tell: Progress) -> Simulated:
    began = perf_counter()
    plant = scenario_plant(name, settings["replications"], settings["seed"], tell)
    from seedtrain import schedule
    from seedtrain import simulate as engine
    from seedtrain.assess.labels import display_names
    from seedtrain.report.names import called

    tell("schedule")
    timetable = schedule.timetable(plant.problem, plant.batches)
    tell("simulate")
    found = engine.follow(plant.scenario, plant.problem, timetable, plant.profiles, plant.inputs)
    names = display_names(plant.scenario)
    told: list[Indicator] = sorted(
        engine.indicators(plant.scenario, found), key=lambda indicator: not indicator.headline
    )
    kpis = tuple(
        kpi_of(each.id, called(names, each), each.dimension, each.draws[1:])
        for each in told
        if each.draws is not None
    )
    return _simulated(name, policy, settings, found.failed_replications, began, kpis)


def _simulated(
    name: str, policy: str, settings: CheckedSettings, failed: int, began: float, kpis: tuple[Kpi, ...]
) -> Simulated:
    return Simulated(
        name=name, policy=policy, failed=failed, seconds=perf_counter() - began, kpis=kpis, **settings
    )
