"""Orders and resources as CSV laid over a scenario or a plant case; orders, and a case's own, written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from seedtrain.errors import Finding, InputError
from seedtrain.model.demand import Order
from seedtrain.model.document import Document, read_document
from seedtrain.model.edit import Steps, with_entries
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.service.csv_rows import CsvFile, csv_text, read_rows
from seedtrain.service.resources_csv import day_as_written, laid_resources

ORDERS = (
    "order", "product", "suite", "batches", "mass", "items", "earliest_start", "due", "purpose", "market",
    "weight", "state", "client", "price", "terms", "consecutive", "programme", "stage",
    "made_from",
)  # fmt: skip
CASE_ORDERS = ("batch", "product", "due", "weight")
CASE_RESOURCES = ("pool", "units")
_LISTS = {"made_from"}
"""Columns of several names, apart by semicolons."""
_SKIDS = "cip_skid"


def with_csv(document: Document, orders: Path | None, resources: Path | None) -> Document:
    """Return the scenario with the orders and resources of the files in place of its own.

    What the resources do not name stays as it is. Raises :class:`InputError` with every finding, at the row
    of the file: those of the file (SCH-041, SCH-042, SCH-044, SCH-046, SCH-047, SCH-071 to SCH-073) and those
    of the scenario.
    """
    if orders is not None:
        read = read_rows(orders, ("order", "product"), ORDERS[2:])
        entries, lines = _entries(read)
        document = _read(document, {("orders",): entries}, read.file, lines)
    if resources is not None:
        laid = laid_resources(document.scenario, resources)
        document = _read(document, laid.changes, laid.read.file, laid.lines)
    return document


def _entries(read: CsvFile) -> tuple[dict[str, dict[str, Any]], dict[Steps, int]]:
    """The rows as orders by name; and the line of each."""
    entries: dict[str, dict[str, Any]] = {}
    lines: dict[Steps, int] = {}
    for row in read.rows:
        name = row.cells.get("order", "")
        if not name:
            read.found("SCH-046", row, "", column="order", needs="order")
        elif name in entries:
            read.found("SCH-047", row, name, column="order", row=lines["orders", name])
        cells = {column: text for column in ORDERS[1:] if (text := row.cells.get(column))}
        entries[name] = {
            **{column: _read_cell(column, text) for column, text in cells.items()},
            "assumption": {"en": f"from {read.file}", "zh": f"取自 {read.file}"},
        }
        lines["orders", name] = row.line
    read.raise_findings()
    return entries, lines


def _read_cell(column: str, text: str) -> str | list[str]:
    """What a cell says: several names, a day, or the text as it stands."""
    if column in _LISTS:
        return [name for each in text.split(";") if (name := each.strip())]
    return day_as_written(column, text)


def _read(
    document: Document, changes: Mapping[Steps, object], file: str, lines: Mapping[Steps, int]
) -> Document:
    """Read the document with changes; findings of what they changed are told at their row of the file."""
    if not changes:
        return document
    text = with_entries(document.text, changes)
    try:
        return read_document(text.encode(), document.file, document.further)
    except InputError as error:
        raise InputError([_placed(found, file, lines) for found in error.findings]) from None


def _placed(found: Finding, file: str, lines: Mapping[Steps, int]) -> Finding:
    steps = tuple(found.path.split("."))
    for length in range(len(steps), 0, -1):
        if steps[:length] in lines:
            return replace(found, file=file, line=lines[steps[:length]])
    return found


def case_with_csv(content: Mapping[str, Any], orders: Path | None, resources: Path | None) -> dict[str, Any]:
    """Return a plant case with the batches and numbers of units of the files in place of its own.

    Raises :class:`InputError` with every finding: SCH-041, SCH-042, SCH-044, SCH-046, SCH-047, SCH-056.
    """
    case = dict(content)
    if orders is not None:
        read = read_rows(orders, CASE_ORDERS[:3], CASE_ORDERS[3:])
        products = {f"P{place}": place for place in range(len(content["duration_h_by_product"]))}
        batches: dict[str, list[Any]] = {"name": [], "product": [], "due_h": [], "weight": []}
        for row in read.rows:
            product = row.cells.get("product", "")
            if product not in products:
                read.found("SCH-044", row, product, column="product", near=", ".join(products))
                continue
            due, weight = read.number(row, "due"), read.number(row, "weight")
            if not row.cells.get("due"):
                read.found("SCH-046", row, "", column="due", needs="due")
            batches["name"].append(row.cells.get("batch", ""))
            batches["product"].append(products[product])
            batches["due_h"].append(due)
            batches["weight"].append(1.0 if weight is None else weight)
        read.raise_findings()
        case["batches"] = {key: batches[key] for key in ("product", "due_h", "weight")}
    if resources is not None:
        read = read_rows(resources, CASE_RESOURCES, ())
        names = [*(stage["name"] for stage in content["stages"]), _SKIDS]
        counts: dict[str, int] = {}
        for row in read.rows:
            pool, units = row.cells.get("pool", ""), read.number(row, "units", least=1.0, whole=True)
            if pool not in names:
                read.found("SCH-044", row, pool, column="pool", near=", ".join(names))
            elif units is not None:
                counts[pool] = int(units)
        read.raise_findings()
        case["stages"] = [
            {**stage, "units": counts.get(stage["name"], stage["units"])} for stage in content["stages"]
        ]
        case["cip_skids"] = counts.get(_SKIDS, content["cip_skids"])
    return case


def orders_csv(scenario: Scenario) -> str:
    """Write the orders of a scenario, to be changed and read back."""
    return csv_text(ORDERS, ((key, *_cells(order, ORDERS[1:])) for key, order in scenario.orders.items()))


def case_orders_csv(content: Mapping[str, Any]) -> str:
    """Write the batches of a plant case."""
    batches = content["batches"]
    columns = (batches["product"], batches["due_h"], batches["weight"])
    return csv_text(
        CASE_ORDERS,
        (
            (f"B{place + 1}", f"P{product}", f"{due:g}", f"{weight:g}")
            for place, (product, due, weight) in enumerate(zip(*columns, strict=True))
        ),
    )


def case_resources_csv(content: Mapping[str, Any]) -> str:
    """Write the numbers of units of a plant case."""
    rows = [(stage["name"], str(stage["units"])) for stage in content["stages"]]
    return csv_text(CASE_RESOURCES, [*rows, (_SKIDS, str(content["cip_skids"]))])


def _cells(noun: Order, columns: Sequence[str]) -> list[str]:
    found = []
    for column in columns:
        value = getattr(noun, column)
        if value is None or value is False:
            found.append("")
        elif isinstance(value, list):
            found.append("; ".join(value))
        else:
            found.append(value.text if isinstance(value, Value) else "true" if value is True else str(value))
    return found
