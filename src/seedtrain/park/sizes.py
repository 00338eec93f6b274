r"""Companies of a zone by size class, and whether they produce yet; nobody appears or vanishes.

========  ==============================================  =====
symbol    meaning                                          unit
========  ==============================================  =====
n[c]      companies of class c                             1
g[c]      share that grows into the next class in a year   1/a
w[c]      how readily one of the class leaves              1
========  ==============================================  =====

.. math:: n_c' = n_c + a_c + B(n_{c-1}, 1 - e^{-g_{c-1} \Delta}) - B(n_c, 1 - e^{-g_c \Delta}) - x_c

with a the companies that come, spread over the classes by their shares, and x those that leave: as many as
leave the zone in the same world, spread by n w. The classes add up to the stock on every day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.errors import Finding, finding
from seedtrain.model.park import Companies, SizeClass
from seedtrain.model.value import Value
from seedtrain.park.arrivals import chosen
from seedtrain.park.companies import HOURS_A_DAY, Flow
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

SIZES = ("incubated", "small", "medium", "large")
"""Size classes in the order in which a company grows."""
PLACES = ("tower", "sme_zone", "large_zone")
"""Where companies sit, in the order in which they move."""
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Sizes:
    """Companies of each class and those that produce, (1 + n, k); what happened since the day before.

    ``came`` into the zone, ``left`` it, and ``grew`` out of the class, by class, (1 + n, k) each.
    """

    by_class: dict[str, Floats]
    producing: Floats
    came: dict[str, Floats]
    left: dict[str, Floats]
    grew: dict[str, Floats]

    @property
    def by_place(self) -> dict[str, Floats]:
        """Companies in each place: incubated ones in the tower, large ones in the large-enterprise zone."""
        rows = table("company_sizes")
        zero = np.zeros_like(self.producing)
        return {
            place: sum((self.by_class[size] for size in SIZES if rows[size].words["place"] == place), zero)
            for place in PLACES
        }


def grow(companies: Companies, flow: Flow, laws: Laws) -> Sizes | None:
    """Spread the companies of ``flow`` over the size classes; ``None`` without a base or ``sizes``."""
    if flow.stock is None or flow.left is None or not companies.sizes:
        return None
    inputs = laws.inputs
    share, enters = (_shares(companies, what, laws) for what in ("share", "entry_share"))
    grows = [_drawn(companies, size, "graduation", laws) * HOURS_A_DAY for size in SIZES[:-1]]
    leaves = [_drawn(companies, size, "exit_weight", laws) for size in SIZES]
    until = inputs.draw(table("arrival_states")["moved_in"].values["stay"]) / HOURS_A_DAY
    here = _spread(laws, "base", 0, flow.stock[:, 0], share)
    starts = flow.stock[:, 0].copy()
    by_class, came, left, grew = ({size: np.zeros_like(flow.stock) for size in SIZES} for _ in range(4))
    producing = np.zeros_like(flow.stock)
    for step in range(len(flow.days)):
        if step:
            span = flow.days[step] - flow.days[step - 1]
            gone = _without(laws, "sizes", step, flow.left[:, step], here, leaves)
            here = [each - out for each, out in zip(here, gone, strict=True)]
            rising = [
                chosen(inputs, f"{SIZES[place]}.grow", step, here[place], -np.expm1(-rate * span))
                for place, rate in enumerate(grows)
            ]
            comes = _spread(laws, "entry", step, flow.came[:, step], enters)
            for kept, parts in ((left, gone), (grew, rising), (came, comes)):
                for size, number in zip(SIZES, parts, strict=False):
                    kept[size][:, step] = number
            for place, number in enumerate(rising):
                here[place] = here[place] - number
                here[place + 1] = here[place + 1] + number
            here = [each + new for each, new in zip(here, comes, strict=True)]
            building = flow.stock[:, step - 1] - starts
            lost = _without(laws, "producing", step, flow.left[:, step], [starts, building], None)
            begin = chosen(inputs, "begin", step, building - lost[1], -np.expm1(-span / until))
            starts = starts - lost[0] + begin
        for place, size in enumerate(SIZES):
            by_class[size][:, step] = here[place]
        producing[:, step] = starts
    return Sizes(by_class, producing, came, left, grew)


def size_findings(companies: Companies) -> list[Finding]:
    """Return PRK-010 for a size class that is not one, PRK-011 for shares that are no whole."""
    found = [
        finding("PRK-010", path=f"{companies.path}.sizes.{name}", value=name, classes=", ".join(SIZES))
        for name in companies.sizes
        if name not in SIZES
    ]
    for what in ("share", "entry_share"):
        parts = [getattr(_of(companies.sizes, size), what) for size in SIZES]
        given = sum(part.base for part in parts if part is not None)
        if given > 1.0 + _NEAR or (None not in parts and given < 1.0 - _NEAR):
            where = f"{companies.path}.sizes"
            found.append(finding("PRK-011", path=where, value=f"{given:.3g}", what=what))
    return found


def total(companies: Companies, sizes: Sizes, what: str, laws: Laws) -> Floats | None:
    """Sum of the companies of each class times what one brings: ``output_each``, ``tax_each``, ``jobs_each``.

    A class without its own takes that of all companies; ``None`` where one class has neither.
    """
    added = np.zeros_like(sizes.producing)
    for size in SIZES:
        own: Value | None = getattr(_of(companies.sizes, size), what) or getattr(companies, what)
        if own is None:
            return None
        added = added + sizes.by_class[size] * laws.inputs.draw(own)[:, None]
    return added


def of_class(laws: Laws, companies: Companies, size: str, what: str) -> Draws:
    """Draws of a value of a size class: the scenario's, else the catalogue's; shape (1 + n,)."""
    return _drawn(companies, size, what, laws)


def _of(sizes: Mapping[str, SizeClass], size: str) -> SizeClass:
    return sizes.get(size) or SizeClass(path="")


def _drawn(companies: Companies, size: str, what: str, laws: Laws) -> Draws:
    own: Value | None = getattr(_of(companies.sizes, size), what)
    return laws.inputs.draw(table("company_sizes")[size].values[what] if own is None else own)


def _shares(companies: Companies, what: str, laws: Laws) -> list[Draws]:
    """Shares of the classes: those given, and the catalogue's of the others scaled to what is left."""
    parts = {size: _drawn(companies, size, what, laws) for size in SIZES}
    given = {size for size in SIZES if getattr(_of(companies.sizes, size), what) is not None}
    zero = np.zeros(1 + laws.inputs.world.replications)
    kept = sum((parts[size] for size in given), zero)
    others = sum((parts[size] for size in SIZES if size not in given), zero)
    scale = np.clip(1.0 - kept, 0.0, 1.0) / np.maximum(others, 1e-12)
    kept = np.maximum(kept, 1.0) if len(given) < len(SIZES) else np.maximum(kept, 1e-12)
    return [parts[size] / kept if size in given else parts[size] * scale for size in SIZES]


