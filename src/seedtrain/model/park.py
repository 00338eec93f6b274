"""Parks: companies, platforms, buildings, land, funds."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.site import ClinicalStage, Modality
from seedtrain.model.value import Value

Place = Literal["tower", "sme_zone", "large_zone"]
"""Where companies of a size class sit."""


class FloorShare(Block, frozen=True, kw_only=True):
    """A use of the companies' floor."""

    use: Annotated[str, reference("catalog.floor_uses", "row of the table of floor uses")]
    share: Annotated[Value, quantity("fraction", "share of their floor", least=0, most=1)]


class SizeClass(Block, frozen=True, kw_only=True):
    """Companies of one size; what is absent is the catalogue's."""

    share: Annotated[
        Value | None, quantity("fraction", "share of the companies counted", least=0, most=1)
    ] = None
    entry_share: Annotated[
        Value | None, quantity("fraction", "share of the companies that come", least=0, most=1)
    ] = None
    graduation: Annotated[
        Value | None, quantity("rate", "share that grows into the next class", least=0, reach=10)
    ] = None
    exit_weight: Annotated[
        Value | None, quantity("fraction", "how readily one leaves; one is usual", least=0, reach=100)
    ] = None
    floor_area: Annotated[Value | None, quantity("area", "floor area that one takes", above=0)] = None
    land_area: Annotated[Value | None, quantity("area", "land that one takes where it builds", above=0)] = (
        None
    )
    output_each: Annotated[Value | None, quantity("money_per_time", "output of one, a year", least=0)] = None
    tax_each: Annotated[Value | None, quantity("money_per_time", "tax that one pays, a year", least=0)] = None
    jobs_each: Annotated[Value | None, quantity("count", "people that one employs", least=0)] = None


class CompanyCount(Block, frozen=True, kw_only=True):
    """The companies of the zone on a day that is over."""

    counted: Annotated[date, meaning("day they were counted")]
    count: Annotated[Value, quantity("count", "companies in the zone", above=0, reach=1e6)]


class Companies(Block, frozen=True, kw_only=True):
    """The tenants as a stock with flows in and out."""

    base: Annotated[
        Value | None, quantity("count", "companies in the zone on ``counted``", least=0, reach=1e6)
    ] = None
    counted: Annotated[date | None, meaning("day the base was counted; the scenario's as_of when absent")] = (
        None
    )
    housed: Annotated[
        Value | None,
        quantity(
            "fraction", "share of the base that sits here; all are elsewhere when absent", least=0, most=1
        ),
    ] = None
    law: Annotated[
        Literal["steady", "linear", "logistic"],
        meaning("how the history goes on: at a steady growth, by as many a year, or towards a ceiling"),
    ] = "steady"
    history: Annotated[
        dict[str, CompanyCount],
        meaning("companies on past days by id, three or more: their entry is fitted to them"),
    ] = {}
    intentions: Annotated[
        Value | None, quantity("count", "companies that declared an intention", least=0, reach=1e6)
    ] = None
    projects: Annotated[
        Value | None, quantity("count", "projects talked of, not yet an intention", least=0, reach=1e6)
    ] = None
    signed: Annotated[
        Value | None, quantity("count", "companies that signed and have not moved in", least=0, reach=1e6)
    ] = None
    sizes: Annotated[
        dict[str, SizeClass],
        meaning("size classes (incubated, small, medium, large) to follow; none are followed, when empty"),
    ] = {}
    conversion: Annotated[
        Value | None, quantity("fraction", "share of intentions that move in", least=0, most=1)
    ] = None
    entry_rate: Annotated[Value | None, quantity("rate", "companies introduced", least=0, reach=100)] = None
    entry_growth: Annotated[
        Value | None, quantity("fraction", "growth of the entry rate, a year, as a fraction", reach=10)
    ] = None
    exit_rate: Annotated[
        Value | None, quantity("rate", "share of companies that leave", least=0, reach=1)
    ] = None
    floor_area: Annotated[Value | None, quantity("area", "floor area a company takes", above=0)] = None
    output_each: Annotated[
        Value | None, quantity("money_per_time", "output of a company, a year", least=0)
    ] = None
    tax_each: Annotated[
        Value | None, quantity("money_per_time", "tax that a company pays, a year", least=0)
    ] = None
    jobs_each: Annotated[Value | None, quantity("count", "people that a company employs", least=0)] = None
    uses: Annotated[
        dict[str, FloorShare], meaning("what their floor is used for; any floor will do, when empty")
    ] = {}


