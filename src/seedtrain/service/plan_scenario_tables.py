"""The plan of a scenario as tables."""

from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_binding import MOST_BINDING, worth_table
from seedtrain.service.plan_tables import exact, facts_table, percent, word_of_judge
from seedtrain.service.plan_uncertain_tables import uncertain_tables
from seedtrain.service.plan_words import PlanWords

if TYPE_CHECKING:
    from seedtrain.plan.result import PlanResult
    from seedtrain.service.plan_found import PlanFound


def scenario_tables(found: "PlanFound", *, with_batches: bool) -> tuple[Table, ...]:
    """Return the tables that have rows, the facts first; ``with_batches`` those of each suite and year
    too."""
    words = PlanWords(found.plant.scenario)
    made = (
        _facts(found),
        _decisions(found, words),
        _binding(found, words),
        money_table(found.result, found.plant.scenario.money.price_year),
        *uncertain_tables(found, words),
        _walks(found, words),
        _supply(found, words, in_items=False),
        _supply(found, words, in_items=True),
        *([_campaigns(found, words)] if with_batches else []),
    )
    return made[:1] + tuple(table for table in made[1:] if table.rows)


def millions(value: float | None, digits: int = 4) -> Wording | None:
    """Write money of a scenario's plan, which is in millions."""
    return None if value is None else Wording(number(value, digits))


def worth(found: "PlanFound", value: float | None) -> Message | None:
    """Write the value of the objective with what it is."""
    if value is None:
        return None
    year = found.plant.scenario.money.price_year
    words = {"value": number(value, 6), "year": year}
    return Message(f"planning.objective.{found.result.objective_name}", words)


def _facts(found: "PlanFound") -> Table:
    result, grid = found.result, found.plant.grid
    size = {"rows": str(result.rows), "columns": str(result.columns), "integers": str(result.integers)}
    span = {
        "start": grid.first_day(0).isoformat(),
        "end": grid.first_day(grid.count).isoformat(),
        "n": grid.count,
        "months": grid.months,
    }
    lines: dict[str, Cell] = {
        "objective": worth(found, result.objective),
        "bound" if found.uncertain is None else "bound_kept": worth(found, result.bound),
        "gap": percent(None if result.gap is None else round(result.gap, 8)),
        "status": _status(result),
        "span": Message("planning.span", span),
        "seconds": exact(round(result.seconds, 2)),
        "solver": result.solver,
        "size": Message("engines.size", size),
    }
    if result.objective is not None:
        lines["judge"] = word_of_judge([f"{each.rule} {each.place}" for each in found.broken])
    return facts_table(Message("planning.title", {"name": found.plant.scenario.title}), lines)


def _status(result: "PlanResult") -> Message:
    """Status in words; a proof that stops at the gap asked for says so."""
    if result.status == "optimal" and (result.gap or 0.0) > 1e-6:
        return Message("planning.status.within_gap")
    return Message(f"engines.status.{result.status}")


def _decisions(found: "PlanFound", words: PlanWords) -> Table:
    """What is built, changed, given up or bought, with dates and capital; and what is not."""
    grid = found.plant.grid
    by_id = {project.id: project for project in found.problem.projects}
    taken = {row.project for row in found.result.projects}
    listed: list[list[Cell]] = [
        [
            words.option(row.project),
            Message(f"planning.kind.{row.kind}"),
            grid.first_day(row.begins).isoformat(),
            grid.first_day(row.opens).isoformat(),
            millions(sum(by_id[row.project].spend)),
        ]
        for row in found.result.projects
    ]
    listed += [
        [
            words.option(project.id),
            Message(f"planning.kind.{project.kind}"),
            Message("planning.not_done"),
            None,
            millions(sum(project.spend)),
        ]
        for project in found.problem.projects
        if project.id not in taken
    ]
    return Table(
        id="decisions",
        title=Message("planning.decisions"),
        columns=(
            column("option"),
            column("kind", priority=2),
            column("begins", right=True),
            column("usable_from", right=True),
            column("capital_million", right=True),
        ),
        rows=rows(listed),
    )


