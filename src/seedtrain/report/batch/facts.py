"""The facts of a batch study as plain data: what ``results.json`` holds."""

from collections.abc import Sequence
from typing import Any

from seedtrain.process import Jump
from seedtrain.process.stream import Equipment
from seedtrain.quantities import DIMENSIONS
from seedtrain.report.batch.study import BatchComparison, BatchStudy
from seedtrain.report.batch.timing import held_spans

_DIGITS = 12


def study_facts(study: BatchStudy, lang: str) -> dict[str, Any]:
    """Return options, indicators, steps, cost, capital, ladder, drivers and additions; texts in ``lang``.

    Numbers are in the unit of their key; cost is to the cent, its total the sum of the categories.
    """
    year = study.price_year
    return {
        "recipe": study.recipe,
        "options": dict(study.options),
        "price_year": year,
        "version": study.version,
        "seed": study.seed,
        "replications": study.replications,
        "kpis": [_indicator(study, each.id, lang) for each in study.indicators],
        "bottleneck": study.line.pace.bottleneck,
        "steps": _steps(study),
        "ladder": [
            {"id": rung.label.key.rpartition(".")[2], "value": _plain(rung.value), "unit": rung.unit}
            for rung in study.rungs
        ],
        f"cost_cny_{year}": {name: cents / 100.0 for name, cents in study.cost_cents.items()},
        f"total_cny_{year}": study.total_cents / 100.0,
        f"capital_cny_{year}": _plain(float(study.line.capital_cny[0])),
        "capital_factors": [
            {"name": each.label.render(lang), "value": _plain(each.value), "row": each.path}
            for each in study.factors
        ],
        "capital_itemised": _itemised(study),
        f"capital_charge_cny_{year}": {
            "life_a": _plain(study.charge.life_a),
            "interest_a": _plain(study.charge.interest),
            "depreciation_a": _plain(study.charge.depreciation_cny_a),
            "annuity_a": _plain(study.charge.annuity_cny_a),
            "upkeep_a": _plain(study.charge.upkeep_cny_a),
        },
        "additions": [
            {
                "unit_classes": list(each.unit_classes),
                "cycle_time_h": _plain(each.cycle_time_h),
                "batches_started_a": _plain(each.batches_a),
                "mass_started_g_a": _plain(each.mass_g_a),
            }
            for each in study.additions
        ],
        "scan": {
            "parameter": study.scanned[0],
            "points": [
                {
                    "value": _plain(each.value),
                    f"unit_cost_cny_{year}": _plain(each.unit_cost),
                    "output_started_a": _plain(each.output_a),
                    "rises": each.rises,
                    "jumps": [_jump(jump) for jump in each.jumps],
                }
                for each in study.scanned[1]
            ],
        },
        "warnings": [
            {"code": each.code, "path": each.path, "value": each.value, **each.params}
            for each in study.warnings
        ],
        "drivers": [_driver(study, place, lang) for place in range(len(study.sensitivities))],
        "rests_on": list(study.line.rests_on),
    }


def comparison_facts(found: BatchComparison, lang: str) -> dict[str, Any]:
    """Return both studies and where they cross."""
    return {
        "a": study_facts(found.first, lang),
        "b": study_facts(found.second, lang),
        "titles": [each.render(lang) for each in found.titles],
        "crossover": None if found.crossover is None else _crossover(found),
        "cheaper_beyond": "ab"[found.cheaper_beyond],
        "fixed_cny_a": [_plain(each.fixed_cny_a) for each in found.lines],
        f"variable_cny_per_{_unit(found)}": [_plain(each.variable_cny) for each in found.lines],
        f"most_{_unit(found)}_a": [_plain(each.most_a) for each in found.lines],
        "jumps": [_jump(each) for each in found.jumps],
    }


def _unit(found: BatchComparison) -> str:
    return "item" if found.first.counts_items else "g"


