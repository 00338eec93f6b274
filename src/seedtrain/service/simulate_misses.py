"""Misses of a simulation: when orders are late or the answer is low, and what differs then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedtrain.messages import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.simulate.drivers import Companion

FEW = 5
"""Fewer replications of a kind tell nothing of what differs in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """Which replications miss, and what differs in them.

    ``what``: the sentence that says what a miss is, ``share`` of the replications, ``companions`` the factors
    that differ in them; ``by_order``: for each order that is late now and then, the same of that order.
    """

    what: Message
    share: float
    companions: "tuple[Companion, ...]"
    by_order: "Mapping[str, tuple[float, tuple[Companion, ...]]]"


def misses_of(
    met: "Mapping[str, NDArray[np.float64]]",
    answer: "NDArray[np.float64]",
    low: float,
    factors: "Mapping[str, NDArray[np.float64]]",
) -> Misses:
    """Return the misses: an order is late; or, where all or none of the replications miss so, a low answer.

    ``met``: 1 where an order is complete by its due day, by order; ``answer`` is low below ``low``. Arrays of
    shape (n,), one a replication.
    """
    import numpy as np

    from seedtrain.simulate.drivers import companions

    late = np.asarray(np.min([*met.values()], axis=0) < 1.0) if met else np.zeros(answer.size, dtype=np.bool_)
    key = "orders"
    if min(np.count_nonzero(late), np.count_nonzero(~late)) < FEW:
        late, key = np.asarray(answer < low), "output"
    share = float(late.mean()) if late.size else 0.0
    return Misses(
        what=Message(f"engines.simulate.missed_{key}", {"share": f"{100.0 * share:.3g}"}),
        share=share,
        companions=companions(late, factors),
        by_order={
            order: (float(np.mean(each < 1.0)), companions(each < 1.0, factors))
            for order, each in met.items()
            if np.count_nonzero(each < 1.0) >= FEW
        },
    )
