"""The capacity ladder: from 365 days to released batches, one bar a rung, drawn without a script."""

from collections.abc import Sequence

from seedtrain.messages import say
from seedtrain.quantities import quantiles
from seedtrain.report.names import class_name, named
from seedtrain.report.page.markup import details, esc
from seedtrain.report.show import number, worded
from seedtrain.results.assessment import Assessment
from seedtrain.results.suite_capacity import Rung, SuiteCapacity


def ladders(assessment: Assessment, lang: str) -> str:
    """A ladder for each suite and product; those after the first of a suite are to be opened."""
    first: dict[str, SuiteCapacity] = {}
    for capacity in assessment.capacities:
        first.setdefault(capacity.suite, capacity)
    rest = [one for one in assessment.capacities if one is not first[one.suite]]
    shown = _grid(assessment, list(first.values()), lang)
    if not rest:
        return shown
    return shown + details(
        say("report.page.more_ladders", lang, n=len(rest)), _grid(assessment, rest, lang), kind="more"
    )


def _grid(assessment: Assessment, capacities: list[SuiteCapacity], lang: str) -> str:
    parts = "".join(_ladder(assessment, capacity, lang) for capacity in capacities)
    return f'<div class="grid">{parts}</div>'


def _ladder(assessment: Assessment, capacity: SuiteCapacity, lang: str) -> str:
    suite = named(assessment.names, "suites", capacity.suite).render(lang)
    product = named(assessment.names, "products", capacity.product).render(lang)
    low, _, high = quantiles(capacity.batches_a[1:])
    foot = say(
        "report.ladder.foot",
        lang,
        base=number(float(capacity.batches_a[0])),
        low=number(low),
        high=number(high),
        cycle=worded(capacity.cycle_time_h, "time"),
        bottleneck=class_name(capacity.bottleneck),
    )
    return (
        f'<div class="card ladder"><h3>{esc(suite)}<span class="sub">{esc(product)}</span></h3>'
        f'<ol>{rung_bars(capacity.rungs, lang)}</ol><p class="note">{esc(foot)}</p></div>'
    )


def rung_bars(rungs: Sequence[Rung], lang: str) -> str:
    """A bar for each rung, as a share of the first rung of its unit."""
    most: dict[str, float] = {}
    for rung in rungs:
        most[rung.unit] = max(most.get(rung.unit, 0.0), rung.value)
    return "".join(_rung(rung, most[rung.unit], lang) for rung in rungs)


def _rung(rung: Rung, most: float, lang: str) -> str:
    width = 100.0 * rung.value / most if most > 0 else 0.0
    value = say(f"report.ladder.{rung.unit}", lang, n=number(rung.value))
    return (
        f'<li class="{esc(rung.unit)}"><span class="name">{esc(rung.label.render(lang))}</span>'
        f'<span class="value">{esc(value)}</span>'
        f'<span class="track" aria-hidden="true"><span style="width:{width:.1f}%"></span></span></li>'
    )