def _crossover(found: BatchComparison) -> dict[str, float]:
    """Output a year at which both cost the same, and the batches of each that make it."""
    assert found.crossover is not None
    return {
        f"output_{_unit(found)}_a": _plain(found.crossover),
        "batches_a": _plain(found.crossover / found.first.made),
        "batches_b": _plain(found.crossover / found.second.made),
    }


def _itemised(study: BatchStudy) -> dict[str, Any]:
    found, year = study.items, study.price_year
    usd = f"usd_{year}"
    return {
        "items": [
            {
                "step": each.step.id,
                "what": each.path.removeprefix("catalog:equipment_prices.").partition(".")[0],
                "size": _plain(each.size),
                "unit": each.symbol,
                "count": _plain(each.count),
                usd: _plain(each.usd),
            }
            for each in found.items
        ],
        "factors": [
            {
                "row": each.path,
                "basis": each.basis,
                "share": _plain(each.share),
                usd: _plain(each.usd),
            }
            for each in found.addends
        ],
        f"{usd}_united_states": _plain(found.whole_usd),
        "lang_factor": _plain(found.lang),
        "location_factor": _plain(found.location),
        "cny_per_usd": _plain(found.exchange),
        f"cny_{year}": _plain(found.cny),
    }


def _jump(found: Jump) -> dict[str, Any]:
    sides = {"a": _sized(found.before), "b": _sized(found.after)}
    return {"step": found.step, "what": found.before.what, **sides}


def _sized(found: Equipment) -> dict[str, Any]:
    return {"size": _plain(found.size), "unit": found.symbol, "count": _plain(found.count)}


def _plain(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0


def _indicator(study: BatchStudy, name: str, lang: str) -> dict[str, Any]:
    found = study.by_id[name]
    assert found.draws is not None
    assert found.quantiles is not None
    symbol = DIMENSIONS[found.dimension].symbol.replace("CNY", f"CNY_{study.price_year}")
    values: Sequence[float] = (float(found.draws[0]), *found.quantiles)
    return {
        "id": name,
        "name": found.label.render(lang),
        "unit": symbol,
        **{key: _plain(each) for key, each in zip(("base", "p10", "p50", "p90"), values, strict=True)},
    }


def _steps(study: BatchStudy) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each, span in zip(study.line.batch.steps, held_spans(study), strict=True):
        out = each.outcome.out
        found.append(
            {
                "step": each.step.id,
                "unit_class": each.step.unit_class,
                "start_h": _plain(span.start_h),
                "end_h": _plain(span.end_h),
                "free_h": _plain(span.free_h),
                "volume_out_L": _plain(float(out.volume_L[0])),
                "mass_out_g": _plain(float(study.line.operations[len(found)].mass_out_g[0])),
                "items_out": _plain(float(out.items[0])),
                "step_yield": _plain(float(each.outcome.step_yield[0])),
                "uses": {key: _plain(float(amount[0])) for key, amount in each.uses.items()},
                "operations_h": {name: _plain(float(hours[0])) for name, hours in each.operations.items()},
                "lost": {
                    name: _plain(float(balance.lost[0])) for name, balance in each.outcome.balances.items()
                },
                "equipment": [{"what": one.what, **_sized(one)} for one in each.equipment],
            }
        )
    return found


def _driver(study: BatchStudy, place: int, lang: str) -> dict[str, Any]:
    found = study.sensitivities[place]
    indices = {each.name: each for each in found.indices}
    rows = []
    for bar in found.bars:
        index = indices.get(bar.name)
        rows.append(
            {
                "input": bar.name,
                "name": study.labels[bar.name].render(lang),
                "at_p10": _plain(bar.low),
                "at_p90": _plain(bar.high),
                "sobol_first": None if index is None else _plain(index.first),
                "sobol_total": None if index is None else _plain(index.total),
                "sobol_error": None if index is None else _plain(index.error),
            }
        )
    return {"target": found.target, "inputs": rows}
