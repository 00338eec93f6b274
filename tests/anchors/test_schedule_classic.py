"""Classic open instances in the general form reach their published optima, proven.

Job shops: ft06 and ft10 of H. Fisher and G. L. Thompson (1963, "Probabilistic learning combinations of local
job-shop scheduling rules", in Industrial Scheduling, Prentice-Hall), la01 of S. Lawrence (1984, "Resource
constrained project scheduling: an experimental investigation of heuristic scheduling techniques",
Carnegie-Mellon
University); optima 55, 930, 666 as listed with the data in github tamy0612/JSPLIB (instances.json). The
project of
ten activities on two resources with makespan 21: COIN-OR Python-MIP documentation, "Resource Constrained
Project
Scheduling", example rcpsp.py. Biomanufacturing: github kimvandenhouten/pyjobshop_biomanufacturing (MIT), read
from where it is; 264, 485 and 409 are proven there and by two solvers.
"""

import json
from pathlib import Path

import pytest
from tests.network_cases import best

from seedtrain.flow.network import Link, Mode, Need, Network, Operation, Resource
from seedtrain.flow.pyjobshop import read_problem_data
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.solve import Budget, solve_network

SHOPS = {
    "ft06": (55, """
2 1 0 3 1 6 3 7 5 3 4 6
1 8 2 5 4 10 5 10 0 10 3 4
2 5 3 4 5 8 0 9 1 1 4 7
1 5 0 5 2 5 3 3 4 8 5 9
2 9 1 3 4 5 5 4 0 3 3 1
1 3 3 3 5 9 0 10 4 4 2 1
"""),
    "la01": (666, """
1 21 0 53 4 95 3 55 2 34
0 21 3 52 4 16 2 26 1 71
3 39 4 98 1 42 2 31 0 12
1 77 0 55 4 79 2 66 3 77
0 83 3 34 2 64 1 19 4 37
1 54 2 43 4 79 0 92 3 62
3 69 4 77 1 87 2 87 0 93
2 38 0 60 1 41 3 24 4 83
3 17 1 49 4 25 0 44 2 98
4 77 3 79 2 43 1 75 0 96
"""),
    "ft10": (930, """
0 29 1 78 2 9 3 36 4 49 5 11 6 62 7 56 8 44 9 21
0 43 2 90 4 75 9 11 3 69 1 28 6 46 5 46 7 72 8 30
1 91 0 85 3 39 2 74 8 90 5 10 7 12 6 89 9 45 4 33
1 81 2 95 0 71 4 99 6 9 8 52 7 85 3 98 9 22 5 43
2 14 0 6 1 22 5 61 3 26 4 69 8 21 7 49 9 72 6 53
2 84 1 2 5 52 3 95 8 48 9 72 0 47 6 65 4 6 7 25
1 46 0 37 3 61 2 13 6 32 5 21 9 32 8 89 7 30 4 55
2 31 0 86 1 46 5 74 4 32 6 88 8 19 9 48 7 36 3 79
0 76 1 69 3 76 5 51 2 85 9 11 6 40 7 89 4 26 8 74
1 85 0 13 2 61 6 7 8 64 9 76 5 47 3 52 4 90 7 45
"""),
}  # fmt: skip
"""Optimum, and a line a job: machine and duration in turn."""

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "biomanufacturing"


def shop(rows: str) -> Network:
    """A job shop: each job passes its machines in its own order."""
    operations, links = [], []
    for job, line in enumerate(rows.split("\n")[1:-1]):
        numbers = [int(number) for number in line.split()]
        for step, (machine, hours) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            operations.append(Operation(name=f"{job}.{step}", modes=(Mode(hours, (Need(f"M{machine}"),)),)))
            if step:
                links.append(Link(f"{job}.{step - 1}", f"{job}.{step}"))
    machines = sorted({need.resource for each in operations for need in each.modes[0].needs})
    return Network(
        operations=tuple(operations),
        links=tuple(links),
        resources=tuple(Resource(name=machine) for machine in machines),
    )


@pytest.mark.parametrize("name", SHOPS)
def test_a_job_shop_reaches_its_optimum(name: str) -> None:
    """Reached, proven and verified in a fixed amount of work."""
    optimum, rows = SHOPS[name]
    network = shop(rows)
    solved = solve_network(network, budget=Budget(work=60.0, workers=1))
    assert (solved.status, solved.objective, solved.bound) == ("optimal", optimum, optimum)
    assert solved.placement is not None
    assert verify_network(network, solved.placement) == []


def test_a_project_reaches_its_optimum() -> None:
    """Ten activities, two resources of 6 and 8: 21."""
    lengths = [0, 3, 2, 5, 4, 2, 3, 4, 2, 4, 6, 0]
    uses = [(0, 0), (5, 1), (0, 4), (1, 4), (1, 3), (3, 2), (3, 1), (2, 4), (4, 0), (5, 2), (2, 5), (0, 0)]
    pairs = [
        (0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (2, 9), (2, 10), (3, 8), (4, 6), (4, 7), (5, 9), (5, 10),
        (6, 8), (6, 9), (7, 8), (8, 11), (9, 11), (10, 11),
    ]  # fmt: skip
    network = Network(
        operations=tuple(
            Operation(name=str(at), modes=(Mode(length, (Need("R1", one), Need("R2", two))),))
            for at, (length, (one, two)) in enumerate(zip(lengths, uses, strict=True))
        ),
        resources=(
            Resource(name="R1", kind="pool", capacity=6.0),
            Resource(name="R2", kind="pool", capacity=8.0),
        ),
        links=tuple(Link(str(before), str(after)) for before, after in pairs),
    )
    assert best(network).objective == 21.0


@pytest.mark.skipif(not SHARED.exists(), reason="the biomanufacturing cases are not here")
@pytest.mark.parametrize(("name", "optimum"), [("o5_s1", 264.0), ("o5_s2", 485.0)])
def test_a_biomanufacturing_schedule_reaches_its_optimum(name: str, optimum: float) -> None:
    """Fermentation, harvest and filtration with setups, exact lags and one operator: reached, proven,
    verified."""
    network = read_problem_data(json.loads((SHARED / f"{name}.json").read_text("utf-8")))
    solved = solve_network(network, budget=Budget(work=200.0))
    assert (solved.status, solved.objective, solved.bound) == ("optimal", optimum, optimum)
    assert solved.placement is not None
    assert verify_network(network, solved.placement) == []
