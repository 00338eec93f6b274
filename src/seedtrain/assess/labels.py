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
    above = stem.partition(".stages.")[0] if stem.startswith("programmes.") else stem
    return _of(_part(stem, leaf) or _leaf(leaf), _step(scenario, stem) or _holder(scenario, above))


def display_names(scenario: Scenario) -> dict[str, Wording]:
    """Return the names written in the scenario by path."""
    return {block.path: block.name for block in blocks(scenario) if block.name is not None and block.path}


def _of(what: Message | Wording, holder: Message | Wording | None) -> Message | Wording:
    return what if holder is None else Message("label.of", {"what": what, "of": holder})


def _part(stem: str, leaf: str) -> Wording | None:
    """Name the part of a stage whose time is at ``programmes.<programme>.stages.<stage>.<part>``."""
    above, _, stage = stem.rpartition(".")
    row = f"{stage}.{leaf}"
    is_part = above.startswith("programmes.") and above.endswith(".stages") and row in table("stage_parts")
    return table("stage_parts")[row].label if is_part else None


def _leaf(leaf: str) -> Message | Wording:
    key = f"field.{leaf}"
    if key in messages():
        return Message(key)
    return parameters()[leaf].meaning if leaf in parameters() else Wording(leaf.replace("_", " "))


def _step(scenario: Scenario, stem: str) -> Message | Wording | None:
    """Name the recipe step at ``recipes.<recipe>.<step>``, and the products made by that recipe."""
    head, _, rest = stem.partition(".")
    recipe_id, _, step_id = rest.partition(".")
    use = scenario.recipes.get(recipe_id)
    if head != "recipes" or use is None or step_id not in recipe(use.from_).steps:
        return None
    made = [product for product in scenario.products.values() if product.recipe == recipe_id]
    step = recipe(use.from_).steps[step_id].name
    return Message("label.of", {"what": step, "of": made[0].name}) if made and made[0].name else step


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
    """Name a row: of a recipe ``recipe.step.parameter``, else ``table.row`` with perhaps ``.column``.

    What follows an ``@`` only sets apart the draws that several plants take from one row.
    """
    head, *rest = row.partition("@")[0].split(".")
    if head in recipes() and rest[0] == "variants":
        rest = rest[2:]
    if head in recipes() and len(rest) == 2:
        step = recipe(head).steps.get(rest[0])
        return _of(_leaf(rest[1]), None if step is None else step.name)
    if head == "stages" and len(rest) == 3 and f"stage.{rest[1]}" in messages():
        return _of(_leaf(rest[2]), Message(f"stage.{rest[1]}"))
    known = table(head) if head in tables() else {}
    for cut in range(len(rest), 0, -1):
        key, column = ".".join(rest[:cut]), ".".join(rest[cut:])
        if key in known:
            return _of(_leaf(column), known[key].label) if column else known[key].label
    return Wording(row)
