"""``seedtrain run``, ``lifecycle``, ``park``: progress, opening, tables, verdicts, where the results are."""

import sys
from collections.abc import Iterable
from pathlib import Path

from seedtrain import service
from seedtrain.cli.options import changes_of
from seedtrain.cli.screen import Screen
from seedtrain.cli.session import Session
from seedtrain.errors import Finding
from seedtrain.messages import describe, say

_QUESTION = 14
"""Places for the questions of the opening."""


def run(
    session: Session,
    name: str,
    changes: tuple[Iterable[str], str | None],
    settings: tuple[str, str],
    *,
    out: Path | None,
    as_json: bool,
    part: service.Part | None = None,
) -> None:
    """Run a scenario, write its folder and show what came of it: all, or one part of the scenario.

    ``changes``: the texts of ``--set`` and of ``--as-of``; ``settings``: replications and seed. Raises
    :class:`~seedtrain.errors.SeedtrainError`.
    """
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    changed = changes_of(*changes)
    with session.stages() as stages:
        stages("read")
        document = service.open_document(name, changed)
        if part is not None:
            service.check_part(document, part)
        folder = out or service.default_folder(document.scenario.id)
        service.check_place(folder)
        found = service.run(document, **checked, progress=stages)
        stages("write")
        found.save(folder, session.language)
    section = None if part is None else service.Section(found, part)
    _warn(document.warnings, session)
    screen = session.screen
    if as_json:
        screen.raw(
            (folder / "results.json").read_bytes()
            if section is None
            else _facts(section, folder, session.language)
        )
        return
    if not session.is_quiet:
        _show(screen, section or found)
    screen.line()
    screen.say(say("cli.said.written", session.language, report=folder / "report.html"))
    screen.say(say("cli.said.folder", session.language, folder=folder))


def _warn(warnings: tuple[Finding, ...], session: Session) -> None:
    if not session.is_quiet:
        for found in warnings:
            sys.stderr.write(f"{describe(found, session.language).line}\n")


def _facts(section: service.Section, folder: Path, language: str) -> bytes:
    files = sorted(file.name for file in folder.iterdir())
    return service.dump(section.facts(language, files=files))


def _show(screen: Screen, found: service.Run | service.Section) -> None:
    language, assessment = screen.language, found.assessment
    start, end = assessment.horizon
    screen.heading(assessment.title.render(language))
    screen.say(
        say(
            "cli.said.run",
            language,
            as_of=assessment.as_of,
            start=start,
            end=end,
            replications=assessment.replications,
            seed=assessment.seed,
            version=assessment.version,
        ),
        "dim",
    )
    _open(screen, found)
    for table in found.tables():
        screen.table(table)
    screen.heading(say("cli.said.notes", language))
    for note in assessment.notes:
        screen.entry("·", note.render(language))


def _open(screen: Screen, found: service.Run | service.Section) -> None:
    """The five sentences and the three assumptions."""
    said = found.opening()
    screen.line()
    for question, sentence in said.sentences():
        screen.entry(question.render(screen.language), sentence.render(screen.language), indent=_QUESTION)
    screen.heading(say("cli.said.assumptions", screen.language))
    for place, assumption in enumerate(said.assumptions, start=1):
        screen.entry(f"{place}.", assumption.render(screen.language))
    if not said.assumptions:
        screen.say(say("cli.said.no_assumptions", screen.language))
