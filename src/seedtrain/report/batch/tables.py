"""The tables of a batch study; the terminal and the page show the same ones."""

from collections.abc import Iterator, Mapping, Sequence

from seedtrain.messages import Message, Wording
from seedtrain.process import step_cost
from seedtrain.process.batch import StepResult
from seedtrain.process.stream import CELLS, Equipment
from seedtrain.report.batch.columns import cny, column, sized
from seedtrain.report.batch.money import capital, charge, costs
from seedtrain.report.batch.scan import steps_up
from seedtrain.report.batch.study import BatchComparison, BatchStudy
from seedtrain.report.batch.timing import demands
from seedtrain.report.names import class_name
from seedtrain.report.show import number, term
from seedtrain.report.table import Cell, Column, Quantity, Table, rows
from seedtrain.report.words import listing
from seedtrain.results.indicator import Draws, Indicator

_BARS = 10
_QUANTILES = ("base", "p10", "p50", "p90")


def study_tables(study: BatchStudy) -> tuple[Table, ...]:
    """Return what a screen shows: indicators, steps, year, demand, cost, capital, drivers, additions."""
    made = (
        indicators(study),
        steps(study),
        takes(study),
        ladder(study),
        demands(study),
        costs(study),
        capital(study),
        charge(study),
        *drivers(study),
        additions(study),
        steps_up(study),
    )
    return tuple(table for table in made if table.rows)


def indicators(study: BatchStudy) -> Table:
    """One row for each indicator: base case and quantiles over the sampled worlds."""
    lines: list[list[Cell]] = []
    for each in study.indicators:
        assert each.quantiles is not None
        values = (each.base, *each.quantiles)
        lines.append([each.label, *(_told(each, value) for value in values)])
    return Table(
        id="batch-indicators",
        title=Message("batch.table.indicators", {"n": study.replications}),
        columns=(
            column("indicator"),
            *(column(name, right=True, priority=2 if name == "p50" else 1) for name in _QUANTILES),
        ),
        rows=rows(lines),
        note=None if study.counts_items else Message("batch.note.intensity"),
    )


def _told(each: Indicator, value: float | None) -> Cell:
    """An indicator as it is read: batches a year with their fraction."""
    if each.id == "study.batches" and value is not None:
        return number(value)
    return Quantity(value, each.dimension)


def steps(study: BatchStudy) -> Table:
    """One row for each step of the base batch: equipment, hours, volume and product after, yield."""
    return Table(
        id="batch-steps",
        title=Message("batch.table.steps"),
        columns=(
            column("step"),
            column("equipment"),
            column("count", right=True, priority=3),
            column("size", priority=4),
            column("duration", "h", dimension="time"),
            column("turnaround", "h", dimension="time", priority=5),
            column("volume_after", "L", dimension="volume", priority=2),
            column("items_after" if study.counts_items else "mass_after", right=True),
            column("step_yield", right=True, priority=2),
        ),
        rows=rows(_step(study, each) for each in study.line.batch.steps),
        note=Message("batch.note.steps", {"bottleneck": class_name(study.line.pace.bottleneck)}),
    )


def _step(study: BatchStudy, each: StepResult) -> list[Cell]:
    unit_class, out = each.step.unit_class, each.outcome.out
    mark = " ★" if unit_class and unit_class == study.line.pace.bottleneck else ""
    made = float(out.items[0]) if study.counts_items else float(out.mass_g[0])
    amount = Quantity(made, "count" if study.counts_items else "mass")
    return [
        each.step.name,
        _marked(class_name(unit_class), mark) if unit_class else None,
        number(study.line.counts[unit_class]) if unit_class else None,
        _sizes(each.equipment),
        float(each.duration_h[0]),
        each.turnaround_h if unit_class else None,
        float(out.volume_L[0]),
        None if out.target == CELLS or made <= 0.0 else amount,
        Quantity(float(each.outcome.step_yield[0]), "fraction"),
    ]


