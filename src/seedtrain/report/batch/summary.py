"""What a reader is told first of a study, and of two side by side: one sentence to each question."""

from seedtrain.catalog import recipe, table
from seedtrain.messages import Message, Wording
from seedtrain.report.batch.columns import sized
from seedtrain.report.batch.study import BatchComparison, BatchStudy
from seedtrain.report.names import class_name
from seedtrain.report.show import number, share, term, worded
from seedtrain.report.words import chain, listing
from seedtrain.results.indicator import Indicator

OPTIONS = ("volume", "count", "trains", "dose", "price_year")
"""Options whose value is told as it is written."""
Sentence = tuple[Message, Message | Wording]


def summary(study: BatchStudy) -> tuple[Sentence, ...]:
    """Return question and answer: what, how much, at what cost, what sets the pace, what to do."""
    return (
        (Message("batch.question.what"), _what(study)),
        (Message("batch.question.how_much"), _how_much(study)),
        (Message("batch.question.cost"), _cost(study)),
        (Message("batch.question.pace"), _pace(study)),
        (Message("batch.question.next"), _next(study)),
    )


def asked(study: BatchStudy, name: str) -> Message | Wording:
    """Say an option of a study as a reader meets it."""
    value = study.options[name]
    if name == "recipe":
        return study.name
    if name in ("material", "capital"):
        return Message(f"batch.{name}.{value}")
    if name == "region":
        return Message("batch.option.region", {"value": table("locations")[value].label})
    if name == "variant":
        found = recipe(study.recipe).variants
        return chain("comma", [found[each].name for each in value.split(", ")])
    if name in OPTIONS:
        return Message(f"batch.option.{name}", {"value": value})
    return Wording(f"{name} = {value}")


def _what(study: BatchStudy) -> Message | Wording:
    return Message(
        "batch.said.what", {"parts": chain("comma", [asked(study, name) for name in study.options])}
    )


def _how_much(study: BatchStudy) -> Message:
    output = study.by_id["study.output_items" if study.counts_items else "study.output_mass"]
    low, _, high = _ends(output)
    made = study.by_id["study.items" if study.counts_items else "study.mass"]
    return Message(
        "batch.said.how_much",
        {
            "made": worded(made.base, made.dimension),
            "batches": number(study.base("study.batches")),
            "output": worded(output.base, output.dimension),
            "low": worded(low, output.dimension),
            "high": worded(high, output.dimension),
        },
    )


def _cost(study: BatchStudy) -> Message:
    each = study.by_id["study.cost_per_item" if study.counts_items else "study.cost_per_gram"]
    low, _, high = _ends(each)
    (first, cents), (second, more), *_ = study.cost_cents.items()
    return Message(
        "batch.said.cost",
        {
            "batch": worded(study.total_cents / 100.0, "money"),
            "each": worded(each.base, each.dimension),
            "low": worded(low, each.dimension),
            "high": worded(high, each.dimension),
            "first": term("cost", first),
            "first_share": share(cents / study.total_cents),
            "second": term("cost", second),
            "second_share": share(more / study.total_cents),
            "year": study.price_year,
        },
    )


def _pace(study: BatchStudy) -> Message:
    return Message(
        "batch.said.pace",
        {
            "bottleneck": class_name(study.line.pace.bottleneck),
            "cycle": worded(study.base("study.cycle_time"), "time"),
            "batch": worded(study.base("study.batch_time"), "time"),
        },
    )


def _next(study: BatchStudy) -> Message:
    """The addition that comes next with what it buys, and the input that moves the cost most."""
    now, then = study.additions[0], study.additions[1]
    gain = then.batches_a / now.batches_a - 1.0
    target, *_ = study.sensitivities
    indices = {each.name: each.total for each in target.indices}
    bar = max(target.bars, key=lambda bar: indices.get(bar.name, 0.0))
    dimension = study.by_id[target.target].dimension
    return Message(
        "batch.said.next",
        {
            "what": listing([class_name(each) for each in then.unit_classes]),
            "gain": Wording(f"{100.0 * gain:.0f} %", f"{100.0 * gain:.0f}%"),
            "input": study.labels[bar.name],
            "low": worded(min(bar.low, bar.high), dimension),
            "high": worded(max(bar.low, bar.high), dimension),
        },
    )


def _ends(indicator: Indicator) -> tuple[float, float, float]:
    spread = indicator.quantiles
    assert spread is not None
    return spread


def comparison_summary(found: BatchComparison) -> tuple[Sentence, ...]:
    """Return question and answer for two studies: which, at what cost, where they cross, what changes."""
    first, second = found.titles
    each = "study.cost_per_item" if found.first.counts_items else "study.cost_per_gram"
    sentences: list[Sentence] = [
        (Message("batch.question.compared"), Message("batch.said.compared", {"a": first, "b": second})),
    ]
    if found.is_like:
        costs = [study.by_id[each] for study in (found.first, found.second)]
        ratio = costs[1].base / costs[0].base - 1.0  # type: ignore[operator]
        sentences.append(
            (
                Message("batch.question.cost"),
                Message(
                    "batch.said.less" if ratio < 0.0 else "batch.said.more",
                    {
                        "cost_a": worded(costs[0].base, costs[0].dimension),
                        "cost_b": worded(costs[1].base, costs[1].dimension),
                        "share": Wording(f"{100 * abs(ratio):.0f} %", f"{100 * abs(ratio):.0f}%"),
                    },
                ),
            )
        )
    sentences.append((Message("batch.question.crossover"), crossing(found)))
    if found.jumps:
        parts = [
            Message(
                "batch.said.jump",
                {
                    "step": found.first.line.recipe.recipe.steps[jump.step].name,
                    "what": jump.before.label,
                    "before": sized(jump.before),
                    "after": sized(jump.after),
                },
            )
            for jump in found.jumps
        ]
        sentences.append((Message("batch.question.jumps"), chain("semicolon", parts)))
    return tuple(sentences)


def crossing(found: BatchComparison) -> Message:
    """Say at which output both cost the same, and which is cheaper beyond; or which is as far as both go."""
    if not found.is_like:
        return Message("batch.said.unlike")
    beyond, before = ("AB"[place] for place in (found.cheaper_beyond, 1 - found.cheaper_beyond))
    if found.crossover is None:
        return Message("batch.said.no_crossover", {"cheaper": beyond})
    dimension = "count" if found.first.counts_items else "mass"
    most = min(each.most_a for each in found.lines)
    words: dict[str, object] = {
        "output": worded(found.crossover, dimension),
        "n": number(found.crossover / found.first.made),
        "m": number(found.crossover / found.second.made),
        "cheaper": beyond,
    }
    if found.crossover > most:
        words |= {"cheaper": before, "most": worded(most, dimension)}
        return Message("batch.said.crossover_beyond", words)
    return Message("batch.said.crossover", words)
