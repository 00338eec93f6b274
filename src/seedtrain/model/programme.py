"""Programmes: molecules on their way from discovery to supply."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.site import ClinicalStage, Modality
from seedtrain.model.trial import Trial
from seedtrain.model.value import RawValue, Value


class Making(Block, frozen=True, kw_only=True):
    """Where the product is made once it is sold, and by whom."""

    drug_substance: Annotated[str | None, reference("sites", "site of the substance or antibody")] = None
    conjugation: Annotated[str | None, reference("sites", "site of conjugation")] = None
    fill_finish: Annotated[str | None, reference("sites", "site of filling")] = None
    holder: Annotated[
        str | None, reference("sites", "the licence holder's own site; the holder has none, when absent")
    ] = None


class Programme(Block, frozen=True, kw_only=True):
    """One molecule, or a flow of molecules that start evenly between two dates."""

    modality: Annotated[Modality, meaning("kind of molecule")]
    product: Annotated[str | None, reference("products", "product it becomes")] = None
    route: Annotated[str, reference("catalog.routes", "row of the table of stage routes")]
    molecules: Annotated[Value, quantity("count", "molecules that start", above=0)]
    stage: Annotated[ClinicalStage, meaning("stage they are in at the start")]
    start: Annotated[date, meaning("day the first of them enters that stage")]
    start_to: Annotated[date | None, meaning("day the last of them enters it; all at once, when absent")] = (
        None
    )
    market: Annotated[Literal["CN", "EU", "US"], meaning("regulator whose clocks apply")] = "CN"
    suites: Annotated[
        list[str], reference("suites", "suites whose batches its stages wait for (toxicology, clinical)")
    ] = []
    uses_platforms: Annotated[list[str], reference("platforms", "shared platforms its stages use")] = []
    making: Annotated[Making | None, meaning("where it is made once it is sold")] = None
    trials: Annotated[
        dict[str, Trial], meaning("trials by stage (phase_1, phase_2, phase_3, confirmatory): their supply")
    ] = {}
    patients: Annotated[
        Value | None, quantity("count", "patients treated a year when on the market", above=0)
    ] = None
    stages: Annotated[
        dict[str, dict[str, RawValue]],
        meaning("overrides of the route: stage to duration, odds, cost, expedited clock, time of a part"),
    ] = {}
    skips: Annotated[list[ClinicalStage], meaning("stages of the route that it does without")] = []
    after: Annotated[
        dict[str, list[str]],
        meaning("by stage, the stages (or parts, `cmc.toxicology_batch`) it waits for, not the route's"),
    ] = {}
    permits: Annotated[
        dict[str, list[str]],
        meaning(
            "by stage, clocks that run side by side before it begins: ethics, meetings, rows of `clocks`"
        ),
    ] = {}
