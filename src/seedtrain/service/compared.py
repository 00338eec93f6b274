"""Comparisons as tables: what differs, side by side, and how much is equal."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from seedtrain.messages import Message, Wording
from seedtrain.quantities import DIMENSIONS
from seedtrain.report.show import share, worded
from seedtrain.report.table import MARKS, Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.compare import Comparison, Pair

_SHOWN_OF_HASH = 12
MOST_ROWS = 40
"""Rows of one table on a screen; the rest is counted."""


def comparison_tables(comparison: Comparison) -> tuple[Table, ...]:
    """Return what the two are, then the inputs, indicators and verdicts that differ."""
    return (
        _sides(comparison),
        _table("inputs", comparison, comparison.inputs, _input),
        _table("kpis", comparison, comparison.kpis, _kpi),
        _table("verdicts", comparison, comparison.verdicts, _verdict),
    )


def _sides(comparison: Comparison) -> Table:
    a, b = comparison.a.origin, comparison.b.origin
    return Table(
        id="sides",
        title=Message("service.compare.sides"),
        columns=(
            column("fact"),
            column("a", header=comparison.a.name),
            column("b", header=comparison.b.name),
        ),
        rows=rows((Message(f"service.fact.{key}"), _origin(key, a[key]), _origin(key, b[key])) for key in a),
    )


def _origin(key: str, value: object) -> str:
    return str(value)[:_SHOWN_OF_HASH] if key == "input_hash" else str(value)


def _table(
    name: str, comparison: Comparison, pairs: tuple[Pair, ...], cells: Callable[[Pair], Iterator[Cell]]
) -> Table:
    differ = [pair for pair in pairs if pair.differs]
    return Table(
        id=name,
        title=Message(f"service.compare.{name}"),
        columns=(
            column("path" if name == "inputs" else "id"),
            column("a", header=comparison.a.name),
            column("b", header=comparison.b.name),
        ),
        rows=rows(cells(pair) for pair in differ[:MOST_ROWS]),
        note=Message(
            "service.compare.note_cut" if len(differ) > MOST_ROWS else "service.compare.note",
            {"equal": len(pairs) - len(differ), "differ": len(differ)},
        ),
    )


def _input(pair: Pair) -> Iterator[Cell]:
    yield from (pair.id, pair.a, pair.b)


def _kpi(pair: Pair) -> Iterator[Cell]:
    yield (pair.a or pair.b)["name"]
    yield from (_spread(side) for side in (pair.a, pair.b))


def _spread(row: Any) -> Message | str | Wording | None:
    """Write P50 with P10 to P90; the indicator's unit is the canonical one of its dimension."""
    if row is None or row["base"] is None:
        return None
    dimension = _dimension(row["unit"])
    low, middle, high = (_value(row[key], dimension) for key in ("p10", "p50", "p90"))
    if low == high:
        return middle
    return Message("service.compare.spread", {"low": low, "middle": middle, "high": high})


def _dimension(unit: str) -> str:
    """Return the dimension whose canonical unit it is, whatever the price year; ``date`` where it is none."""
    plain = re.sub(r"CNY_\d{4}", "CNY", unit)
    return next((name for name, known in DIMENSIONS.items() if known.symbol == plain), "date")


def _value(value: Any, dimension: str) -> Wording:
    if isinstance(value, str):
        return Wording(value)
    if value is None:
        return worded(math.inf if dimension == "date" else None, dimension)
    return worded(value, dimension)


def _verdict(pair: Pair) -> Iterator[Cell]:
    yield pair.id
    yield from (None if side is None else _judged(side) for side in (pair.a, pair.b))


def _judged(verdict: Any) -> Message:
    name = "self-reported" if verdict["basis"] == "self-reported" else verdict["verdict"]
    middle = _value(verdict["p50"], _dimension(verdict["claimed"]["unit"]))
    words = {"middle": middle, "sign": MARKS[name], "name": Message(f"report.verdict.{name}")}
    return Message("service.compare.verdict", {**words, "share": share(verdict["probability"])})