def _marked(name: Wording, mark: str) -> Wording:
    return Wording(*(f"{name.render(lang)}{mark}" for lang in ("en", "zh")))


def _sizes(equipment: tuple[Equipment, ...]) -> Message | Wording | None:
    """What the equipment measures, one after the other."""
    whole: Message | Wording | None = None
    for each in equipment:
        size = Message("batch.size", {"what": each.label, "size": sized(each)})
        whole = size if whole is None else Message("report.list.semicolon", {"first": whole, "second": size})
    return whole


WASTES = ("waste_water_L", "waste_cells_L", "waste_solvent_L", "waste_potent_L")
"""Keys of liquid waste."""
_Take = tuple[str, str, tuple[str, ...], int]
"""Key and unit of a column, the keys of use that are summed, its priority."""
_TAKES: tuple[_Take, ...] = (
    ("medium", "L", ("media_L", "feeds_L", "broth_medium_L", "broth_feeds_L"), 2),
    ("buffer", "L", ("buffer_L",), 1),
    ("wfi", "L", ("wfi_L",), 1),
    ("cleaning", "L", ("cleaning_L",), 3),
    ("steam", "kg", ("steam_kg",), 5),
    ("solvent", "L", ("solvent_L",), 3),
    ("power", "kWh", ("power_kWh",), 6),
    ("waste", "L", WASTES, 2),
    ("solid_waste", "kg", ("waste_solid_kg",), 6),
    ("labour", "h", ("labour_h",), 1),
)
"""Columns of what a step takes."""


def takes(study: BatchStudy) -> Table:
    """One row for each step, and the whole batch: media, buffer, water, labour, money."""
    batch = study.line.batch
    used = [each for each in _TAKES if any(key in batch.uses for key in each[2])]
    lines = [_taken(study, each.step.name, each.uses, used) for each in batch.steps]
    return Table(
        id="batch-takes",
        title=Message("batch.table.takes"),
        columns=(
            column("step"),
            *(column(key, unit, right=True, priority=priority) for key, unit, _, priority in used),
            column("used_up", right=True, priority=2),
        ),
        rows=rows([*lines, _taken(study, Message("batch.word.batch"), batch.uses, used)]),
        note=Message("batch.note.takes"),
    )


def _taken(
    study: BatchStudy,
    name: Message | Wording,
    uses: Mapping[str, Draws],
    used: Sequence[_Take],
) -> list[Cell]:
    amounts = {key: float(amount[0]) for key, amount in uses.items()}
    cells = [sum(amounts.get(key, 0.0) for key in keys) for _, _, keys, _ in used]
    spent = step_cost(uses, study.line.batch.setting.inputs, study.price_year)
    money = sum(float(part[0]) for part in spent.values())
    return [name, *(each or None for each in cells), Quantity(money, "money") if money else None]


def ladder(study: BatchStudy) -> Table:
    """From 365 days to what is released in a year: each loss once."""
    return Table(
        id="batch-ladder",
        title=Message("batch.table.ladder"),
        columns=(column("rung"), column("left", right=True)),
        rows=rows(
            [rung.label, Message(f"report.ladder.{rung.unit}", {"n": number(rung.value)})]
            for rung in study.rungs
        ),
    )


def drivers(study: BatchStudy) -> Iterator[Table]:
    """For each answer asked: inputs by Sobol total index, with what the answer is at their 10th and 90th."""
    for found in study.sensitivities:
        target = study.by_id[found.target]
        indices = {each.name: each for each in found.indices}
        bars = sorted(found.bars, key=lambda bar: -(indices[bar.name].total if bar.name in indices else 0.0))
        yield Table(
            id=f"batch-drivers-{found.target.rpartition('.')[2]}",
            title=Message("batch.table.drivers", {"what": target.label}),
            columns=(
                column("input"),
                column("at_p10", right=True),
                column("at_p90", right=True),
                column("first", right=True, priority=2),
                column("total", right=True),
            ),
            rows=rows(
                [
                    study.labels[bar.name],
                    Quantity(bar.low, target.dimension),
                    Quantity(bar.high, target.dimension),
                    _index(indices[bar.name].first) if bar.name in indices else None,
                    _index(indices[bar.name].total) if bar.name in indices else None,
                ]
                for bar in bars[:_BARS]
            ),
            note=Message("batch.note.drivers"),
        )


