"""Every folder of code is a package, because the import contract sees packages only."""

import ast
from pathlib import Path

from grimp import build_graph


def test_every_folder_of_code_is_a_package(sources: dict[Path, ast.Module]) -> None:
    """Each folder on the way to a Python file has an ``__init__.py``; without it its imports go unchecked."""
    folders = {folder for path in sources for folder in path.parents if len(folder.parts) > 1}
    assert sorted(str(folder) for folder in folders if folder / "__init__.py" not in sources) == []


def test_the_import_contract_sees_every_module(sources: dict[Path, ast.Module]) -> None:
    """The graph the contract is checked on holds every file of the package."""
    names = {".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__") for path in sources}
    assert names - build_graph("seedtrain", cache_dir=None).modules == set()
