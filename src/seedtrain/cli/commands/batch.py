"""``seedtrain batch`` and ``seedtrain validate``: one recipe by itself, and published figures beside ours."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from seedtrain import service
from seedtrain.cli.session import Session
from seedtrain.messages import describe, say

_QUESTION = 16
"""Places for the questions of the summary."""


def batch(
    session: Session,
    given: tuple[str, Mapping[str, str], Iterable[str]],
    settings: tuple[str, str],
    *,
    beside: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Study a recipe, or set two beside each other, write the folder and show what came of it.

    ``given``: recipe, options by name and the texts of ``--set``; ``settings``: replications and seed;
    ``beside``: the text of ``--compare``. Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    recipe, asked, changes = given
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    options = service.BatchOptions(recipe=recipe, changes=service.settings_of(changes), **asked)
    with session.stages() as stages:
        folder = out or service.default_folder(f"batch-{recipe}")
        service.check_place(folder)
        found = service.study(options, beside, **checked, progress=stages)
        stages("write")
        found.save(folder, session.language)
    screen = session.screen
    if as_json:
        screen.raw((folder / "results.json").read_bytes())
        return
    if not session.is_quiet:
        for warning in found.warnings:
            sys.stderr.write(f"{describe(warning, session.language).line}\n")
        _show(session, found)
    screen.line()
    screen.say(say("cli.said.written", session.language, report=folder / "report.html"))


def _show(session: Session, found: service.Study) -> None:
    screen, language = session.screen, session.language
    screen.heading(found.title.render(language))
    screen.say(say("cli.said.study", language, **found.circumstances()), "dim")
    screen.line()
    for question, sentence in found.sentences():
        screen.entry(question.render(language), sentence.render(language), indent=_QUESTION)
    for table in found.tables():
        screen.table(table)


def validate(session: Session, *, as_json: bool) -> None:
    """Show every published figure beside ours."""
    found = service.validated()
    if as_json:
        session.screen.raw(service.dump(found.facts()))
        return
    for table in found.tables():
        session.screen.table(table)
    session.screen.line()
    session.screen.say(say("cli.said.holds", session.language, **found.counts()))
