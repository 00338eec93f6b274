r"""Equipment in the sizes that can be had: whole modules, standard columns, standard tanks.

.. math:: A = a \left\lceil A_0 / a \right\rceil, \qquad n = \left\lceil V_0 / V_{max} \right\rceil, \qquad
          V = \min \{ V_k : n V_k \ge V_0 \}

:math:`a` module, :math:`A_0, V_0` area or volume wanted, :math:`V_k` sizes of the table, :math:`V_{max}` the
largest. A size once chosen for the base batch stays for every draw. Valid for equipment bought, not built to
measure. Reference: the rows of the table of equipment sizes.
"""

import math
from functools import cache

from seedtrain.catalog import table

_ROUNDING = 1e-9
TABLE = "equipment_sizes"


def modules(what: str, wanted: float) -> tuple[float, float]:
    """Return size of a module and how many hold ``wanted`` (in the unit of the row), at least one.

    The smallest module of which no more than the row's number are needed; of the largest, as many as it
    takes.
    """
    *smaller, largest = _sizes(what)
    most = table(TABLE)[what].values["most"].base
    for size in smaller:
        count = _whole(wanted / size)
        if count <= most:
            return size, count
    return largest, _whole(wanted / largest)


def fitted(what: str, wanted: float) -> tuple[float, float]:
    """Return the smallest size that holds ``wanted`` and the number of them: one up to the largest size."""
    *_, largest = sizes = _sizes(what)
    count = _whole(wanted / largest)
    size = next(size for size in sizes if size * count >= wanted * (1.0 - _ROUNDING))
    return size, count


def largest(what: str) -> float:
    """Return the largest size of a row, in its own unit."""
    return _sizes(what)[-1]


def _whole(ratio: float) -> float:
    return float(max(1, math.ceil(ratio - _ROUNDING * max(1.0, ratio))))


@cache
def _sizes(what: str) -> tuple[float, ...]:
    """Sizes of a row, the smallest first, in the row's own unit."""
    return tuple(sorted(float(each) for each in table(TABLE)[what].words["sizes"]))
