"""Each third-party library has its door: the packages that may import it, inside functions included."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# library -> packages of seedtrain that may import it
DOORS: dict[str, set[str]] = {
    "SALib": {"flow"},
    "chinese_calendar": {"quantities"},
    "distributed": {"simulate"},
    "highspy": {"plan", "lifecycle", "park"},
    "holidays": {"quantities"},
    "linopy": {"plan", "lifecycle", "park"},
    "msgspec": {"model"},
    "numba": {"flow"},
    "ortools": {"schedule", "plan"},
    "pint": {"quantities"},
    "plotly": {"report"},
    "polars": {"report", "service"},
    "rich": {"cli"},
    "ruamel": {"model"},
    "typer": {"cli"},
}
# NumPy is the common language of arrays and needs no door.
OPEN = {"numpy", "seedtrain"}
# Loaded where it is used, never when a module is: each takes a good part of a second.
HEAVY = {"SALib", "distributed", "highspy", "linopy", "ortools", "plotly", "polars"}


def package_of(path: Path) -> str:
    """The package of seedtrain a file belongs to: ``src/seedtrain/flow/draw.py`` is in ``flow``."""
    inside = path.parts[2:]
    return inside[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The top name and line of every absolute import below a node, ``importlib.import_module`` included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0], node.lineno
        elif isinstance(node, ast.Call) and node.args and ast.unparse(node.func).endswith("import_module"):
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value.partition(".")[0], node.lineno


def at_load(tree: ast.Module) -> ast.Module:
    """The tree without function bodies and without what only type checkers read: what runs on import."""

    class Strip(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
            return None

        def visit_If(self, node: ast.If) -> ast.AST:
            if ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
                node.body = [ast.Pass()]
            return self.generic_visit(node)

    stripped = Strip().visit(ast.parse(ast.unparse(tree)))
    assert isinstance(stripped, ast.Module)
    return stripped


def trespassers(sources: dict[Path, ast.Module]) -> list[str]:
    """Imports of a library by a package that is not its door, and of libraries without a door."""
    found = []
    for path, tree in sources.items():
        for library, line in imports(tree):
            if library in sys.stdlib_module_names or library in OPEN:
                continue
            if package_of(path) not in DOORS.get(library, set()):
                found.append(f"{path}:{line} imports {library}")
    return found


def test_every_library_is_used_behind_its_door(sources: dict[Path, ast.Module]) -> None:
    """No package imports a library that is not its own to use."""
    assert trespassers(sources) == []


def test_heavy_libraries_are_loaded_where_they_are_used(sources: dict[Path, ast.Module]) -> None:
    """No module loads a solver, table or plotting library by merely being imported."""
    found = [
        f"{path}:{library}"
        for path, tree in sources.items()
        for library, _ in imports(at_load(tree))
        if library in HEAVY
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("src/seedtrain/model/text.py", "import polars as pl"),
        ("src/seedtrain/plan/solve.py", "def f():\n    from numba.core import types"),
        ("src/seedtrain/flow/draw.py", "import importlib\nimportlib.import_module('ortools.sat')"),
        ("src/seedtrain/flow/draw.py", "import requests"),
    ],
)
def test_a_trespasser_is_found(path: str, code: str) -> None:
    """A wrong import is seen at module level, inside a function, by name, and for an unlisted library."""
    assert len(trespassers({Path(path): ast.parse(code)})) == 1


def test_only_what_runs_on_import_counts_as_loading() -> None:
    """Imports in functions and for type checkers don't load; one in a class or a plain ``if`` does."""
    quiet = "if TYPE_CHECKING:\n    import polars\ndef f():\n    import polars\n"
    loud = "class A:\n    import polars\nif True:\n    import ortools\n"
    assert list(imports(at_load(ast.parse(quiet)))) == []
    assert [name for name, _ in imports(at_load(ast.parse(loud)))] == ["polars", "ortools"]
