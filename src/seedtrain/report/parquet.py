"""Parquet tables of a run, for whoever wants to go on with the numbers."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.report.facts import facts, unit
from seedtrain.report.show import day
from seedtrain.results.assessment import Assessment
from seedtrain.results.timetable import Slot

if TYPE_CHECKING:
    import polars as pl

Rows = list[dict[str, Any]]


def frames(assessment: Assessment, lang: str = "en") -> "dict[str, pl.DataFrame]":
    """Return the tables by name: kpis, verdicts, operations, profiles, series and draws.

    Units stand in the column names, or in a column ``unit`` where rows differ; empty tables are left out.
    """
    import polars as pl

    found = facts(assessment, lang)
    made: dict[str, Rows] = {
        "kpis": _kpis(found["kpis"]),
        "verdicts": [_flat(verdict) for verdict in found["verdicts"]],
        "operations": [_operation(assessment, slot) for slot in _slots(assessment)],
        "profiles": _profiles(assessment),
        "series": _series(assessment),
        "draws": _draws(assessment),
    }
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in made.items() if rows}


def dump_parquet(assessment: Assessment, folder: Path, lang: str = "en") -> tuple[str, ...]:
    """Write the tables of :func:`frames` into ``folder`` as ``<name>.parquet``; return the file names."""
    written = []
    for name, frame in frames(assessment, lang).items():
        frame.write_parquet(folder / f"{name}.parquet", compression="zstd", statistics=False)
        written.append(f"{name}.parquet")
    return tuple(written)


def _kpis(rows: Rows) -> Rows:
    """Numbers and dates apart: a column of Parquet has one type."""
    keys = ("base", "p10", "p50", "p90")
    plain = []
    for row in rows:
        dated = row["unit"] == "date"
        plain.append(
            {"id": row["id"], "name": row["name"], "unit": row["unit"]}
            | {key: None if dated else row[key] for key in keys}
            | {f"{key}_date": row[key] if dated else None for key in keys}
        )
    return plain


def _flat(verdict: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    dated = verdict["claimed"]["unit"] == "date"
    for key, value in verdict.items():
        if key == "claimed":
            row |= {f"claimed_{part}": value[part] for part in ("op", "unit", "text")}
            for part in ("low", "high"):
                row[f"claimed_{part}"] = None if dated else value[part]
                row[f"claimed_{part}_date"] = value[part] if dated else None
        elif key in {"p10", "p50", "p90"}:
            row[key] = None if dated else value
            row[f"{key}_date"] = value if dated else None
        elif key == "observed":
            row["observed_verdict"] = value["verdict"]
        else:
            row[key] = "; ".join(value) if isinstance(value, list) else value
    row.setdefault("observed_verdict", None)
    return row


def _slots(assessment: Assessment) -> tuple[Slot, ...]:
    return assessment.timetable.slots if assessment.timetable is not None else ()


def _operation(assessment: Assessment, slot: Slot) -> dict[str, Any]:
    start = assessment.horizon[0]
    return {
        "job": slot.job,
        "product": slot.product,
        "suite": slot.suite,
        "operation": slot.operation,
        "unit": slot.unit or None,
        "start_h": slot.start_h,
        "end_h": slot.end_h,
        "free_h": slot.free_h,
        "start_date": (start + timedelta(hours=slot.start_h)).isoformat(),
    }


def _profiles(assessment: Assessment) -> Rows:
    return [
        {
            "product": profile.product,
            "suite": profile.suite,
            "recipe": profile.recipe,
            "working_volume_L": profile.working_volume_L,
            "place": place,
            "step": step.step,
            "section": step.section,
            "unit_class": step.unit_class or None,
            "duration_h": float(step.duration_h[0]),
            "turnaround_h": step.turnaround_h,
            "changeover_h": step.changeover_h,
            "hold_limit_h": step.hold_limit_h,
            "volume_out_L": float(step.volume_out_L[0]),
            "mass_out_g": float(step.mass_out_g[0]),
        }
        for profile in assessment.profiles.values()
        for place, step in enumerate(profile.operations, start=1)
    ]


def _series(assessment: Assessment) -> Rows:
    rows: Rows = []
    for series in assessment.series:
        if series.draws is None:
            continue
        low, middle, high = np.quantile(series.draws[1:], (0.1, 0.5, 0.9), axis=0)
        for place, on in enumerate(series.days):
            rows.append(
                {
                    "id": series.id,
                    "unit": unit(assessment, series.dimension),
                    "date": day(float(on)),
                    "base": float(series.draws[0, place]),
                    "p10": float(low[place]),
                    "p50": float(middle[place]),
                    "p90": float(high[place]),
                }
            )
    return rows


def _draws(assessment: Assessment) -> Rows:
    """Every replication of the headline indicators; replication 0 is the base case; dates as ordinals."""
    return [
        {
            "id": indicator.id,
            "unit": "day_ordinal" if indicator.dimension == "date" else unit(assessment, indicator.dimension),
            "replication": place,
            "value": float(value),
        }
        for indicator in assessment.indicators
        if indicator.headline and indicator.draws is not None
        for place, value in enumerate(indicator.draws)
    ]
