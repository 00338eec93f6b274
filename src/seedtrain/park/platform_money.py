"""What a platform earns, from whom, and what the next one would cost, earn and save its users."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Platform
from seedtrain.model.value import Value
from seedtrain.park.companies import DAYS_A_YEAR, HOURS_A_DAY
from seedtrain.park.disclosure import first_shown
from seedtrain.park.platforms import PlatformUse
from seedtrain.results.indicator import Draws

HOURS_A_YEAR = HOURS_A_DAY * DAYS_A_YEAR
_A_MILLION = 1e6
_NO_LOAD = 1e-12


@dataclass(frozen=True, slots=True)
class Firms:
    """Firms that use a platform, (1 + n,) each; ``None`` where their number is not known."""

    inside: Draws | None
    outside: Draws | None

    @property
    def too_few(self) -> bool:
        """Whether they are known to be fewer than three: no total of theirs is shown."""
        known = [each for each in (self.inside, self.outside) if each is not None]
        return bool(known) and self.inside is not None and not _enough(np.sum(known, axis=0))

    @property
    def enough(self) -> bool:
        """Whether three or more are known of, so that totals of money are shown."""
        known = [each for each in (self.inside, self.outside) if each is not None]
        return bool(known) and _enough(np.sum(known, axis=0))

    @property
    def parts_shown(self) -> bool:
        """Whether three or more are known of on either side: each part would give the other away."""
        known = self.inside is not None and self.outside is not None
        return known and all(_enough(each) for each in (self.inside, self.outside) if each is not None)


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a platform; ``missing`` the paths that would have to be given to tell it."""

    what: str
    dimension: str
    draws: Draws | None
    missing: tuple[str, ...] = ()


def firms_of(platform: Platform, companies: Draws | None, inputs: Inputs) -> Firms:
    """Count the firms behind the load of a platform: those it says, else the zone's companies.

    ``companies`` mean over the horizon; a load that the scenario gives as a number names no firms.
    """
    inside = None
    if platform.users is not None:
        inside = inputs.draw(platform.users)
    elif platform.load is None:
        inside = companies
    if platform.outside is None:
        return Firms(inside, None)
    outside = None if platform.outside_users is None else inputs.draw(platform.outside_users)
    return Firms(inside, outside)


def price_of(platform: Platform) -> Value | None:
    """What one unit of load pays: the scenario's, else the catalogue's; ``None`` where neither has one."""
    prices = table("platform_prices")
    if platform.price is not None or platform.platform_class not in prices:
        return platform.price
    return prices[platform.platform_class].values["value"]


def earned(platform: Platform, use: PlatformUse, firms: Firms, inputs: Inputs) -> Iterator[Measure]:
    r"""Revenue of a year and its parts.

    .. math:: R = s_i p_i + s_o p_o

    with s the load served, inside and outside in the shares in which it is asked, and p what each pays. The
    whole is told where three firms or more are known to be behind it, the parts and the share from outside
    where on either side.
    """
    if use.asked is None or use.served is None:
        return
    outside = _outside_share(platform, use, inputs)
    if platform.outside is not None:
        shown = firms.parts_shown
        missing = () if firms.outside is not None else (f"{platform.path}.outside_users",)
        if shown or missing:
            yield Measure("outside", "fraction", outside if shown else None, missing)
    price = price_of(platform)
    if price is None:
        yield Measure("revenue", "money", None, (f"{platform.path}.price",))
        return
    if firms.inside is None and not firms.enough:
        yield Measure("revenue", "money", None, (f"{platform.path}.users",))
        return
    if not firms.enough:
        return
    yield Measure(
        "revenue", "money", use.served * _mean_price(platform, price, outside, inputs) * HOURS_A_YEAR
    )
    if platform.outside is not None and firms.parts_shown:
        inside_paid, outside_paid = _prices(platform, price, inputs)
        a_year = use.served * HOURS_A_YEAR
        yield Measure("revenue_inside", "money", a_year * (1.0 - outside) * inside_paid)
        yield Measure("revenue_outside", "money", a_year * outside * outside_paid)


def next_one(platform: Platform, use: PlatformUse, firms: Firms, inputs: Inputs) -> Iterator[Measure]:
    """What one platform more saves all users in a year, would earn on top, costs, and gives for the money.

    ``months_per_million``: months of waiting saved in a year for each million of its cost; ``return``:
    revenue on top over the cost, a year. What it costs to run is not in them.
    """
    if use.gain_h is None or use.served is None or use.more is None:
        return
    bought = use.gain_h * use.served * HOURS_A_YEAR
    yield Measure("bought", "time", bought)
    price = price_of(platform)
    on_top: Draws | None = None
    if price is not None and firms.enough:
        outside = _outside_share(platform, use, inputs)
        on_top = use.more * _mean_price(platform, price, outside, inputs) * HOURS_A_YEAR
        yield Measure("more_revenue", "money", on_top)
    if platform.build_cost is None:
        return
    cost = inputs.draw(platform.build_cost)
    yield Measure("build_cost", "money", cost)
    yield Measure("months_per_million", "count", bought / (HOURS_A_YEAR / 12.0) / (cost / _A_MILLION))
    if on_top is not None:
        yield Measure("return", "fraction", on_top / cost)


def _outside_share(platform: Platform, use: PlatformUse, inputs: Inputs) -> Draws:
    assert use.asked is not None
    if platform.outside is None:
        return np.zeros_like(use.asked)
    return inputs.draw(platform.outside) / np.maximum(use.asked, _NO_LOAD)


def _prices(platform: Platform, price: Value, inputs: Inputs) -> tuple[Draws, Draws]:
    outside = price if platform.outside_price is None else platform.outside_price
    return inputs.draw(price), inputs.draw(outside)


def _mean_price(platform: Platform, price: Value, outside: Draws, inputs: Inputs) -> Draws:
    inside_paid, outside_paid = _prices(platform, price, inputs)
    return (1.0 - outside) * inside_paid + outside * outside_paid


def _enough(firms: Draws) -> bool:
    return first_shown(firms[:, None]) == 0
