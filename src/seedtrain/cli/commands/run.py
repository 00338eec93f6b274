"""``seedtrain run``: progress, the opening, tables, verdicts, and where the results are."""

import sys
from collections.abc import Mapping
from pathlib import Path

from seedtrain import service
from seedtrain.cli.screen import Screen
from seedtrain.cli.session import Session
from seedtrain.errors import Finding
from seedtrain.messages import describe, say


def run(
    session: Session,
    name: str,
    *,
    changes: Mapping[str, str | None],
    replications: str,
    seed: str,
    out: Path | None,
    as_json: bool,
) -> int:
    """Run a scenario, write its folder and show what came of it; return 0.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    settings = service.checked_settings(replications=replications, seed=seed)
    with session.stages() as stages:
        stages("read")
        document = service.open_document(name, changes)
        folder = out or service.default_folder(document.scenario.id)
        service.refuse_foreign(folder)
        found = service.run(document, **settings, progress=stages)
        stages("write")
        found.save(folder, session.language)
    _warn(document.warnings, session)
    if as_json:
        sys.stdout.buffer.write((folder / "results.json").read_bytes())
        return 0
    if not session.is_quiet:
        _show(session.screen, found)
    session.screen.line()
    session.screen.say(say("cli.said.written", session.language, report=folder / "report.html"))
    session.screen.say(say("cli.said.folder", session.language, folder=folder))
    return 0


def _warn(warnings: tuple[Finding, ...], session: Session) -> None:
    if not session.is_quiet:
        for found in warnings:
            sys.stderr.write(f"{describe(found, session.language).line}\n")


def _show(screen: Screen, found: service.Run) -> None:
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


def _open(screen: Screen, found: service.Run) -> None:
    """The five sentences and the three assumptions."""
    said = found.opening()
    screen.line()
    for question, sentence in said.sentences():
        screen.entry(question.render(screen.language), sentence.render(screen.language))
    screen.heading(say("cli.said.assumptions", screen.language))
    for place, assumption in enumerate(said.assumptions, start=1):
        screen.entry(f"{place}.", assumption.render(screen.language))
    if not said.assumptions:
        screen.say(say("cli.said.no_assumptions", screen.language))
