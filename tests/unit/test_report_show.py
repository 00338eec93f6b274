"""Values as the report writes them, tables, and which columns fit."""

from datetime import date
from math import inf, nan

import pytest

from seedtrain.messages import Message, Wording
from seedtrain.report.fit import breadth, fit
from seedtrain.report.show import day, language, moment, number, share, show, stamp, term
from seedtrain.report.table import Mark, Quantity, Table, column, rows


@pytest.mark.parametrize(
    ("value", "dimension", "en", "zh"),
    [
        (None, "mass", "–", "–"),
        (nan, "mass", "–", "–"),
        (inf, "date", "never", "不会发生"),
        (inf, "count", "unbounded", "无上限"),
        (float(date(2026, 9, 30).toordinal()) + 0.7, "date", "2026-09-30", "2026-09-30"),
        (1.3e9, "money", "1.3 bn CNY", "13.0亿元"),
        (78.5, "count", "78", "78"),
        (1.5, "count", "1.5", "1.5"),
        (48_163_153.4, "count", "48.2 million", "4,816万"),
        (2.5e9, "count", "2.5 bn", "25亿"),
        (769_231.0, "count", "769,231", "769,231"),
        (20.0 / 8766.0, "rate", "20 a year", "每年20"),
    ],
)
def test_values_are_shown(value: float | None, dimension: str, en: str, zh: str) -> None:
    """Absent, infinite, dates, money, counts (whole from ten on) and rates (20 in 8,766 h are 20 a year)."""
    assert show(value, dimension, "en") == en
    assert show(value, dimension, "zh") == zh


def test_probabilities_never_claim_certainty() -> None:
    """What was never seen in the sample is less than 1 %, not 0; percent signs follow the language."""
    assert share(0.0).render("en") == "< 1 %"
    assert share(1.0).render("zh") == ">99%"
    assert share(0.425).render("en") == "42 %"
    assert share(None).render("zh") == "–"


def test_hours_become_days_of_the_calendar() -> None:
    """36.5 h after 9 March 00:00 is 12:30 on the 10th, and half way through that day as an ordinal."""
    start = date(2022, 3, 9)
    assert stamp(start, 36.5) == "2022-03-10 12:30"
    assert moment(start, 36.0) == date(2022, 3, 10).toordinal() + 0.5
    assert day(4e6) == date.max
    assert number(None) == "–"


def test_an_unknown_language_is_refused() -> None:
    """English and Chinese, nothing else."""
    with pytest.raises(ValueError, match="'fr'"):
        language("fr")


def test_a_name_without_a_row_stands_for_itself() -> None:
    """A category of the user's own is shown as written."""
    assert term("cost", "rent") == Wording("rent")
    assert term("cost", "labour") == Message("cost.labour")


def sample() -> Table:
    """Three columns of falling importance."""
    return Table(
        id="t",
        title=Message("report.table.kpis"),
        columns=(
            column("product"),
            column("mass_out", "g", dimension="mass", priority=2),
            column("document", priority=3),
        ),
        rows=rows([["抗体", 1234.5, Mark("likely")], ["mAb", None, Quantity(0.5, "fraction")]]),
    )


def test_cells_are_worded_by_type() -> None:
    """Numbers stand in the column's unit, quantities with their own, verdicts with a sign."""
    assert sample().texts("en") == [["抗体", "1,234", "▲ likely"], ["mAb", "–", "50 %"]]
    assert sample().heading(sample().columns[1], "en") == "Product after [g]"
    assert sample().columns[1].key == "mass_out_g"


def test_a_row_of_the_wrong_length_is_refused() -> None:
    """Each row has one cell a column."""
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table(id="t", title=Message("report.table.kpis"), columns=(column("product"),), rows=(("a", "b"),))


def test_columns_go_by_priority_as_the_screen_narrows() -> None:
    """7 + 12 + 8 places, 3 between each and 1: 37 hold all, fewer two, then one; the first never goes."""
    keys = {width: [one.key for one in fit(sample(), "en", width)] for width in (37, 36, 20, 2)}
    assert keys[37] == ["product", "mass_out_g", "document"]
    assert keys[36] == ["product", "mass_out_g"]
    assert keys[20] == ["product"]
    assert keys[2] == ["product"]


def test_a_chinese_character_takes_two_places() -> None:
    """Width on a screen, not length."""
    assert breadth("抗体A") == 5
