"""Units, money, calendar time, distributions, random streams and the statistics of samples."""

from seedtrain.quantities.calendar import (
    COUNTRIES,
    WorkingDate,
    WorkingDays,
    add_working_days,
    date_at,
    hours_from,
    is_projected,
    is_working_day,
    working_days_between,
)
from seedtrain.quantities.dimensions import DIMENSIONS, Dimension
from seedtrain.quantities.display import Language, format_quantity
from seedtrain.quantities.distributions import (
    DISTRIBUTIONS,
    Bernoulli,
    Beta,
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    LognormalP,
    Normal,
    Pert,
    Triangular,
    Uniform,
    distribution_from,
)
from seedtrain.quantities.errors import QuantityError, QuantityKind
from seedtrain.quantities.money import convert, escalate
from seedtrain.quantities.statistics import beta_posterior, clopper_pearson_lower, quantiles
from seedtrain.quantities.streams import GOLDEN, Streams, World, mix64
from seedtrain.quantities.units import canonical, currency_of

__all__ = [
    "COUNTRIES",
    "DIMENSIONS",
    "DISTRIBUTIONS",
    "GOLDEN",
    "Bernoulli",
    "Beta",
    "Dimension",
    "Distribution",
    "Empirical",
    "Fixed",
    "Language",
    "Lognormal",
    "LognormalP",
    "Normal",
    "Pert",
    "QuantityError",
    "QuantityKind",
    "Streams",
    "Triangular",
    "Uniform",
    "WorkingDate",
    "WorkingDays",
    "World",
    "add_working_days",
    "beta_posterior",
    "canonical",
    "clopper_pearson_lower",
    "convert",
    "currency_of",
    "date_at",
    "distribution_from",
    "escalate",
    "format_quantity",
    "hours_from",
    "is_projected",
    "is_working_day",
    "mix64",
    "quantiles",
    "working_days_between",
]
