"""Every code of a finding is fired by a test."""

import ast
import re
from pathlib import Path

from seedtrain.errors import CODES

CODE = re.compile(r"\b[A-Z]{3}-\d{3}\b")


def named(tree: ast.Module) -> set[str]:
    """The codes in the texts of a test file, docstrings left out: those it compares something with."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node) is not None
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        code
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        for code in CODE.findall(node.value)
    }


def test_every_code_is_fired_by_a_test(tests: dict[Path, ast.Module]) -> None:
    """Each registered code stands in a test file outside this folder, not only in its words."""
    fired = {code for path, tree in tests.items() if path.parts[1] != "architecture" for code in named(tree)}
    assert sorted(set(CODES) - fired) == []


def test_a_code_in_a_docstring_alone_does_not_count() -> None:
    """Codes are looked for in what a test compares."""
    tree = ast.parse("def test_it():\n    '''ABC-001 fires.'''\n    assert codes() == ['ABC-002']\n")
    assert named(tree) == {"ABC-002"}
