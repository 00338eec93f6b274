"""The facts of a run as plain data: what ``results.json`` holds."""

import json
import math
from collections.abc import Sequence
from typing import Any

from seedtrain.quantities import DIMENSIONS
from seedtrain.report.names import label
from seedtrain.report.show import day
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.verdict import Claimed, Verdict

_DIGITS = 12


def facts(assessment: Assessment, lang: str, *, files: Sequence[str] = ()) -> dict[str, Any]:
    """Return scenario, seed, indicators and verdicts as data that JSON can hold; texts in ``lang``.

    Numbers are in the canonical unit beside them and keep 12 significant digits; a date is an ISO day;
    ``None`` stands for what can't be told, never comes or has no bound. ``files``: what the run wrote.
    """
    return {
        "scenario": assessment.scenario_id,
        "as_of": assessment.as_of.isoformat(),
        "seed": assessment.seed,
        "version": assessment.version,
        "input_hash": assessment.input_hash,
        "kpis": [_kpi(assessment, indicator, lang) for indicator in assessment.indicators],
        "verdicts": [_verdict(assessment, verdict, lang) for verdict in assessment.verdicts],
        "files": sorted(files),
    }


def dump(found: dict[str, Any]) -> bytes:
    """Write facts as JSON in UTF-8, the same bytes for the same facts. ``ValueError`` on NaN or infinity."""
    return (json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def unit(assessment: Assessment, dimension: str) -> str:
    """Name the canonical unit of ``dimension``; money carries its price year: ``CNY_2024``."""
    if dimension == "date":
        return "date"
    symbol = DIMENSIONS[dimension].symbol
    return symbol.replace("CNY", f"CNY_{assessment.price_year}")


def _plain(value: float | None, dimension: str) -> float | int | str | None:
    if value is None or not math.isfinite(value):
        return None
    if dimension == "date":
        return day(value).isoformat()
    return float(f"{value:.{_DIGITS}g}") + 0.0


def _kpi(assessment: Assessment, indicator: Indicator, lang: str) -> dict[str, Any]:
    spread = indicator.quantiles or (None, None, None)
    return {
        "id": indicator.id,
        "name": label(assessment, indicator).render(lang),
        "unit": unit(assessment, indicator.dimension),
        "base": _plain(indicator.base, indicator.dimension),
        **{
            name: _plain(value, indicator.dimension)
            for name, value in zip(("p10", "p50", "p90"), spread, strict=True)
        },
    }


def _claimed(assessment: Assessment, claimed: Claimed, lang: str) -> dict[str, Any]:
    return {
        "op": claimed.op,
        "low": _plain(claimed.low, claimed.dimension),
        "high": _plain(claimed.high, claimed.dimension),
        "unit": unit(assessment, claimed.dimension),
        "text": claimed.text.render(lang),
    }


def _verdict(assessment: Assessment, verdict: Verdict, lang: str) -> dict[str, Any]:
    dimension = verdict.claimed.dimension
    found = {
        "claim": verdict.claim,
        "reading": verdict.reading,
        "document": verdict.document,
        "kind": verdict.kind,
        "text": verdict.text.render(lang),
        "test": verdict.test.render(lang),
        "claimed": _claimed(assessment, verdict.claimed, lang),
        "verdict": verdict.verdict,
        "probability": _plain(verdict.probability, "fraction"),
        "p10": _plain(verdict.p10, dimension),
        "p50": _plain(verdict.p50, dimension),
        "p90": _plain(verdict.p90, dimension),
        "basis": verdict.basis,
        "rests_on": list(verdict.rests_on),
        "binds": None if verdict.binds is None else verdict.binds.render(lang),
        "remedy": None if verdict.remedy is None else verdict.remedy.render(lang),
        "missing": list(verdict.missing),
    }
    if verdict.observed is not None:
        found["observed"] = _verdict(assessment, verdict.observed, lang)
    return found
