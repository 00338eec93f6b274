"""What inputs are called when a reader meets them."""

from seedtrain.catalog import parameters, recipe, recipes, table, tables
from seedtrain.messages import Message, Wording
from seedtrain.messages import table as messages
from seedtrain.model.scenario import Scenario
from seedtrain.model.walk import blocks, held

_CATALOG = "catalog:"


def label(scenario: Scenario, path: str) -> Message | Wording:
    """Name the input at a scenario path or catalogue row: what it is, and of what."""
    if path.startswith(_CATALOG):
        return _catalog_label(path.removeprefix(_CATALOG))
    stem, _, leaf = path.rpartition(".")
    return _of(_leaf(leaf), _holder(scenario, stem))


def display_names(scenario: Scenario) -> dict[str, Wording]:
    """Return the names written in the scenario by path."""
    return {block.path: block.name for block in blocks(scenario) if block.name is not None and block.path}


def _of(what: Message | Wording, holder: Message | Wording | None) -> Message | Wording:
    return what if holder is None else Message("label.of", {"what": what, "of": holder})


def _leaf(leaf: str) -> Message | Wording:
    if leaf in parameters():
        return parameters()[leaf].meaning
    key = f"field.{leaf}"
    return Message(key) if key in messages() else Wording(leaf.replace("_", " "))


def _holder(scenario: Scenario, stem: str) -> Wording | None:
    """Return the name of the innermost block at or above ``stem`` that has one, or its id."""
    path = stem
    while path:
        name = getattr(held(scenario, path), "name", None)
        if isinstance(name, Wording):
            return name
        path = path.rpartition(".")[0]
    return Wording(stem.rpartition(".")[2]) if stem else None


def _catalog_label(row: str) -> Message | Wording:
    head, *rest = row.split(".")
    if head == "recipes" and len(rest) == 3 and rest[0] in recipes():
        step = recipe(rest[0]).steps.get(rest[1])
        return _of(_leaf(rest[2]), None if step is None else step.name)
    known = table(head) if head in tables() else {}
    for cut in range(len(rest), 0, -1):
        key, column = ".".join(rest[:cut]), ".".join(rest[cut:])
        if key in known:
            return _of(_leaf(column), known[key].label) if column else known[key].label
    return Wording(row)
