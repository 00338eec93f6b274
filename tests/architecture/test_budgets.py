"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
BODY_LINES = 60
BODY_LINES_AT_MOST = 100
SHARE_OVER = 0.02


def bodies(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and body length of each function: from the line after the docstring to the last line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            statements = node.body
            if ast.get_docstring(node, clean=False) is not None:
                statements = statements[1:]
            lines = (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0
            yield node.name, lines


def test_a_body_is_counted_without_its_docstring() -> None:
    """Three lines of docstring and two of code make a body of two; no code makes none."""
    tree = ast.parse(
        'def f():\n    """One.\n\n    Two."""\n    a = 1\n    return a\n\ndef g():\n    """Says."""\n'
    )
    assert list(bodies(tree)) == [("f", 2), ("g", 0)]


def test_no_file_is_over_its_budget(root: Path, sources: dict[Path, ast.Module]) -> None:
    """A file of the package has at most 400 lines."""
    lines = {str(path): len((root / path).read_text("utf-8").splitlines()) for path in sources}
    assert {path: count for path, count in lines.items() if count > FILE_LINES} == {}


def test_function_bodies_keep_their_budget(sources: dict[Path, ast.Module]) -> None:
    """At most 2 % of function bodies are over 60 lines, and none is over 100."""
    lengths = {f"{path}: {name}": lines for path, tree in sources.items() for name, lines in bodies(tree)}
    over = {place: lines for place, lines in lengths.items() if lines > BODY_LINES}
    assert {place: lines for place, lines in over.items() if lines > BODY_LINES_AT_MOST} == {}
    assert len(over) <= SHARE_OVER * len(lengths), over
