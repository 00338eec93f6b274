"""A study, or two side by side, as a command shows and keeps it: sentences, tables, a folder of results."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedtrain.errors import Finding
from seedtrain.messages import Message, Wording
from seedtrain.report.batch import (
    BatchComparison,
    BatchStudy,
    comparison_facts,
    comparison_page,
    comparison_summary,
    study_facts,
    study_page,
    study_tables,
    summary,
)
from seedtrain.report.batch.tables import compared
from seedtrain.report.facts import dump
from seedtrain.report.table import Table
from seedtrain.service.batch import Progress, batch, compare_batches
from seedtrain.service.batch_options import BatchOptions
from seedtrain.service.folder import REPORT, RESULTS, RUN, drafted, json_text, versions


@dataclass(frozen=True)
class Study:
    """What was found: a study, or a comparison of two."""

    found: BatchStudy | BatchComparison

    @property
    def first(self) -> BatchStudy:
        """The study, or the first of the two."""
        return self.found if isinstance(self.found, BatchStudy) else self.found.first

    @property
    def title(self) -> Wording | Message:
        """What it is called."""
        return self.first.name

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What to read the result with, each once."""
        if isinstance(self.found, BatchStudy):
            return self.found.warnings
        return tuple(dict.fromkeys((*self.found.first.warnings, *self.found.second.warnings)))

    def circumstances(self) -> dict[str, object]:
        """Return replications, seed, price year and version, by name."""
        first = self.first
        return {
            "replications": first.replications,
            "seed": first.seed,
            "year": first.price_year,
            "version": first.version,
        }

    def sentences(self) -> tuple[tuple[Message, Message | Wording], ...]:
        """Return what is told first: a question and its answer each."""
        return summary(self.found) if isinstance(self.found, BatchStudy) else comparison_summary(self.found)

    def tables(self) -> tuple[Table, ...]:
        """Return the tables for a screen."""
        return study_tables(self.found) if isinstance(self.found, BatchStudy) else compared(self.found)

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return what ``results.json`` holds, as plain data."""
        if isinstance(self.found, BatchStudy):
            return study_facts(self.found, lang)
        return comparison_facts(self.found, lang)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        if isinstance(self.found, BatchStudy):
            return study_page(self.found, lang)
        return comparison_page(self.found, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``check_place``."""
        with drafted(folder) as draft:
            (draft / REPORT).write_text(self.page(lang), encoding="utf-8")
            (draft / RESULTS).write_bytes(dump(self.facts(lang)))
            told = {**self.circumstances(), "lang": lang, "versions": versions()}
            (draft / RUN).write_text(json_text(told), encoding="utf-8")
        return folder


def study(
    options: BatchOptions,
    beside: str = "",
    *,
    seed: int = 1,
    replications: int = 1000,
    progress: Progress | None = None,
) -> Study:
    """Study a recipe or, where ``beside`` says with what, set two side by side.

    Raises :class:`~seedtrain.errors.InputError` as :func:`seedtrain.service.batch.batch`.
    """
    if beside:
        found = compare_batches(options, beside, seed=seed, replications=replications, progress=progress)
        return Study(found)
    return Study(batch(options, seed=seed, replications=replications, progress=progress))
