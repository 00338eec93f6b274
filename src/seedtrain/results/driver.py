"""Drivers: the uncertain inputs that move a headline indicator most."""

from dataclasses import dataclass

from seedtrain.messages import Message, Wording
from seedtrain.model.value import OriginKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One uncertain input and what it does to one indicator.

    ``path``: scenario path or ``catalog:<row>``; ``text``: the input as written; ``origin``: where it comes
    from. ``target``: id of the indicator it moves. ``correlation``: Spearman rank correlation of input and
    target over the replications, -1 to 1. ``swing``: median of the target where the input is in its lowest
    tenth, and where it is in its highest tenth, in the canonical unit of the target.
    """

    path: str
    label: Wording | Message
    text: str
    origin: OriginKind
    target: str
    correlation: float
    swing: tuple[float, float]
