"""Display names: what people call the things an assessment speaks of."""

import re
from collections.abc import Mapping
from functools import cache

from seedtrain.catalog import recipe, recipes, table
from seedtrain.messages import Message, Wording
from seedtrain.results.assessment import Assessment
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_KINDS = {"product": "products", "suite": "suites", "programme": "programmes", "order": "orders"}
"""Parameters of a label that may hold an id, and the collection it is of."""


def named(names: Mapping[str, Wording], kind: str, name: str) -> Wording:
    """Return the display name of ``name`` in the collection ``kind`` (``products``, ``suites`` ...).

    A collection may stand inside others (``sites.lingang.suites.su1``). The id itself, where none is given.
    """
    tail = f"{kind}.{name}"
    if tail in names:
        return names[tail]
    inside = sorted(path for path in names if path.endswith(f".{tail}"))
    return names[inside[0]] if inside else Wording(name)


def label(assessment: Assessment, told: Indicator | Series) -> Wording:
    """Return the label of an indicator or series, with a capital and display names in the place of ids."""
    return called(assessment.names, told)


def called(names: Mapping[str, Wording], told: Indicator | Series) -> Wording:
    """Return the same by display ``names`` alone."""
    params = {key: _named(names, key, value) for key, value in told.label.params.items()}
    words = Message(told.label.key, params)
    return Wording(capital(words.render("en")), words.render("zh"))


def _named(names: Mapping[str, Wording], key: str, value: object) -> object:
    """The display name of a parameter that holds an id, else the parameter."""
    if not isinstance(value, str):
        return value
    if key == "unit_class":
        return class_name(value)
    return named(names, _KINDS[key], value) if key in _KINDS else value


def capital(text: str) -> str:
    """Return a text with a capital where its first word is a plain one; ``mAb`` and ``client-mab`` stay."""
    first = text.split(" ", 1)[0]
    return text[0].upper() + text[1:] if first.isalpha() and first.islower() else text


def class_name(unit_class: str) -> Wording:
    """Return what a class of units is called in the catalogue; its id where it is not listed."""
    known = table("unit_classes")
    return known[unit_class].label if unit_class in known else Wording(unit_class)


def unit_name(assessment: Assessment, unit: str, unit_class: str) -> Wording:
    """Return what a unit is called: ``su-2000/br-1``, the first ``br`` of suite ``su-2000``, by its own name.

    Where the scenario gives it none, it is called by its class.
    """
    suite, _, own = unit.rpartition("/")
    found = re.fullmatch(r"(.+)-([0-9]+)", own)
    stem, number = (found[1], found[2]) if found else (own, "")
    called = _written(assessment, f"suites.{suite}.units.{stem}") or class_name(unit_class)
    return Wording(*(f"{called.render(lang)} {number}".strip() for lang in ("en", "zh")))


def _written(assessment: Assessment, tail: str) -> Wording | None:
    return next((name for path, name in sorted(assessment.names.items()) if path.endswith(tail)), None)


def step_name(profile: BatchProfile | None, step: str) -> Wording:
    """Return what a step is called in the catalogue recipe that has all steps of ``profile``."""
    steps = frozenset(each.step for each in profile.operations) if profile is not None else frozenset({step})
    return _step_names(steps).get(step) or Wording(step)


@cache
def _step_names(steps: frozenset[str]) -> Mapping[str, Wording]:
    for name in recipes():
        found = recipe(name).steps
        if steps <= set(found):
            return {step: found[step].name for step in steps}
    return {}
