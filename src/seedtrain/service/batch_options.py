"""What a study of one recipe is asked for, as a user writes it, checked before anything is worked out."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from seedtrain.catalog import Recipe, recipe, recipes, table
from seedtrain.catalog.resolve import near
from seedtrain.catalog.terms import CURVE, DEFAULT_REGION, ITEMISED, PRICE_YEAR
from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.parse import Bounds, parse_value
from seedtrain.model.value import Origin, RawValue
from seedtrain.quantities import QuantityError

MATERIALS = ("single_use", "stainless")
DEFAULT_VOLUME = "2000 L"
_MOST_UNITS = 1000
_YEARS = (2005, 2100)
"""Price years that may be asked for; beyond a table its nearest year is used, and that is said."""
_BATCH_SIZE, _ITEM_MASS = "formulation.batch_items", "formulation.mass_per_item"
"""What sets the size of a batch of items, and the mass in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """A study as asked for: texts as written, empty where not said.

    ``volume`` working volume of one production vessel; ``count`` of them; ``trains`` of seed vessels and of
    downstream units; ``dose`` mass of one dose; ``price_year`` of all money, ``region`` a row of the location
    factors, ``capital`` by announced plants (curve) or itemised; ``variants`` of the recipe, commas between;
    ``changes`` parameter, with or without its step, to text.
    """

    recipe: str
    volume: str = ""
    material: str = MATERIALS[0]
    count: str = "1"
    trains: str = "1"
    dose: str = ""
    price_year: str = str(PRICE_YEAR)
    region: str = DEFAULT_REGION
    capital: str = CURVE
    variants: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> Recipe:
        """The recipe in the catalogue. Raises ``KeyError`` for one it does not have."""
        return recipe(self.recipe)

    @property
    def named_variants(self) -> tuple[str, ...]:
        """Variants of the recipe asked for, in their order."""
        return tuple(name.strip() for name in self.variants.split(",") if name.strip())

    @property
    def working_volume(self) -> str:
        """The volume asked for, or the usual one; empty where the recipe has no vessel that sets it."""
        return (self.volume or DEFAULT_VOLUME) if self.base.scale else ""

    def told(self) -> dict[str, str]:
        """Return what was asked for by name, without what does not concern the recipe."""
        told = {"recipe": self.recipe}
        if self.base.scale:
            told |= {"volume": self.working_volume, "count": self.count}
            told["material"] = self.material
        told["trains"] = self.trains
        if self.variants:
            told["variant"] = ", ".join(self.named_variants)
        if self.dose:
            told["dose"] = self.dose
        for name, usual in (("price_year", str(PRICE_YEAR)), ("region", DEFAULT_REGION), ("capital", CURVE)):
            if getattr(self, name) != usual:
                told[name] = getattr(self, name)
        return told | dict(self.changes)


def checked_options(options: BatchOptions) -> BatchOptions:
    """Return the options. Raises :class:`InputError` with a finding for each that can't be used.

    The parameters and the volume are checked where they are worked out.
    """
    findings: list[Finding] = []
    for name in ("count", "trains"):
        text = getattr(options, name).strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_UNITS):
            findings.append(finding("CLI-007", path=f"--{name}", value=text, expected=f"1 .. {_MOST_UNITS}"))
    findings += _unknown_choices(options)
    first, last = _YEARS
    if not (options.price_year.isdecimal() and first <= int(options.price_year) <= last):
        findings.append(
            finding("CLI-007", path="--price-year", value=options.price_year, expected=f"{first} .. {last}")
        )
    if options.recipe not in recipes():
        known = near(options.recipe, recipes())
        found = finding("SCN-018", path="RECIPE", value=options.recipe, to="catalog.recipes", near=known)
        raise InputError([found, *findings])
    findings += [
        finding(
            "SCN-018", path="--variant", value=name, to="variants", near=near(name, options.base.variants)
        )
        for name in options.named_variants
        if name not in options.base.variants
    ]
    if options.base.kind == "fill_finish":
        for name, instead in (("volume", _BATCH_SIZE), ("dose", _ITEM_MASS)):
            if getattr(options, name):
                given = getattr(options, name)
                findings.append(
                    finding("CLI-014", path=f"--{name}", value=given, recipe=options.recipe, near=instead)
                )
    if options.dose:
        findings += _bad_dose(options.dose)
    if findings:
        raise InputError(findings)
    return options


def _unknown_choices(options: BatchOptions) -> list[Finding]:
    """A finding for each option that is not among those there are."""
    known = {"material": MATERIALS, "region": tuple(table("locations")), "capital": (CURVE, ITEMISED)}
    return [
        finding("SCN-016", path=f"--{name}", value=getattr(options, name), near=", ".join(choices))
        for name, choices in known.items()
        if getattr(options, name) not in choices
    ]


