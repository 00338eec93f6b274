r"""Capital of a line from its equipment: purchase by size, then the factors of installing and building.

.. math:: P = (1 + u) \sum_k n_k C_k \left( \frac{S_k}{S_{0k}} \right)^{a_k} \frac{I_Y}{I_k}, \qquad
          F = P \Big( 1 + \sum_j f_j \Big) (1 + e + b) (1 + c + g) (1 + s)

:math:`C` price in US dollars of a piece of size :math:`S_0`, :math:`a` its exponent, :math:`I` plant cost
index, :math:`u` unlisted equipment, :math:`f` installation, piping, instruments, buildings and the like over
purchase, :math:`e, b` engineering and construction over direct cost, :math:`c, g` fee and contingency over
direct and indirect cost, :math:`s` start-up and validation over fixed capital; then location and exchange
rate. Valid for a study estimate, within about a third. Reference: power law and factors, M.S. Peters, K.D.
Timmerhaus, R.E. West, Plant Design and Economics for Chemical Engineers, 5th ed. 2003, ch. 6; H.J. Lang,
Chemical Engineering 55 (1948) 112.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seedtrain.catalog import Row, Step, table
from seedtrain.messages import Message, Wording
from seedtrain.process.batch import StepResult
from seedtrain.process.index import in_year
from seedtrain.process.stream import Equipment

PRICES, FACTORS = "equipment_prices", "capital_factors"
_SPEED = "line-speed"
"""What lines are sized by; each kind of line has a price of its own, by its unit class."""
_BASES = ("listed", "purchase", "direct", "both", "fixed")
"""What a factor is taken of, in the order in which they are added up."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of equipment of a step: ``count`` of ``size`` in ``symbol``; ``usd`` for all of them."""

    step: Step
    what: Message | Wording
    size: float
    symbol: str
    count: float
    usd: float
    path: str


@dataclass(frozen=True, slots=True)
class Addend:
    """What is added to the equipment: ``share`` of its ``basis``; ``usd`` what that is."""

    label: Wording
    basis: str
    share: float
    usd: float
    path: str


@dataclass(frozen=True, slots=True)
class Itemised:
    """Capital of a line, item by item: US dollars of the price year in the United States, then yuan there.

    ``sums_usd`` by basis: the listed equipment, all equipment, direct cost, direct and indirect cost, fixed
    capital; ``whole_usd`` with start-up; ``location`` and ``exchange`` bring it to ``cny``.
    """

    items: tuple[Item, ...]
    addends: tuple[Addend, ...]
    sums_usd: Mapping[str, float]
    whole_usd: float
    location: float
    exchange: float
    paths: tuple[str, ...]

    @property
    def cny(self) -> float:
        """Capital in yuan of the price year at its place."""
        return self.whole_usd * self.location * self.exchange

    @property
    def lang(self) -> float:
        """Capital over purchased equipment: the Lang factor that the items come to."""
        return self.whole_usd / self.sums_usd["purchase"]


def itemised(
    steps: Iterable[StepResult], counts: Mapping[str, float], material: str, region: str, year: int
) -> Itemised:
    """Return the capital of the equipment of ``steps``, with ``counts`` units of each class.

    Steps that hold no unit (flasks, release) take no equipment; ``material`` picks single-use or steel.
    """
    items = tuple(
        each
        for step in steps
        if step.step.unit_class
        for each in _items(step, counts.get(step.step.unit_class, 1.0), material, year)
    )
    sums = {"listed": sum(each.usd for each in items)}
    addends: list[Addend] = []
    whole = sums["listed"]
    for basis in _BASES:
        sums[basis] = whole
        for row in table(FACTORS).values():
            if row.words["basis"] == basis:
                share = row.value.base
                addends.append(Addend(row.label, basis, share, share * sums[basis], row.value.path))
                whole += addends[-1].usd
    place, rate = table("locations")[region].value, in_year("exchange_rates", year)
    index = in_year("cost_index", year)
    rows = (*(each.path for each in items), *(each.path for each in addends))
    used = (*rows, place.path, index.path, rate.path)
    return Itemised(items, tuple(addends), sums, whole, place.base, rate.value, tuple(dict.fromkeys(used)))


def _items(step: StepResult, units: float, material: str, year: int) -> Iterable[Item]:
    """The pieces of a step that have a price: those of its class before those by what they are."""
    rows = table(PRICES)
    own = rows.get(step.step.unit_class)
    for each in step.equipment:
        row = own if each.what == _SPEED else rows.get(each.what)
        if row is not None:
            yield _item(step.step, each, row, units, material, year)
    if own is not None and own.words["unit"] == "1":
        yield _item(step.step, Equipment(step.step.unit_class, 1.0, "1"), own, units, material, year)


def _item(step: Step, each: Equipment, row: Row, units: float, material: str, year: int) -> Item:
    column = "single_use" if material == "single_use" and "single_use" in row.values else "cost_usd"
    index = in_year("cost_index", year).value / in_year("cost_index", int(row.words["year"])).value
    grown = (each.size / row.values["size"].base) ** row.values["exponent"].base
    count = each.count * units if row.words["by"] == "piece" else units
    grown *= 1.0 if row.words["by"] == "piece" else each.count ** row.values["exponent"].base
    price = row.values[column]
    assert math.isfinite(grown)
    usd = count * price.base * grown * index
    size = each.size if row.words["by"] == "piece" else each.size * each.count
    return Item(step, row.label, size, each.symbol, count, usd, price.path)