class Platform(Block, frozen=True, kw_only=True):
    """A shared service platform with its own unit of load."""

    platform_class: Annotated[str, reference("catalog.platforms", "kind of platform, a row of the catalogue")]
    count: Annotated[Value, quantity("count", "platforms of this kind", least=0, most=1000, whole=True)]
    opens: Annotated[Value | None, quantity("date", "day it opens; open already, when absent")] = None
    capacity: Annotated[Value | None, quantity("rate", "load it can serve", above=0)] = None
    load: Annotated[
        Value | None, quantity("rate", "load asked of it by others than the programmes here", least=0)
    ] = None
    patients: Annotated[
        Value | None, quantity("rate", "patients one platform of trials can enrol", above=0)
    ] = None
    investigators: Annotated[
        Value | None, quantity("count", "investigators of one platform of trials", above=0)
    ] = None
    animal_rooms: Annotated[
        Value | None, quantity("count", "animal rooms of one platform of studies", above=0)
    ] = None
    pathologists: Annotated[
        Value | None, quantity("count", "pathologists of one platform of studies", above=0)
    ] = None
    accredited: Annotated[
        Value | None, quantity("date", "day it is accredited; it serves nobody before, even if it is open")
    ] = None
    outside: Annotated[
        Value | None, quantity("rate", "load asked of it by users from outside the zone, on top", least=0)
    ] = None
    price: Annotated[
        Value | None,
        quantity("money_per_item", "what one unit of load pays; the catalogue's, where it has one", least=0),
    ] = None
    outside_price: Annotated[
        Value | None,
        quantity("money_per_item", "what one from outside the zone pays; the price, when absent", least=0),
    ] = None
    users: Annotated[
        Value | None,
        quantity("count", "firms of the zone that use it; all of its companies, when absent", least=0),
    ] = None
    outside_users: Annotated[
        Value | None, quantity("count", "firms from outside the zone that use it", least=0)
    ] = None
    build_cost: Annotated[Value | None, quantity("money", "cost of building one more", above=0)] = None


class Building(Block, frozen=True, kw_only=True):
    """Towers or factories that house companies."""

    towers: Annotated[Value, quantity("count", "buildings alike", least=1, most=10_000, whole=True)]
    storeys: Annotated[Value, quantity("count", "storeys of each", least=1, most=200, whole=True)]
    floor_plate: Annotated[Value | None, quantity("area", "gross area of one storey", above=0)] = None
    lettable: Annotated[
        Value | None, quantity("fraction", "share of the gross area that tenants can rent", above=0, most=1)
    ] = None
    opens: Annotated[Value | None, quantity("date", "first move-in")] = None
    place: Annotated[Place, meaning("companies it is for, where size classes are followed")] = "tower"


class LandDemand(Block, frozen=True, kw_only=True):
    """Land that the companies of a zone want by the end, and what it yields."""

    area: Annotated[Value, quantity("area", "land wanted", above=0)]
    output_intensity: Annotated[
        Value | None,
        quantity("money_per_area_time", "output a year and area; that of the land, when absent", above=0),
    ] = None
    least: Annotated[Value | None, quantity("area", "land it gets in any case", least=0)] = None
    place: Annotated[
        Place | None, meaning("companies that build on it, where size classes are followed; none when absent")
    ] = None


class Land(Block, frozen=True, kw_only=True):
    """An area of land zoned for an industry."""

    area: Annotated[Value, quantity("area", "land", above=0)]
    zones: Annotated[list[str], meaning("zones it is divided into")] = []
    sub_zones: Annotated[list[str], meaning("areas the SME zone is divided into")] = []
    demands: Annotated[
        dict[str, LandDemand], meaning("what each zone or area of a zone wants: the split is chosen for it")
    ] = {}
    opens: Annotated[Value | None, quantity("date", "first day companies can have land")] = None
    plot_ratio: Annotated[Value | None, quantity("fraction", "gross floor area over land", above=0)] = None
    output_intensity: Annotated[
        Value | None, quantity("money_per_area_time", "industrial output a year and area of land", above=0)
    ] = None


class ScalePoint(Block, frozen=True, kw_only=True):
    """The industry scale of a year that is over."""

    counted: Annotated[date, meaning("day or year end it refers to")]
    scale: Annotated[Value, quantity("money", "industry scale, a year", above=0)]