def _spread(laws: Laws, name: str, step: int, number: Draws, shares: Sequence[Draws]) -> list[Draws]:
    """Put ``number`` companies into the classes by ``shares``, each by chance; none is lost."""
    parts, left, rest = [], number, np.ones_like(number)
    for size, share in zip(SIZES[:-1], shares[:-1], strict=True):
        odds = np.clip(share / np.maximum(rest, 1e-12), 0.0, 1.0)
        part = chosen(laws.inputs, f"{size}.{name}", step, left, odds)
        parts.append(part)
        left, rest = left - part, rest - share
    return [*parts, left]


def _without(
    laws: Laws, name: str, step: int, number: Draws, here: Sequence[Draws], weights: Sequence[Draws] | None
) -> list[Draws]:
    """Choose the ``number`` that leave among the classes ``here``, by their weights; none gives too many."""
    heavy = [each if weights is None else each * weight for each, weight in _pairs(here, weights)]
    parts, left = [], number
    for place, each in enumerate(here[:-1]):
        rest = np.sum(heavy[place:], axis=0)
        odds = np.where(rest > 0.0, heavy[place] / np.maximum(rest, 1e-12), 0.0)
        part = chosen(laws.inputs, f"{name}.{place}.exit", step, left, odds)
        part = np.clip(
            part, np.maximum(left - np.sum(here[place + 1 :], axis=0), 0.0), np.minimum(left, each)
        )
        parts.append(part)
        left = left - part
    return [*parts, left]


def _pairs(here: Sequence[Draws], weights: Sequence[Draws] | None) -> list[tuple[Draws, Draws]]:
    return list(zip(here, here if weights is None else weights, strict=True))
