"""What a check of the text tells of programmes and zone, before anything is run."""

from datetime import date

import pytest
from tests.unit.test_lifecycle_slots import site
from tests.years_cases import programme, scenario, value

from seedtrain import lifecycle, park
from seedtrain.errors import InputError
from seedtrain.model.park import Industry, Park, ScalePoint
from seedtrain.service.documents import open_document, packaged


def test_every_programme_is_checked_at_once() -> None:
    """An unknown stage of one, a market without a clock of another, too early a filing: all are told."""
    written: dict[str, dict[str, object]] = {"phase_9": {"odds": "0.5"}}
    one = programme("a", terms=written)
    other = programme("b", route="innovative-30", stage="filing", market="US")
    found = lifecycle.check(scenario(one, other))
    assert sorted(each.code for each in found) == ["LIF-004", "SCN-029"]
    early = programme("c", stage="filing", start=date(2015, 1, 1))
    assert [each.code for each in lifecycle.check(scenario(early, start=date(2015, 1, 1)))] == ["SCN-033"]


def test_suites_do_not_hold_a_check_up() -> None:
    """A programme that queues for a suite without a vessel is right as text: nothing is found."""
    one = programme(route="dna-to-ind", stage="cmc", suites=["pilot"])
    assert lifecycle.check(scenario(one, sites={"s": site(0)})) == []


def test_a_short_history_is_told() -> None:
    """One year of industry scale identifies no growth: PRK-001; no zone and no history are right."""
    point = ScalePoint(path="p", counted=date(2020, 12, 31), scale=value(4e10, "money", "p.scale"))
    zone = Park(path="park", industry=Industry(path="park.industry", history={"y": point}))
    assert [each.code for each in park.check(scenario(park=zone))] == ["PRK-001"]
    assert park.check(scenario()) == []
    assert park.check(scenario(park=Park(path="park", industry=Industry(path="park.industry")))) == []


def test_opening_a_document_tells_it() -> None:
    """A packaged scenario with a stage that its route does not have is refused when opened, by path."""
    name = "taizhou-medical"
    assert name in packaged()
    with pytest.raises(InputError) as refused:
        open_document(name, {"programmes.semaglutide.route": "dna-to-ind"})
    wrong = [each for each in refused.value.findings if each.severity == "error"]
    assert [(each.code, each.path) for each in wrong] == [("LIF-001", "programmes.semaglutide.stage")]
