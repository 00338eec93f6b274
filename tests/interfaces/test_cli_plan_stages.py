"""``plan`` on scenarios of several sections: what it tells, shows and refuses."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call
from tests.planning_scenario import planned_starter

from seedtrain.report.fit import breadth


def test_substance_and_pens_are_told_with_their_measure(call: Call, tmp_path: Path) -> None:
    """Two sections, stock behind each, sales of pens alone; the units are said by product."""
    said = call("plan", "taizhou-medical", "--gap", "0.05", "--json", "--out", tmp_path / "plan")
    found = json.loads(said.out)
    assert said.code == 0
    assert found["broken"] == []
    assert found["quantity_units"] == {
        "semaglutide-pen/commercial": "thousand items",
        "semaglutide-ds/commercial": "kg",
    }
    assert {row["section"] for row in found["campaigns"]} == {"drug_substance", "fill_finish"}
    assert {row["section"] for row in found["flows"] if row["kind"] == "sales"} == {"fill_finish"}
    page = (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")
    for figure in ("fig-stock", "fig-stock-items", "fig-supply-items"):
        assert f'"{figure}"' in page
    assert '"fig-supply"' not in page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_tell_of_items(call: Call, lang: str) -> None:
    """Demand and supply in thousand items; nothing is wider than the screen."""
    said = call("plan", "taizhou-medical", "--lang", lang, "--gap", "0.05")
    words = {
        "en": ("[thousand]", "semaglutide pen, commercial"),
        "zh": ("需求/千支", "司美格鲁肽注射笔·商业化"),
    }
    assert said.code == 0
    assert all(word in said.out for word in words[lang])
    assert "[kg]" not in said.out
    assert all(breadth(line) <= 80 for line in said.out.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            "    recipe: antibody\n\norders",
            "    recipe: antibody\n    substance: our-antibody\n\norders",
            "PLN-063",
        ),
        ("      unit_price: {value: 1000 CNY/g, assumption: forecast}\n", "", "PLN-064"),
        ("      demand: {value: 150 kg/a", "      item_demand: {value: 150 /a", "PLN-064"),
        (
            "      demand: {value: 150 kg/a, assumption: forecast}\n"
            "      demand_growth: {value: 40 %, assumption: forecast}\n"
            "      unit_price: {value: 1000 CNY/g, assumption: forecast}\n",
            "      item_demand: {value: 1 million pen/a, assumption: forecast}\n"
            "      item_price: {value: 100 CNY/pen, assumption: forecast}\n",
            "PLN-065",
        ),
    ],
)
def test_sections_and_measures_that_do_not_fit_are_refused(
    call: Call, tmp_path: Path, old: str, new: str, code: str
) -> None:
    """A product made of itself, a forecast without price or with a price of the other measure, pens of an
    antibody that is not filled."""
    file = tmp_path / "mine.yaml"
    file.write_text(planned_starter((old, new)), encoding="utf-8")
    said = call("check", file)
    assert said.code == 2
    assert code in said.err + said.out


def test_a_plan_for_worlds_is_explained_too(call: Call, tmp_path: Path) -> None:
    """What stands in the way is asked of the plan that keeps the decisions of two sampled worlds."""
    file = tmp_path / "mine.yaml"
    file.write_text(planned_starter(), encoding="utf-8")
    found = json.loads(call("plan", file, "--worlds", "2", "--explain", "--json").out)
    assert found["uncertain"]["worlds"] == 2
    assert found["explanation"]["question"] in ("late", "nothing")
    lost = [row for row in found["flows"] if row["kind"] in ("lost", "backlog")]
    assert bool(found["explanation"]["late"]) == bool(lost)


def test_substance_that_gets_nowhere_is_refused(call: Call, tmp_path: Path) -> None:
    """Without its ways the chain can't fill at Wuxi what Lin-gang and Suzhou make."""
    chain = files("seedtrain.catalog").joinpath("scenarios", "yangtze-delta-chain.yaml")
    text = chain.read_text(encoding="utf-8")
    start, end = text.index("  transports:\n"), text.index("  stocks:\n    conjugate:")
    file = tmp_path / "mine.yaml"
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    said = call("plan", file)
    assert said.code == 2
    assert said.err.count("PLN-066") == 2
    assert "adc-antibody" in said.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_late_licence_is_named_with_its_date(call: Call, tmp_path: Path, lang: str) -> None:
    """Demand that the suite can make from July 2028 on, approval in March 2029: it should come sooner."""
    licence = (
        "\nlicences:\n  approval:\n    {market: CN, purpose: commercial, instrument: cn-marketing-approval,"
        " granted: 2029-03-01, assumption: plan}\n  making:\n    {market: CN, purpose: commercial,"
        " instrument: cn-production-licence, granted: 2026-03-01, assumption: plan}\n\nplanning:"
    )
    text = planned_starter(
        ("\nplanning:", licence),
        ("antibody\n      start: 2027-01-01", "antibody\n      market: CN\n      start: 2028-07-01"),
        ("{value: 150 kg/a", "{value: 30 kg/a"),
    )
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    said = call("plan", file, "--explain", "--lang", lang)
    words = {"en": "licence of sales of our antibody", "zh": "许可最迟在该周期前获批"}
    assert said.code == 0
    assert words[lang] in " ".join(said.out.split())
    assert all(breadth(line) <= 80 for line in said.out.splitlines())
