"""Studies of one recipe by itself: what a batch takes, makes and costs, and what a year of them does."""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from seedtrain.assess.labels import label
from seedtrain.catalog import parameters, recipe
from seedtrain.errors import Finding, InputError, finding
from seedtrain.flow.sensitivity import sobol
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.process import (
    Line,
    Split,
    additions,
    crossover,
    findings,
    jumps,
    ladder,
    line_of,
    mass_intensity,
    single,
    split,
    tornado,
)
from seedtrain.process.charge import charge
from seedtrain.process.cost import total
from seedtrain.process.levels import at, uncertain
from seedtrain.quantities import DIMENSIONS, World, format_quantity
from seedtrain.report.batch.study import BatchComparison, BatchStudy, CostLine, Sensitivity
from seedtrain.report.batch.summary import asked
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.service.batch_capital import factors_of, items_of
from seedtrain.service.batch_options import (
    BatchOptions,
    changed,
    checked_options,
    dose_g,
    unknown_parameters,
)
from seedtrain.service.batch_scan import scanned
from seedtrain.service.run import Progress
from seedtrain.service.settings import checked_settings

_SAMPLES = 1024
"""Rows of each of the two samples of Sobol indices."""
_OVERRIDE = "recipes.recipe."
_PLACES = {
    "units.vessels.volume": "--volume",
    "volume": "--volume",
    "vessels": "--count",
    "trains": "--trains",
    "money.price_year": "--price-year",
}


def batch(
    options: BatchOptions, *, seed: int = 1, replications: int = 1000, progress: Progress | None = None
) -> BatchStudy:
    """Study one recipe.

    Raises :class:`InputError` with every finding: an unknown recipe, step or parameter, with what is near; a
    value out of range or in another unit. A value beyond the range of validity is a warning of the study.
    """
    settings = checked_settings(seed=seed, replications=replications)
    checked_options(options)
    tell = progress or (lambda stage: None)
    tell("profiles")
    scenario, warnings = _opened(options)
    line = _line(scenario, Inputs(World(settings["replications"], settings["seed"])), options)
    tell("sensitivity")
    found = _sensitivities(scenario, line, settings["seed"], options.capital)
    scan = scanned(scenario, line, options.capital)
    inputs = dict.fromkeys(bar.name for each in found for bar in each.bars)
    return BatchStudy(
        recipe=options.recipe,
        name=recipe(options.recipe).name,
        options=options.told(),
        price_year=scenario.money.price_year,
        replications=settings["replications"],
        seed=settings["seed"],
        version=version("seedtrain"),
        line=line,
        indicators=_indicators(line, dose_g(options)),
        rungs=ladder(line),
        factors=factors_of(scenario, line, options.capital),
        items=items_of(scenario, line),
        charge=charge(line),
        scanned=scan,
        additions=additions(line),
        sensitivities=found,
        labels={name: label(scenario, name) for name in inputs}
        | {scan[0]: label(scenario, _OVERRIDE + scan[0])},
        warnings=warnings,
    )


def _line(scenario: Scenario, inputs: Inputs, options: BatchOptions) -> Line:
    """The line of the options. Raises :class:`InputError` for one out of reach or that leaves nothing."""
    try:
        line = line_of(scenario, inputs, options.capital)
    except InputError as error:
        raise InputError(list(map(_in_options, error.findings))) from None
    if float(_made(line)[0]) <= 0.0:
        value = options.working_volume or options.recipe
        raise InputError([finding("PRC-011", path="--volume", value=value)])
    return line


def compare_batches(
    options: BatchOptions,
    other: str,
    *,
    seed: int = 1,
    replications: int = 1000,
    progress: Progress | None = None,
) -> BatchComparison:
    """Set a study beside another: a recipe, a material or options, such as ``stainless,volume=5000L``.

    Raises :class:`InputError` as :func:`batch`, and for an option that is not known.
    """
    second_options = changed(options, other)
    first = batch(options, seed=seed, replications=replications, progress=progress)
    second = batch(second_options, seed=seed, replications=replications, progress=progress)
    is_same = first.recipe == second.recipe
    ways = (_cost_line(first.line), _cost_line(second.line))
    is_like = first.counts_items == second.counts_items
    least = min(first.made, second.made)
    meet = crossover(*(Split(each.fixed_cny_a, each.variable_cny, each.most_a) for each in ways))
    return BatchComparison(
        first=first,
        second=second,
        titles=_titles(first, second),
        lines=ways,
        crossover=meet if is_like and meet is not None and meet >= least else None,
        jumps=jumps(first.line, second.line) if is_same else (),
    )


def _cost_line(line: Line) -> CostLine:
    """How the cost of a line grows with what it makes, batches of different size brought to one measure."""
    found, made = split(line), float(_made(line)[0])
    return CostLine(found.fixed_cny_a, found.variable_cny / made, found.most_batches_a * made)


def _opened(options: BatchOptions) -> tuple[Scenario, tuple[Finding, ...]]:
    """The scenario of one suite, and what is to be said of it in the words of the options."""
    problems = unknown_parameters(options)
    named = {found.value for found in problems}
    try:
        scenario = single(
            options.recipe,
            volume=options.working_volume,
            material=options.material,
            vessels=int(options.count),
            trains=int(options.trains),
            price_year=int(options.price_year),
            region=options.region,
            variants=options.named_variants,
            changes={place: text for place, text in options.changes.items() if place not in named},
        )
    except InputError as error:
        raise InputError([*problems, *map(_in_options, error.findings)]) from None
    if problems:
        raise InputError(problems)
    return scenario, tuple(map(_in_options, findings(scenario)))


