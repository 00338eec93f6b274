"""Orders and resources as CSV: laid over a scenario or a plant case, and written from one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from seedtrain.errors import Finding, InputError
from seedtrain.model.demand import Order
from seedtrain.model.document import Document, read_document
from seedtrain.model.edit import with_section
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Unit
from seedtrain.model.value import Value
from seedtrain.service.csv_rows import CsvFile, csv_text, read_rows

ORDERS = (
    "order", "product", "suite", "batches", "mass", "items", "earliest_start", "due", "purpose", "market",
    "weight", "state", "client", "price", "terms", "consecutive", "programme", "stage",
    "made_from",
)  # fmt: skip
RESOURCES = (
    "suite", "unit", "unit_class", "count", "volume", "basis", "material", "speed", "effectiveness",
    "available_from", "available_to",
)  # fmt: skip
CASE_ORDERS = ("batch", "product", "due", "weight")
CASE_RESOURCES = ("pool", "units")
_LISTS = {"made_from"}
"""Columns of several names, apart by semicolons."""
_DAYS = {"earliest_start", "due", "available_from", "available_to"}
_SKIDS = "cip_skid"


def with_csv(document: Document, orders: Path | None, resources: Path | None) -> Document:
    """Return the scenario with the orders and units of the files in place of its own.

    A suite that the resources do not name keeps its units. Raises :class:`InputError` with every finding, at
    the row of the file: those of the file (SCH-041, SCH-042, SCH-044, SCH-047) and those of the scenario.
    """
    if orders is not None:
        read = read_rows(orders, ("order", "product"), ORDERS[2:])
        entries, lines = _entries(read, ("order",), ORDERS[1:])
        document = _read(document, "orders", entries["orders"] if entries else {}, read, lines)
    if resources is not None:
        document = _with_units(document, resources)
    return document


def _with_units(document: Document, file: Path) -> Document:
    read = read_rows(file, ("suite", "unit", "unit_class", "count"), RESOURCES[4:])
    places = {
        suite: f"sites.{key}.suites.{suite}.units"
        for key, site in document.scenario.sites.items()
        for suite in site.suites
    }
    for row in read.rows:
        if row.cells.get("suite") not in places:
            near = ", ".join(places)
            read.found("SCH-044", row, row.cells.get("suite", ""), column="suite", near=near)
    entries, lines = _entries(read, ("suite", "unit"), RESOURCES[2:])
    for suite, units in entries.items():
        document = _read(document, places[suite], units, read, lines.get(suite, {}))
    return document


def _entries(
    read: CsvFile, keys: Sequence[str], columns: Sequence[str]
) -> tuple[dict[str, dict[str, dict[str, Any]]], Any]:
    """The rows as entries by suite and unit, or by order under ``orders``; and the line of each."""
    entries: dict[str, dict[str, dict[str, Any]]] = {}
    lines: dict[str, dict[str, int]] = {}
    for row in read.rows:
        group = row.cells.get(keys[0], "") if len(keys) > 1 else "orders"
        name = row.cells.get(keys[-1], "")
        if not name:
            read.found("SCH-046", row, "", column=keys[-1], needs=keys[-1])
        elif name in entries.get(group, {}):
            read.found("SCH-047", row, name, column=keys[-1], row=lines[group][name])
        entry = {column: _read_cell(column, text) for column in columns if (text := row.cells.get(column))}
        entries.setdefault(group, {})[name] = {
            **entry,
            "assumption": {"en": f"from {read.file}", "zh": f"取自 {read.file}"},
        }
        lines.setdefault(group, {})[name] = row.line
    read.raise_findings()
    return entries, lines if len(keys) > 1 else lines.get("orders", {})


def _read_cell(column: str, text: str) -> str | list[str]:
    """What a cell says: several names, a day, or the text as it stands."""
    if column in _LISTS:
        return [name for each in text.split(";") if (name := each.strip())]
    return _day(column, text)


def _day(column: str, text: str) -> str:
    """A day as the scenario writes it, where it is one in another form; else the text as it stands."""
    for form in ("%Y/%m/%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S") if column in _DAYS else ():
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return text


def _read(
    document: Document, path: str, entries: Mapping[str, Any], read: CsvFile, lines: Mapping[str, int]
) -> Document:
    """Read the document with a section replaced; findings below it are told at their row of the file."""
    text = with_section(document.text, path, entries)
    try:
        return read_document(text.encode(), document.file, document.further)
    except InputError as error:
        raise InputError([_placed(found, path, read.file, lines) for found in error.findings]) from None


def _placed(found: Finding, path: str, file: str, lines: Mapping[str, int]) -> Finding:
    inside = found.path.removeprefix(f"{path}.")
    name = inside.partition(".")[0]
    if inside == found.path or name not in lines:
        return found
    return replace(found, file=file, line=lines[name])


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


def resources_csv(scenario: Scenario) -> str:
    """Write the units of a scenario by suite, to be changed and read back."""
    return csv_text(
        RESOURCES,
        (
            (suite, key, *_cells(unit, RESOURCES[2:]))
            for suite, place in suites_of(scenario).items()
            for key, unit in place.units.items()
        ),
    )


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


def _cells(noun: Order | Unit, columns: Sequence[str]) -> list[str]:
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
