"""Parquet tables: units in the names, what was written comes back, the same bytes."""

from pathlib import Path

import polars as pl
import pytest
from tests.unit.report_sample import N, bare, mixed, pipeline

from seedtrain.report import dump_parquet
from seedtrain.report.parquet import frames


def test_the_tables_and_their_columns() -> None:
    """Six tables; times and masses say their unit; 120 operations, the first at the origin."""
    found = frames(mixed())
    assert set(found) == {"kpis", "verdicts", "operations", "profiles", "series", "draws"}
    operations = found["operations"]
    assert {"start_h", "end_h", "free_h", "start_date"} <= set(operations.columns)
    assert operations.height == 120
    assert operations.row(0, named=True)["start_date"] == "2022-03-09"
    assert {"duration_h", "volume_out_L", "mass_out_g"} <= set(found["profiles"].columns)


def test_quantiles_keep_their_order() -> None:
    """P10 <= P50 <= P90 in every row of indicators and series."""
    for name in ("kpis", "series"):
        told = frames(mixed())[name].drop_nulls("p50")
        assert told.filter((pl.col("p10") > pl.col("p50")) | (pl.col("p50") > pl.col("p90"))).is_empty()


def test_dates_and_numbers_stand_in_columns_of_their_own() -> None:
    """A date has no number and a number no date."""
    kpis = frames(pipeline())["kpis"]
    dated = kpis.filter(pl.col("unit") == "date")
    assert dated["base"].null_count() == dated.height
    assert dated["base_date"].null_count() < dated.height
    assert kpis.filter(pl.col("unit") != "date")["base_date"].null_count() == kpis.height - dated.height


def test_each_headline_has_every_draw() -> None:
    """The base case and N replications of each headline indicator."""
    draws = frames(mixed())["draws"]
    assert set(draws.group_by("id").len()["len"]) == {N + 1}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_written_comes_back(tmp_path: Path, lang: str) -> None:
    """Files hold the frames, and two writings are the same bytes; nothing gives no file."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        names = dump_parquet(mixed(), tmp_path / folder, lang)
        assert "kpis.parquet" in names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        assert pl.read_parquet(tmp_path / "a" / name).equals(
            frames(mixed(), lang)[name.removesuffix(".parquet")]
        )
    assert dump_parquet(bare(), tmp_path, lang) == ()
