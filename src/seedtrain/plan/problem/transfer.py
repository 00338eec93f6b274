"""Ways material takes between sites."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transfer:
    """A way from the stock of one site to that of another, behind stage ``stage``.

    ``periods`` on the way; ``cost`` money per quantity; ``products`` that may take it (empty: all).
    """

    source: str
    target: str
    stage: str
    periods: int = 0
    cost: float = 0.0
    products: tuple[str, ...] = ()
