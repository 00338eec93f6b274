"""The report of a batch study: tables, figures, page, facts."""

from seedtrain.report.batch.facts import comparison_facts, study_facts
from seedtrain.report.batch.page import comparison_page, study_page
from seedtrain.report.batch.study import BatchComparison, BatchStudy
from seedtrain.report.batch.summary import comparison_summary, summary
from seedtrain.report.batch.tables import compared, study_tables

__all__ = [
    "BatchComparison",
    "BatchStudy",
    "compared",
    "comparison_facts",
    "comparison_page",
    "comparison_summary",
    "study_facts",
    "study_page",
    "study_tables",
    "summary",
]
