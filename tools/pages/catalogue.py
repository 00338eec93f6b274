"""The pages of what ships: tables, recipes, sources."""

from collections.abc import Iterable

from tools.pages.markdown import code
from tools.pages.markdown import page as made
from tools.pages.markdown import table as grid

from seedtrain.catalog import Row, parameters, recipe, recipes, sources, table, tables
from seedtrain.catalog.text import content

_LEAD = """The numbers that ship. A scenario value may refer to a row (`catalog: TABLE.ROW`); engines take
their defaults from here. *Mark* says how a number is known: **read** in its source, **repo**: taken from a
public repository, **derived**: worked out from such, **recalled**: from general knowledge of the field
without a source at hand, **assumed**: chosen by us. A recalled or assumed number never decides a test of
the program. Sources by their key: [sources](sources.md). The same is shown by `seedtrain catalog`."""
_RECIPES = """Master recipes in the sense of ISA-88. A scenario takes one by `from:` and writes only what
differs, step by step (`recipes: {mab: {from: mab-fed-batch, production: {titer: 4 g/L}}}`). Marks as in the
[catalogue](catalogue.md), sources by their key in [sources](sources.md). A row under *every step* holds for
each step that has no row of its own."""


def tables_page() -> str:
    """Return the page of tables."""
    parts = [_LEAD]
    for name in tables():
        about = " ".join(str(content(f"data/{name}.yaml")["meaning"]).split())
        rows = [(code(row.id), _filled(row), *_known(row)) for row in table(name).values()]
        parts += [f"## {name}", f"{_capital(about).rstrip('.')}.", grid(_HEAD, rows)]
    return made("Catalogue", *parts)


_HEAD = ("row", "holds", "mark", "source", "date", "note")


def _filled(row: Row) -> str:
    values = [f"{'' if name == 'value' else f'{name} '}{value.text}" for name, value in row.values.items()]
    hidden = ("dimension",)
    words = [f"{key}: {_plain(found)}" for key, found in row.words.items() if key not in hidden]
    named = [row.name.en] if row.name is not None else []
    return "; ".join([*named, *values, *words])


def _plain(found: object) -> str:
    if isinstance(found, list):
        return ", ".join(map(str, found))
    return str(found)


def _known(row: Row) -> tuple[str, str, str, str]:
    return row.mark, f"[{row.source}](sources.md#{row.source})", row.date, row.note


def recipes_page() -> str:
    """Return the page of recipes."""
    parts = [_RECIPES]
    for name in recipes():
        one = recipe(name)
        scale = (
            f", {one.low_L:,.0f} to {one.high_L:,.0f} L working volume of `{one.scale}`" if one.scale else ""
        )
        about = f"{_capital(one.name.en)}: {one.meaning.en.rstrip('.')}."
        parts += [f"## {name}", f"{about} Makes {', '.join(one.modalities)}{scale}."]
        shared = {
            row.id: row for step in one.steps.values() for row in step.parameters.values() if _is_shared(row)
        }
        if shared:
            parts += ["### every step", _parameters(shared.values())]
        if one.sizes:
            listed = (f"{each.text} {each.material.replace('_', '-')}" for each in one.sizes)
            parts.append(f"Often built: {', '.join(listed)}.")
        for variant in one.variants.values():
            parts.append(
                f"### variant {variant.id}\n\n{_capital(variant.name.en)} (`variants: [{variant.id}]`)."
            )
            for step_id, rows in variant.rows.items():
                parts += [f"In `{step_id}`:", _parameters(rows.values())]
        for step in one.steps.values():
            held = f", unit class `{step.unit_class}`" if step.unit_class else ""
            about = f"{_capital(step.name.en)} ({step.section}, model `{step.family}`{held})."
            parts += [f"### {step.id}", about]
            own = [row for row in step.parameters.values() if not _is_shared(row)]
            parts += [_parameters(own)] if own else []
    return made("Recipes", *parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_shared(row: Row) -> bool:
    return row.table.endswith(".defaults")


def _parameters(rows: Iterable[Row]) -> str:
    lines = [(code(row.id), row.value.text, parameters()[row.id].meaning.en, *_known(row)) for row in rows]
    return grid(("parameter", "value", "meaning", "mark", "source", "date", "note"), lines)


def sources_page() -> str:
    """Return the page of sources."""
    lead = "Where the numbers of the [catalogue](catalogue.md) and the [recipes](recipes.md) come from."
    rows = [
        (f'<a id="{each.id}"></a>{code(each.id)}', each.citation, each.date, each.scope)
        for each in sources().values()
    ]
    return made("Sources", lead, grid(("key", "citation", "date", "what was read"), rows))
