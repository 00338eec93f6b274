"""The names a user may rely on are written by hand, here and in the package."""

import types

import seedtrain

PUBLIC = [
    "InputError",
    "Run",
    "Scenario",
    "SeedtrainError",
    "__version__",
    "load",
    "packaged",
    "run",
]


def test_public_names_are_the_listed_ones() -> None:
    """``seedtrain.__all__`` is the list above, sorted, and each name is there."""
    assert list(getattr(seedtrain, "__all__", [])) == PUBLIC
    assert sorted(PUBLIC) == PUBLIC
    assert [name for name in PUBLIC if not hasattr(seedtrain, name)] == []


def test_nothing_else_looks_public() -> None:
    """Beside the listed names the package shows only its own subpackages."""
    others = {
        name
        for name, value in vars(seedtrain).items()
        if not name.startswith("_") and name not in PUBLIC
        if not (isinstance(value, types.ModuleType) and value.__name__ == f"seedtrain.{name}")
    }
    assert others == set()
