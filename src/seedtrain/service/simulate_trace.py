"""One replication by its number: every operation, every batch, the draws behind it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import Message
from seedtrain.report.table import Quantity, Table, rows
from seedtrain.results.replications import REPLICATIONS
from seedtrain.service.cases_read import called
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import exact, facts_table
from seedtrain.service.schedule_plant import Progress
from seedtrain.service.settings import whole
from seedtrain.service.simulate_kpi import plain
from seedtrain.service.simulate_prepared import FOLLOWS, Prepared
from seedtrain.service.simulate_ready import prepared
from seedtrain.service.simulate_settings import CHANCE, MOST_REPLICATIONS, SimulateOptions

if TYPE_CHECKING:
    from seedtrain.flow.chunk import Chunk
    from seedtrain.flow.problem import Problem
    from seedtrain.simulate.part import Part

MOST_BATCHES = 40
DEFAULT = SimulateOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Replication ``number``: its operations and batches, and what ``part`` says of it."""

    prepared: Prepared
    number: int
    seed: int
    problem: "Problem"
    chunk: "Chunk"
    causes: tuple[str, ...]
    part: "Part"

    def operations(self) -> list[dict[str, Any]]:
        """Return every operation that came to pass; times in hours from the start."""
        import numpy as np

        problem, trace = self.problem, self.chunk.trace
        assert trace is not None
        start, end, unit = trace.start_h[0], trace.end_h[0], trace.unit[0]
        return [
            {
                "job": problem.jobs[problem.job_of[k]],
                "operation": problem.steps[problem.step[k]],
                "unit": problem.units[unit[k]] if unit[k] >= 0 else "",
                "start_h": float(start[k]),
                "end_h": float(end[k]),
            }
            for k in np.flatnonzero(np.isfinite(end)).tolist()
        ]

    def batches(self) -> list[dict[str, Any]]:
        """Return how each batch ended: released, or failed and from which cause; hours from the start."""
        done, lost, loss = self.chunk.done_h[0], self.chunk.lost_h[0], self.chunk.loss[0]
        return [
            {
                "job": job,
                "released_h": plain(float(done[place])),
                "failed_h": plain(float(lost[place])),
                "cause": self.causes[loss[place]] if loss[place] >= 0 else "",
                "found_at": self._found_at(place),
            }
            for place, job in enumerate(self.problem.jobs)
        ]

    def _found_at(self, job: int) -> str:
        """The operation at whose end a failed batch was found; it is the last one that came to pass."""
        import numpy as np

        trace = self.chunk.trace
        assert trace is not None
        if self.chunk.loss[0, job] < 0:
            return ""
        route = slice(int(self.problem.route[job]), int(self.problem.route[job + 1]))
        last = int(np.flatnonzero(np.isfinite(trace.end_h[0, route]))[-1])
        return str(self.problem.steps[self.problem.step[route][last]])

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return it as plain data; names in ``lang``."""
        answers = {each.id: each for each in self.prepared.answers}
        columns = self.part.columns
        return {
            "name": self.prepared.name,
            "policy": self.prepared.policy,
            "seed": self.seed,
            "replication": self.number,
            "answers": {name: plain(float(columns[name][0])) for name in answers},
            "draws": {
                name: plain(float(column[0])) for name, column in columns.items() if name not in answers
            },
            "batches": self.batches(),
            "operations": self.operations(),
        }

    def tables(self) -> tuple[Table, ...]:
        """Return the answers of the replication, what was drawn for it, and its batches."""
        title = Message("engines.trace.title", {"name": called(self.prepared.name), "number": self.number})
        head = facts_table(
            title,
            {"policy": Message(f"engines.policy.{self.prepared.policy}"), "seed": str(self.seed)},
        )
        return head, self._answers(), self._draws(), self._batches()

    def notes(self) -> tuple[Message, ...]:
        """Return what is to be said of the beginning and the end."""
        return self.prepared.treatment

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, facts and circumstances into a folder; return it. Raises as ``save_result``."""
        from seedtrain.service.plan_folder import save_result

        settings = {
            "command": "simulate",
            "name": self.prepared.name,
            "seed": self.seed,
            "replication": self.number,
        }
        return save_result(folder, self.facts(lang), self.page, settings, lang)

    def page(self, lang: str) -> str:
        """Return the report: what held each unit in this replication."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import Bar, bar_chart, engine_page

        bars = [
            Bar(
                line=each["unit"],
                group=each["job"].rpartition("-")[0] or each["operation"],
                start=each["start_h"],
                end=each["end_h"],
                text=f"{each['job']} · {each['operation']}",
            )
            for each in self.operations()
            if each["unit"]
        ]
        chart = bar_chart(
            bars, Message("engines.figure.units"), Message("engines.axis.hours"), lang, self.prepared.origin
        )
        facts = say("engines.page.facts", lang, name=self.prepared.name, version=version("seedtrain"))
        return engine_page(self.tables(), [chart], facts, lang)

    def _answers(self) -> Table:
        shown = [each for each in self.prepared.answers if each.headline] or self.prepared.answers[:3]
        return Table(
            id="answers",
            title=Message("engines.trace.answers"),
            columns=(column("id"), column("value", right=True)),
            rows=rows(
                (each.name, Quantity(float(self.part.columns[each.id][0]), each.dimension)) for each in shown
            ),
        )

    def _draws(self) -> Table:
        """Events that came to pass."""
        names = [name for name in self.part.columns if name.startswith("event.")]
        return Table(
            id="draws",
            title=Message("engines.trace.draws"),
            columns=(column("factor"), column("value", right=True)),
            rows=rows(
                (
                    self.prepared.factors[name].name,
                    Quantity(float(self.part.columns[name][0]), self.prepared.factors[name].dimension),
                )
                for name in names
            ),
        )

    def _batches(self) -> Table:
        listed = self.batches()
        return Table(
            id="batches",
            title=Message("engines.trace.batches"),
            columns=(
                column("batch"),
                column("released", right=True),
                column("failed", right=True),
                column("cause"),
                column("found_at", priority=2),
            ),
            rows=rows(
                (
                    each["job"],
                    _time(each["released_h"], self.prepared.origin),
                    _time(each["failed_h"], self.prepared.origin),
                    Message(f"engines.cause.{each['cause']}") if each["cause"] else None,
                    self.prepared.steps.get(each["found_at"], each["found_at"]) or None,
                )
                for each in listed[:MOST_BATCHES]
            ),
            note=Message("engines.cut", {"shown": MOST_BATCHES, "all": len(listed)})
            if len(listed) > MOST_BATCHES
            else None,
        )


def trace(
    name: str,
    number: object,
    *,
    policy: str = FOLLOWS,
    seed: int = 1,
    options: SimulateOptions = DEFAULT,
    replications: int = REPLICATIONS,
    progress: Progress | None = None,
) -> Traced:
    """Run replication ``number`` (from 0) of a simulation alone and tell it step by step.

    It is the one that :func:`simulate` counts in, to the last bit; by a design, the one of
    ``replications``. Raises :class:`InputError` as that does, and SIM-038 where the replication can't be run,
    with what went wrong.
    """
    findings: list[Finding] = []
    most = MOST_REPLICATIONS if options.sampling == CHANCE else replications
    wanted = whole("--trace", number, 0, most - 1, findings)
    if findings:
        raise InputError(findings)
    tell = progress or (lambda _: None)
    ready = prepared(name, policy, seed, options, tell, replications)
    tell("simulate")
    from seedtrain.simulate.work import FAULTS

    try:
        chunk = ready.work.traced(wanted)
        part = ready.work.part(wanted, wanted + 1)
    except FAULTS as error:
        problem = f"{type(error).__name__}: {error}"
        raise InputError([finding("SIM-038", path="--trace", value=wanted, problem=problem)]) from None
    return Traced(
        prepared=ready,
        number=wanted,
        seed=seed,
        problem=ready.work.flow,
        chunk=chunk,
        causes=ready.work.causes,
        part=part,
    )


def _time(hours: float | None, origin: date | None) -> Any:
    from seedtrain.report.show import stamp

    if hours is None:
        return None
    return exact(round(hours, 1)) if origin is None else stamp(origin, hours)
