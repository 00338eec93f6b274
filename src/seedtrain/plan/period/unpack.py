"""From values of columns to campaigns of single suites."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from seedtrain.plan.period.frame import Frame, Group
from seedtrain.plan.result import BuildRow, CampaignRow, FlowRow, ProjectRow, QualificationRow


@dataclass(slots=True)
class _Slot:
    """One suite of a group in one period."""

    suite: str
    product: str
    is_start: bool
    is_paying: bool
    batches: int = 0


def unpack_campaigns(frame: Frame, values: list[float]) -> tuple[CampaignRow, ...]:
    """Campaign rows: counts of a group are dealt out to its suites.

    A suite keeps its product while the group keeps it; the starts fall on the suites that change, then, if
    the plan starts more, on suites that go on.
    """
    rows: list[CampaignRow] = []
    for stage, groups in enumerate(frame.groups):
        for g, group in enumerate(groups):
            held: dict[str, list[str]] = {}
            for t in range(frame.problem.periods):
                slots = _slots(frame, values, (stage, g, t), held)
                held = {}
                for slot in slots:
                    held.setdefault(slot.product, []).append(slot.suite)
                made = [_row(frame, group, slot, t) for slot in slots]
                rows += made if frame.problem.stages[stage].one_product_a_period else _in_turn(made)
    order = {s.id: i for i, s in enumerate(suite for stage in frame.problem.stages for suite in stage.suites)}
    return tuple(sorted(rows, key=lambda row: (order[row.suite], row.period or 0, row.product)))


def _slots(
    frame: Frame, values: list[float], place: tuple[int, int, int], held: dict[str, list[str]]
) -> list[_Slot]:
    stage, g, t = place
    group, slots = frame.groups[stage][g], []
    is_alone = not frame.problem.stages[stage].one_product_a_period
    counts = {p: _whole(values, frame.run.get((stage, g, p, t))) for p in group.products}
    kept = {p: held.get(p, [])[: counts[p]] for p in group.products}
    free = [s.id for s in group.suites if s.id not in {k for names in kept.values() for k in names}]
    for product, count in counts.items():
        key = (stage, g, product, t)
        fresh = (
            [group.suites[0].id] * count
            if is_alone
            else [free.pop(0) for _ in range(count - len(kept[product]))]
        )
        names = fresh if is_alone else [*fresh, *kept[product]]
        starts = _whole(values, frame.start.get(key)) if key in frame.start else count
        paying = _whole(values, frame.wait.get(key)) if key in frame.wait else starts
        mine = [_Slot(n, product, i < starts, i < paying) for i, n in enumerate(names)]
        _deal(frame, group, mine, _whole(values, frame.made.get(key)))
        slots += mine
    return slots


def _deal(frame: Frame, group: Group, slots: list[_Slot], batches: int) -> None:
    """Give each slot its fewest batches, then fill them up in turn."""
    limits = [frame.rule(group, slot.product).batch_range(slot.is_paying) for slot in slots]
    left = batches - sum(low for low, _ in limits)
    for slot, (low, high) in zip(slots, limits, strict=True):
        more = min(left, high - low)
        slot.batches, left = low + more, left - more


def _row(frame: Frame, group: Group, slot: _Slot, t: int) -> CampaignRow:
    rule, first = frame.rule(group, slot.product), t * frame.problem.days_per_period
    return CampaignRow(
        suite=slot.suite,
        section=frame.problem.stages[group.stage].id,
        product=slot.product,
        start=first,
        end=first + rule.days(slot.batches, slot.is_paying),
        batches=slot.batches,
        period=t,
        is_start=slot.is_start,
        is_waiting=slot.is_paying,
    )


def _in_turn(rows: list[CampaignRow]) -> list[CampaignRow]:
    """Campaigns that share the days of a suite, one after the other."""
    day = rows[0].start if rows else 0.0
    placed = []
    for row in rows:
        placed.append(replace(row, start=day, end=day + row.end - row.start))
        day = placed[-1].end
    return placed


def _whole(values: list[float], column: int | None) -> int:
    return 0 if column is None else round(values[column])


def unpack_flows(frame: Frame, values: list[float]) -> tuple[FlowRow, ...]:
    """Every flow that is not zero."""
    problem, rows = frame.problem, list[FlowRow]()
    stages = problem.stages
    for kind, columns in (("stock", frame.stock), ("waste", frame.waste)):
        for (stage, site, product, t), column in columns.items():
            rows.append(FlowRow(kind, stages[stage].id, product, t, values[column], site))
    sold = (("sales", frame.sales), ("backlog", frame.backlog), ("lost", frame.lost))
    for kind, by_market in (*sold, ("outsourced", frame.outsourced)):
        for (market, t), column in by_market.items():
            section = stages[problem.stage_of(market)].id
            rows.append(_at_market(frame, FlowRow(kind, section, market, t, values[column])))
    for (market, site, t), column in frame.served.items():
        section = stages[problem.stage_of(market)].id
        rows.append(_at_market(frame, FlowRow("served", section, market, t, values[column], site)))
    for (number, product, t), column in frame.moved.items():
        way = problem.transfers[number]
        rows.append(FlowRow("moved", way.stage, product, t, values[column], way.source, target=way.target))
    for (stage, product, t), column in frame.short.items():
        rows.append(FlowRow("short", stages[stage].id, product, t, values[column]))
    return tuple(row for row in rows if abs(row.quantity) > 1e-9)


def _at_market(frame: Frame, row: FlowRow) -> FlowRow:
    """The row of a market, whose name stands for the product until now."""
    product = frame.problem.product_of(row.product)
    return row if product == row.product else replace(row, product=product, market=row.product)


def unpack_builds(frame: Frame, values: list[float]) -> tuple[BuildRow, ...]:
    """Suites built at a price of their own, with the first period in which each is open."""
    priced = {s.id for stage in frame.problem.stages for s in stage.suites if s.build_cost is not None}
    first: dict[str, int] = {}
    for (suite, t), column in sorted(frame.is_open.items(), key=lambda item: item[0][1]):
        if suite in priced and values[column] > 0.5:
            first.setdefault(suite, t)
    return tuple(BuildRow(suite, t) for suite, t in first.items())


def unpack_projects(frame: Frame, values: list[float]) -> tuple[ProjectRow, ...]:
    """Projects taken, by start."""
    by_id = {project.id: project for project in frame.problem.projects}
    rows = []
    for (name, t), column in frame.begun.items():
        if values[column] > 0.5:
            project = by_id[name]
            lag = project.lead if project.opens else project.close_lag
            rows.append(ProjectRow(name, project.kind, t, t + lag))
    return tuple(sorted(rows, key=lambda row: row.begins))


def unpack_qualifications(frame: Frame, values: list[float]) -> tuple[QualificationRow, ...]:
    """Qualifications made, by start."""
    rows = []
    for each in frame.problem.qualifications:
        for t in range(frame.problem.periods):
            column = frame.taken.get((each.suite, each.product, t))
            if column is not None and values[column] > 0.5:
                counts = sum(each.engineering), sum(each.validation)
                ready = t + each.lead
                rows.append(QualificationRow(each.product, each.suite, t, t + each.transfer, ready, *counts))
    return tuple(sorted(_with_supplements(frame, rows), key=lambda row: row.begins))


def _with_supplements(frame: Frame, rows: list[QualificationRow]) -> Iterator[QualificationRow]:
    """Rows that say which of them come after one of their product in an unlike line."""
    by_product = {each.product: each for each in frame.problem.comparabilities}
    for row in rows:
        each = by_product.get(row.product)
        starts = {other.suite: other.begins for other in rows if other.product == row.product}
        known = each is not None and any(row.suite in kind for kind in each.kinds)
        yield replace(row, is_supplement=each.is_supplement(starts, row.suite)) if each and known else row
