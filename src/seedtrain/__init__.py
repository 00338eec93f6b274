"""seedtrain: the open planner for biologics.

>>> import seedtrain as st
>>> scenario = st.load("zencore-lingang")
>>> run = st.run(scenario, seed=1)

``run.verdicts``, ``run.kpis`` and ``run.timetable`` are Polars tables. Importing the package loads nothing
heavy.
"""

import typing as _typing

from seedtrain.errors import InputError, SeedtrainError

if _typing.TYPE_CHECKING:
    from pathlib import Path as _Path

    from seedtrain.service import Run, Scenario

    __version__: str

__all__ = ["InputError", "Run", "Scenario", "SeedtrainError", "__version__", "load", "packaged", "run"]


def load(name_or_path: "str | _Path") -> "Scenario":
    """Open a packaged scenario by name, or a file. Raises :class:`InputError` with all its findings."""
    from seedtrain.service import Scenario

    return Scenario.load(name_or_path)


def packaged() -> tuple[str, ...]:
    """Return the names of the scenarios that ship."""
    from seedtrain import service

    return service.packaged()


def run(scenario: "Scenario | str | _Path", seed: int = 1, replications: int = 1000) -> "Run":
    """Assess a scenario, given as such, by packaged name or by file.

    ``seed``: whole number from 0; ``replications``: sampled worlds, 1 to 100,000. The same scenario, seed and
    version give the same results. Raises :class:`InputError` with all findings where it can't be run.
    """
    from seedtrain import service

    return service.run(scenario, seed, replications)


def __getattr__(name: str) -> object:
    """Load what takes time only when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("seedtrain")
    if name in ("Run", "Scenario"):
        from seedtrain import service

        return getattr(service, name)
    raise AttributeError(f"module 'seedtrain' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