def _binding(found: "PlanFound", words: PlanWords) -> Table:
    count = found.plant.grid.count
    listed: list[list[Cell]] = []
    for each in found.binding[:MOST_BINDING]:
        named: Cell = each.name
        if each.kind == "suite_days":
            named = words.suite(each.name)
        elif each.kind in ("demand", "licence"):
            named = words.market(each.name)
        elif each.kind == "safety":
            named = words.product(each.name)
        listed.append(
            [
                Message(f"planning.binding.{each.kind}", {"name": named}),
                Message("planning.of_periods", {"n": len(each.periods), "all": count}),
                millions(each.worth, 3),
            ]
        )
    return worth_table(listed, "worth_million", Message("planning.binding.note"))


def money_table(result: "PlanResult", year: int) -> Table:
    """Money by category, and their sum: the objective."""
    listed: list[list[Cell]] = [
        [Message(f"engines.category.{name}"), millions(value)]
        for name, value in result.cost_by_category.items()
        if abs(value) > 1e-9
    ]
    if listed:
        listed.append([Message("planning.sum"), millions(result.objective)])
    title = "planning.money_now" if result.objective_name == "npv" else "planning.money"
    return Table(
        id="money",
        title=Message(title, {"year": year}),
        columns=(column("category"), column("money_million", right=True)),
        rows=rows(listed),
    )


def _walks(found: "PlanFound", words: PlanWords) -> Table:
    """Qualifications by suite and product; a mark says which are supplements."""
    grid = found.plant.grid
    any_later = any(row.is_supplement for row in found.result.qualifications)
    return Table(
        id="walks",
        title=Message("planning.walks"),
        columns=(
            column("product"),
            column("suite"),
            column("transfer_from", right=True, priority=3),
            column("on_site_from", right=True, priority=2),
            column("engineering_validation", right=True),
            column("first_batch", right=True),
        ),
        rows=rows(
            (
                words.product(row.product),
                _marked(words.suite(row.suite), is_marked=row.is_supplement),
                grid.first_day(row.begins).isoformat(),
                grid.first_day(row.on_site).isoformat(),
                f"{row.engineering} + {row.validation}",
                grid.first_day(row.ready).isoformat(),
            )
            for row in found.result.qualifications
        ),
        note=Message("planning.walks.note") if any_later else None,
    )


def _marked(name: Wording, *, is_marked: bool) -> Cell:
    return Message("planning.marked", {"name": name}) if is_marked else name


def _supply(found: "PlanFound", words: PlanWords, *, in_items: bool) -> Table:
    """Demand and sales by year of the markets of filled products, or of the others."""
    grid = found.plant.grid
    asked: dict[tuple[str, int], float] = {}
    sold: dict[tuple[str, int], float] = {}
    for name, market in found.problem.markets.items():
        if words.in_items(found.problem.product_of(name)) != in_items:
            continue
        for t, demand in enumerate(market.demand):
            year = grid.first_day(t).year
            asked[name, year] = asked.get((name, year), 0.0) + demand
    for row in found.result.flows:
        if row.kind == "sales":
            key = row.market or row.product, grid.first_day(row.period).year
            sold[key] = sold.get(key, 0.0) + row.quantity
    listed: list[list[Cell]] = [
        [
            words.market(name),
            str(year),
            Wording(number(demand)),
            Wording(number(sold.get((name, year), 0.0))),
            percent(round(sold.get((name, year), 0.0) / demand, 4)),
        ]
        for (name, year), demand in asked.items()
        if demand > 1e-9
    ]
    return Table(
        id="supply-items" if in_items else "supply",
        title=Message("planning.supply_items" if in_items else "planning.supply"),
        columns=(
            column("market"),
            column("year"),
            column("demand_thousand" if in_items else "demand_kg", right=True),
            column("sold_thousand" if in_items else "sold_kg", right=True),
            column("served", right=True),
        ),
        rows=rows(listed),
    )


def _campaigns(found: "PlanFound", words: PlanWords) -> Table:
    """Batches by suite, product and year."""
    grid = found.plant.grid
    batches: dict[tuple[str, str, int], int] = {}
    for row in found.result.campaigns:
        key = row.suite, row.product, grid.first_day(row.period or 0).year
        batches[key] = batches.get(key, 0) + row.batches
    return Table(
        id="campaigns",
        title=Message("planning.batches"),
        columns=(column("suite"), column("product"), column("year"), column("batches", right=True)),
        rows=rows(
            (words.suite(suite), words.product(product), str(year), str(count))
            for (suite, product, year), count in batches.items()
        ),
    )
