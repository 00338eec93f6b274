"""Sites, their suites and the units in them (ISA-95: site, area, unit)."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.value import Value

Purpose = Literal["engineering", "clinical", "validation", "commercial", "stability"]
Modality = Literal["mab", "adc", "peptide", "vaccine", "small_molecule"]

ClinicalStage = Literal[
    "discovery",
    "cmc",
    "preclinical",
    "ind",
    "phase_1",
    "phase_2",
    "phase_3",
    "process_validation",
    "filing",
    "launch",
    "confirmatory",
    "commercial",
]


class Unit(Block, frozen=True, kw_only=True):
    """One vessel or skid, or ``count`` interchangeable ones."""

    unit_class: Annotated[str, reference("catalog.unit_classes", "equipment class, a row of the catalogue")]
    count: Annotated[
        Value, quantity("count", "how many interchangeable units", least=0, most=1000, whole=True)
    ]
    volume: Annotated[Value | None, quantity("volume", "volume of one vessel", above=0, reach=1e6)] = None
    basis: Annotated[
        Literal["working", "total"] | None, meaning("whether the volume is the working or the total one")
    ] = None
    material: Annotated[
        Literal["single_use", "stainless"] | None, meaning("product-contact surfaces: bags or steel")
    ] = None
    speed: Annotated[Value | None, quantity("rate", "items a filling or assembly line passes", above=0)] = (
        None
    )
    effectiveness: Annotated[
        Value | None, quantity("fraction", "overall equipment effectiveness of a line", above=0, most=1)
    ] = None
    available_from: Annotated[date | None, meaning("first day it can make a batch")] = None
    available_to: Annotated[date | None, meaning("day from which it no longer can")] = None


class Suite(Block, frozen=True, kw_only=True):
    """Segregated rooms and equipment that make one product at a time.

    Unit classes that a recipe needs and the suite does not list are taken as one for each downstream train,
    and the report says so.
    """

    kind: Annotated[
        Literal["drug_substance", "conjugation", "fill_finish"], meaning("section of the process it holds")
    ] = "drug_substance"
    modalities: Annotated[list[Modality], meaning("what may be made in it")]
    purposes: Annotated[list[Purpose], meaning("what its batches may be for")] = []
    units: Annotated[dict[str, Unit], meaning("its units by id")]
    seed_trains: Annotated[
        Value | None,
        quantity("count", "seed trains shared by its bioreactors", least=1, most=1000, whole=True),
    ] = None
    downstream_trains: Annotated[
        Value | None,
        quantity("count", "downstream trains shared by its bioreactors", least=1, most=1000, whole=True),
    ] = None
    shutdown: Annotated[
        Value | None,
        quantity(
            "time", "planned shutdown in a year (maintenance, calibration, holidays)", least=0, reach=8760
        ),
    ] = None
    opens: Annotated[Value | None, quantity("date", "day the suite may start its first batch")] = None
    slots: Annotated[
        Value | None,
        quantity("count", "bioreactor places the building was made for", least=0, most=1000, whole=True),
    ] = None


class Site(Block, frozen=True, kw_only=True):
    """A plant."""

    suites: Annotated[dict[str, Suite], meaning("its suites by id")] = {}
    floor_area: Annotated[Value | None, quantity("area", "gross floor area of the plant", above=0)] = None
    capital_region: Annotated[
        str | None, reference("catalog.locations", "row of the table of location factors")
    ] = None
