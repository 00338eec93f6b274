"""Runs: a scenario assessed, its tables and its folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from seedtrain.model.document import Document
from seedtrain.service.folder import default_folder, write_folder
from seedtrain.service.scenario import Scenario
from seedtrain.service.settings import checked_settings

if TYPE_CHECKING:
    import polars as pl

    from seedtrain.assess import Chain
    from seedtrain.report import Opening, Table
    from seedtrain.results.assessment import Assessment

Progress = Callable[[str], None]
"""Told the key of each stage as it begins; its wording is ``progress.<stage>``."""


@dataclass(frozen=True)
class Run:
    """What one run found: verdicts, indicators, timetable, as Polars tables and as files.

    ``assessment`` holds everything, draws included; ``seconds`` how long each stage took on this machine;
    ``chain``: the inputs as they were drawn, and the scenario as it was scheduled.
    """

    document: Document
    assessment: "Assessment"
    seconds: Mapping[str, float]
    chain: "Chain"

    @cached_property
    def _frames(self) -> "dict[str, pl.DataFrame]":
        from seedtrain.report.parquet import frames

        return frames(self.assessment)

    def _frame(self, name: str) -> "pl.DataFrame":
        import polars as pl

        return self._frames.get(name, pl.DataFrame())

    @property
    def verdicts(self) -> "pl.DataFrame":
        """One row for each reading of a claim: what was claimed, verdict, probability, what it rests on."""
        return self._frame("verdicts")

    @property
    def kpis(self) -> "pl.DataFrame":
        """One row for each indicator: base case, P10, P50 and P90, with its unit."""
        return self._frame("kpis")

    @property
    def timetable(self) -> "pl.DataFrame":
        """One row for each operation of each batch: unit, start and end in hours from the horizon's start."""
        return self._frame("operations")

    @property
    def profiles(self) -> "pl.DataFrame":
        """One row for each step of a batch, by product and suite, base case."""
        return self._frame("profiles")

    @property
    def series(self) -> "pl.DataFrame":
        """One row for each day of each series: base case, P10, P50 and P90."""
        return self._frame("series")

    @cached_property
    def capacity(self) -> "pl.DataFrame":
        """One row for each suite and product: batches, mass and items a year, run flat out."""
        from seedtrain.service.capacity import capacity_frame

        return capacity_frame(self.assessment)

    def opening(self) -> "Opening":
        """Return the five sentences a manager can act on, and the assumptions that move them most."""
        from seedtrain.report import opening

        return opening(self.assessment)

    def tables(self) -> "tuple[Table, ...]":
        """Return what is read first: batches, capacity, ladders, schedule, main indicators, verdicts."""
        from seedtrain.service.tables import main_tables

        return main_tables(self.assessment)

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return what ``results.json`` holds, as plain data."""
        from seedtrain.report import facts

        return facts(self.assessment, lang)

    def save(self, folder: str | Path | None = None, lang: str = "en") -> Path:
        """Write report, results, tables and the scenario into a folder and return it.

        Default: ``seedtrain-out/<scenario id>``. A folder of an earlier run is replaced; any other raises
        :class:`~seedtrain.InputError`.
        """
        from seedtrain.service.section_supply import supply_tables

        target = default_folder(self.assessment.scenario_id) if folder is None else Path(folder)
        more = {"lifecycle": supply_tables(self.assessment, self.chain)}
        return write_folder(self.assessment, self.document, target, lang, seconds=self.seconds, more=more)

    def __repr__(self) -> str:
        found = self.assessment
        return f"<Run of {found.scenario_id!r}, seed {found.seed}, {found.replications} replications>"


def run(
    scenario: Scenario | Document | str | Path,
    seed: int = 1,
    replications: int = 1000,
    *,
    progress: Progress | None = None,
) -> Run:
    """Assess a scenario, given as such, by packaged name or by file.

    ``seed``: whole number from 0; ``replications``: sampled worlds, 1 to 100,000. The same scenario, seed and
    version give the same results. Raises :class:`~seedtrain.InputError` with all findings where it can't be
    run.
    """
    settings = checked_settings(seed=seed, replications=replications)
    watch = _Watch(progress)
    if isinstance(scenario, str | Path):
        watch("read")
        scenario = Scenario.load(scenario)
    document = scenario.document if isinstance(scenario, Scenario) else scenario
    from seedtrain import assess

    assessment, chain = assess.assessed(document, assess.RunSettings(**settings), watch)
    return Run(document, assessment, watch.seconds(), chain)


class _Watch:
    """Passes each stage on and keeps how long it took."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._began: list[tuple[str, float]] = []

    def __call__(self, stage: str) -> None:
        self._began.append((stage, perf_counter()))
        if self._progress is not None:
            self._progress(stage)

    def seconds(self) -> dict[str, float]:
        """Seconds by stage, up to now; a stage that came more than once is added up."""
        spent: dict[str, float] = {}
        ends = [began for _, began in self._began[1:]] + [perf_counter()]
        for (stage, began), end in zip(self._began, ends, strict=True):
            spent[stage] = round(spent.get(stage, 0.0) + end - began, 3)
        return spent
