"""Plans and published cases as tables."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number, term
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.cases_read import called
from seedtrain.service.columns import column

if TYPE_CHECKING:
    from seedtrain.plan import BrokenRule, ComparisonRow, PlanResult

_DIGITS = 9
MOST_CAMPAIGNS = 60
"""Campaigns listed on a screen; the rest is counted."""


def plan_tables(
    name: str,
    result: "PlanResult",
    broken: "Iterable[BrokenRule]",
    front: "Iterable[PlanResult]",
    binding: Table,
) -> tuple[Table, ...]:
    """Return the plan of the case ``name`` in a few lines, then what binds, cost, builds, the front and the
    campaigns."""
    made = (
        _facts(name, result, broken),
        binding,
        _costs(result.cost_by_category),
        _builds(result),
        _front(front),
        _campaigns(result),
    )
    return tuple(table for table in made if table.rows)


def exact(value: float | None) -> Wording | None:
    """Write a number with nine significant digits; a dash where there is none."""
    return None if value is None else Wording(number(value, _DIGITS))


def percent(value: float | None) -> Wording | None:
    """Write a fraction in percent."""
    return None if value is None else Wording(f"{number(100.0 * value)} %", f"{number(100.0 * value)}%")


def worth(name: str, value: float | None) -> Message | None:
    """Write the value of an objective with what it counts."""
    return None if value is None else Message(f"engines.objective.{name}", {"value": number(value, _DIGITS)})


def facts_table(title: Message, lines: Mapping[str, Cell], table_id: str = "facts") -> Table:
    """Make a table of facts: the row ``engines.fact.<key>`` of the message table beside each value."""
    return Table(
        id=table_id,
        title=title,
        columns=(column("fact"), column("value")),
        rows=rows((Message(f"engines.fact.{key}"), cell) for key, cell in lines.items()),
    )


def word_of_judge(broken: list[str]) -> Message:
    """What the judge says: every rule holds, or how many are broken and which is the first."""
    if not broken:
        return Message("engines.judge.holds")
    return Message("engines.judge.broken", {"n": len(broken), "first": broken[0]})


def solver_words(name: str) -> Cell:
    """Name a solver, and a method of ours in the reader's language."""
    method, _, bounding = name.partition(", bound by ")
    words = term("engines.solver", method.replace(" ", "_"))
    words = Wording(method) if isinstance(words, Wording) else words
    return Message("engines.solver.bounded", {"method": words, "solver": bounding}) if bounding else words


def _facts(name: str, result: "PlanResult", broken: "Iterable[BrokenRule]") -> Table:
    size = {"rows": result.rows, "columns": result.columns, "integers": result.integers}
    if result.states:
        size = {"states": result.states}
    size_words = {key: number(count, _DIGITS) for key, count in size.items()}
    lines: dict[str, Cell] = {
        "objective": worth(result.objective_name, result.objective),
        "bound": worth(result.objective_name, result.bound),
        "gap": percent(result.gap),
        "status": Message(f"engines.status.{result.status}"),
        "seconds": exact(round(result.seconds, 2)),
        "solver": solver_words(result.solver),
        "size": Message("engines.states" if result.states else "engines.size", size_words),
    }
    if result.objective_name in result.indicators:
        lines |= {
            key: worth(key, value) for key, value in result.indicators.items() if key != result.objective_name
        }
    if result.objective is not None:
        lines["judge"] = word_of_judge([f"{each.rule} {each.place}" for each in broken])
    return facts_table(Message("engines.plan.title", {"name": called(name)}), lines)


def _costs(costs: Mapping[str, float]) -> Table:
    return Table(
        id="costs",
        title=Message("engines.plan.costs"),
        columns=(column("category"), column("money", right=True)),
        rows=rows((Message(f"engines.category.{name}"), exact(value)) for name, value in costs.items()),
    )


def _builds(result: "PlanResult") -> Table:
    return Table(
        id="builds",
        title=Message("engines.plan.builds"),
        columns=(column("suite"), column("from_period", right=True)),
        rows=rows((row.suite, str(row.period + 1)) for row in result.builds),
    )


def _front(plans: "Iterable[PlanResult]") -> Table:
    return Table(
        id="front",
        title=Message("engines.plan.front"),
        columns=(
            column("throughput_kg", right=True),
            column("deficit_kg", right=True),
            column("campaigns", right=True),
        ),
        rows=rows(
            (
                exact(plan.indicators["throughput"]),
                exact(plan.indicators["deficit"]),
                str(len(plan.campaigns)),
            )
            for plan in plans
        ),
    )


def _campaigns(result: "PlanResult") -> Table:
    count = len(result.campaigns)
    cut = {"shown": MOST_CAMPAIGNS, "all": count}
    return Table(
        id="campaigns",
        title=Message("engines.plan.campaigns"),
        columns=(
            column("suite"),
            column("section", priority=2),
            column("product"),
            column("start_d", right=True),
            column("end_d", right=True),
            column("batches", right=True),
        ),
        rows=rows(
            (
                row.suite,
                term("engines.section", row.section),
                row.product,
                exact(round(row.start, 2)),
                exact(round(row.end, 2)),
                str(row.batches),
            )
            for row in result.campaigns[:MOST_CAMPAIGNS]
        ),
        note=Message("engines.cut", cut) if count > MOST_CAMPAIGNS else None,
    )


def published_tables(found: "tuple[ComparisonRow, ...]") -> tuple[Table, ...]:
    """Return published results beside ours, a row for each objective and rule; then what found them."""
    values = Table(
        id="cases",
        title=Message("engines.cases.title"),
        columns=(
            column("case"),
            column("objective", priority=2),
            column("rules", priority=4),
            column("published_value", right=True),
            column("ours", right=True),
            column("bound", right=True),
            column("gap", right=True),
            column("seconds", right=True, priority=3),
        ),
        rows=rows(
            (
                row.case,
                term("engines.objective_name", row.objective),
                _rule(row),
                exact(row.published),
                exact(row.ours),
                exact(row.bound),
                percent(row.gap),
                exact(round(row.seconds, 2)),
            )
            for row in found
        ),
        note=Message("engines.cases.note"),
    )
    methods = Table(
        id="methods",
        title=Message("engines.cases.methods"),
        columns=(
            column("case"),
            column("rules", priority=2),
            column("published_with"),
            column("solver"),
            column("status"),
        ),
        rows=rows(
            (
                row.case,
                _rule(row),
                term("engines.published_with", row.published_with) if row.published_with else None,
                solver_words(row.solver),
                Message(f"engines.status.{row.status}"),
            )
            for row in found
        ),
    )
    return values, methods


def _rule(row: "ComparisonRow") -> Cell:
    return term("engines.rules", row.rules.replace(" ", "_")) if row.rules else None
