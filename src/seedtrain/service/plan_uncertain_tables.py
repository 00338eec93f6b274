"""What the plan of a scenario is worth under uncertainty, and what could be done instead, as tables."""

from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import percent
from seedtrain.service.plan_words import PlanWords

if TYPE_CHECKING:
    from seedtrain.service.plan_found import PlanFound


def uncertain_tables(found: "PlanFound", words: PlanWords) -> tuple[Table, ...]:
    """Return a table for each thing that was asked for."""
    made = (
        _each_option(found, words),
        _worlds(found),
        _others(found, words),
        _rolled(found),
        _risk(found, words),
    )
    return tuple(table for table in made if table is not None)


def _million(value: float) -> Wording:
    return Wording(number(round(value, 4), 4))


def _worlds(found: "PlanFound") -> Table | None:
    worlds = found.uncertain
    if worlds is None:
        return None
    share = percent(worlds.risk.tail)
    lines: dict[str, tuple[Cell, float]] = {
        "expected": (Message("planning.worlds.expected"), worlds.expected),
        "cvar": (Message("planning.worlds.cvar", {"share": share}), worlds.tail),
        "vss": (Message("planning.worlds.vss"), worlds.value_of_stochastic_solution),
        "evpi": (Message("planning.worlds.evpi"), worlds.value_of_perfect_information),
        "least": (Message("planning.worlds.least"), min(worlds.objectives)),
        "most": (Message("planning.worlds.most"), max(worlds.objectives)),
    }
    words = {"n": len(worlds.objectives), "seed": found.wishes.seed}
    return Table(
        id="worlds",
        title=Message("planning.worlds", words),
        columns=(column("fact"), column("money_million", right=True)),
        rows=rows((label, _million(value)) for label, value in lines.values()),
        note=Message("planning.worlds.note"),
    )


def _each_option(found: "PlanFound", words: PlanWords) -> Table | None:
    """The best plan with each option decided the other way, and what that loses."""
    best = found.result.objective
    if not found.wishes.each_option or best is None:
        return None
    sign = 1.0 if found.problem.maximise else -1.0
    listed: list[list[Cell]] = []
    for each in found.reversed_options:
        value = each.result.objective
        lost = None if value is None else _million(sign * (best - value))
        other = Message("planning.with_it" if each.is_taken else "planning.without_it")
        cell: Cell = Message("planning.no_plan") if value is None else _million(value)
        listed.append([words.option(each.project), other, cell, lost])
    return Table(
        id="each-option",
        title=Message("planning.each_option"),
        columns=(
            column("option"),
            column("decided_otherwise"),
            column("best_then_million", right=True),
            column("loses_million", right=True),
        ),
        rows=rows(listed),
        note=Message(
            "planning.each_option.note", {"gap": percent(found.result.gap and round(found.result.gap, 4))}
        ),
    )


def _others(found: "PlanFound", words: PlanWords) -> Table | None:
    """The best plan and the others: what each loses, and what it builds when."""
    if not found.wishes.alternatives or found.result.objective is None:
        return None
    grid, best = found.plant.grid, found.result.objective
    listed: list[list[Cell]] = []
    for each in (found.result, *found.others):
        assert each.objective is not None
        done = [
            Message(
                "planning.done",
                {"option": words.option(row.project), "day": grid.first_day(row.begins).isoformat()},
            )
            for row in each.projects
        ]
        lost = abs(best - each.objective) / abs(best) if best else 0.0
        texts: list[Cell] = list(done) or [Message("planning.nothing")]
        for k, text in enumerate(texts):
            is_first = k == 0
            listed.append(
                [
                    _million(each.objective) if is_first else "",
                    percent(round(lost, 4)) if is_first else "",
                    text,
                ]
            )
    title = "planning.others" if found.wishes.build_from is None else "planning.others_from"
    day = "" if found.wishes.build_from is None else found.wishes.build_from.isoformat()
    words_of = {"share": percent(found.wishes.within), "day": day}
    return Table(
        id="others",
        title=Message(title, words_of),
        columns=(
            column("money_million", right=True),
            column("lost_to_best", right=True),
            column("decisions"),
        ),
        rows=rows(listed),
        note=None if found.others else Message("planning.no_others"),
    )


def _rolled(found: "PlanFound") -> Table | None:
    if not found.wishes.rolled:
        return None
    listed: list[list[Cell]] = []
    for world, each in enumerate(found.rolled, start=1):
        if each is None:
            listed.append([str(world), None, None, None])
        else:
            listed.append([str(world), _million(each.objective), _million(each.known), str(each.changed)])
    return Table(
        id="rolled",
        title=Message("planning.rolled"),
        columns=(
            column("world", right=True),
            column("replanned_million", right=True),
            column("known_million", right=True),
            column("decisions_changed", right=True),
        ),
        rows=rows(listed),
        note=Message("planning.rolled.note"),
    )


def _risk(found: "PlanFound", words: PlanWords) -> Table | None:
    risk = found.risk
    if risk is None:
        return None
    products = words.scenario.products
    listed: list[list[Cell]] = [
        [
            products[row.product].name or Wording(row.product),
            str(row.year),
            Wording(number(row.planned)),
            Wording(number(row.p10)),
            Wording(number(row.p50)),
            Wording(number(row.p90)),
            percent(round(row.kept, 3)),
        ]
        for row in risk.supply
    ]
    facts = {
        "batches": risk.batches,
        "n": risk.replications,
        "on_time": percent(round(risk.on_time, 3)),
        "failed": number(risk.failed),
    }
    return Table(
        id="simulated",
        title=Message("planning.simulated"),
        columns=(
            column("product"),
            column("until_end_of", right=True),
            column("planned_kg", right=True),
            column("p10", right=True),
            column("p50", right=True),
            column("p90", right=True),
            column("plan_kept", right=True),
        ),
        rows=rows(listed),
        note=Message("planning.simulated.note", facts),
    )
