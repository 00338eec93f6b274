"""References of a scenario into the catalogue: all that dangle, all overrides that don't fit."""

import difflib
from collections.abc import Iterable, Iterator

from seedtrain.catalog.parameter import parameters
from seedtrain.catalog.recipe import Recipe, recipe, recipes
from seedtrain.catalog.row import table, tables
from seedtrain.catalog.sections import section_findings
from seedtrain.errors import Finding, finding
from seedtrain.model.parse import parse_value
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.model.value import RawValue, Value
from seedtrain.model.walk import blocks, references, values
from seedtrain.quantities import QuantityError, format_quantity

_FEW = 5


def resolve(scenario: Scenario) -> list[Finding]:
    """Return every finding about what the scenario takes from the catalogue; none is raised."""
    found = list(_references(scenario))
    for use in scenario.recipes.values():
        if use.from_ in recipes():
            found.extend(_overrides(use, recipe(use.from_)))
    found.extend(_products(scenario))
    found.extend(section_findings(scenario))
    found.extend(_under_way(scenario))
    found.extend(_rows(scenario))
    found.extend(_commercial(scenario))
    return found


def near(word: str, known: Iterable[str]) -> str:
    """Return the names closest to ``word``, or the first few where none is close, as one text."""
    names = sorted(known)
    return ", ".join(difflib.get_close_matches(word, names, n=3) or names[:_FEW])


def _references(scenario: Scenario) -> Iterator[Finding]:
    for block in blocks(scenario):
        for name, to, target in references(block):
            kind, _, collection = to.partition(".")
            if kind != "catalog":
                continue
            known = recipes() if collection == "recipes" else table(collection)
            if target not in known:
                path = f"{block.path}.{name.rstrip('_')}"
                yield finding("SCN-018", path=path, value=target, to=to, near=near(target, known))


def _overrides(use: RecipeUse, base: Recipe) -> Iterator[Finding]:
    for name in use.variants:
        if name not in base.variants:
            nearby = near(name, base.variants)
            yield finding("SCN-018", path=f"{use.path}.variants", value=name, to="variants", near=nearby)
    for step_id, written in use.steps.items():
        path = f"{use.path}.{step_id}"
        if step_id not in base.steps:
            yield finding("SCN-029", path=path, value=step_id, near=near(step_id, base.steps))
            continue
        for key, raw in written.items():
            known = base.steps[step_id].known
            if key not in known:
                yield finding("SCN-029", path=f"{path}.{key}", value=key, near=near(key, known))
            else:
                yield from _override(key, raw)


def _override(key: str, raw: RawValue) -> Iterator[Finding]:
    known = parameters()[key]
    try:
        value = parse_value(raw, known.dimension, known.bounds)
    except QuantityError as error:
        yield finding(
            error.code, path=raw.path, value=error.found, expected=error.expected, found=error.found
        )
        return
    low, high = value.distribution.support if value.distribution else (value.base, value.base)
    if known.valid is not None and not known.valid[0] <= low <= high <= known.valid[1]:
        first, last = (format_quantity(end, known.dimension, "en") for end in known.valid)
        yield finding("PRC-001", path=raw.path, value=value.text, expected=f"{first} .. {last}")


def _products(scenario: Scenario) -> Iterator[Finding]:
    for product in scenario.products.values():
        use = scenario.recipes.get(product.recipe)
        if use is None or use.from_ not in recipes():
            continue
        base = recipe(use.from_)
        if product.modality not in base.modalities:
            able = [key for key in recipes() if product.modality in recipe(key).modalities]
            path = f"{product.path}.recipe"
            yield finding(
                "SCN-031", path=path, value=use.from_, modality=product.modality, near=", ".join(able)
            )
            continue
        for suite in suites(scenario).values():
            if suite.kind == base.kind and product.modality in suite.modalities:
                yield from _volumes(suite, base, use)


def _under_way(scenario: Scenario) -> Iterator[Finding]:
    """A batch under way is in a step of its product's recipe."""
    for batch in scenario.work_in_progress.values():
        product = scenario.products.get(batch.product)
        use = None if product is None else scenario.recipes.get(product.recipe)
        steps = recipe(use.from_).steps if use is not None and use.from_ in recipes() else None
        if steps is not None and batch.step not in steps:
            path = f"{batch.path}.step"
            yield finding("SCN-018", path=path, value=batch.step, to="steps", near=near(batch.step, steps))


def _commercial(scenario: Scenario) -> Iterator[Finding]:
    """Rates and lead times are of a suite and of a row that there is."""
    if scenario.commercial is None:
        return
    known = {"suite_day": tuple(suites(scenario)), "lead_times": tuple(table("lead_times"))}
    for field, names in known.items():
        for key in getattr(scenario.commercial, field):
            if key not in names:
                path = f"{scenario.commercial.path}.{field}.{key}"
                to = "suites" if field == "suite_day" else "catalog.lead_times"
                yield finding("SCN-018", path=path, value=key, to=to, near=near(key, names))


def _rows(scenario: Scenario) -> Iterator[Finding]:
    """A value taken from the catalogue names a row, a column of one, or a parameter of a recipe step."""
    seen: set[str] = set()
    for value in values(scenario):
        if value.origin.kind == "catalog" and value.origin.ref not in seen and not _ships(value.origin.ref):
            seen.add(value.origin.ref)
            head = value.origin.ref.partition(".")[0]
            known = [f"{head}.{row}" for row in table(head)] if head in tables() else [*tables(), *recipes()]
            yield finding(
                "SCN-018",
                path=value.path,
                value=value.origin.ref,
                to="catalog",
                near=near(value.origin.ref, known),
            )


def _ships(ref: str) -> bool:
    head, _, rest = ref.partition(".")
    if head in recipes():
        step, _, parameter = rest.partition(".")
        steps = recipe(head).steps
        return step in steps and parameter in steps[step].parameters
    if head not in tables():
        return False
    stem, _, column = rest.rpartition(".")
    rows = table(head)
    return rest in rows or (stem in rows and column in rows[stem].values)


def _volumes(suite: Suite, base: Recipe, use: RecipeUse) -> Iterator[Finding]:
    for unit in suite.units.values():
        if unit.unit_class != base.scale_class or unit.volume is None or not base.scale:
            continue
        share = 1.0 if unit.basis == "working" else _working_fraction(base, use).base
        most = base.most_litres(unit.material)
        if not base.low_L <= unit.volume.base * share <= most:
            expected = f"{base.low_L:g} .. {most:g} L"
            yield finding("SCN-032", path=f"{unit.path}.volume", value=unit.volume.text, expected=expected)


def _working_fraction(base: Recipe, use: RecipeUse) -> Value:
    raw = use.steps.get(base.scale, {}).get("working_fraction")
    default = base.steps[base.scale].parameters["working_fraction"].value
    if raw is None:
        return default
    try:
        return parse_value(raw, "fraction")
    except QuantityError:
        return default
