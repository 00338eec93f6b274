"""What a client asks for, and the suites that could make it."""

from collections.abc import Iterable
from dataclasses import dataclass

from seedtrain.flow.plant import Profiles
from seedtrain.model.commercial import OrderState
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Purpose
from seedtrain.results.timetable import BatchOrder

QUOTED = "quote"
"""Order that the batches asked for belong to while they are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Batches of ``product`` for a purpose, asked for at ``asked_h``, wanted by ``by_h`` [h] (or any time).

    ``suite`` "" for any that can; ``state`` the order would have; ``terms`` an id of the scenario, "" for
    those of the catalogue; ``client`` who asks, "" for anybody. ``vary``: the kinds that vary besides
    those of the scenario, as the catalogue has them; None for nothing beyond the recipes.
    """

    product: str
    batches: int
    asked_h: float
    by_h: float | None = None
    suite: str = ""
    purpose: Purpose = "commercial"
    state: OrderState = "option"
    terms: str = ""
    client: str = ""
    vary: tuple[str, ...] | None = ()


def able(scenario: Scenario, profiles: Profiles, ask: Ask) -> list[str]:
    """Return the suites that make the product for the purpose, sorted; only the one asked for, if one was."""
    suites = suites_of(scenario)
    return sorted(
        suite
        for product, suite in profiles
        if product == ask.product
        and ask.suite in ("", suite)
        and (not suites[suite].purposes or ask.purpose in suites[suite].purposes)
    )


def booked(scenario: Scenario, batches: Iterable[BatchOrder]) -> tuple[BatchOrder, ...]:
    """Return the batches that hold their slots: under way, or of an order that is more than an enquiry.

    What only fills an empty suite is capacity for sale.
    """
    return tuple(
        batch
        for batch in batches
        if batch.begun_step or (batch.order and scenario.orders[batch.order].state != "enquiry")
    )


def asked_batches(ask: Ask, suite: str) -> tuple[BatchOrder, ...]:
    """Return the batches asked for, in ``suite``."""
    return tuple(
        BatchOrder(
            job=f"{QUOTED}-{place + 1}",
            product=ask.product,
            suite=suite,
            order=QUOTED,
            purpose=ask.purpose,
            earliest_h=max(0.0, ask.asked_h),
            due_h=float("inf") if ask.by_h is None else ask.by_h,
        )
        for place in range(ask.batches)
    )