def _index(value: float) -> str:
    """An index to two places; an estimate below zero is none."""
    return f"{max(value, 0.0):.2f}"


def additions(study: BatchStudy) -> Table:
    """The line as it is, then one more unit of each bottleneck in turn, and what each buys."""
    kept = 1.0 - float(study.line.failure_odds[0])
    lines: list[list[Cell]] = []
    before = 0.0
    for place, each in enumerate(study.additions):
        batches = each.batches_a * kept
        amount = batches * study.made
        dimension = "count" if study.counts_items else "mass"
        gained = Quantity(amount - before, dimension) if place else None
        lines.append(
            [
                _names(each.unit_classes),
                Quantity(each.cycle_time_h, "time"),
                number(batches),
                Quantity(amount, dimension),
                gained,
            ]
        )
        before = amount
    return Table(
        id="batch-additions",
        title=Message("batch.table.additions"),
        columns=(
            column("add"),
            column("cycle", right=True),
            column("batches_a", right=True, priority=2),
            column("output_a", right=True),
            column("gain", right=True),
        ),
        rows=rows(lines),
        note=Message("batch.note.additions"),
    )


def compared(found: BatchComparison) -> tuple[Table, ...]:
    """Indicators and cost by category of two studies side by side."""
    return (_compared_indicators(found), _compared_costs(found))


def _compared_indicators(found: BatchComparison) -> Table:
    names = [each.id for each in found.first.indicators if each.id in found.second.by_id]
    lines: list[list[Cell]] = []
    for name in names:
        one = found.first.by_id[name]
        lines.append([one.label, *_pair(found.first.base(name), found.second.base(name), one.dimension)])
    both = [class_name(study.line.pace.bottleneck) for study in (found.first, found.second)]
    lines.append([Message("batch.word.bottleneck"), *both, None])
    return Table(
        id="batch-compared",
        title=Message("batch.table.compared"),
        columns=_compared_columns("indicator"),
        rows=rows(lines),
        note=Message("batch.note.compared", {"a": found.titles[0], "b": found.titles[1]}),
    )


def _compared_columns(first: str) -> tuple[Column, ...]:
    return (
        column(first),
        column("side_a", right=True),
        column("side_b", right=True),
        column("change", right=True, priority=2),
    )


def _pair(one: float, two: float, dimension: str) -> list[Cell]:
    percent = round(100.0 * (two / one - 1.0)) if one > 0.0 else None
    change = None if percent is None else f"{percent:+,} %" if percent else "0 %"
    return [Quantity(one, dimension), Quantity(two, dimension), change]


def _compared_costs(found: BatchComparison) -> Table:
    first, second = (study.cost_cents for study in (found.first, found.second))
    lines: list[list[Cell]] = []
    for name in first:
        change = _pair(float(first[name]), float(second[name]), "money")[2]
        lines.append([term("cost", name), cny(first[name]), cny(second[name]), change])
    totals = (found.first.total_cents, found.second.total_cents)
    change = _pair(float(totals[0]), float(totals[1]), "money")[2]
    lines.append([Message("batch.word.total"), cny(totals[0]), cny(totals[1]), change])
    return Table(
        id="batch-compared-costs",
        title=Message("batch.table.compared_costs", {"year": found.first.price_year}),
        columns=_compared_columns("category"),
        rows=rows(lines),
    )


def _names(classes: tuple[str, ...]) -> Message | Wording:
    if not classes:
        return Message("batch.word.as_it_is")
    return Message("batch.word.one_more", {"what": listing([class_name(each) for each in classes])})
