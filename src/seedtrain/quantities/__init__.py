"""Units, working days, distributions, random streams and the statistics of samples."""

from seedtrain.quantities.calendar import (
    COUNTRIES,
    is_projected,
    is_working_day,
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
    Odds,
    Pert,
    Sample,
    SampleShare,
    Triangular,
    Uniform,
    distribution_from,
)
from seedtrain.quantities.errors import QuantityError, QuantityKind
from seedtrain.quantities.statistics import (
    beta_posterior,
    clopper_pearson_lower,
    quantile_errors,
    quantiles,
    ranks,
)
from seedtrain.quantities.streams import GOLDEN, Streams, World, mix64
from seedtrain.quantities.units import canonical

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
    "Odds",
    "Pert",
    "QuantityError",
    "QuantityKind",
    "Sample",
    "SampleShare",
    "Streams",
    "Triangular",
    "Uniform",
    "World",
    "beta_posterior",
    "canonical",
    "clopper_pearson_lower",
    "distribution_from",
    "format_quantity",
    "is_projected",
    "is_working_day",
    "mix64",
    "quantile_errors",
    "quantiles",
    "ranks",
]
