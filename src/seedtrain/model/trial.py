"""Trials: who takes part, what each patient gets, and how its supply is made."""

from typing import Annotated

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.value import Value


class Arm(Block, frozen=True, kw_only=True):
    """Patients of a trial who are treated alike."""

    patients: Annotated[Value, quantity("count", "patients treated in it", above=0, reach=1e6)]
    doses: Annotated[
        Value | None,
        quantity("count", "doses a patient takes; those of the time of treatment, when absent", above=0),
    ] = None
    dose: Annotated[
        Value | None, quantity("mass", "drug substance in one dose; the product's, when absent", above=0)
    ] = None
    is_comparator: Annotated[
        bool, meaning("whether it gets a comparator or placebo that is bought, not made here")
    ] = False


class Trial(Block, frozen=True, kw_only=True):
    """The trials of one stage of a programme, from patients to batches."""

    item: Annotated[str, reference("products", "filled product that patients get")]
    substance: Annotated[
        str | None, reference("products", "drug substance it is filled from; at hand, when absent")
    ] = None
    made_from: Annotated[
        list[str], reference("orders", "orders of what its substance is made from, such as an antibody")
    ] = []
    fill_suite: Annotated[
        str | None, reference("suites", "suite that fills it; any that can, when absent")
    ] = None
    substance_suite: Annotated[
        str | None, reference("suites", "suite that makes the substance; any that can, when absent")
    ] = None
    arms: Annotated[dict[str, Arm], meaning("arms by id")]
    sites: Annotated[Value | None, quantity("count", "hospitals that take part", above=0, reach=1e5)] = None
    enrolment: Annotated[
        Value | None, quantity("rate", "patients that one hospital enrols", above=0, reach=100)
    ] = None
    site_items: Annotated[Value | None, quantity("count", "items that each hospital keeps", least=0)] = None
    overage: Annotated[
        Value | None, quantity("fraction", "items made beyond those dosed, as a share", least=0, reach=10)
    ] = None
    reserve_items: Annotated[
        Value | None, quantity("count", "items of a campaign for stability and retention", least=0)
    ] = None
    campaigns: Annotated[
        Value | None,
        quantity(
            "count", "campaigns the supply is made in, spread over the trial", least=1, most=24, whole=True
        ),
    ] = None
