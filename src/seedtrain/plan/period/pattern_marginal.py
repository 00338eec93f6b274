r"""What binds a plan whose campaigns stand: the worth of a little more batches, room, shelf life, demand.

Which product each suite makes in which period stays as the plan has it (see
:mod:`seedtrain.plan.period.pattern`); batches may be divided. What is left is a linear programme, and the
dual price of a limit

.. math:: \lambda_i = \frac{\partial z}{\partial b_i}

is what the objective ``z`` gains for each unit of ``b_i``. Days bind through the most batches of a campaign:
one more day is 1/a batches, ``a`` days a batch. A stock limit is the bound of a column, whose price is its
reduced cost. Shelf life, which is no quantity of a row, is made one period longer and the programme solved
again. Valid for a little more, not for twice as much.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from seedtrain.plan.linear import Relaxed, relax
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.decisions import decided_by, fix_decisions
from seedtrain.plan.period.frame import Frame, Group, Tag
from seedtrain.plan.period.marginal import LEAST, Marginal, by_days, licences, step_of
from seedtrain.plan.period.pattern import fix_pattern
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult

Found = tuple[str, str, str, float, int]
"""Kind, name, section, worth, period."""


def pattern_marginals(problem: PeriodPlan, result: PlanResult) -> tuple[Marginal, ...]:
    """Limits that bind ``result`` with its campaigns as they are, the most worth first; empty where it is no
    plan.

    Besides those of :func:`seedtrain.plan.period.marginal.marginals`: ``less_demand`` one per cent of demand
    less, where meeting it costs more than it brings; ``batches`` one batch more in each campaign; ``stock``
    one per cent more room; ``shelf_life`` one period longer.
    """
    if result.objective is None:
        return ()
    longer_days = by_days(problem).stages
    stages = (
        old if old.one_product_a_period else new for old, new in zip(problem.stages, longer_days, strict=True)
    )
    problem = replace(problem, stages=tuple(stages))
    frame = _open_frame(problem, result)
    base = relax(frame.program)
    if base is None:
        return ()
    sign = 1.0 if problem.maximise else -1.0
    gathered: dict[tuple[str, str, str], list[tuple[float, int]]] = {}
    for kind, name, section, worth, t in (*_of_rows(frame, base, sign), *_of_stock(frame, base, sign)):
        gathered.setdefault((kind, name, section), []).append((worth, t))
    rows = [
        Marginal(kind, name, sum(w for w, _ in each), tuple(sorted({t for _, t in each})), section)
        for (kind, name, section), each in gathered.items()
    ]

    def again(changed: PeriodPlan) -> float:
        found = relax(_open_frame(changed, result).program)
        return 0.0 if found is None else sign * (found.objective - base.objective)

    rows += licences(problem, again)
    rows += [replace(row, worth=again(longer)) for row, longer in _longer(frame, base)]
    return tuple(sorted((row for row in rows if row.worth > LEAST), key=lambda row: -row.worth))


def _open_frame(problem: PeriodPlan, result: PlanResult) -> Frame:
    """The program with the campaigns of ``result``; a column that a row limits as well has no limit of its
    own, and stock none but that of its rule."""
    frame = build_program(problem)
    fix_decisions(frame, decided_by(result))
    fix_pattern(frame, result)
    upper = frame.program.upper
    limited = (frame.sales, frame.served, frame.lost, frame.made, frame.backlog, frame.waste)
    for column in (column for columns in limited for column in columns.values()):
        if upper[column] > 0.0:
            upper[column] = inf
    for (stage, _, product, _), column in frame.stock.items():
        upper[column] = problem.stages[stage].stocks[product].limit
    return frame


def _of_rows(frame: Frame, base: Relaxed, sign: float) -> Iterator[Found]:
    groups = {group.suites[0].id: group for each in frame.groups for group in each}
    for row, tag in frame.tags.items():
        kind, name, step = _limit(frame, groups, tag)
        worth = sign * base.worth[row] * step
        if kind == "demand" and worth < 0.0:
            kind, worth = "less_demand", -worth
        if worth > LEAST:
            yield kind, name, "", worth, int(tag[-1])


def _limit(frame: Frame, groups: dict[str, Group], tag: Tag) -> tuple[str, str, float]:
    """Kind and name of the limit of a row, and the units of it that one step more is: none where the row
    keeps out a campaign that the plan does not run."""
    if tag[0] != "batches":
        return tag[0], tag[1] if len(tag) > 2 else "", step_of(frame.problem, tag)
    group, product = groups[tag[1]], tag[2]
    key = group.stage, frame.groups[group.stage].index(group), product, int(tag[3])
    if frame.program.upper[frame.run[key]] == 0.0:
        return tag[0], product, 0.0
    rule, named = frame.rule(group, product), ", ".join(suite.id for suite in group.suites)
    if rule.max_batches < replace(rule, max_batches=inf).batch_range(is_start=False)[1]:
        return "batches", f"{product}, {named}", 1.0
    return "suite_days", named, 1.0 / rule.days_per_batch


def _of_stock(frame: Frame, base: Relaxed, sign: float) -> Iterator[Found]:
    for (stage, _, product, t), column in frame.stock.items():
        limit = frame.program.upper[column]
        worth = sign * base.reduced[column] * 0.01 * limit if limit < inf else 0.0
        if worth > LEAST:
            yield "stock", product, _section(frame.problem, stage), worth, t


def _longer(frame: Frame, base: Relaxed) -> Iterator[tuple[Marginal, PeriodPlan]]:
    """Each stock whose shelf life has a price, and the plan in which it keeps one period longer."""
    place_of = {column: key for key, column in frame.stock.items()}
    priced: dict[tuple[int, str], set[int]] = {}
    for row, tag in frame.tags.items():
        if tag[0] == "shelf_life" and abs(base.worth[row]) > LEAST:
            stage, _, product, t = place_of[frame.program.rows[row][2][0][0]]
            priced.setdefault((stage, product), set()).add(t)
    for (stage, product), periods in priced.items():
        stages = list(frame.problem.stages)
        rule = stages[stage].stocks[product]
        longer = replace(rule, shelf_life=(rule.shelf_life or 0) + 1)
        stages[stage] = replace(stages[stage], stocks={**stages[stage].stocks, product: longer})
        section = _section(frame.problem, stage)
        binds = Marginal("shelf_life", product, 0.0, tuple(sorted(periods)), section)
        yield binds, replace(frame.problem, stages=tuple(stages))


def _section(problem: PeriodPlan, stage: int) -> str:
    """Stage behind which a stock is; empty where there is one only."""
    return problem.stages[stage].id if len(problem.stages) > 1 else ""
