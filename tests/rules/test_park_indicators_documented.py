"""Every indicator of a zone has its formula and basis in the page on it."""

import re
from pathlib import Path

import pytest

from seedtrain import service

ROW = re.compile(r"^\|(?P<names>[^|]*`(?:park|investments)\.[^|]*)\|(?P<formula>[^|]+)\|", re.MULTILINE)
NAME = re.compile(r"`((?:park|investments)\.[^`]+)`")


@pytest.fixture(scope="module")
def patterns() -> list[re.Pattern[str]]:
    """What the first cells of the tables of the page name; a part in brackets stands for any id."""
    page = (Path(__file__).parents[2] / "docs" / "years.md").read_text("utf-8")
    names = [name for row in ROW.finditer(page) for name in NAME.findall(row["names"])]
    return [re.compile(re.sub(r"‹[^›]+›", "[^@]+", re.escape(name))) for name in names]


@pytest.mark.parametrize("scenario", ["jinan-medicine-valley", "yangtze-delta-chain", "zencore-lingang"])
def test_each_has_a_row(scenario: str, patterns: list[re.Pattern[str]]) -> None:
    """No indicator and no series of a zone or of its investments is told without a row of its own."""
    found = service.run(scenario, seed=1, replications=5).assessment
    names = [*(one.id for one in found.indicators), *(one.id for one in found.series)]
    ids = {name.removesuffix(".end") for name in names}
    ours = {id_ for id_ in ids if id_.startswith(("park.", "investments."))}
    assert ours
    assert {id_ for id_ in ours if not any(each.fullmatch(id_) for each in patterns)} == set()


def test_a_row_names_no_more_than_there_is(patterns: list[re.Pattern[str]]) -> None:
    """The page has a row for the companies, and none matches an id that is nobody's."""
    assert any(each.fullmatch("park.companies") for each in patterns)
    assert not any(each.fullmatch("park.nothing") for each in patterns)
