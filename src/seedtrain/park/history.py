"""A history of a few points and the law fitted to it: steady, linear or logistic, with its back-test."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.inputs import Inputs
from seedtrain.model.value import Value
from seedtrain.park.line import Line, fit_line
from seedtrain.park.logistic import Logistic, fit_logistic, unidentified
from seedtrain.park.trend import Curve, Fit, Floats, Prior, Trend, backtest, fit
from seedtrain.quantities import quantiles
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws

DAYS_A_YEAR = 365.25
_LEAST_POINTS = 3
_SHOWN: Mapping[str, tuple[float, str]] = {"fraction": (0.01, " %"), "money": (1e9, " billion CNY")}
"""What a dimension is shown in: one of its unit, and its name."""
_FITS: Mapping[str, Fit] = {"steady": fit, "linear": fit_line, "logistic": fit_logistic}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A law fitted to a history, and the share of held-out points inside P10 to P90."""

    curve: Curve
    backtest: float

    def on(self, days: Floats) -> Floats:
        """The quantity on ``days`` (ordinals): (1 + n, k)."""
        return self.curve.at(days / DAYS_A_YEAR)

    @property
    def growth(self) -> Draws | None:
        """Growth a year of the steady law, (1 + n,)."""
        return np.expm1(self.curve.growth) if isinstance(self.curve, Trend) else None

    @property
    def rise(self) -> Draws | None:
        """What the linear law adds every year, in the unit of the points, (1 + n,)."""
        return self.curve.rise * self.curve.mean if isinstance(self.curve, Line) else None

    @property
    def ceiling(self) -> Draws | None:
        """Ceiling of the logistic law, in the unit of the points, (1 + n,)."""
        return self.curve.ceiling if isinstance(self.curve, Logistic) else None


def note_fit(fit: Fitted, path: str, dimension: str, inputs: Inputs) -> None:
    """Note what the worlds of a fitted law differ in, growth, rise, ceiling and scatter, as inputs."""
    noise = getattr(fit.curve, "noise", None)
    for name, of, draws in (
        ("growth", "fraction", fit.growth),
        ("rise", dimension, fit.rise),
        ("ceiling", dimension, fit.ceiling),
        ("scatter", "fraction", noise),
    ):
        if draws is not None:
            inputs.note(f"{path}.fitted_{name}", of, _written(draws, of), draws)


def _written(draws: Draws, dimension: str) -> str:
    """P10 and P90 as the line that a distribution keeps of what was written."""
    low, _, high = quantiles(draws[1:] if len(draws) > 1 else draws)
    factor, unit = _SHOWN.get(dimension, (1.0, ""))
    return f"fitted(p10 {low / factor:.3g}{unit}, p90 {high / factor:.3g}{unit})"


def span_findings(points: Mapping[int, object], path: str) -> list[Finding]:
    """Return PRK-001 where ``points`` by ordinal day are fewer than three or under a year, else nothing."""
    days = sorted(points)
    span = (days[-1] - days[0]) / DAYS_A_YEAR if days else 0.0
    if len(days) >= _LEAST_POINTS and span >= 1.0:
        return []
    return [finding("PRK-001", path=f"{path}.history", value=len(days), years=f"{span:.1f}")]


def fit_findings(points: Mapping[int, float], law: str, prior: Prior, path: str) -> list[Finding]:
    """Return what keeps ``law`` from being fitted to ``points``: nothing where it can be.

    PRK-001 on fewer than three points or under a year, PRK-012 on a logistic law that they don't identify,
    with the reason.
    """
    found = span_findings(points, path)
    if found or law != "logistic":
        return found
    years, values = _series(points)
    why = unidentified(years, values, prior)
    return [] if why is None else [finding("PRK-012", path=f"{path}.law", value=len(values), reason=why)]


def fitted(points: Mapping[int, float], law: str, prior: Prior, world: World, name: str, path: str) -> Fitted:
    """Fit ``law`` to ``points`` by ordinal day; ``name`` of its streams, ``path`` of what has the history.

    Raises :class:`InputError` with what :func:`fit_findings` finds.
    """
    found = fit_findings(points, law, prior, path)
    if found:
        raise InputError(found)
    years, values = _series(points)
    curve = _FITS[law](years, values, prior, world, name)
    return Fitted(curve, backtest(years, values, prior, world, name, _FITS[law]))


def _series(points: Mapping[int, float]) -> tuple[Floats, Floats]:
    """Years and values of the points, in order of time."""
    days = sorted(points)
    return np.array(days, dtype=np.float64) / DAYS_A_YEAR, np.array([points[day] for day in days])


def spread_of(law: Value) -> float:
    """Half the distance from P16 to P84 of ``law``, in its unit; zero of a fixed value."""
    if law.distribution is None:
        return 0.0
    low, high = law.distribution.quantile(np.array([0.1587, 0.8413]))
    return 0.5 * float(high - low)
