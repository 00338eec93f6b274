"""Qualifications: what a product needs in a suite before its first batch counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Qualification:
    """The walk of one product into one suite, made once or not at all.

    ``transfer`` periods of technology transfer on paper, which may run while the suite is built; then
    ``engineering`` and ``validation`` batches in each period on site, validation in one run of consecutive
    batches after the engineering runs; then ``approval`` periods (stability, inspection, supplement). From
    then on the product may be made. ``cost`` money at the start; ``gain`` quantity released at the end by all
    validation batches together (0: they are not sold). ``after`` a product whose own qualification in the
    suite must be done before the batches on site (empty: none); ``carried_from`` a suite in which the
    product, once qualified, is qualified here too (empty: none), as in one that only grew by like vessels.
    Batches on site draw nothing from the stock of their source: they are made of its engineering and
    validation batches, so that they come ``fed_lag`` periods after the batches on site of one of ``fed_by``
    (suite and product) have begun; empty: of what is at hand.
    """

    product: str
    suite: str
    transfer: int = 0
    engineering: tuple[int, ...] = (0,)
    validation: tuple[int, ...] = (0,)
    approval: int = 0
    cost: float = 0.0
    gain: float = 0.0
    after: str = ""
    carried_from: str = ""
    fed_by: tuple[tuple[str, str], ...] = ()
    fed_lag: int = 0

    @property
    def on_site(self) -> tuple[int, ...]:
        """Batches in each period on site."""
        return tuple(e + v for e, v in zip(self.engineering, self.validation, strict=True))

    @property
    def lead(self) -> int:
        """Periods from the start of the transfer to the first period in which the product may be made."""
        return self.transfer + len(self.engineering) + self.approval
