"""What binds the plan of a case, as a table and as plain data."""

from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number, term
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column

if TYPE_CHECKING:
    from seedtrain.plan import PlanResult, Problem
    from seedtrain.plan.period.marginal import Marginal
    from seedtrain.plan.sequence.tight import Tight

MOST_BINDING = 12
"""Limits listed in a table, the most worth first; facts hold all."""


def binding_facts(problem: "Problem", result: "PlanResult") -> list[dict[str, Any]]:
    """What binds as plain data: ``kind``, ``name``, ``worth`` of a little more (null in a sequence, which has
    no shadow prices), ``periods`` or due dates from 0, ``section`` behind which a stock is."""
    found: list[dict[str, Any]] = [
        {"kind": each.kind, "name": each.name, "worth": each.worth, "periods": list(each.periods)}
        | ({"section": each.section} if each.section else {})
        for each in _marginals(problem, result)
    ]
    return found + [
        {"kind": each.kind, "name": each.name, "worth": None, "periods": list(each.dates)}
        for each in _tight(problem, result)
    ]


def binding_table(problem: "Problem", result: "PlanResult") -> Table:
    """What binds: the worth of a little more in a plan over periods, tight limits in a sequence."""
    from seedtrain.plan.problem.period_plan import PeriodPlan

    if isinstance(problem, PeriodPlan):
        return _worth_table(_marginals(problem, result), problem.periods)
    return _tight_table(_tight(problem, result), len(problem.due_days))


def _marginals(problem: "Problem", result: "PlanResult") -> "tuple[Marginal, ...]":
    from seedtrain.plan.period.pattern_marginal import pattern_marginals
    from seedtrain.plan.problem.period_plan import PeriodPlan

    return pattern_marginals(problem, result) if isinstance(problem, PeriodPlan) else ()


def _tight(problem: "Problem", result: "PlanResult") -> "tuple[Tight, ...]":
    from seedtrain.plan.problem.campaign_sequence import CampaignSequence
    from seedtrain.plan.sequence.tight import tight_limits

    return tight_limits(problem, result) if isinstance(problem, CampaignSequence) else ()


def _worth_table(found: "tuple[Marginal, ...]", periods: int) -> Table:
    listed: list[list[Cell]] = []
    for each in found[:MOST_BINDING]:
        named: Cell = Wording(each.name)
        if each.section:
            words = {"product": each.name, "section": term("engines.section", each.section)}
            named = Message("planning.binding.behind", words)
        listed.append(
            [
                Message(f"planning.binding.{each.kind}", {"name": named}),
                Message("planning.of_periods", {"n": len(each.periods), "all": periods}),
                Wording(number(each.worth, 3)),
            ]
        )
    return worth_table(listed, "worth", Message("planning.binding.note_pattern"))


def worth_table(listed: list[list[Cell]], worth: str, note: Message) -> Table:
    """Return the table of what a little more is worth, headed by the column ``worth``."""
    return Table(
        id="binding",
        title=Message("planning.binding"),
        columns=(
            column("a_little_more"),
            column("binds_in", right=True),
            column(worth, right=True),
        ),
        rows=rows(listed),
        note=note,
    )


def _tight_table(found: "tuple[Tight, ...]", dates: int) -> Table:
    listed: list[list[Cell]] = [
        [
            Message(f"planning.tight.{each.kind}", {"name": each.name}),
            Message("planning.of_dates", {"n": len(each.dates), "all": dates}),
        ]
        for each in found
    ]
    return Table(
        id="binding",
        title=Message("planning.tight"),
        columns=(column("tight_limit"), column("tight_at", right=True)),
        rows=rows(listed),
        note=Message("planning.tight.note"),
    )
