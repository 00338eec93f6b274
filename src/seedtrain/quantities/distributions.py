"""Distributions as data: each knows its mean, its inverse distribution function and its support.

All are frozen values in one unit, which they do not know. Sampling is ``quantile`` of uniform draws
(:mod:`seedtrain.quantities.streams`), so one draw gives one value whatever the shape.
Parameters that make no distribution raise :class:`QuantityError` of kind ``distribution``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields

from seedtrain.quantities.bounded import Bernoulli, Beta, Empirical, Pert
from seedtrain.quantities.continuous import Fixed, Lognormal, LognormalP, Normal, Triangular, Uniform
from seedtrain.quantities.errors import QuantityError
from seedtrain.quantities.predictive import Odds, Sample, SampleShare

__all__ = [
    "DISTRIBUTIONS",
    "Bernoulli",
    "Beta",
    "Distribution",
    "Empirical",
    "Fixed",
    "Lognormal",
    "LognormalP",
    "Normal",
    "Odds",
    "Pert",
    "Sample",
    "SampleShare",
    "Triangular",
    "Uniform",
    "distribution_from",
]

Distribution = (
    Fixed
    | Uniform
    | Triangular
    | Normal
    | Lognormal
    | LognormalP
    | Beta
    | Pert
    | Empirical
    | Bernoulli
    | Sample
    | SampleShare
    | Odds
)
"""Any of them. Each has ``mean``, ``support`` and ``quantile(u)``."""

DISTRIBUTIONS: dict[str, type[Distribution]] = {
    "fixed": Fixed,
    "uniform": Uniform,
    "triangular": Triangular,
    "normal": Normal,
    "lognormal": Lognormal,
    "lognormal_p": LognormalP,
    "beta": Beta,
    "pert": Pert,
    "empirical": Empirical,
    "bernoulli": Bernoulli,
    "sample": Sample,
    "sample_share": SampleShare,
    "odds": Odds,
}
"""The classes by the name a user writes after ``dist:``; the parameters are the fields."""


def distribution_from(kind: str, params: Mapping[str, float | Sequence[float]]) -> Distribution:
    """Make a distribution from its name and parameters, such as ``triangular`` and low, mode, high.

    ``kind`` a key of :data:`DISTRIBUTIONS`; ``params`` by field name, in one unit. A ``lognormal`` may be
    given by ``p10`` and ``p90`` in place of ``median`` and ``cv``. Raises :class:`QuantityError`
    (``distribution``) on an unknown name, a parameter missing, unknown or of the wrong type, or values that
    make no distribution.
    """
    if kind == "lognormal" and set(params) == {"p10", "p90"}:
        kind = "lognormal_p"
    if kind not in DISTRIBUTIONS:
        raise QuantityError("distribution", ", ".join(DISTRIBUTIONS), kind[:40])
    shape = DISTRIBUTIONS[kind]
    known = {field.name: field.default is MISSING for field in fields(shape)}
    needed = {name for name, is_needed in known.items() if is_needed}
    if not needed <= set(params) <= set(known):
        raise QuantityError("distribution", f"{kind}: {', '.join(known)}", ", ".join(params) or "nothing")
    values = {name: _parameter(name, value) for name, value in params.items()}
    return shape(**values)  # type: ignore[arg-type]


def _parameter(name: str, value: object) -> float | tuple[float, ...]:
    if isinstance(value, int | float) and not isinstance(value, bool) and name != "values":
        return float(value)
    if name == "values" and isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_number(item) for item in value)
    raise QuantityError("distribution", f"a number for {name}", str(value)[:40])


def _number(item: object) -> float:
    if isinstance(item, bool) or not isinstance(item, int | float):
        raise QuantityError("distribution", "numbers for values", str(item)[:40])
    return float(item)