def _in_options(found: Finding) -> Finding:
    """A finding of the scenario made from the options, told of the option, with the unit of its range."""
    place = found.path.removeprefix(_OVERRIDE)
    path = _PLACES.get(place, place)
    known = parameters().get(place.rpartition(".")[2]) if place != found.path else None
    if found.code != "SCN-012" or known is None:
        return replace(found, path=path)
    symbol = DIMENSIONS[known.dimension].symbol.removeprefix("1").removeprefix("item")
    wanted = f"{found.params['expected']} {symbol}".strip()
    if known.valid is None:
        return replace(found, path=path, params={**found.params, "expected": wanted})
    first, last = (format_quantity(end, known.dimension) for end in known.valid)
    valid = f"{first} .. {last}"
    return finding("CLI-016", path=path, value=found.value, expected=wanted, valid=valid)


def _made(line: Line) -> Draws:
    """What a batch makes: pieces, or grams where it makes none."""
    made = line.batch.product
    return np.asarray(made.items if float(made.items[0]) > 0.0 else made.mass_g)


def _unit_cost(line: Line) -> Draws:
    made = _made(line)
    return np.divide(total(line.cost_cny), made, out=np.full_like(made, np.inf), where=made > 0.0)


def _output(line: Line) -> Draws:
    return np.asarray(_made(line) * line.batches_a * (1.0 - line.failure_odds))


def _indicators(line: Line, dose: float | None) -> tuple[Indicator, ...]:
    """Output, time, cost and yield of a batch and of a year, in the order in which they are read."""
    is_counted = float(line.batch.product.items[0]) > 0.0
    amount, price = ("count", "money_per_item") if is_counted else ("mass", "money_per_mass")
    kind = "items" if is_counted else "mass"
    cost, unit_cost = total(line.cost_cny), _unit_cost(line)
    rows: list[tuple[str, str, Draws]] = [
        ("output_items" if is_counted else "output_mass", amount, _output(line)),
        ("batches", "count", line.batches_a * (1.0 - line.failure_odds)),
        (kind, amount, _made(line)),
        ("cost_per_item" if is_counted else "cost_per_gram", price, unit_cost),
    ]
    if dose is not None:
        rows.append(("cost_per_dose", "money", unit_cost * dose))
    rows += [
        ("cost", "money", cost),
        ("cycle_time", "time", line.pace.time_h),
        ("batch_time", "time", np.sum([each.duration_h for each in line.operations], axis=0)),
        ("overall_yield", "fraction", line.batch.overall_yield),
        ("failure_odds", "fraction", line.failure_odds),
        ("capital", "money", line.capital_cny),
    ]
    if not is_counted:
        rows.append(("mass_intensity", "count", np.full_like(cost, mass_intensity(line))))
    return tuple(
        Indicator(
            id=f"study.{name}",
            label=Message(f"indicator.study.{name}"),
            dimension=dimension,
            draws=draws,
            rests_on=line.rests_on,
            headline=place < 4,
        )
        for place, (name, dimension, draws) in enumerate(rows)
    )


def _sensitivities(scenario: Scenario, line: Line, seed: int, capital: str) -> tuple[Sensitivity, ...]:
    """Tornado and Sobol indices of unit cost and of yearly output."""
    is_counted = float(line.batch.product.items[0]) > 0.0
    asked: tuple[tuple[str, Callable[[Line], Draws]], ...] = (
        ("study.cost_per_item" if is_counted else "study.cost_per_gram", _unit_cost),
        ("study.output_items" if is_counted else "study.output_mass", _output),
    )
    return tuple(_sensitivity(scenario, target, answer, (seed, capital)) for target, answer in asked)


def _sensitivity(
    scenario: Scenario, target: str, answer: Callable[[Line], Draws], settings: tuple[int, str]
) -> Sensitivity:
    seed, capital = settings

    def evaluate(inputs: Inputs) -> Draws:
        return answer(line_of(scenario, inputs, capital))

    bars = tuple(bar for bar in tornado(evaluate) if bar.swing > 0.0)
    known = uncertain(evaluate)
    moving = {bar.name: known[bar.name] for bar in bars}
    indices = sobol(moving, lambda columns: at(evaluate, columns), samples=_SAMPLES, seed=seed)
    return Sensitivity(target, bars, indices)


def _titles(first: BatchStudy, second: BatchStudy) -> tuple[Wording, Wording]:
    """What sets the two apart: the options that differ."""
    names = dict.fromkeys((*first.options, *second.options))
    apart = [name for name in names if first.options.get(name) != second.options.get(name)]
    return _title(first, apart), _title(second, apart)


def _title(study: BatchStudy, apart: list[str]) -> Wording:
    parts = [asked(study, name) for name in apart if name in study.options]
    if not parts:
        return study.name
    return Wording(
        ", ".join(part.render("en") for part in parts), "，".join(part.render("zh") for part in parts)
    )
