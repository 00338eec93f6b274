"""How a field of the scenario is declared: once, with dimension, bounds and meaning.

The text reader, the checks, the JSON Schema and the table in the docs are all made from these declarations.
"""

from msgspec import Meta


def quantity(
    dimension: str,
    meaning: str,
    *,
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
    reach: float | None = None,
    whole: bool = False,
) -> Meta:
    """Declare a field that holds a :class:`~seedtrain.model.value.Value`.

    ``dimension`` names the dimension; bounds are in its canonical unit: ``least <= x``, ``above < x``,
    ``x <= most``; ``whole`` asks for an integer. ``reach`` is the largest plausible size: where draws have no
    end, all but one in ten thousand keep to it.
    """
    extra = {
        "dimension": dimension,
        "least": least,
        "above": above,
        "most": most,
        "reach": reach,
        "whole": whole,
    }
    return Meta(description=meaning, extra={key: value for key, value in extra.items() if value is not None})


def reference(to: str, meaning: str) -> Meta:
    """Declare a field that names an entry of the scenario collection or catalogue table ``to``."""
    return Meta(description=meaning, extra={"reference": to})


def meaning(text: str) -> Meta:
    """Declare any other field by its meaning."""
    return Meta(description=text)
