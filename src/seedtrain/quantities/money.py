"""Money between currencies and price years. The rates and indices are dated rows of the catalogue."""

import math

from seedtrain.quantities.errors import QuantityError


def convert(amount: float, *, rate: float) -> float:
    """Convert ``amount`` into another currency at ``rate`` [target currency per currency of amount].

    Raises :class:`QuantityError` (``range``) unless the rate is finite and above zero.
    """
    return amount * _positive(rate)


def escalate(amount: float, index_from: float, index_to: float) -> float:
    """Bring ``amount`` from the price year of one cost index to that of another, in the same currency.

    ``index_from`` and ``index_to`` values of one index (CEPCI, consumer prices) in the two years. Valid for a
    few years apart: an index follows a fixed basket. Raises as :func:`convert`.
    """
    return amount * (_positive(index_to) / _positive(index_from))


def _positive(number: float) -> float:
    if not (math.isfinite(number) and number > 0.0):
        raise QuantityError("range", "a finite number above zero", str(number))
    return number
