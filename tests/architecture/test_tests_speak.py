"""Tests keep the house rules too: a sentence each, and names that can't be confused."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

FOLDERS = {"anchors", "architecture", "interfaces", "laws", "rules", "second_opinion", "unit"}


def silent(tree: ast.Module) -> Iterator[str]:
    """Names of tests without a docstring."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("test_") and not (ast.get_docstring(node) or "").strip():
            yield node.name


def test_every_test_says_what_it_proves(tests: dict[Path, ast.Module]) -> None:
    """Each test has a sentence of its own."""
    assert [f"{path}: {name}" for path, tree in tests.items() for name in silent(tree)] == []


def test_a_silent_test_is_found() -> None:
    """A test without a sentence is seen, one with a sentence is not."""
    tree = ast.parse(
        "def test_a():\n    assert 1\n\ndef test_b():\n    '''Says.'''\n\ndef other():\n    pass\n"
    )
    assert list(silent(tree)) == ["test_a"]


def test_file_names_are_unique_across_folders(tests: dict[Path, ast.Module]) -> None:
    """No two test files share a name, so a failure names one file."""
    names = Counter(path.name for path in tests if path.name not in {"__init__.py", "conftest.py"})
    assert {name for name, count in names.items() if count > 1} == set()


def test_every_test_file_is_collected(tests: dict[Path, ast.Module]) -> None:
    """A file with tests is named ``test_*.py`` and stands in one of the seven folders."""
    holders = [
        path
        for path, tree in tests.items()
        if any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in ast.walk(tree))
    ]
    assert [str(path) for path in holders if not path.name.startswith("test_")] == []
    assert [str(path) for path in holders if path.parts[1] not in FOLDERS] == []
