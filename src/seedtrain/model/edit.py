"""Changing values in the text of a scenario; comments and order stay as they are."""

import difflib
import io
from collections.abc import Mapping
from typing import Any, get_args, get_origin

import msgspec

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.build import ORIGIN_KEYS, fields_of, unwrapped
from seedtrain.model.node import Scalar, plain
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.scenario import Scenario
from seedtrain.model.text import read_tree
from seedtrain.model.value import RawValue, Value

Steps = tuple[str, ...]
"""The steps to a place in a scenario: ``("sites", "plant", "suites")``."""
_SET_BY_USER = {"en": "set for this run", "zh": "本次运行设定"}


def edited(text: str, changes: Mapping[str, str | None], file: str) -> str:
    """Return ``text`` with the values at the paths of ``changes`` replaced; ``None`` takes an entry out.

    A value set so is marked as an assumption made for the run. Raises :class:`InputError` for paths that the
    scenario can't have, with near matches.
    """
    from ruamel.yaml import YAML

    editor = YAML(typ="rt")
    editor.width = 120
    editor.preserve_quotes = True
    tree = editor.load(text)
    findings: list[Finding] = []
    for path, written in changes.items():
        problem = _apply(tree, path, written, file)
        if problem is not None:
            findings.append(problem)
    if findings:
        raise InputError(findings)
    out = io.StringIO()
    editor.dump(tree, out)
    return out.getvalue()


def with_entries(text: str, changes: Mapping[Steps, object]) -> str:
    """Return ``text`` with plain content set at each path (``("orders", "first")``); ``None`` takes it out.

    Mappings on the way that are not there are made.
    """
    from ruamel.yaml import YAML

    editor = YAML(typ="rt")
    editor.width = 120
    editor.preserve_quotes = True
    tree = editor.load(text)
    for (*above, last), content in changes.items():
        holder = tree
        for step in above:
            if holder.get(step) is None:
                holder[step] = {}
            holder = holder[step]
        if content is None:
            holder.pop(last, None)
        else:
            holder[last] = content
    out = io.StringIO()
    editor.dump(tree, out)
    return out.getvalue()


def _apply(tree: Any, path: str, written: str | None, file: str) -> Finding | None:
    """Set one path; return the finding when the scenario can't have it."""
    steps = path.split(".")
    hint: Any = Scenario
    holder = tree
    for depth, step in enumerate(steps):
        inner, known = _inside(hint, holder, step)
        if inner is None:
            near = difflib.get_close_matches(step, known, n=3) or sorted(known)[:5]
            stem = ".".join(steps[:depth])
            shown = ", ".join(f"{stem}.{each}" if stem else each for each in near)
            return finding("SCN-029", file=file, path=path, value=written or "null", near=shown)
        hint = inner
        if depth < len(steps) - 1:
            key = int(step) if isinstance(holder, list) else step
            if isinstance(holder, dict) and holder.get(key) is None:
                holder[key] = {}
            holder = holder[key]
    _put(holder, steps[-1], hint, written)
    return None


def _put(holder: Any, last: str, hint: Any, written: str | None) -> None:
    key: Any = int(last) if isinstance(holder, list) else last
    if written is None:
        if isinstance(holder, list) or key in holder:
            del holder[key]
        return
    content = _content(written)
    if unwrapped(hint)[0] in (Value, RawValue):
        base = content if isinstance(content, dict) else {"value": content}
        content = base if set(ORIGIN_KEYS) & set(base) else {**base, "assumption": dict(_SET_BY_USER)}
    holder[key] = content


def _content(written: str) -> Any:
    """Read what was set: a text, or a mapping or list in flow style."""
    if not written.lstrip().startswith(("{", "[")):
        return written
    node = read_tree(written.encode(), "--set")
    return node.text if isinstance(node, Scalar) else plain(node)


def _inside(hint: Any, holder: Any, step: str) -> tuple[Any, list[str]]:
    """Return what the declaration says of ``step``, or None, with the steps that would be known."""
    bare = unwrapped(hint)[0]
    present = list(holder) if isinstance(holder, dict) else []
    if get_origin(bare) is dict:
        inner = get_args(bare)[1]
        free = get_origin(inner) is dict or inner is RawValue
        return (inner if step in present or free else None), present
    if get_origin(bare) is list:
        known = [str(position) for position in range(len(holder))] if isinstance(holder, list) else []
        return (get_args(bare)[0] if step in known else None), known
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct) and bare not in (Value, RawValue):
        declared = {each.key: each.hint for each in fields_of(bare)}
        if bare is RecipeUse and step not in declared:
            return dict[str, RawValue], list(declared)
        return declared.get(step), [*declared, *present]
    return None, present
