"""The tables of money of a batch study: cost by category, what a batch uses up, capital by its factors."""

from seedtrain.catalog.terms import ITEMISED
from seedtrain.messages import Message, Wording
from seedtrain.process.itemised import Item
from seedtrain.process.price import prices
from seedtrain.report.batch.columns import cny, column, unit_cny
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number, term, worded
from seedtrain.report.table import Cell, Quantity, Table, rows

_CAPITAL_DIGITS = 4


def costs(study: BatchStudy) -> Table:
    """Cost of the base batch by category to the cent; the total is the sum of the rows."""
    whole = study.total_cents
    each = "per_item" if study.counts_items else "per_gram"

    def line(name: Message | Wording, cents: int) -> list[Cell]:
        return [name, cny(cents), unit_cny(study, cents), Quantity(cents / whole, "fraction")]

    parts = [line(term("cost", name), cents) for name, cents in study.cost_cents.items()]
    return Table(
        id="batch-costs",
        title=Message("batch.table.costs", {"year": study.price_year}),
        columns=(
            column("category"),
            column("per_batch", "CNY", right=True),
            column(each, "CNY", right=True),
            column("share", right=True, priority=2),
        ),
        rows=rows([*parts, line(Message("batch.word.total"), whole)]),
        note=Message("batch.note.items" if study.counts_items else "batch.note.costs"),
    )


def bill(study: BatchStudy) -> Table:
    """One row for each thing a batch uses up: amount, price and money, the dearest first; people left out."""
    inputs = study.line.batch.setting.inputs
    lines: list[tuple[float, list[Cell]]] = []
    for key, amounts in study.line.batch.uses.items():
        priced, amount = prices(study.price_year).get(key), float(amounts[0])
        if priced is None or priced.is_people or amount <= 0.0:
            continue
        row, price = priced.row, float(priced.draw(inputs)[0])
        paid = Quantity(price * amount, "money")
        unit = key.rpartition("_")[2].replace("m2", "m²")
        told = number(amount) if unit in ("item", "packages") else f"{number(amount)} {unit}"
        lines.append((price * amount, [row.label, told, Quantity(price, row.value.dimension), paid]))
    whole = sum(paid for paid, _ in lines)
    ordered = [line for _, line in sorted(lines, key=lambda each: -each[0])]
    return Table(
        id="batch-bill",
        title=Message("batch.table.bill"),
        columns=(
            column("item"),
            column("amount", right=True),
            column("price", right=True),
            column("paid", right=True),
        ),
        rows=rows([*ordered, [Message("batch.word.total"), None, None, Quantity(whole, "money")]]),
        note=Message("batch.note.bill"),
    )


def capital(study: BatchStudy) -> Table:
    """The factors of the capital of the line and, last, their product."""
    lines: list[list[Cell]] = [
        [each.label, number(each.value, _CAPITAL_DIGITS), each.path.removeprefix("catalog:")]
        for each in study.factors
    ]
    whole = Quantity(float(study.line.capital_cny[0]), "money")
    other = study.items.cny if study.options.get("capital") != ITEMISED else None
    note = "batch.note.capital" if other is None else "batch.note.capital_both"
    return Table(
        id="batch-capital",
        title=Message("batch.table.capital"),
        columns=(column("factor"), column("value", right=True), column("row", right=True, priority=2)),
        rows=rows([*lines, [Message("batch.word.product", {"year": study.price_year}), whole, None]]),
        note=Message(note, {"other": worded(other, "money")}) if other is not None else Message(note),
    )


def itemised(study: BatchStudy) -> Table:
    """Capital from the equipment of the line: each piece, then each factor, to yuan at its place."""
    found = study.items
    lines: list[list[Cell]] = [
        [each.what, each.step.name, _piece(each), number(each.count), _thousand(each.usd)]
        for each in found.items
    ]
    for basis in dict.fromkeys(each.basis for each in found.addends):
        lines.append(
            [Message(f"batch.capital_sum.{basis}"), None, None, None, _thousand(found.sums_usd[basis])]
        )
        lines += [
            [
                each.label,
                Message(f"batch.basis.{basis}"),
                f"{100.0 * each.share:g} %",
                None,
                _thousand(each.usd),
            ]
            for each in found.addends
            if each.basis == basis
        ]
    words = {"year": study.price_year}
    return Table(
        id="batch-itemised",
        title=Message("batch.table.itemised", words),
        columns=(
            column("item"),
            column("of", priority=2),
            column("size", right=True, priority=2),
            column("count", right=True, priority=3),
            column("thousand_usd", right=True),
        ),
        rows=rows(
            [*lines, [Message("batch.capital_sum.whole"), None, None, None, _thousand(found.whole_usd)]]
        ),
        note=Message(
            "batch.note.itemised",
            {
                "lang": number(found.lang, 3),
                "location": number(found.location, 3),
                "exchange": number(found.exchange, 4),
                "cny": worded(found.cny, "money"),
                **words,
            },
        ),
    )


def _piece(each: Item) -> str | None:
    return None if each.symbol == "1" else f"{number(each.size)} {each.symbol.replace('m2', 'm²')}"


def _thousand(usd: float) -> str:
    return f"{usd / 1000.0:,.0f}"


def charge(study: BatchStudy) -> Table:
    """What the capital costs a year and a batch: depreciation, interest, upkeep."""
    found, batches = study.charge, float(study.line.batches_a[0])

    def line(key: str, cny_a: float) -> list[Cell]:
        return [
            Message(f"batch.charge.{key}"),
            Quantity(cny_a, "money"),
            Quantity(cny_a / batches, "money"),
        ]

    return Table(
        id="batch-charge",
        title=Message("batch.table.charge", {"year": study.price_year}),
        columns=(column("charge"), column("a_year", right=True), column("per_batch", right=True)),
        rows=rows(
            [
                line("depreciation", found.depreciation_cny_a),
                line("interest", found.interest_cny_a),
                line("annuity", found.annuity_cny_a),
                line("upkeep", found.upkeep_cny_a),
            ]
        ),
        note=Message(
            "batch.note.charge",
            {"life": number(found.life_a), "rate": f"{100.0 * found.interest:.3g} %"},
        ),
    )
