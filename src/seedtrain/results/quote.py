"""Quotes: when a slot can be promised, what it displaces, what it costs and what giving it back costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seedtrain.results.timetable import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When new batches can be made in one suite, times in hours from the start of the horizon.

    ``starts_h`` the first batch starts, ``release_h`` the last is released, with everything promised before
    left where it is; ``likely_h`` the time by which that is done with odds of 90 %, None where it was not
    simulated, inf where it never is, ``likely_error_h`` one standard error of it; ``odds_by`` odds that it is
    done by the day asked for, None without one. ``at_hand_h``: the release if all materials were at hand;
    ``empty_h``: if the suite had nothing else to make. ``set_by``: what sets the date, ``materials`` that
    come late, the ``suite`` that is taken, its ``opening``, what suites share
    (``shared``: a laboratory, a crew), or the ``process`` itself. ``material``: the row of the catalogue's
    lead times that holds the batches up most, or what is shared, by id; "" for none.
    """

    suite: str
    starts_h: float
    release_h: float
    at_hand_h: float
    empty_h: float
    set_by: Literal["materials", "suite", "opening", "shared", "process"]
    material: str
    timetable: Timetable
    likely_h: float | None = None
    likely_error_h: float | None = None
    odds_by: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Displaced:
    """What an earlier date would do to an order: its batches that move, by how much, how late it gets. [h]"""

    order: str
    product: str
    state: str
    batches: int
    moved_h: float
    late_before_h: float
    late_h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hastened:
    """The earliest release when other orders make way: firm and reserved ones as far as they stay in time."""

    release_h: float
    displaced: tuple[Displaced, ...]


@dataclass(frozen=True, slots=True)
class PricePart:
    """A part of the price: what making the batches adds to cost, and what the client pays. [CNY]"""

    part: str
    amount: float
    unit: str
    cost: float
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A rung of the cancellation ladder, up to ``latest_h`` [h]: the fee, and what the slot is worth. [CNY]

    ``owed`` the fee less the deposit paid; ``resale_odds`` that somebody else takes the slot; ``cancelled``
    expected revenue if the client gives it back then: fee and resale; ``held`` expected revenue of holding it
    for the client until the next rung; ``resold`` of selling it to others now.
    """

    rung: str
    notice_h: float
    latest_h: float
    fee: float
    owed: float
    resale_odds: float
    cancelled: float
    held: float
    resold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTerms:
    """Terms of the quoted slot in money [CNY] and time [h from the start of the horizon]."""

    state: str
    odds: float
    deposit: float
    least_pay: float
    postpone_by_h: float
    postpone_to_h: float
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A slot quoted: the best promise, the others, price by part and terms.

    ``by_h``: the date asked for, None where none was; ``hastened``: what it would take to be earlier, None
    where the promise is early enough or nothing can make way. ``marks``: how the rates are known, rate to
    mark.
    """

    product: str
    batches: int
    purpose: str
    client: str
    asked_h: float
    by_h: float | None
    promise: Promise
    others: tuple[Promise, ...]
    hastened: Hastened | None
    parts: tuple[PricePart, ...]
    terms: SlotTerms
    marks: Mapping[str, str]

    @property
    def price(self) -> float:
        """Price of all batches. [CNY]"""
        return sum(part.price for part in self.parts)

    @property
    def cost(self) -> float:
        """Marginal cost of all batches. [CNY]"""
        return sum(part.cost for part in self.parts)

    @property
    def is_in_time(self) -> bool | None:
        """Whether the promise keeps the date asked for; None where none was asked for."""
        return None if self.by_h is None else self.promise.release_h <= self.by_h
