"""Quotes as tables, and the slot as a chart."""

from typing import TYPE_CHECKING

from seedtrain.catalog import table as rows_of
from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import exact, percent

if TYPE_CHECKING:
    from seedtrain.report.figure import Figure
    from seedtrain.service.quote_view import QuoteView


def quote_tables(found: "QuoteView") -> "tuple[Table, ...]":
    """Return the answer, the price, the terms; for the planner the other suites, what moves, and revenue."""
    made = (answer_table(found), price_table(found), fee_table(found))
    if found.is_for_client:
        return made
    extra = (suite_table(found), displaced_table(found), revenue_table(found))
    return (*made, *(each for each in extra if each.rows))


def _likely(found: "QuoteView") -> "Cell":
    """The date at 90 %, for the planner with one standard error in days."""
    day, error_h = found.day(found.quote.promise.likely_h), found.quote.promise.likely_error_h
    if day is None or error_h is None or found.is_for_client:
        return day
    return Message("quote.likely", {"day": day, "error": number(error_h / 24.0)})


def _postpone(found: "QuoteView") -> Message:
    """Until when the slot may be postponed; or that the day to say so was over when it was asked for."""
    terms = found.quote.terms
    by, to = found.day(terms.postpone_by_h), found.day(terms.postpone_to_h)
    if terms.postpone_by_h < found.quote.asked_h:
        return Message("quote.postpone_over", {"by": by})
    return Message("quote.postpone", {"by": by, "to": to})


def answer_table(found: "QuoteView") -> Table:
    """Return the answer in a few lines."""
    from seedtrain.service.plan_tables import word_of_judge

    quote, promise, terms = found.quote, found.quote.promise, found.quote.terms
    lines: dict[str, Cell] = {"promise": found.day(promise.release_h)}
    if promise.likely_h is not None:
        lines["date_90"] = _likely(found)
    if quote.by_h is not None:
        kept = "kept" if quote.is_in_time else "missed"
        lines["by"] = Message(f"quote.by.{kept}", {"day": found.day(quote.by_h)})
        if promise.odds_by is not None and not found.is_for_client:
            lines["odds_by"] = percent(promise.odds_by)
    lines |= {
        "first_start": found.day(promise.starts_h + 1.0),
        "suite": found.suite(promise.suite),
        "set_by": _set_by(found),
        "price": Quantity(quote.price, "money"),
    }
    if not found.is_for_client:
        lines["cost"] = Quantity(quote.cost, "money")
    lines |= {
        "deposit": Quantity(terms.deposit, "money"),
        "least_pay": Quantity(terms.least_pay, "money"),
        "postpone": _postpone(found),
        "judge": word_of_judge(list(promise.timetable.broken)),
    }
    return Table(
        id="facts",
        title=found.title,
        columns=(column("fact"), column("value")),
        rows=rows((Message(f"quote.fact.{key}"), cell) for key, cell in lines.items()),
    )


def price_table(found: "QuoteView") -> Table:
    """Return price by part, for the planner with the marginal cost beside it."""
    quote = found.quote
    own = not found.is_for_client
    lines: list[tuple[Cell, ...]] = [
        (
            Message(f"quote.part.{part.part}"),
            Message(f"quote.amount.{part.unit}", {"n": exact(round(part.amount, 1))}),
            *((Quantity(part.cost, "money"),) if own else ()),
            Quantity(part.price, "money"),
        )
        for part in quote.parts
    ]
    total = (Quantity(quote.cost, "money"),) if own else ()
    lines.append((Message("quote.part.total"), None, *total, Quantity(quote.price, "money")))
    return Table(
        id="price",
        title=Message("quote.table.price"),
        columns=(
            column("part"),
            column("amount", right=True, priority=2),
            *((column("marginal_cost", right=True),) if own else ()),
            column("price", right=True),
        ),
        rows=rows(lines),
        note=_marks(found),
    )


def fee_table(found: "QuoteView") -> Table:
    """Return the fee for cancelling, by the last day of each rung."""
    return Table(
        id="fees",
        title=Message("quote.table.fees"),
        columns=(
            column("notice", right=True),
            column("cancel_until", right=True),
            column("fee", right=True),
            column("still_owed", right=True),
        ),
        rows=rows(
            (
                _notice(notice.notice_h),
                found.day(notice.latest_h),
                Quantity(notice.fee, "money"),
                Quantity(notice.owed, "money"),
            )
            for notice in found.quote.terms.notices
        ),
        note=Message("quote.note.deposit"),
    )


