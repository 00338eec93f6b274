"""The page of the functions that a claim's expression may use."""

from tools.pages.markdown import code, table
from tools.pages.markdown import page as made

from seedtrain.assess.expression import FUNCTIONS

MEANINGS: dict[str, tuple[str, str]] = {
    "kpi": (
        'kpi("capacity.total.mass")',
        "an [indicator](indicators.md) of the run, in every sampled future",
    ),
    "at": ('at("park.companies", "2023-09-01")', "a [series](indicators.md#series) of the run on a day"),
    "given": ('given("park.land.base.area")', "a value of the scenario, by its path"),
    "date": ('date("2026-12-31")', "a day, as a number of days"),
    "beta": (
        "beta(10, 10)",
        "the odds of success after so many successes in so many trials (Jeffreys' posterior)",
    ),
    "count": (
        'count("sites")',
        "the entries of a collection, by its path; `count(K1)`: the names that a claim lists under `items`",
    ),
    "lower": (
        "lower(10, 10)",
        "the one-sided 95 % lower bound of those odds (Clopper and Pearson)",
    ),
    "same": ("same(K1, K2)", "1 where two claims list the same names, else 0"),
    "low": ("low(K1)", "lower end of what another claim says; its value where it says one"),
    "high": ("high(K1)", "upper end of what another claim says; its value where it says one"),
    "min": ("min(K1, K2)", "the least of one to eight numbers, future by future"),
    "max": ("max(K1, 0)", "the greatest of one to eight numbers, future by future"),
    "abs": ("abs(K1 - K2)", "the number without its sign"),
}
"""Each function with an example and what it gives; the claims K1 and K2 stand for others of the scenario."""

_LEAD = """The `value` of a [reading](scenario-fields.md#reading-block), and its `bound` where it has one,
is an expression of at most 600 characters: numbers, `+ - * / **`, brackets, ids of other claims (each
stands for its claimed value) and the functions below. It is worked out in the canonical units of
[units](units.md), in every sampled future. Nothing else is allowed (`SCN-027`): no comparison (that is the
operator's part), no attribute, no other name. A reading may not refer to its own claim in `value`; what the
scenario takes from that claim is left out when it is judged (see [verdicts](../verdicts.md))."""


def page() -> str:
    """Return the page. Raises ``KeyError`` where a function has no row above."""
    rows = [
        (
            code(name),
            str(least) if least == most else f"{least} to {most}",
            code(MEANINGS[name][0]),
            MEANINGS[name][1],
        )
        for name, (least, most) in FUNCTIONS.items()
    ]
    return made("Expressions of claims", _LEAD, table(("function", "arguments", "example", "gives"), rows))
