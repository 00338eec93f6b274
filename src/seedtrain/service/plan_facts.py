"""The plan of a scenario as plain data."""

from typing import TYPE_CHECKING, Any

from seedtrain.service.plan_words import PlanWords

if TYPE_CHECKING:
    from seedtrain.plan.scenario.replan import Replanned
    from seedtrain.plan.stochastic.two_stage import TwoStage
    from seedtrain.service.plan_found import PlanFound
    from seedtrain.service.plan_simulated import PlanRisk


def scenario_facts(plan: "PlanFound") -> dict[str, Any]:
    """Return a plan: kilograms (``quantity_units`` says of which products thousand items), millions of the
    scenario's money, periods from 0, days as ISO dates."""
    from seedtrain.plan import dump_plan

    grid, money = plan.plant.grid, plan.plant.scenario.money
    found = dump_plan(plan.result)
    found["money_unit"] = f"million {money.currency} {money.price_year}"
    words = PlanWords(plan.plant.scenario)
    found["quantity_units"] = {
        key: "thousand items" if words.in_items(key) else "kg" for key in plan.problem.products
    }
    found["period_starts"] = [grid.first_day(t).isoformat() for t in range(grid.count)]
    for row in found["projects"]:
        row["begins_on"] = grid.first_day(row["begins"]).isoformat()
        row["opens_on"] = grid.first_day(row["opens"]).isoformat()
    found["binding"] = [
        {"kind": each.kind, "name": each.name, "worth": each.worth, "periods": list(each.periods)}
        for each in plan.binding
    ]
    found["broken"] = [
        {"rule": each.rule, "place": each.place, "found": each.found, "allowed": each.allowed}
        for each in plan.broken
    ]
    if plan.uncertain is not None:
        found["uncertain"] = _uncertain(plan.uncertain)
    if plan.wishes.alternatives:
        found["alternatives"] = [dump_plan(each) for each in plan.others]
    if plan.wishes.each_option:
        found["each_option"] = [
            {
                "project": each.project,
                "is_taken": each.is_taken,
                "objective": each.result.objective,
                "bound": each.result.bound,
                "status": each.result.status,
            }
            for each in plan.reversed_options
        ]
    if plan.wishes.rolled:
        found["rolled"] = [_rolled(each) for each in plan.rolled]
    if plan.risk is not None:
        found["simulated"] = _simulated(plan.risk)
    return found


def _uncertain(found: "TwoStage") -> dict[str, Any]:
    return {
        "worlds": len(found.objectives),
        "status": found.status,
        "bound": found.bound,
        "expected": found.expected,
        "cvar": found.tail,
        "tail": found.risk.tail,
        "risk_weight": found.risk.weight,
        "value_of_stochastic_solution": found.value_of_stochastic_solution,
        "value_of_perfect_information": found.value_of_perfect_information,
        "objectives": list(found.objectives),
        "of_base_decisions": list(found.of_base),
        "known_beforehand": list(found.known),
    }


def _rolled(found: "Replanned | None") -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "objective": found.objective,
        "known_beforehand": found.known,
        "plans": found.plans,
        "changed_decisions": found.changed,
    }


def _simulated(risk: "PlanRisk") -> dict[str, Any]:
    return {
        "replications": risk.replications,
        "seed": risk.seed,
        "batches": risk.batches,
        "on_time": risk.on_time,
        "failed_batches": risk.failed,
        "supply": [
            {
                "product": row.product,
                "year": row.year,
                "planned_kg": row.planned,
                "p10_kg": row.p10,
                "p50_kg": row.p50,
                "p90_kg": row.p90,
                "kept": row.kept,
            }
            for row in risk.supply
        ],
    }