def revenue_table(found: "QuoteView") -> Table:
    """Return what the slot is worth at each notice: held for the client, given back, or sold to others."""
    return Table(
        id="revenue",
        title=Message("quote.table.revenue"),
        columns=(
            column("cancel_until", right=True),
            column("resale_odds", right=True, priority=2),
            column("if_cancelled", right=True),
            column("if_held", right=True),
            column("if_resold", right=True),
        ),
        rows=rows(
            (
                found.day(notice.latest_h),
                percent(round(notice.resale_odds, 3)),
                Quantity(notice.cancelled, "money"),
                Quantity(notice.held, "money"),
                Quantity(notice.resold, "money"),
            )
            for notice in found.quote.terms.notices
        ),
        note=Message(
            "quote.note.revenue",
            {
                "state": rows_of("order_states")[found.quote.terms.state].label,
                "odds": percent(found.quote.terms.odds),
            },
        ),
    )


def suite_table(found: "QuoteView") -> Table:
    """Return what each suite that can make it would promise."""
    promises = found.promises()
    return Table(
        id="suites",
        title=Message("quote.table.suites"),
        columns=(
            column("suite"),
            column("first_start", right=True, priority=2),
            column("promise", right=True),
            column("at_hand", right=True, priority=3),
            column("empty", right=True, priority=3),
            column("set_by", priority=2),
        ),
        rows=rows(
            (
                found.suite(each.suite),
                found.day(each.starts_h + 1.0),
                found.day(each.release_h),
                found.day(each.at_hand_h),
                found.day(each.empty_h),
                Message(f"quote.set_by.short.{each.set_by}"),
            )
            for each in promises
        ),
        note=Message("quote.note.units_alone") if found.shares else None,
    )


def displaced_table(found: "QuoteView") -> Table:
    """Return the orders that would have to make way for the date asked for; empty where none is asked to."""
    hastened = found.quote.hastened
    lines = () if hastened is None else hastened.displaced
    note = None
    if hastened is not None:
        kept = "kept" if hastened.release_h <= (found.quote.by_h or 0.0) else "missed"
        told = f"quote.note.hastened_{kept}_units" if found.shares else f"quote.note.hastened_{kept}"
        note = Message(told, {"day": found.day(hastened.release_h)})
    return Table(
        id="displaced",
        title=Message("quote.table.displaced"),
        columns=(
            column("order"),
            column("state", priority=2),
            column("batches_moved", right=True),
            column("moved_most", right=True),
            column("late_before", right=True, priority=3),
            column("late_then", right=True),
        ),
        rows=rows(
            (
                each.order or each.product,
                rows_of("order_states")[each.state].label,
                str(each.batches),
                Quantity(each.moved_h, "time"),
                Quantity(each.late_before_h, "time"),
                Quantity(each.late_h, "time"),
            )
            for each in lines
        ),
        note=note,
    )


def slot_chart(found: "QuoteView", lang: str) -> "Figure | None":
    """Draw the units of the suite: what is quoted, and for others only that a unit is taken."""
    from seedtrain.report.engines import Bar, bar_chart

    timetable = found.quote.promise.timetable
    own = {batch.job for batch in timetable.batches if batch.order == "quote"}
    taken = Message("quote.taken").render(lang)
    bars = [
        Bar(
            line=slot.unit,
            group=str(found.quote.product) if slot.job in own else taken,
            start=slot.start_h,
            end=slot.free_h,
            text=f"{slot.job} · {slot.operation}" if slot.job in own else taken,
        )
        for slot in timetable.slots
        if slot.unit
    ]
    return bar_chart(bars, Message("quote.figure.slot"), Message("engines.axis.hours"), lang, found.origin)


def _set_by(found: "QuoteView") -> Message:
    promise = found.quote.promise
    material: object = promise.material
    if promise.material and promise.set_by != "shared":
        material = rows_of("lead_times")[promise.material].label
    return Message(f"quote.set_by.{promise.set_by}", {"material": material})


def _notice(hours: float) -> Message:
    return Message("quote.notice", {"days": exact(round(hours / 24.0, 1))})


def _marks(found: "QuoteView") -> Message:
    marks = {part: _mark(mark) for part, mark in found.quote.marks.items()}
    return Message("quote.note.marks", marks)


def _mark(mark: str) -> Message | Wording:
    return Message(f"quote.mark.{mark}")
