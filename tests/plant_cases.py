"""Small plants for the tests of flow, schedule and simulate."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from seedtrain.messages import Wording
from seedtrain.model.demand import Order
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import Horizon, MoneyTerms, Provenance, Scenario
from seedtrain.model.site import Site, Suite, Unit
from seedtrain.model.value import Origin, Value
from seedtrain.quantities.distributions import Distribution
from seedtrain.quantities.streams import World
from seedtrain.results.batch_profile import BatchProfile, OperationProfile


def value(base: float, dimension: str, path: str = "x", distribution: Distribution | None = None) -> Value:
    """A value as the reader would make it."""
    mean = base if distribution is None else distribution.mean
    return Value(mean, dimension, str(base), Origin(), path, distribution)


def suite(**parts: Any) -> Suite:
    """A suite of three bioreactors, one seed train and one downstream train."""
    units = {
        "br": Unit(unit_class="production-bioreactor", count=value(3, "count"), volume=value(2000, "volume"))
    }
    return Suite(**{"modalities": ["mab"], "units": units} | parts)


def scenario(
    suites: Mapping[str, Suite], orders: Mapping[str, Order] | None = None, years: int = 1
) -> Scenario:
    """A scenario of one site, from 2024 on, with products a and b."""
    title = Wording("plant")
    products = {key: Product(modality="mab", recipe="r") for key in ("a", "b")}
    return Scenario(
        format=1,
        id="plant",
        title=title,
        provenance=Provenance(title=title, publisher=title, published=date(2024, 1, 1), document="D"),
        as_of=date(2024, 1, 1),
        horizon=Horizon(start=date(2024, 1, 1), end=date(2024 + years, 1, 1)),
        money=MoneyTerms(price_year=2024),
        sites={"site": Site(suites=dict(suites))},
        products=products,
        orders=dict(orders or {}),
    )


def inputs(replications: int = 0, seed: int = 1) -> Inputs:
    """The inputs of a world with so many replications."""
    return Inputs(World(replications, seed))


def operation(step: str, unit_class: str, hours: float, n: int = 0, **parts: Any) -> OperationProfile:
    """An operation of one duration in every world."""
    defaults: dict[str, Any] = {
        "section": "dsp",
        "spread_cv": 0.0,
        "hold_limit_h": None,
        "turnaround_h": 0.0,
        "changeover_h": 0.0,
        "failure_share": 0.0,
        "volume_out_L": np.ones(1 + n),
        "mass_out_g": np.ones(1 + n),
    }
    return OperationProfile(
        step=step, unit_class=unit_class, duration_h=np.full(1 + n, float(hours)), **(defaults | parts)
    )


def profile(
    place: str = "s", product: str = "a", n: int = 0, odds: float = 0.0, cv: float = 0.0, **parts: Any
) -> BatchProfile:
    """An antibody batch: seed 84 h, production 336 h, harvest 12 h, capture 30 h, release 720 h; 5,000 g."""
    share = {"failure_share": 1.0}
    operations = (
        operation("seed", "seed-bioreactor", 84, n, section="usp", turnaround_h=12, spread_cv=cv),
        operation(
            "production", "production-bioreactor", 336, n, section="usp", hold_limit_h=24.0, turnaround_h=18,
            changeover_h=48, spread_cv=cv, held_through_next=True, **share,
        ),
        operation("harvest", "harvest-skid", 12, n, section="usp", hold_limit_h=72.0, turnaround_h=8),
        operation("capture", "capture-column", 30, n, turnaround_h=8, changeover_h=48, spread_cv=cv),
        operation("release", "", 720, n, section="quality"),
    )  # fmt: skip
    defaults: dict[str, Any] = {
        "recipe": "r",
        "working_volume_L": 2000.0,
        "material": "single_use",
        "operations": operations,
        "overall_yield": np.full(1 + n, 0.7),
        "mass_out_g": np.full(1 + n, 5000.0),
        "mass_spread_cv": cv,
        "items_out": np.zeros(1 + n),
        "failure_odds": np.full(1 + n, odds),
        "cost_cny": {},
        "consumption": {},
        "rests_on": ("recipes.r",),
    }
    return BatchProfile(product=product, suite=place, **(defaults | parts))
