"""Why there is no plan, or a late one, and what would have to change: as facts and as tables."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.model.referable import suites
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.cases_read import called
from seedtrain.service.columns import column
from seedtrain.service.plan import Planned
from seedtrain.service.plan_scenario import ScenarioPlan
from seedtrain.service.plan_settings import Limits
from seedtrain.service.plan_tables import exact, facts_table, worth
from seedtrain.service.plan_words import PlanWords
from seedtrain.service.schedule_plant import Progress

if TYPE_CHECKING:
    from seedtrain.plan import Explanation, PlanResult, Problem
    from seedtrain.plan.explain import Conflict, Given

Names = Callable[[str], Cell]
"""How a reader calls a product, suite, site, market or pool."""
When = Callable[[int], str]
"""How a reader calls a period or due date."""
SHARE = 0.1
"""Share of the time limit that a question put to a solver may take."""
MOST_CHANGES = 12
"""Changes of one way out that are listed; the rest is counted."""
_DIGITS = 4
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation in the reader's terms: ``when`` calls periods, under the heading ``when_key``, and
    ``names`` calls things by what they are called."""

    explanation: "Explanation"
    objective_name: str
    when: When
    when_key: str
    names: Names

    def facts(self) -> dict[str, Any]:
        """Return the explanation as plain data; periods from 0."""
        return asdict(self.explanation)

    def tables(self) -> tuple[Table, ...]:
        """Return the answer in a line or two, what is late, the conflict and the ways out."""
        made = (self._answer(), self._late(), self._conflict(), self._ways())
        return tuple(table for table in made if table.rows)

    def _answer(self) -> Table:
        told, name = self.explanation, self.objective_name
        lines: dict[str, Cell] = {"why": Message(f"explain.why.{self._why()}", {"name": told.case})}
        if told.in_time is not None:
            lines["late_plan"] = worth(name, told.objective)
            lines["in_time_plan"] = worth(name, told.in_time)
        title = Message("explain.title", {"name": called(told.case)})
        return facts_table(title, lines, table_id="explain")

    def _why(self) -> str:
        told = self.explanation
        if told.question == "late" and told.in_time is not None:
            return "late_by_choice"
        return told.question

    def _late(self) -> Table:
        cells = (
            (
                Message(f"explain.late.{each.family}"),
                self.names(each.about[-1]),
                self._at(each.period),
                _n(each.amount),
            )
            for each in self.explanation.late
        )
        columns = (
            column("late_kind"),
            column("product"),
            column(self.when_key),
            column("quantity", right=True),
        )
        return Table(id="late", title=Message("explain.late"), columns=columns, rows=rows(cells))

    def _conflict(self) -> Table:
        told = self.explanation
        found = [each for each in told.conflict if not _is_told_by_demand(each, told.conflict)]
        note = "alone" if len(found) == 1 else "minimal"
        note = note if told.is_minimal else "not_minimal"
        return Table(
            id="conflict",
            title=Message("explain.conflict"),
            columns=(column("rule"), column(self.when_key)),
            rows=rows((self._rule(each), self._span(each)) for each in found),
            note=Message(f"explain.{note}"),
        )

    def _rule(self, each: "Conflict") -> Message:
        return Message(f"explain.rule.{each.family}", self._words(each.about))

    def _span(self, each: "Conflict") -> Cell:
        if not each.periods:
            return Message("explain.always")
        return Wording(", ".join(_ranges(each.periods, self.when)))

    def _ways(self) -> Table:
        lines: list[tuple[Cell, ...]] = []
        is_mixed = any(way.family == "mixed" for way in self.explanation.ways)
        for place, way in enumerate(self.explanation.ways, 1):
            changes = _merged(way.changes)
            after = exact(way.objective) if way.objective is not None else None
            for i, each in enumerate(changes[:MOST_CHANGES]):
                head: tuple[Cell, Cell] = (str(place), after) if i == 0 else ("", "")
                lines.append((head[0], self._change(each), self._at(each.period), head[1]))
            if len(changes) > MOST_CHANGES:
                cut = {"n": len(changes) - MOST_CHANGES}
                lines.append(("", Message("explain.more", cut), "", ""))
        return Table(
            id="ways",
            title=Message("explain.ways"),
            columns=(
                column("way"),
                column("change"),
                column(self.when_key),
                column("best_after", right=True),
            ),
            rows=rows(lines),
            note=Message("explain.ways_note_mixed" if is_mixed else "explain.ways_note"),
        )

    def _change(self, each: "Given") -> Message:
        lowers = each.family in ("demand", "safety")
        words = self._words(each.about) | {
            "amount": number(each.amount, _DIGITS),
            "from": number(each.limit, _DIGITS),
            "to": number(_changed(each, -1.0 if lowers else 1.0), _DIGITS),
            "percent": number(100.0 * each.amount, 3),
            "later": self.when(int(each.amount)) if each.family == "later" else "",
        }
        return Message(f"explain.change.{each.family}", words)

    def _words(self, about: tuple[str, ...]) -> dict[str, Any]:
        """Names by place: the first and, where there are several, all of them."""
        last = self.names(about[-1]) if about else ""
        return {"first": self._named(about[:1]), "last": last, "all": self._named(about)}

    def _named(self, about: tuple[str, ...]) -> Cell:
        cells = [self.names(name) for name in about]
        return cells[0] if len(cells) == 1 else Wording(", ".join(about))

    def _at(self, period: int | None) -> Cell:
        return Message("explain.always") if period is None else Wording(self.when(period))


