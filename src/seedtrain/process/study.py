"""A recipe by itself: one product in one suite of a given size, without a scenario file."""

from collections.abc import Mapping, Sequence
from datetime import date

from seedtrain.catalog import recipe, recipes, resolve
from seedtrain.catalog.resolve import near
from seedtrain.catalog.terms import CURVE, PRICE_YEAR
from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.parse import Bounds, parse_value
from seedtrain.model.product import Product
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.scenario import Horizon, MoneyTerms, Provenance, Scenario
from seedtrain.model.site import Site, Suite, Unit
from seedtrain.model.value import Origin, RawValue, Value
from seedtrain.process.index import undated
from seedtrain.process.line import Line, lines
from seedtrain.quantities import QuantityError

PRODUCT, SUITE = "product", "suite"
_DAY_OF_TABLES = date(2024, 1, 1)
_ABOVE_ZERO = Bounds(above=0.0)


def single(
    recipe_id: str,
    *,
    volume: str = "",
    material: str = "single_use",
    vessels: int = 1,
    trains: int = 1,
    price_year: int = PRICE_YEAR,
    region: str | None = None,
    variants: Sequence[str] = (),
    changes: Mapping[str, str] | None = None,
) -> Scenario:
    """Return a scenario of one suite of ``trains`` seed and downstream trains and ``vessels`` of working
    ``volume`` (such as ``2000 L``) that runs a recipe.

    ``region`` a row of the location factors; ``variants`` of the recipe; ``changes``: ``step.parameter`` (or
    ``parameter`` where only one step has it) to text, such as ``titer`` to ``5 g/L``. Raises
    :class:`InputError` with every finding: an unknown recipe, step or parameter, with what is near; a bad
    value; a vessel beyond the recipe's range is only a warning and stays with :func:`findings`.
    """
    if recipe_id not in recipes():
        near_by = near(recipe_id, recipes())
        raise InputError(
            [finding("SCN-018", path="recipe", value=recipe_id, to="catalog.recipes", near=near_by)]
        )
    base = recipe(recipe_id)
    use = RecipeUse(
        from_=recipe_id,
        path="recipes.recipe",
        variants=list(variants),
        steps=_steps(recipe_id, changes or {}),
    )
    units = {}
    if base.scale:
        size = _given("volume", volume, "volume")
        units["vessels"] = Unit(
            unit_class=base.scale_class,
            count=_given("vessels", str(vessels), "count"),
            volume=size,
            basis="working",
            material="stainless" if material == "stainless" else "single_use",
            path="units.vessels",
        )
    modality = base.modalities[0]
    shared = _given("trains", str(trains), "count")
    suite = Suite(
        kind=base.kind,
        modalities=[modality],
        units=units,
        seed_trains=shared,
        downstream_trains=shared,
        path=SUITE,
    )
    scenario = Scenario(
        format=1,
        id="single",
        title=base.name,
        provenance=Provenance(
            title=base.name, publisher=Wording(""), published=_DAY_OF_TABLES, document=recipe_id
        ),
        horizon=Horizon(start=_DAY_OF_TABLES, end=_DAY_OF_TABLES.replace(year=_DAY_OF_TABLES.year + 1)),
        money=MoneyTerms(price_year=price_year),
        sites={"site": Site(suites={SUITE: suite}, capital_region=region, path="site")},
        recipes={"recipe": use},
        products={PRODUCT: Product(modality=modality, recipe="recipe", path=PRODUCT)},
    )
    errors = [found for found in resolve(scenario) if found.severity == "error"]
    if errors:
        raise InputError(errors)
    return scenario


def findings(scenario: Scenario) -> list[Finding]:
    """Return what should be said of a scenario that can be run all the same."""
    said = [found for found in resolve(scenario) if found.severity != "error"]
    return [*said, *undated(scenario.money.price_year)]


def line_of(scenario: Scenario, inputs: Inputs, capital: str = CURVE) -> Line:
    """Return the one line of a scenario made by :func:`single`, its capital by plants or itemised."""
    (line,) = lines(scenario, inputs, capital)
    return line


def _steps(recipe_id: str, changes: Mapping[str, str]) -> dict[str, dict[str, RawValue]]:
    base = recipe(recipe_id)
    steps: dict[str, dict[str, RawValue]] = {}
    problems = []
    for place, text in changes.items():
        step, _, name = place.rpartition(".")
        if not step:
            having = [key for key, each in base.steps.items() if name in each.known]
            step = having[0] if len(having) == 1 else ""
            if not step:
                known = [f"{key}.{name}" for key in having] or _places(recipe_id)
                problems.append(finding("SCN-029", path=place, value=place, near=near(place, known)))
                continue
        raw = RawValue(text, Origin(), f"recipes.recipe.{step}.{name}")
        steps.setdefault(step, {})[name] = raw
    if problems:
        raise InputError(problems)
    return steps


def _places(recipe_id: str) -> list[str]:
    return [f"{key}.{name}" for key, each in recipe(recipe_id).steps.items() for name in each.known]


def _given(name: str, text: str, dimension: str) -> Value:
    try:
        return parse_value(RawValue(text, Origin(), name), dimension, _ABOVE_ZERO)
    except QuantityError as error:
        found = finding(error.code, path=name, value=error.found, expected=error.expected, found=error.found)
        raise InputError([found]) from None
