"""What a simulation gave: answers, their errors, what moves them, why they are missed; as facts and files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.report.table import Quantity
from seedtrain.service.cases_read import called
from seedtrain.service.simulate_kpi import MOST_KPIS, Kpi, kpi_of, kpi_table, plain
from seedtrain.service.simulate_page import Charts, simulation_page
from seedtrain.service.simulate_parquet import write_columns
from seedtrain.service.simulate_prepared import LOST, Answer, Prepared
from seedtrain.service.simulate_settings import SimulateOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.report import Table
    from seedtrain.report.table import Cell
    from seedtrain.service.simulate_misses import Misses
    from seedtrain.simulate.drivers import Companion, Mover
    from seedtrain.simulate.part import Part
    from seedtrain.simulate.sobol import SobolIndex

REPLICATIONS = "replications.parquet"
MOST_HISTOGRAMS = 8
MOST_DRIVEN = 6
"""Answers whose drivers are looked for: those shown first."""
MOST_ERRORS = 16
"""Answers whose errors are listed on a screen."""
_OWN = ("orders.", "utilisation.", "queue.")
"""Begin the ids of answers that have tables of their own."""


@dataclass(frozen=True)
class Simulated:
    """What the replications gave.

    ``found``: every replication; ``asked``: how many were asked for, more than were run where the error asked
    for was reached before; ``indices``: Sobol indices by answer where they were asked for; ``seconds`` from
    reading to the last replication.
    """

    prepared: Prepared
    found: "Part"
    asked: int
    seed: int
    options: SimulateOptions
    indices: "Mapping[str, tuple[SobolIndex, ...]] | None"
    seconds: float

    @property
    def name(self) -> str:
        """The scenario or case."""
        return self.prepared.name

    @property
    def policy(self) -> str:
        """The policy."""
        return self.prepared.policy

    @property
    def replications(self) -> int:
        """Replications run, failed ones included."""
        return self.found.end

    @cached_property
    def failed(self) -> int:
        """Replications that could not be run, or in which a batch waits for ever."""
        import numpy as np

        stuck = self.found.columns[self.prepared.stuck]
        return len(self.found.faults) + int(np.count_nonzero(stuck > 0.0))

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every answer over the replications that could be run."""
        return tuple(
            kpi_of(each.id, each.name, each.dimension, self.told(each)) for each in self.prepared.answers
        )

    def told(self, answer: Answer) -> "NDArray[np.float64]":
        """Return an answer in the replications that could be run, shape (n - faults,)."""
        return self.found.columns[answer.id][self._is_run]

    @cached_property
    def _is_run(self) -> "NDArray[np.bool_]":
        import numpy as np

        is_run = np.ones(self.replications, dtype=np.bool_)
        is_run[[fault.replication - self.found.first for fault in self.found.faults]] = False
        return is_run

    @property
    def factors(self) -> "dict[str, NDArray[np.float64]]":
        """What may move an answer, by column: inputs and events as drawn, where they could be run."""
        answers = {each.id for each in self.prepared.answers} | {self.prepared.stuck}
        return {
            name: column[self._is_run]
            for name, column in self.found.columns.items()
            if name not in answers and not name.startswith(LOST)
        }

    @cached_property
    def losses(self) -> dict[str, dict[str, float]]:
        """Mean number of batches lost in a replication, by the step at which that is found and by cause."""
        found: dict[str, dict[str, float]] = {}
        for name, column in self.found.columns.items():
            if name.startswith(LOST):
                cause, _, step = name.removeprefix(LOST).partition(".")
                found.setdefault(step, {})[cause] = float(column[self._is_run].mean())
        return found

    @cached_property
    def drivers(self) -> "dict[str, tuple[Mover, ...]]":
        """What moves each answer that is shown first, by its id."""
        from seedtrain.simulate.drivers import movers

        shown = [each for each in self.prepared.answers if each.headline][:MOST_DRIVEN]
        found = {each.id: movers(self.told(each), self.factors) for each in shown}
        return {name: moving for name, moving in found.items() if moving}

    @cached_property
    def misses(self) -> "Misses":
        """When it misses, and what differs then."""
        from seedtrain.service.simulate_misses import misses_of

        names = {name.split(".")[1]: name for name in self.prepared.missed}
        met = {order: self.found.columns[name][self._is_run] for order, name in names.items()}
        shares = [each for each in self.kpis if each.dimension == "fraction" and not each.id.startswith(_OWN)]
        low = (shares or list(self.kpis))[0] if met else self.kpis[0]
        answer = next(each for each in self.prepared.answers if each.id == low.id)
        return misses_of(met, self.told(answer), low.p10, self.factors)

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return it as plain data; names in ``lang``."""
        return {
            "name": self.name,
            "replications": self.replications,
            "failed": self.failed,
            "seconds": self.seconds,
            "policy": self.policy,
            "seed": self.seed,
            "asked": self.asked,
            "kpis": [kpi.facts(lang) for kpi in self.kpis],
            "quantile_errors": {kpi.id: [plain(each) for each in kpi.quantile_errors] for kpi in self.kpis},
            "faults": [
                {"replication": fault.replication, "kind": fault.kind, "problem": fault.problem}
                for fault in self.found.faults
            ],
            "drivers": {
                answer: [
                    {"name": self.called(mover.factor).render(lang), **_numbers(mover)} for mover in moving
                ]
                for answer, moving in self.drivers.items()
            },
            "sobol": None
            if self.indices is None
            else {
                answer: [{"name": self._input(each.factor).render(lang), **_numbers(each)} for each in told]
                for answer, told in self.indices.items()
            },
            "misses": {
                "what": self.misses.what.render(lang),
                "share": plain(self.misses.share),
                "companions": self._companions(self.misses.companions, lang),
                "orders": {
                    order: {"share": plain(share), "companions": self._companions(found, lang)}
                    for order, (share, found) in self.misses.by_order.items()
                },
            },
            "losses": {
                step: {cause: plain(mean) for cause, mean in causes.items()}
                for step, causes in self.losses.items()
            },
            "varied": {
                kind: {
                    name: {"value": value.text, "path": value.path, "origin": value.origin.kind}
                    for name, value in fields.items()
                }
                for kind, fields in self.prepared.varied.values.items()
            },
            "warm_up": self.prepared.warm_up,
            "treatment": [each.render(lang) for each in self.prepared.treatment],
        }

    def called(self, factor: str) -> "Message | Wording":
        """Return what a factor is called."""
        known = self.prepared.factors.get(factor)
        return Wording(factor) if known is None else known.name

    def _measured(self, factor: str, value: float) -> Quantity:
        """Return a value of a factor with its unit."""
        return Quantity(value, self.prepared.factors[factor].dimension)

    def _input(self, path: str) -> "Message | Wording":
        """Return what an input at a path is called, or the luck or a kind of it."""
        from seedtrain.simulate.luck import PREFIX
        from seedtrain.simulate.sobol import LUCK

        if path.startswith(PREFIX):
            return Message(f"engines.{path}")
        return Message("engines.simulate.luck") if path == LUCK else self.called(f"input.{path}")

    def _companions(self, found: "Sequence[Companion]", lang: str) -> list[dict[str, Any]]:
        return [{"name": self.called(each.factor).render(lang), **_numbers(each)} for each in found]

    def _order(self, order: str) -> "Message | Wording":
        from seedtrain.report.names import named

        return named(self.prepared.names, "orders", order)

    def _why(self, order: str) -> "Message | Wording | None":
        """What differs most where an order is late, and which way."""
        _, found = self.misses.by_order.get(order, (0.0, ()))
        if not found:
            return None
        way = "more" if found[0].apart > 0.0 else "less"
        return Message(f"engines.simulate.{way}", {"factor": self.called(found[0].factor)})

    def tables(self, *, is_whole: bool = False) -> "tuple[Table, ...]":
        """Return what was run in a few lines, answers, orders, equipment, drivers, misses, what varies.

        Where not whole, answers that have a table of their own are left out of the first, and the others cut.
        """
        from seedtrain.service import simulate_tables as made
        from seedtrain.service.plan_tables import facts_table
        from seedtrain.service.simulate_equipment import equipment_table

        lines: dict[str, Cell] = {
            "policy": Message(f"engines.policy.{self.policy}"),
            "replications": self._replications_words(),
            "failed": str(self.failed),
            "seed": str(self.seed),
            "seconds": f"{self.seconds:.2f}",
        }
        title = Message("engines.simulate.title", {"name": called(self.name)})
        listed = [kpi for kpi in self.kpis if is_whole or not kpi.id.startswith(_OWN)]
        tables = (
            kpi_table(listed, len(listed) if is_whole else MOST_KPIS),
            made.error_table(listed if is_whole else listed[:MOST_ERRORS]),
            made.order_table(self.kpis, self._order, self._why),
            equipment_table(self.kpis, self.prepared.names),
            made.mover_table(self.drivers, self.kpis, self.called),
            made.sobol_table(self.indices or {}, self.kpis, self._input),
            made.miss_table(self.misses.what, self.misses.companions, self.called, self._measured),
            made.loss_table(self.losses, self.prepared.steps),
            made.variation_table(self.prepared.varied),
        )
        return facts_table(title, lines), *(table for table in tables if table.rows)

    def _replications_words(self) -> "Message | str":
        if self.replications == self.asked:
            return f"{self.replications:,}"
        words = {"n": f"{self.replications:,}", "asked": f"{self.asked:,}"}
        return Message("engines.simulate.enough", {**words, "error": f"{self.options.until_error:g}"})

    def notes(self) -> tuple[Message, ...]:
        """Return what is to be said of the beginning, the end, and of replications that could not be run."""
        found = self.prepared.treatment
        if self.found.faults:
            first = self.found.faults[0]
            words = {"n": len(self.found.faults), "first": first.replication, "problem": first.problem}
            found = (Message("engines.simulate.faults", words), *found)
        return found

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results, every replication and circumstances into a folder; return it.

        Raises as ``save_result``.
        """
        from seedtrain.service.plan_folder import save_result

        settings = {
            "command": "simulate",
            "name": self.name,
            "seed": self.seed,
            "cluster": self.options.cluster,
            "seconds": {"simulate": round(self.seconds, 3)},
        }
        facts = {key: value for key, value in self.facts(lang).items() if key != "seconds"}
        return save_result(folder, facts, self.page, settings, lang, more=self.write_replications)

    def write_replications(self, folder: Path) -> None:
        """Write every replication as ``replications.parquet``: one row each, one column an answer or factor.

        The same bytes wherever and in whatever parts they were run. A date is the ordinal of its day.
        """
        from seedtrain.quantities import DIMENSIONS

        units = {
            each.id: "day_ordinal" if each.dimension == "date" else DIMENSIONS[each.dimension].symbol
            for each in self.prepared.answers
        }
        write_columns(folder / REPLICATIONS, self.replications, self.found.columns, units)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        return simulation_page(self.name, self.tables(is_whole=True), self.notes(), self._charts(), lang)

    def _charts(self) -> Charts:
        """Fans of the replications whose courses are kept, histograms of the main answers, tornados."""
        answers = {each.id: each for each in self.prepared.answers}
        shown = [each for each in answers.values() if each.headline or each.id.endswith(".completion")]
        middles = {kpi.id: kpi.p50 for kpi in self.kpis}
        return Charts(
            courses=[
                (each, self.found.series[each.id])
                for each in self.prepared.courses
                if each.id in self.found.series
            ],
            answers=[(each, self.told(each)) for each in shown[:MOST_HISTOGRAMS]],
            moved=[
                (answers[name], middles[name], [(self.called(mover.factor), mover) for mover in moving])
                for name, moving in self.drivers.items()
            ],
        )


def _numbers(told: "Mover | Companion | SobolIndex") -> dict[str, Any]:
    """The fields of a driver or companion as plain data."""
    return {name: plain(value) if isinstance(value, float) else value for name, value in asdict(told).items()}