def _changed(each: "Given", sign: float) -> float:
    """The limit after the change; what is left of it by rounding alone is nothing."""
    left = each.limit + sign * each.amount
    return left if left > _ROUNDING * each.limit else 0.0


def _is_told_by_demand(each: "Conflict", conflict: "tuple[Conflict, ...]") -> bool:
    """Whether it only says that a demand of the conflict must be met in time."""
    return each.family == "in_time" and any(
        other.family == "demand" and other.about == each.about for other in conflict
    )


def _merged(changes: "tuple[Given, ...]") -> "list[Given]":
    """Changes, where those that begin in some period stand once, with their first period."""
    found: dict[object, Given] = {}
    for each in changes:
        is_one = each.family in ("opening", "qualified", "licence", "licence_at")
        key = (each.family, each.about) if is_one else each
        found.setdefault(key, each)
    return list(found.values())


def _ranges(periods: Iterable[int], when: When) -> list[str]:
    """Periods one after the other as ranges."""
    spans: list[list[int]] = []
    for period in sorted(periods):
        if spans and period == spans[-1][1] + 1:
            spans[-1][1] = period
        else:
            spans.append([period, period])
    return [when(a) if a == b else f"{when(a)}–{when(b)}" for a, b in spans]


def _n(value: float) -> str:
    return number(value, _DIGITS)


def explained(
    found: Planned | ScenarioPlan, limits: Limits, progress: Progress, *, is_asked: bool
) -> Explained | None:
    """Explain a plan where that ``is_asked``, or where there is none because none can be; else None.

    Of a time limit each question put to a solver may take a tenth.
    """
    if not is_asked and found.result.status != "infeasible":
        return None
    progress("explain")
    seconds = None if limits.time_limit_s is None else SHARE * limits.time_limit_s
    if isinstance(found, Planned):
        return explain_plan(found.problem, found.result, seconds)
    words, grid = PlanWords(found.plant.scenario), found.plant.grid
    return explain_plan(
        found.problem,
        found.result,
        seconds,
        when=lambda place: grid.first_day(place).isoformat(),
        names=partial(_name, words),
    )


def _name(words: PlanWords, name: str) -> Cell:
    """Name of a suite, a product made for a purpose, or a market of a scenario."""
    if "/" in name:
        return words.product(name)
    if name in suites(words.scenario):
        return words.suite(name)
    if name in words.scenario.sites:
        return words.scenario.sites[name].name or Wording(name)
    is_market = name in words.planning.demand or name.startswith("order ")
    return words.market(name) if is_market else Wording(name)


def explain_plan(
    problem: "Problem",
    result: "PlanResult",
    seconds: float | None = None,
    *,
    when: When | None = None,
    when_key: str = "from_day",
    names: Names = Wording,
) -> Explained:
    """Say why ``problem`` has no plan or ``result`` is late, and what would have to change.

    ``seconds`` limit of each question put to a solver [s], None for a fixed amount of work. ``when`` and
    ``names`` tell periods and things; without them periods count from 1, due dates are days of the plan.
    """
    from seedtrain.plan import CampaignSequence, explain

    told = explain(problem, result, seconds)
    if when is None:
        days = problem.due_days if isinstance(problem, CampaignSequence) else None
        when = _period if days is None else lambda place: number(days[place], 6)
        when_key = "in_period" if days is None else "due_on_day"
    return Explained(told, result.objective_name, when, when_key, names)


def _period(place: int) -> str:
    return str(place + 1)
