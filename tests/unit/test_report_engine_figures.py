"""Charts of a simulation: what stands on their axes, bar by bar."""

from datetime import date

import numpy as np
import pytest

from seedtrain.messages import Wording
from seedtrain.report.engines import Swing, fan_chart, histogram, tornado_chart

DAY = float(date(2026, 1, 1).toordinal())


def test_a_bar_for_each_whole_number() -> None:
    """Counts 3, 3, 4 and 6: half, a quarter, nothing and a quarter of the replications, and three marks."""
    found = histogram("h", Wording("Batches"), "count", np.array([3.0, 3.0, 4.0, 6.0]), "en")
    assert found is not None
    bars, *marks = found.traces
    assert (bars["x"], bars["y"]) == ([3.0, 4.0, 5.0, 6.0], [50.0, 25.0, 0.0, 25.0])
    assert [mark["text"][1] for mark in marks] == ["P10", "P50", "P90"]
    assert "P50 3.5" in found.alt


def test_wide_counts_share_bars_of_whole_numbers() -> None:
    """400 numbers in at most forty bars, each as wide as the next and as full."""
    found = histogram("h", Wording("Batches"), "count", np.arange(400.0), "en")
    assert found is not None
    shares = found.traces[0]["y"]
    assert len(shares) <= 41
    assert len(set(shares[:-1])) == 1
    assert sum(shares) == pytest.approx(100.0, abs=0.01)


def test_masses_and_days_have_axes_of_their_own() -> None:
    """Kilograms where grams are many; ISO days for dates; what never comes is in no bar but in the share."""
    mass = histogram("h", Wording("Mass"), "mass", np.linspace(2000.0, 9000.0, 50), "en")
    assert mass is not None
    assert mass.layout["xaxis"]["title"]["text"] == "kg"
    days = histogram("h", Wording("Done"), "date", np.array([DAY, DAY + 9.0, np.inf, np.inf]), "zh")
    assert days is not None
    assert days.layout["xaxis"]["type"] == "date"
    assert sum(days.traces[0]["y"]) == pytest.approx(50.0)


@pytest.mark.parametrize("draws", [[1.0], [2.0, 2.0], [np.inf, np.inf]])
def test_without_spread_there_is_no_histogram(draws: list[float]) -> None:
    """One replication, equal ones, or none that is finite."""
    assert histogram("h", Wording("x"), "count", np.array(draws), "en") is None


def test_a_tornado_runs_from_the_median_to_either_end() -> None:
    """The widest swing on top; in kilograms from the median; an end that is infinite is left out."""
    swings = [Swing("small", 4900.0, 5200.0), Swing("wide", 2000.0, 9000.0), Swing("odd", np.inf, 1.0)]
    found = tornado_chart("t", Wording("Mass"), "mass", 5000.0, swings, "en")
    assert found is not None
    low, high = found.traces
    assert low["y"] == ["wide", "small"]
    assert (low["x"], high["x"]) == ([-3.0, -0.1], [4.0, 0.2])
    assert found.layout["xaxis"]["title"]["text"] == "change from the median of 5 kg [kg]"
    assert tornado_chart("t", Wording("Mass"), "mass", 5000.0, [], "en") is None


def test_a_tornado_of_a_date_is_in_days() -> None:
    """Ten days earlier to twenty later than the median day."""
    found = tornado_chart("t", Wording("完成"), "date", DAY, [Swing("x", DAY - 10.0, DAY + 20.0)], "zh")
    assert found is not None
    assert (found.traces[0]["x"], found.traces[1]["x"]) == ([-10.0], [20.0])
    assert "2026-01-01" in found.layout["xaxis"]["title"]["text"]


def test_a_fan_is_the_median_between_the_tenths() -> None:
    """Eleven worlds 0 to 10 kg on two days: P10 1, P50 5, P90 9, and the numbers as a table."""
    draws = np.repeat(np.arange(11.0)[:, None] * 1000.0, 2, axis=1)
    found = fan_chart("f", Wording("Stock"), "mass", np.array([DAY, DAY + 31.0]), draws, "en")
    assert found is not None
    low, high, middle = found.traces
    assert (low["y"], middle["y"], high["y"]) == ([1.0, 1.0], [5.0, 5.0], [9.0, 9.0])
    assert found.table is not None
    assert len(found.table.rows) == 2
    assert fan_chart("f", Wording("Stock"), "mass", np.array([DAY]), draws[:, :1], "en") is None
