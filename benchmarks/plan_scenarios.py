"""Plans of packaged scenarios: size, gap and processor time of one thread, and of a two-stage plan.

Run: ``python benchmarks/plan_scenarios.py [worlds]`` (default 4). Takes a few minutes.
"""

import sys
from time import process_time

from seedtrain.plan import PlanSettings, solve, verify
from seedtrain.plan.scenario.assemble import plan_problem
from seedtrain.plan.stochastic.extensive import Risk
from seedtrain.plan.stochastic.two_stage import two_stage
from seedtrain.service.documents import open_document
from seedtrain.service.plan_plant import plan_plant
from seedtrain.service.plan_scenario import GAP

SCENARIOS = ("zencore-lingang", "bioworkshops-suzhou", "taizhou-medical", "yangtze-delta-chain")


def main(worlds: int) -> None:
    """Plan each scenario, then decide for ``worlds`` sampled worlds."""
    for name in SCENARIOS:
        began = process_time()
        plant = plan_plant(open_document(name).scenario, worlds, 1, lambda _: None)
        problem = plan_problem(plant)
        read = process_time() - began
        began = process_time()
        result = solve(problem, PlanSettings(gap=GAP))
        spent = process_time() - began
        assert verify(problem, result) == []
        print(
            f"{name}: {result.rows} rows, {result.columns} columns, {result.integers} whole; "
            f"{result.objective:.1f} of {result.bound:.1f} million CNY, gap {100 * (result.gap or 0):.2f} %; "
            f"{read:.1f} s to read, {spent:.1f} s to solve",
            flush=True,
        )
        began = process_time()
        sampled = [plan_problem(plant, world=world) for world in range(1, worlds + 1)]
        found = two_stage(problem, sampled, Risk(), PlanSettings(gap=GAP))
        assert found is not None
        print(
            f"{name}, {worlds} worlds: expected {found.expected:.1f}, CVaR {found.tail:.1f}, "
            f"VSS {found.value_of_stochastic_solution:.1f}, "
            f"EVPI {found.value_of_perfect_information:.1f}; {process_time() - began:.1f} s",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
