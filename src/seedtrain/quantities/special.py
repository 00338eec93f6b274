"""The two inverse functions NumPy lacks: of the normal and of the beta distribution."""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_KNOTS = 513
_MAX_STEPS = 200

# Wichura's AS241, routine PPND16: numerator and denominator of three approximations, lowest power first.
_CENTRAL = (
    (
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ),
    (
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ),
)
_MIDDLE = (
    (
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ),
    (
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ),
)
_FAR = (
    (
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)


def _ratio(x: Floats, table: tuple[tuple[float, ...], tuple[float, ...]]) -> Floats:
    above, below = (np.polynomial.polynomial.polyval(x, np.array(row)) for row in table)
    return np.asarray(above / below, dtype=np.float64)


def normal_quantile(u: npt.ArrayLike) -> Floats:
    """Inverse of the standard normal distribution function; any shape, same shape back.

    Parameters: ``u`` probabilities; 0 gives minus infinity, 1 infinity, outside 0 to 1 NaN.
    Valid for: all of (0, 1); relative error about 1e-16.
    Reference: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
    Statistics 37 (1988) 477-484, doi:10.2307/2347330, routine PPND16.
    """
    p = np.asarray(u, dtype=np.float64)
    q = p - 0.5
    with np.errstate(divide="ignore", invalid="ignore"):
        tail = np.sqrt(-np.log(np.minimum(p, 1.0 - p)))
        outer = np.where(tail <= 5.0, _ratio(tail - 1.6, _MIDDLE), _ratio(tail - 5.0, _FAR))
        outer = np.where(np.isinf(tail), np.inf, outer)
        inner = q * _ratio(0.180625 - q * q, _CENTRAL)
    return np.asarray(np.where(np.abs(q) <= 0.425, inner, np.copysign(outer, q)), dtype=np.float64)


def beta_cdf(x: npt.ArrayLike, alpha: float, beta: float) -> Floats:
    r"""Regularised incomplete beta function :math:`I_x(\alpha, \beta)`; any shape, same shape back.

    Parameters: ``x`` from 0 to 1; ``alpha``, ``beta`` above zero.
    Valid for: parameters up to some 1e5; absolute error about 1e-13.
    Reference: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction), evaluated by the
    method of W. J. Lentz, Applied Optics 15 (1976) 668, doi:10.1364/AO.15.000668.
    """
    place = np.clip(np.asarray(x, dtype=np.float64), 0.0, 1.0)
    flip = place > (alpha + 1.0) / (alpha + beta + 2.0)
    inside = np.where(flip, 1.0 - place, place)
    a, b = np.where(flip, beta, alpha), np.where(flip, alpha, beta)
    log_scale = math.lgamma(alpha + beta) - math.lgamma(alpha) - math.lgamma(beta)
    with np.errstate(divide="ignore"):
        front = np.exp(log_scale + a * np.log(inside) + b * np.log1p(-inside)) / a
    part = front * _continued_fraction(inside, a, b)
    return np.asarray(np.where(flip, 1.0 - part, part), dtype=np.float64)


def _continued_fraction(x: Floats, a: Floats, b: Floats) -> Floats:
    """The fraction of DLMF 8.17.22, quick where x is below (a + 1) / (a + b + 2)."""
    tiny = 1e-300
    c = np.ones_like(x)
    d = 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    total = d.copy()
    is_going = np.ones(np.shape(total), dtype=np.bool_)
    for m in range(1, 2000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = np.ones_like(x)
        for term in (even, odd):
            d = 1.0 + term * d
            d = 1.0 / np.where(np.abs(d) < tiny, tiny, d)
            c = 1.0 + term / c
            c = np.where(np.abs(c) < tiny, tiny, c)
            step = c * d
            total = np.where(is_going, total * step, total)
        is_going = is_going & (np.abs(step - 1.0) >= 2e-15)  # each ends by itself, whatever stands beside it
        if not bool(np.any(is_going)):
            break
    return total


def beta_quantile(u: npt.ArrayLike, alpha: float, beta: float) -> Floats:
    """Inverse of :func:`beta_cdf`; any shape, same shape back.

    A grid of the function gives each probability a bracket; Newton's steps are kept inside it and halving
    narrows it where they leave it, so the search always ends. Parameters: ``u`` from 0 to 1; ``alpha``,
    ``beta`` above zero. Valid as :func:`beta_cdf`; absolute error about 1e-11.
    """
    shape = np.shape(u)
    p = np.clip(np.asarray(u, dtype=np.float64).ravel(), 0.0, 1.0)
    knots = np.concatenate(([0.0], np.sin(np.linspace(0.0, 0.5 * np.pi, _KNOTS)[1:-1]) ** 2, [1.0]))
    heights = np.maximum.accumulate(beta_cdf(knots, alpha, beta))
    above = np.clip(np.searchsorted(heights, p), 1, _KNOTS - 1)
    low, high = knots[above - 1], knots[above]
    x = np.clip(np.interp(p, heights, knots), low, high)
    log_scale = math.lgamma(alpha + beta) - math.lgamma(alpha) - math.lgamma(beta)
    active = np.flatnonzero((p > 0.0) & (p < 1.0))
    for _ in range(_MAX_STEPS):
        here = x[active]
        excess = beta_cdf(here, alpha, beta) - p[active]
        low[active] = np.where(excess <= 0.0, here, low[active])
        high[active] = np.where(excess >= 0.0, here, high[active])
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            slope = np.exp(log_scale + (alpha - 1.0) * np.log(here) + (beta - 1.0) * np.log1p(-here))
            newton = here - excess / slope
        is_inside = (newton > low[active]) & (newton < high[active])
        x[active] = np.where(is_inside, newton, 0.5 * (low[active] + high[active]))
        active = active[np.abs(x[active] - here) > 1e-15 + 1e-13 * here]
        if active.size == 0:
            break
    return np.where(p <= 0.0, 0.0, np.where(p >= 1.0, 1.0, x)).reshape(shape)


def t_cdf(x: float, freedom: float) -> float:
    r"""Distribution function of Student's t with ``freedom`` degrees (above zero) at ``x``.

    .. math:: 1 - F(x) = \frac{1}{2} I_{\nu / (\nu + x^2)}(\nu/2, 1/2), \quad x > 0

    Valid as :func:`beta_cdf`. Reference: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions",
    26.5.27.
    """
    tail = 0.5 * float(beta_cdf(freedom / (freedom + x * x), 0.5 * freedom, 0.5))
    return 1.0 - tail if x > 0.0 else tail


def t_quantile(u: npt.ArrayLike, freedom: float) -> Floats:
    r"""Inverse distribution function of Student's t with ``freedom`` degrees; any shape, same shape back.

    .. math:: t^2 = \nu \frac{y}{1 - y}, \quad y = I^{-1}_{\|2u - 1\|}(1/2, \nu/2)

    and near the tails by the other end of the same beta, where 1 - y is small. Parameters: ``u`` inside
    (0, 1); ``freedom`` above zero. Valid for: up to some 1e5 degrees, u from 1e-6 to its mirror; relative
    error below 1e-8 (absolute below 1e-8 at the median).
    Reference: NIST Digital Library of Mathematical Functions, 8.17.22; M. Abramowitz, I. A. Stegun, "Handbook
    of Mathematical Functions", 26.5.27.
    """
    p = np.asarray(u, dtype=np.float64)
    inner = np.abs(2.0 * p - 1.0)
    is_central = inner < 0.5
    central = beta_quantile(np.where(is_central, inner, 0.0), 0.5, 0.5 * freedom)
    tail = beta_quantile(np.where(is_central, 1.0, 2.0 * np.minimum(p, 1.0 - p)), 0.5 * freedom, 0.5)
    with np.errstate(divide="ignore"):
        size = np.where(is_central, central / (1.0 - central), (1.0 - tail) / tail)
    return np.asarray(np.copysign(np.sqrt(freedom * size), p - 0.5), dtype=np.float64)
