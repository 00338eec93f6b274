"""``seedtrain check``: everything found in a file."""

from seedtrain import service
from seedtrain.cli.session import Session
from seedtrain.messages import describe, say

BAD_INPUT = 2


def check(session: Session, file: str) -> int:
    """Show all findings of a scenario; return 2 when it can't be run with them, else 0."""
    document, findings = service.check(file)
    screen, language = session.screen, session.language
    for found in findings:
        worded = describe(found, language)
        screen.say(f"{worded.severity}  {worded.line}", "red" if found.severity == "error" else "yellow")
    if not findings:
        screen.say(say("cli.said.sound", language, file=file))
    else:
        errors = sum(found.severity == "error" for found in findings)
        screen.say(say("cli.said.found", language, file=file, errors=errors, warnings=len(findings) - errors))
    return 0 if document is not None else BAD_INPUT
