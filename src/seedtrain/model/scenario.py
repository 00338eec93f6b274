"""The scenario: everything a user writes in one file."""

from datetime import date
from typing import Annotated

import msgspec

from seedtrain.messages import Wording
from seedtrain.model.block import Block
from seedtrain.model.claim import Claim, Context, Observation
from seedtrain.model.commercial import Commercial, Terms
from seedtrain.model.demand import Licence, Order, Stock, WorkInProgress
from seedtrain.model.fields import meaning, quantity
from seedtrain.model.investment import Investment
from seedtrain.model.park import Park
from seedtrain.model.planning import Planning
from seedtrain.model.portfolio import Portfolio
from seedtrain.model.product import Product
from seedtrain.model.programme import Programme
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.shared import (
    Handling,
    Material,
    Preparation,
    QualityTest,
    Recurring,
    SharedResource,
    UnitHold,
    Use,
)
from seedtrain.model.site import Site
from seedtrain.model.uncertainty import Uncertainty
from seedtrain.model.value import Value


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """The document a scenario comes from."""

    title: Annotated[Wording, meaning("title")]
    publisher: Annotated[Wording, meaning("who published it")]
    published: Annotated[date, meaning("date on the document")]
    document: Annotated[str, meaning("short name used in tables")]
    confidence: Annotated[Wording | None, meaning("why its date can't be trusted; absent when it can")] = None


class Horizon(msgspec.Struct, frozen=True, kw_only=True):
    """The time that is planned: from ``start`` up to, not including, ``end``."""

    start: Annotated[date, meaning("first day planned")]
    end: Annotated[date, meaning("day after the last one planned")]


class MoneyTerms(msgspec.Struct, frozen=True, kw_only=True):
    """The money of the scenario."""

    price_year: Annotated[int, meaning("year whose prices all money is in")]
    currency: Annotated[str, meaning("currency code")] = "CNY"
    discount_rate: Annotated[
        Value | None, quantity("fraction", "discount rate a year", least=0, reach=10)
    ] = None


class Scenario(Block, frozen=True, kw_only=True):
    """A scenario, checked: engines may trust it."""

    format: Annotated[int, meaning("version of the scenario format")]
    id: Annotated[str, meaning("short name, letters, digits and hyphens")]
    title: Annotated[Wording, meaning("title")]
    provenance: Annotated[Provenance, meaning("document it comes from")]
    as_of: Annotated[date | None, meaning("day from which it is judged; the document's date when absent")] = (
        None
    )
    horizon: Annotated[Horizon, meaning("time planned")]
    money: Annotated[MoneyTerms, meaning("currency and price year")]
    sites: Annotated[dict[str, Site], meaning("plants by id")] = {}
    recipes: Annotated[dict[str, RecipeUse], meaning("recipes by id")] = {}
    products: Annotated[dict[str, Product], meaning("products by id")] = {}
    orders: Annotated[dict[str, Order], meaning("demand by id")] = {}
    stock: Annotated[dict[str, Stock], meaning("initial stock by id")] = {}
    work_in_progress: Annotated[dict[str, WorkInProgress], meaning("batches under way by id")] = {}
    terms: Annotated[dict[str, Terms], meaning("terms of slots by id")] = {}
    commercial: Annotated[Commercial | None, meaning("rate card and market for slots")] = None
    licences: Annotated[dict[str, Licence], meaning("licences by id")] = {}
    investments: Annotated[dict[str, Investment], meaning("lines of investment by id")] = {}
    planning: Annotated[Planning | None, meaning("plan over years")] = None
    programmes: Annotated[dict[str, Programme], meaning("molecules in the pipeline by id")] = {}
    portfolio: Annotated[Portfolio | None, meaning("limits of the choice of programmes")] = None
    uncertainty: Annotated[
        Uncertainty | None, meaning("what varies beyond the values themselves, in the simulation")
    ] = None
    park: Annotated[Park | None, meaning("the zone")] = None
    resources: Annotated[dict[str, SharedResource], meaning("what suites and steps share, by id")] = {}
    uses: Annotated[dict[str, Use], meaning("what steps need of shared resources, by id")] = {}
    quality_tests: Annotated[dict[str, QualityTest], meaning("assays and reviews by id")] = {}
    preparations: Annotated[dict[str, Preparation], meaning("media and buffers made ahead, by id")] = {}
    materials: Annotated[dict[str, Material], meaning("materials that batches use up, by id")] = {}
    handling: Annotated[dict[str, Handling], meaning("freezing, storage, thaw, shipping by id")] = {}
    unit_holds: Annotated[dict[str, UnitHold], meaning("how long units stay clean or sterile, by id")] = {}
    recurring: Annotated[dict[str, Recurring], meaning("media fills, calibration, maintenance by id")] = {}
    context: Annotated[dict[str, Context], meaning("events and attributes by id")] = {}
    claims: Annotated[dict[str, Claim], meaning("claims by id")] = {}
    observations: Annotated[dict[str, Observation], meaning("facts later than as_of by id")] = {}
