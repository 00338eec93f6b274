"""A study, or two side by side, as a command shows and keeps it: sentences, tables, a folder of results."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.errors import Finding
from seedtrain.messages import Message, Wording
from seedtrain.service.batch_options import BatchOptions
from seedtrain.service.folder import REPORT, RESULTS, RUN, drafted, json_text, versions
from seedtrain.service.run import Progress

if TYPE_CHECKING:
    from seedtrain.report import Table
    from seedtrain.report.batch import BatchComparison, BatchStudy


@dataclass(frozen=True)
class Study:
    """What was found: ``first`` the study; ``both`` where it was set beside another."""

    first: "BatchStudy"
    both: "BatchComparison | None" = None

    @property
    def title(self) -> Wording | Message:
        """What it is called."""
        return self.first.name

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What to read the result with, each once."""
        second = () if self.both is None else self.both.second.warnings
        return tuple(dict.fromkeys((*self.first.warnings, *second)))

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
        from seedtrain.report.batch import comparison_summary, summary

        return summary(self.first) if self.both is None else comparison_summary(self.both)

    def tables(self) -> "tuple[Table, ...]":
        """Return the tables for a screen."""
        from seedtrain.report.batch import compared, study_tables

        return study_tables(self.first) if self.both is None else compared(self.both)

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return what ``results.json`` holds, as plain data."""
        from seedtrain.report.batch import comparison_facts, study_facts

        return study_facts(self.first, lang) if self.both is None else comparison_facts(self.both, lang)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from seedtrain.report.batch import comparison_page, study_page

        return study_page(self.first, lang) if self.both is None else comparison_page(self.both, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``check_place``."""
        from seedtrain.report import dump

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
    from seedtrain.service.batch import batch, compare_batches

    if not beside:
        return Study(batch(options, seed=seed, replications=replications, progress=progress))
    both = compare_batches(options, beside, seed=seed, replications=replications, progress=progress)
    return Study(both.first, both)
