"""The page of dimensions, units and distributions."""

from dataclasses import MISSING, fields

from tools.pages.markdown import code, table
from tools.pages.markdown import page as made

from seedtrain.quantities.dimensions import DIMENSIONS
from seedtrain.quantities.distributions import DISTRIBUTIONS
from seedtrain.quantities.unit_table import CURRENCIES, MULTIPLIERS, UNITS, WORDS

_LEAD = """A value is a number, perhaps a word such as `million` or 万, and a unit: `2000 L`, `4 million
CNY`, `1.3亿元`, `12 L/(m2*h)`. Units of one dimension convert into each other by exact factors; anything else
is refused (`SCN-014`, `SCN-015`). A bare number is accepted only where the table says so. Currencies never
convert into each other by themselves, and neither do calendar time and working days. A year is 365.25 d, a
month a twelfth of it, 15 mu one hectare."""
_SHAPES = """Written `{dist: NAME, parameter: number, ..., unit: UNIT}`, or with the unit on each parameter.
`cv`, `alpha`, `beta` and `odds` have no unit. A `lognormal` may be given by `p10` and `p90` in place of
`median` and `cv`."""


def page() -> str:
    """Return the page."""
    dimensions = [
        (row.name, row.symbol, ", ".join(map(code, row.examples)), "yes" if row.is_bare else "")
        for row in DIMENSIONS.values()
    ]
    units = [
        (code(names[0]), ", ".join(code(name) for name in names[2:] if name != "_"), code(names[1]))
        for names in ([part.strip() for part in line.split(" = ")] for line in UNITS)
    ]
    shapes = [
        (code(name), ", ".join(f"`{f.name}`" + ("" if f.default is MISSING else " (may be left out)")
                               for f in fields(shape)), _about(shape))
        for name, shape in DISTRIBUTIONS.items()
    ]  # fmt: skip
    multipliers = [f"{code(word)} ({size:,})" for word, size in MULTIPLIERS.items()]
    return made(
        "Units, dimensions, distributions",
        _LEAD,
        "## Dimensions",
        table(("dimension", "canonical unit", "examples", "bare number"), dimensions),
        "## Units",
        table(("unit", "also written", "is"), units),
        f"Currencies: {', '.join(map(code, CURRENCIES))}; `RMB` and `yuan` are CNY.",
        f"Words before the unit: {', '.join(multipliers)}.",
        f"Other signs that are understood: {', '.join(code(word) for word, _ in WORDS)}.",
        "## Distributions",
        _SHAPES,
        table(("name", "parameters", "what it is"), shapes),
    )


def _about(shape: type) -> str:
    return " ".join((shape.__doc__ or "").split("\n\n")[0].split()).replace("``", "`")
