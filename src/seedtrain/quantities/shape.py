"""What all distributions share: finite parameters, checked when one is made."""

import math

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.errors import QuantityError

Floats = npt.NDArray[np.float64]


def need(holds: bool, expected: str, found: object) -> None:
    """Raise :class:`QuantityError` of kind ``distribution`` unless ``holds``."""
    if not holds:
        raise QuantityError("distribution", expected, str(found)[:80])


class Shape:
    """A distribution being made: refuses parameters that are not finite, then what :meth:`check` refuses."""

    __slots__: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, int | float):
                need(math.isfinite(value), "finite parameters", self)
        self.check()

    def check(self) -> None:
        """Refuse parameters that make no distribution; overridden where there is something to refuse."""
