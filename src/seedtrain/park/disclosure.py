"""Totals over fewer than three firms are not shown to others, nor what would give one away."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST_FIRMS = 3
"""Totals over fewer firms are not shown to others."""
_MOST_WORLDS = 0.9


def first_shown(stock: Floats) -> int:
    """First of the days from which, to the end, nine in ten sampled worlds hold three companies or more.

    Totals over fewer are not shown to others: what one firm makes or pays could be read from them. ``stock``
    (1 + n, k), whole in the sampled worlds; k where there is no such day.
    """
    return _from_then_on(_enough(stock))


def shown_parts(firms: Mapping[str, Floats], *, overlap: bool = False) -> dict[str, int]:
    """First of the days from which each part of a total may be shown beside the total and the other parts.

    ``firms`` behind each part, (1 + n, k) each. A part is hidden while one or two firms are behind it in more
    than a tenth of the sampled worlds (nobody at all is no secret). The total less the parts shown would tell
    what is hidden, so on each day the parts hidden are two at the least, together not one or two firms: until
    they are, the part of the fewest firms of those shown is hidden too. k for a part that is never shown.
    ``overlap``: one firm may be behind several parts, so that together they are as many as behind the largest
    at the least, and no more is counted on.
    """
    names = list(firms)
    open_ = {name: _no_secret(firms[name]) for name in names}
    for step in range(next(iter(firms.values())).shape[1] if firms else 0):
        hidden = [name for name in names if not open_[name][step]]
        rest = sorted(
            (name for name in names if open_[name][step] and firms[name][:, step].max() > 0.0),
            key=lambda name: (firms[name][:, step].mean(), name),
        )
        while hidden and rest and not _is_safe([firms[name][:, step] for name in hidden], overlap):
            hidden.append(rest.pop(0))
            open_[hidden[-1]][step] = False
    return {name: _from_then_on(open_[name]) for name in names}


def _is_safe(hidden: list[Floats], overlap: bool) -> bool:
    """Whether the sum of the parts hidden, which others can work out, tells nothing of fewer than three."""
    together = np.max(hidden, axis=0) if overlap else np.sum(hidden, axis=0)
    return len(hidden) > 1 and bool(_no_secret(together[:, None])[0])


def _enough(firms: Floats) -> Bools:
    worlds = firms[1:] if len(firms) > 1 else firms
    return np.asarray((worlds >= FEWEST_FIRMS).mean(axis=0) >= _MOST_WORLDS)


def _no_secret(firms: Floats) -> Bools:
    worlds = firms[1:] if len(firms) > 1 else firms
    tells = (worlds > 0.0) & (worlds < FEWEST_FIRMS)
    return np.asarray(tells.mean(axis=0) <= 1.0 - _MOST_WORLDS + 1e-12)


def _from_then_on(open_: Bools) -> int:
    never_again = np.flatnonzero(~open_)
    return int(never_again[-1]) + 1 if never_again.size else 0
