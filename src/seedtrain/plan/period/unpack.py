"""From values of columns to campaigns of single suites."""

from dataclasses import dataclass

from seedtrain.plan.period.frame import Frame, Group
from seedtrain.plan.result import BuildRow, CampaignRow, FlowRow


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
                rows += [_row(frame, group, slot, t) for slot in slots]
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


def _whole(values: list[float], column: int | None) -> int:
    return 0 if column is None else round(values[column])


def unpack_flows(frame: Frame, values: list[float]) -> tuple[FlowRow, ...]:
    """Stock, waste, sales, backlog and purchases that are not zero."""
    stages = frame.problem.stages
    rows = [
        FlowRow(kind, stages[stage].id, product, t, values[column])
        for kind, columns in (("stock", frame.stock), ("waste", frame.waste))
        for (stage, product, t), column in columns.items()
    ]
    last = stages[-1].id
    for kind, sold in (
        ("sales", frame.sales),
        ("backlog", frame.backlog),
        ("outsourced", frame.outsourced),
    ):
        rows += [FlowRow(kind, last, product, t, values[column]) for (product, t), column in sold.items()]
    return tuple(row for row in rows if abs(row.quantity) > 1e-9)


def unpack_builds(frame: Frame, values: list[float]) -> tuple[BuildRow, ...]:
    """Suites built, with the first period in which each is open."""
    first: dict[str, int] = {}
    for (suite, t), column in sorted(frame.is_open.items(), key=lambda item: item[0][1]):
        if values[column] > 0.5:
            first.setdefault(suite, t)
    return tuple(BuildRow(suite, t) for suite, t in first.items())
