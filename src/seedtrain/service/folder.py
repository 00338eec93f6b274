"""Folders of results: written beside their place and moved into it at the end, all or nothing."""

import json
import os
import platform
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import requires, version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.document import Document

if TYPE_CHECKING:
    from seedtrain.report import Table
    from seedtrain.results.assessment import Assessment

RESULTS, RUN, SCENARIO, REPORT = "results.json", "run.json", "scenario.yaml", "report.html"


def default_folder(scenario_id: str) -> Path:
    """Return where the results of a scenario go unless the user says otherwise."""
    return Path("seedtrain-out") / scenario_id


def is_ours(folder: Path) -> bool:
    """Whether ``folder`` holds the results of a run."""
    return (folder / RESULTS).is_file() and (folder / RUN).is_file()


def check_place(folder: Path) -> None:
    """Raise :class:`InputError` where results can't go into ``folder``.

    It may be new, empty or the results of an earlier run, and its place must be one that can be written.
    """
    if folder.exists() and not (folder.is_dir() and (is_ours(folder) or not any(folder.iterdir()))):
        raise InputError([finding("CLI-009", path="--out", value=folder)])
    above = next(each for each in folder.absolute().parents if each.exists())
    if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
        raise InputError([_unwritable(folder, str(above))])


def write_folder(
    assessment: "Assessment",
    document: Document,
    folder: Path,
    lang: str,
    *,
    seconds: Mapping[str, float] | None = None,
    more: "Mapping[str, Sequence[Table]] | None" = None,
) -> Path:
    """Write report.html, results.json, Parquet tables, scenario.yaml and run.json into ``folder``; return it.

    ``more``: tables of the report by section, below its own.

    Everything is written beside it and moved into place at the end, so that an interruption leaves the old
    results or none. Raises :class:`InputError` where the folder is not ours to replace or can't be written.
    """
    from seedtrain.report import dump, dump_parquet, facts, render

    with drafted(folder) as draft:
        began = perf_counter()
        tables = dump_parquet(assessment, draft, lang)
        (draft / REPORT).write_text(render(assessment, lang, more or {}), encoding="utf-8")
        (draft / SCENARIO).write_bytes(document.text.encode())
        files = (REPORT, RESULTS, RUN, SCENARIO, *tables)
        (draft / RESULTS).write_bytes(dump(facts(assessment, lang, files=files)))
        spent = {**(seconds or {}), "write": round(perf_counter() - began, 3)}
        (draft / RUN).write_text(json_text(_circumstances(assessment, lang, spent)), encoding="utf-8")
    return folder


@contextmanager
def drafted(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which takes the place of ``folder`` when all went well.

    Raises :class:`InputError` where the folder is not ours to replace or can't be written.
    """
    check_place(folder)
    with _writable(folder), _beside(folder) as draft:
        yield draft


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise InputError([_unwritable(folder, error.strerror or str(error))]) from None


def _unwritable(folder: Path, reason: str) -> Finding:
    return finding("CLI-011", path="--out", value=folder, reason=reason)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``folder`` when all went well, and goes away when not."""
    draft = folder.parent / f".{folder.name}.{os.getpid()}.part"
    old = folder.parent / f".{folder.name}.{os.getpid()}.old"
    draft.mkdir()
    try:
        yield draft
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise
    finally:
        for left in (draft, old):
            if left.exists():
                shutil.rmtree(left)


def _circumstances(assessment: "Assessment", lang: str, seconds: Mapping[str, float]) -> dict[str, Any]:
    """What may differ from one run of the same scenario to the next."""
    return {
        "scenario": assessment.scenario_id,
        "input_hash": assessment.input_hash,
        "seed": assessment.seed,
        "replications": assessment.replications,
        "lang": lang,
        "seconds": dict(seconds),
        "python": platform.python_version(),
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Return the version of every library that seedtrain asks for."""
    names = {match[0] for line in requires("seedtrain") or [] if (match := re.match(r"[\w.-]+", line))}
    return {name: version(name) for name in ("seedtrain", *sorted(names))}


def json_text(content: Mapping[str, Any]) -> str:
    """Write a mapping as JSON that two people can diff."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
