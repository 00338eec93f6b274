"""Published plans in periods: the stated optimum, exactly."""

import pytest

from seedtrain.catalog.cases import case
from seedtrain.plan import load_case, solve

# Lakhdar et al. 2005 and 2007 (references in the case files): optimum proven by others, cost by category as
# they report it.
PUBLISHED = [
    (
        "lakhdar2005_ex1",
        490.0,
        {"sales": 680, "production": 136, "changeover": 9, "storage": 25, "backlog": 20},
    ),
    (
        "lakhdar2005_ex2",
        539.0,
        {"sales": 1063, "production": 264, "changeover": 20, "storage": 60, "backlog": 180},
    ),
    (
        "lakhdar2005_ex2_modified",
        598.0,
        {"sales": 1063, "production": 230, "changeover": 16, "storage": 19, "backlog": 200},
    ),
    ("lakhdar2007_year1", 3722.7, {}),
]


@pytest.mark.parametrize(("name", "objective", "categories"), PUBLISHED)
def test_the_published_optimum_is_reached_and_proven(
    name: str, objective: float, categories: dict[str, float]
) -> None:
    """Objective, bound and cost by category are the published ones, gap zero."""
    result = solve(load_case(case(name)))
    assert result.status == "optimal"
    assert result.objective == pytest.approx(objective, abs=1e-6)
    assert result.bound == pytest.approx(objective, abs=1e-6)
    assert result.gap == pytest.approx(0.0, abs=1e-9)
    for category, money in categories.items():
        assert result.cost_by_category[category] == pytest.approx(money, abs=1e-6)
    costs = dict(result.cost_by_category)
    assert costs.pop("sales") - sum(costs.values()) == pytest.approx(result.objective, abs=1e-6)
