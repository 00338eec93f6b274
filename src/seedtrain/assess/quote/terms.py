r"""Terms of a slot in money: deposit, cancellation fee by notice, and whether to hold the slot or resell it.

With price :math:`P`, notice :math:`n` before the first batch starts, fee share :math:`f(n)` of the ladder,
resale time :math:`\tau`, resale price share :math:`\rho` and odds :math:`p` that an order of this state is
made:

.. math:: q(n) = 1 - e^{-n / \tau}, \qquad
          C(n) = f(n) P + q(n) \rho P, \qquad
          H(n) = p P + (1 - p) C(n'), \qquad
          S(n) = q(n) \rho P

:math:`C` is expected when the client gives the slot back at notice n, :math:`H` when it is held for the
client until the next rung n' and only then lost with odds 1 - p, :math:`S` when it is sold to others at once.
"""

import math

from seedtrain.assess.quote.ask import Ask
from seedtrain.catalog import table
from seedtrain.model.commercial import Commercial, Terms
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.results.quote import Notice, SlotTerms


def slot_terms(scenario: Scenario, ask: Ask, price: float, starts_h: float) -> SlotTerms:
    """Return the terms of a slot of ``price`` [CNY] whose first batch starts at ``starts_h`` [h].

    Rungs whose last day lies before the enquiry are left out.
    """
    terms = scenario.terms.get(ask.terms)
    rungs = [rung for rung in ladder(terms) if starts_h - rung[1] >= ask.asked_h] or ladder(terms)[-1:]
    notice = _term(terms, "postponement_notice")
    odds = state_odds(scenario.commercial, ask.state)
    deposit = _term(terms, "deposit") * price
    return SlotTerms(
        state=ask.state,
        odds=odds,
        deposit=deposit,
        least_pay=_term(terms, "take_or_pay") * price,
        postpone_by_h=starts_h - notice,
        postpone_to_h=starts_h + _term(terms, "postponement_limit"),
        notices=tuple(_notices(scenario.commercial, rungs, price, starts_h, (odds, deposit))),
    )


def ladder(terms: Terms | None) -> list[tuple[str, float, float]]:
    """Return the rungs (id, notice [h], fee share), the longest notice first."""
    if terms is not None and terms.cancellation:
        rungs = [(key, rung.notice.base, rung.fee.base) for key, rung in terms.cancellation.items()]
    else:
        rows = table("cancellation")
        rungs = [(key, row.values["notice"].base, row.values["fee"].base) for key, row in rows.items()]
    return sorted(rungs, key=lambda rung: (-rung[1], rung[2]))


def state_odds(commercial: Commercial | None, state: str) -> float:
    """Return the odds that an order of ``state`` is made."""
    given: dict[str, Value] = {} if commercial is None else dict(commercial.odds.items())
    return given[state].base if state in given else table("order_states")[state].values["odds"].base


def _notices(
    commercial: Commercial | None,
    rungs: list[tuple[str, float, float]],
    price: float,
    starts_h: float,
    known: tuple[float, float],
) -> list[Notice]:
    odds, deposit = known
    time = _market(commercial, "resale_time", "resale-time")
    share = _market(commercial, "resale_price", "resale-price")
    resale = [1.0 - math.exp(-notice / time) for _, notice, _ in rungs]
    lost = [fee * price + found * share * price for (_, _, fee), found in zip(rungs, resale, strict=True)]
    return [
        Notice(
            rung=key,
            notice_h=notice,
            latest_h=starts_h - notice,
            fee=fee * price,
            owed=max(0.0, fee * price - deposit),
            resale_odds=resale[place],
            cancelled=lost[place],
            held=odds * price + (1.0 - odds) * lost[min(place + 1, len(lost) - 1)],
            resold=resale[place] * share * price,
        )
        for place, (key, notice, fee) in enumerate(rungs)
    ]


def _term(terms: Terms | None, name: str) -> float:
    given: Value | None = getattr(terms, name, None)
    return table("slot_terms")[name.replace("_", "-")].value.base if given is None else given.base


def _market(commercial: Commercial | None, name: str, row: str) -> float:
    given: Value | None = getattr(commercial, name, None)
    return table("slot_terms")[row].value.base if given is None else given.base
