"""A case file becomes a problem."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seedtrain.errors import InputError, finding
from seedtrain.plan.case.capacity import load_capacity
from seedtrain.plan.case.discrete import load_discrete
from seedtrain.plan.case.fields import Fields
from seedtrain.plan.case.multi_suite import load_multi_suite
from seedtrain.plan.case.network import load_network
from seedtrain.plan.case.single_suite import load_single_suite
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan

Problem = PeriodPlan | CampaignSequence
"""Either type of planning problem."""

KINDS: dict[str, Callable[[Fields], Problem]] = {
    "discrete_campaign_plan": load_discrete,
    "network_campaign_plan": load_network,
    "period_capacity_plan": load_capacity,
    "single_suite_campaign_sequencing": load_single_suite,
    "multi_suite_campaign_planning": load_multi_suite,
}
"""How each kind of planning case is read."""


def read_case(source: str | Path | Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """Content of a case and the name of its file, from a path or from the content itself.

    Raises ``InputError`` (PLN-001) when the file cannot be read as JSON.
    """
    if isinstance(source, Mapping):
        return source, ""
    path = Path(source)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError([finding("PLN-001", file=str(path), why=error)]) from error
    if not isinstance(content, Mapping):
        raise InputError([finding("PLN-002", file=str(path), value=str(content)[:80], shape="mapping")])
    return content, str(path)


def load_case(source: str | Path | Mapping[str, Any]) -> Problem:
    """Problem of a published planning case.

    ``source`` path of a JSON file, or its content. The kind of the case, never its name, says how it is read.
    Raises ``InputError`` with every finding (family PLN).
    """
    content, _ = read_case(source)
    case = Fields(content, "case", [])
    kind = case.text("kind")
    if kind not in KINDS:
        case.fault("PLN-011", "kind", kind, known=", ".join(KINDS))
        case.close()
    problem = KINDS[kind](case)
    case.close()
    return problem
