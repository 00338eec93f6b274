"""Why there is no plan, or none in time, and what would have to change.

Rules that a user wrote (demand, stock limits, shelf lives, suites, days, opening dates) get an elastic
column each: what may be given of the rule. Rows that only define quantities get none. A plan that needs
nothing given keeps every rule.
"""

from seedtrain.plan.explain.answer import explain
from seedtrain.plan.explain.explanation import Conflict, Explanation, Given, WayOut

__all__ = ["Conflict", "Explanation", "Given", "WayOut", "explain"]
