"""Comparisons as tables: what differs, side by side, and how much is equal."""

from collections.abc import Callable, Iterator
from typing import Any

from seedtrain.messages import Message
from seedtrain.report.table import Cell, Mark, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.compare import Comparison, Pair

_SAID = ("scenario", "as_of", "seed", "version", "input_hash")
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
    return Table(
        id="sides",
        title=Message("service.compare.sides"),
        columns=(
            column("fact"),
            column("a", header=comparison.a.name),
            column("b", header=comparison.b.name),
        ),
        rows=rows(
            (
                Message(f"service.fact.{key}"),
                str(comparison.a.facts[key])[:12],
                str(comparison.b.facts[key])[:12],
            )
            for key in _SAID
        ),
    )


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
            "service.compare.note",
            {"equal": len(pairs) - len(differ), "differ": len(differ)},
        ),
    )


def _input(pair: Pair) -> Iterator[Cell]:
    yield from (pair.id, pair.a, pair.b)


def _kpi(pair: Pair) -> Iterator[Cell]:
    yield (pair.a or pair.b)["name"]
    yield from (_spread(side) for side in (pair.a, pair.b))


def _spread(row: Any) -> str | None:
    if row is None or row["base"] is None:
        return None
    unit = "" if row["unit"] in ("date", "") else f" {row['unit']}"
    low, middle, high = (_number(row[key]) for key in ("p10", "p50", "p90"))
    return f"{middle}{unit} ({low} .. {high})"


def _number(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, int | float) else str(value or "–")


def _verdict(pair: Pair) -> Iterator[Cell]:
    yield pair.id
    yield from (None if side is None else Mark(side["verdict"]) for side in (pair.a, pair.b))
