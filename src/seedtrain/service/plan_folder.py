"""Folders of one engine's result: report, facts, circumstances."""

import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seedtrain.report.facts import dump
from seedtrain.service.folder import REPORT, RESULTS, RUN, drafted, json_text, versions


def save_result(
    folder: Path,
    facts: Mapping[str, Any],
    page: Callable[[str], str],
    settings: Mapping[str, Any],
    lang: str,
    more: Callable[[Path], None] | None = None,
) -> Path:
    """Write report.html, results.json and run.json into a folder; return it.

    ``page`` makes the report in a language; ``settings`` say how the result came about; ``more`` writes other
    files into the folder it is given. All or nothing; a folder of an earlier run is replaced. Raises
    :class:`~seedtrain.errors.InputError` for any other folder and for a place that can't be written.
    """
    with drafted(folder) as draft:
        (draft / REPORT).write_text(page(lang), encoding="utf-8")
        if more is not None:
            more(draft)
        (draft / RESULTS).write_bytes(dump(dict(facts)))
        told = {**settings, "lang": lang, "python": platform.python_version(), "versions": versions()}
        (draft / RUN).write_text(json_text(told), encoding="utf-8")
    return folder