class Industry(Block, frozen=True, kw_only=True):
    """The zone's industry scale: a stated statistic, which is neither output nor added value."""

    scale: Annotated[Value | None, quantity("money", "industry scale on ``counted``, a year", above=0)] = None
    counted: Annotated[date | None, meaning("day or year end it refers to")] = None
    growth: Annotated[Value | None, quantity("fraction", "growth a year, as a fraction", reach=10)] = None
    law: Annotated[
        Literal["steady", "linear", "logistic"],
        meaning("how the history goes on: at a steady growth, by as much a year, or towards a ceiling"),
    ] = "steady"
    history: Annotated[
        dict[str, ScalePoint], meaning("scales of past years by id, three or more: growth is fitted to them")
    ] = {}
    rank: Annotated[Value | None, quantity("count", "place in the national list of parks", least=1)] = None
    rank_drift: Annotated[
        Value | None, quantity("fraction", "places gained (negative) or lost in a year", reach=1000)
    ] = None


class Project(Block, frozen=True, kw_only=True):
    """A project that asks for a grant."""

    grant: Annotated[Value, quantity("money", "sum it asks for", above=0)]
    rise: Annotated[
        Value, quantity("fraction", "rise of its odds of the next stage with the grant", least=0, most=1)
    ]
    value: Annotated[Value, quantity("money", "what it is worth to the zone once it gets there", least=0)]


class Fund(Block, frozen=True, kw_only=True):
    """Money granted to projects."""

    projects: Annotated[dict[str, Project], meaning("projects that ask for a grant, by id")] = {}
    sum: Annotated[Value, quantity("money", "budget", above=0)]
    grant: Annotated[Value | None, quantity("money", "usual grant to one project", above=0)] = None
    effect: Annotated[
        Value | None,
        quantity("fraction", "rise of a funded project's odds of its next stage", least=0, most=1),
    ] = None


class Bonded(Block, frozen=True, kw_only=True):
    """A bonded area: duty and value-added tax on imports deferred or waived."""

    import_share: Annotated[Value, quantity("fraction", "imported share of project cost", least=0, most=1)]
    duty: Annotated[Value, quantity("fraction", "duty on it", least=0, most=1)]
    vat: Annotated[Value, quantity("fraction", "value-added tax on it", least=0, most=1)]
    deferral: Annotated[Value, quantity("time", "how long the tax is deferred", least=0)]
    interest: Annotated[Value, quantity("rate", "interest on the tax otherwise paid", least=0)]
    inspection: Annotated[
        Value | None, quantity("time", "customs inspection of a consignment outside the area", least=0)
    ] = None
    bonded_inspection: Annotated[
        Value | None, quantity("time", "the same in the bonded area; none, when absent", least=0)
    ] = None


class Pipeline(Block, frozen=True, kw_only=True):
    """The molecules of a kind that the companies of the zone bring and start."""

    modality: Annotated[Modality, meaning("kind of molecule; a row of the table of pipelines")]
    route: Annotated[str, reference("catalog.routes", "row of the table of stage routes")] = "innovative"
    stage: Annotated[ClinicalStage, meaning("stage of the molecules that a company brings")] = "cmc"
    at_entry: Annotated[
        Value | None, quantity("count", "molecules a company brings when it comes", least=0, reach=100)
    ] = None
    a_year: Annotated[Value | None, quantity("rate", "new molecules a company starts", least=0, reach=10)] = (
        None
    )
    in_zone: Annotated[
        Value | None, quantity("fraction", "share of their batches made on the zone's lines", least=0, most=1)
    ] = None


class Park(Block, frozen=True, kw_only=True):
    """A high-tech zone."""

    companies: Annotated[Companies | None, meaning("its tenants")] = None
    platforms: Annotated[dict[str, Platform], meaning("shared service platforms by id")] = {}
    buildings: Annotated[dict[str, Building], meaning("buildings by id")] = {}
    land: Annotated[dict[str, Land], meaning("land by id")] = {}
    industry: Annotated[Industry | None, meaning("its industry scale")] = None
    funds: Annotated[dict[str, Fund], meaning("funds by id")] = {}
    bonded: Annotated[Bonded | None, meaning("bonded area it lies in")] = None
    pipelines: Annotated[
        dict[str, Pipeline], meaning("molecules of its companies by kind; the catalogue's when empty")
    ] = {}
    kind: Annotated[str | None, reference("catalog.parks", "row of the table of entry and growth laws")] = (
        None
    )
