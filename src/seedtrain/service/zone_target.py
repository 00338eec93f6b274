"""The output target that a scenario states, where its user gives none."""

from seedtrain.model.parse import parse_value
from seedtrain.model.scenario import Scenario


def stated_target(scenario: Scenario) -> tuple[str, float] | None:
    """Return the claim that states a yearly sum to be reached and the least it says [CNY]; None without one.

    A target comes before a forecast, the first of each in the order of the scenario. An industry scale that
    is claimed counts: what molecules and batches bring is a part of it.
    """
    for kind in ("target", "forecast"):
        for name, claim in scenario.claims.items():
            said = claim.said
            raw = said.low if said.value is None else said.value
            is_sum = claim.kind == kind and said.dimension == "money" and said.measure == "amount"
            if is_sum and raw is not None and said.op not in ("<", "<="):
                return name, parse_value(raw, "money").base
    return None
