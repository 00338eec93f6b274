"""Licences: from which day an order may be supplied, worked out by hand on a small plant."""

import numpy as np
from tests.unit.scenario_text import PLANT, document
from tests.years_cases import day

from seedtrain.lifecycle import licensed_supply
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws, Indicator

ORDER = "first: {product: drug, batches: 3, due: 2026-10-01, assumption: made up}"
LICENCES = """\
licences:
  making:
    {market: CN, purpose: commercial, instrument: cn-production-licence,
     granted: {value: 2026-05-01, assumption: x}}
  product: {market: CN, purpose: commercial, products: [drug], instrument: cn-marketing-approval%s}
orders:
"""
RELEASED = (day("2026-04-01"), day("2026-07-01"))
APPROVED = (day("2026-06-01"), day("2026-06-15"))


def _indicator(id_: str, draws: tuple[float, ...]) -> Indicator:
    return Indicator(
        id=id_, label=Message("severity.note"), dimension="date", draws=np.array(draws), rests_on=(id_,)
    )


def _supply(market: str, licences: str, programme: str = "", purpose: str = "commercial") -> Indicator | None:
    """The day of supply of the order, released on RELEASED, its product approved on APPROVED."""
    order = ORDER.replace("batches: 3", f"batches: 3, market: {market}, purpose: {purpose}")
    text = PLANT.replace(ORDER, order).replace("orders:\n", licences or "orders:\n")
    if programme:
        text += programme
    scenario = document(text).scenario
    known = {
        each.id: each
        for each in (
            _indicator("orders.first.completion", RELEASED),
            _indicator("lifecycle.molecule.filing.end", APPROVED),
        )
    }
    found = licensed_supply(scenario, Inputs(World(1, seed=1)), known)
    return found[0] if found else None


MOLECULE = """\
programmes:
  molecule: {modality: mab, product: drug, route: biosimilar, molecules: 1, stage: filing, start: 2026-02-01}
"""


def _days(found: Indicator | None) -> Draws:
    assert found is not None
    assert found.draws is not None
    return found.draws


def test_supply_waits_for_the_last_of_release_and_licences() -> None:
    """Base: released April, licensed May, approved June: June. Other world: released last, in July."""
    days = _days(_supply("CN", LICENCES % "", MOLECULE))
    assert list(days) == [APPROVED[0], RELEASED[1]]


def test_a_licence_with_a_day_of_its_own_needs_no_programme() -> None:
    """The marketing approval of August holds, whatever the programme says."""
    days = _days(_supply("CN", LICENCES % ", granted: {value: 2026-08-01, assumption: x}", MOLECULE))
    assert list(days) == [day("2026-08-01")] * 2


def test_an_approval_that_nothing_brings_never_comes() -> None:
    """Without a programme the approval is not granted, and nothing may be supplied."""
    assert np.isinf(_days(_supply("CN", LICENCES % ""))).all()


def test_a_licence_that_is_not_there_is_missing() -> None:
    """A commercial order for China names both licences it lacks."""
    found = _supply("CN", "")
    assert found is not None
    assert found.draws is None
    assert found.missing == ("licences.cn-production-licence", "licences.cn-marketing-approval")


def test_trial_supply_in_china_needs_no_licence_and_in_the_eu_a_declaration() -> None:
    """Clinical batches go to Chinese trials when released; to EU trials after the declaration."""
    assert list(_days(_supply("CN", "", purpose="clinical"))) == list(RELEASED)
    abroad = _supply("EU", "", purpose="clinical")
    assert abroad is not None
    assert abroad.missing == ("licences.eu-qp-declaration",)
    declared = """\
licences:
  qp:
    {market: EU, purpose: clinical, instrument: eu-qp-declaration,
     granted: {value: 2026-05-01, assumption: x}}
orders:
"""
    assert list(_days(_supply("EU", declared, purpose="clinical"))) == [day("2026-05-01"), RELEASED[1]]


def test_a_licence_for_other_products_does_not_count() -> None:
    """An approval of another product is none of this one."""
    other = LICENCES.replace("products: [drug]", "products: [other]") % ""
    order = ORDER.replace("batches: 3", "batches: 3, market: CN")
    text = PLANT.replace(ORDER, order).replace("orders:\n", other)
    text = text.replace(
        "  drug: {modality: mab, recipe: antibody}",
        "  drug: {modality: mab, recipe: antibody}\n  other: {modality: mab, recipe: antibody}",
    )
    known = {"orders.first.completion": _indicator("orders.first.completion", RELEASED)}
    (found,) = licensed_supply(document(text).scenario, Inputs(World(1, seed=1)), known)
    assert found.missing == ("licences.cn-marketing-approval",)


def test_an_order_without_a_market_is_not_asked() -> None:
    """No market, no licence, no indicator."""
    known = {"orders.first.completion": _indicator("orders.first.completion", RELEASED)}
    assert licensed_supply(document().scenario, Inputs(World(1, seed=1)), known) == []