def dose_g(options: BatchOptions) -> float | None:
    """Return the mass of one dose [g], where one is asked for."""
    if not options.dose:
        return None
    return parse_value(RawValue(options.dose, Origin(), "--dose"), "mass", Bounds(above=0.0)).base


def unknown_parameters(options: BatchOptions) -> list[Finding]:
    """Return a finding for each change that names no parameter of the recipe, or one of several steps."""
    places = [f"{key}.{name}" for key, step in options.base.steps.items() for name in step.known]
    findings: list[Finding] = []
    for place in options.changes:
        name = place.rpartition(".")[2]
        alike = [each for each in places if each.rpartition(".")[2] == name]
        if place in places or (place == name and len(alike) == 1):
            continue
        leaves = difflib.get_close_matches(name, {each.rpartition(".")[2] for each in places}, n=1)
        alike = alike or [each for each in places if each.rpartition(".")[2] in leaves]
        known = ", ".join(alike) or near(place, places)
        findings.append(finding("CLI-015", path="--set", value=place, recipe=options.recipe, near=known))
    return findings


def _bad_dose(text: str) -> list[Finding]:
    try:
        parse_value(RawValue(text, Origin(), "--dose"), "mass", Bounds(above=0.0))
    except QuantityError as error:
        found, wanted = error.found, error.expected
        return [finding(error.code, path="--dose", value=found, expected=wanted, found=found)]
    return []


def changed(options: BatchOptions, text: str) -> BatchOptions:
    """Return ``options`` with what a text of ``--compare`` changes in them.

    The text: a material, a recipe, a variant of it, or ``name=value``, several apart by commas; a name is
    ``volume``, ``material``, ``count``, ``trains``, ``dose``, ``region``, ``capital``, ``price_year``,
    ``recipe`` or a parameter. Another recipe keeps no parameter of the first. Raises :class:`InputError` with
    a finding for each part that is none of them.
    """
    findings: list[Finding] = []
    taken: list[str] = []
    parts = [part.strip() for part in text.split(",")]
    for part in sorted(parts, key=lambda part: part not in recipes()):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign and name.replace("-", "_") in MATERIALS:
            options = replace(options, material=name.replace("-", "_"))
        elif not sign and options.recipe in recipes() and name in options.base.variants:
            options = replace(options, variants=",".join((*taken, name)))
            taken.append(name)
        elif not sign:
            if name not in recipes():
                known = f"{', '.join(MATERIALS)}, {near(name, (*recipes(), *_variants(options)))}"
                findings.append(
                    finding("SCN-018", path="--compare", value=name, to="batch.word.choices", near=known)
                )
            else:
                options = _other(options, name)
        elif not name or not value:
            findings.append(finding("CLI-008", path="--compare", value=part))
        else:
            options = _WAYS.get(name, _parameter(name))(options, value)
    if findings:
        raise InputError(findings)
    return options


def _variants(options: BatchOptions) -> tuple[str, ...]:
    return tuple(options.base.variants) if options.recipe in recipes() else ()


def _other(options: BatchOptions, name: str) -> BatchOptions:
    """The same for another recipe, without what only the first one takes."""
    if name == options.recipe:
        return options
    plain = replace(options, recipe=name, variants="", changes={})
    if name in recipes() and recipe(name).kind == "fill_finish":
        return replace(plain, volume="", dose="")
    return plain


def _parameter(name: str) -> Callable[[BatchOptions, str], BatchOptions]:
    return lambda options, value: replace(options, changes={**options.changes, name: value})


_WAYS: Mapping[str, Callable[[BatchOptions, str], BatchOptions]] = {
    "recipe": _other,
    "volume": lambda options, value: replace(options, volume=value),
    "material": lambda options, value: replace(options, material=value.replace("-", "_")),
    "count": lambda options, value: replace(options, count=value),
    "trains": lambda options, value: replace(options, trains=value),
    "region": lambda options, value: replace(options, region=value),
    "capital": lambda options, value: replace(options, capital=value),
    "price_year": lambda options, value: replace(options, price_year=value),
    "dose": lambda options, value: replace(options, dose=value),
}


def settings_of(texts: Iterable[str]) -> dict[str, str]:
    """Return parameter to text for every ``--set``.

    Raises :class:`InputError` with a finding for each one that says no parameter and value.
    """
    changes: dict[str, str] = {}
    findings: list[Finding] = []
    for text in texts:
        name, sign, value = (piece.strip() for piece in text.partition("="))
        if not sign or not name or not value:
            findings.append(finding("CLI-008", path="--set", value=text))
        else:
            changes[name] = value
    if findings:
        raise InputError(findings)
    return changes
