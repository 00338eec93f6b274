"""The exceptions. Each knows the exit code the command line returns for it."""

from collections.abc import Iterable
from typing import ClassVar

from seedtrain.errors.findings import Finding


class SeedtrainError(Exception):
    """Root of every exception seedtrain raises on purpose.

    ``message`` one line for a log, in English (what a user reads is made from the findings and the message
    table); ``findings`` everything found, all at once. ``exit_code`` is what the command line returns.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str = "", findings: Iterable[Finding] = ()) -> None:
        self.message = message
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(message, self.findings)

    def __str__(self) -> str:
        lines = [self.message] if self.message else []
        for found in self.findings:
            parts = (found.code, found.place, repr(found.value) if found.value else "")
            lines.append("  ".join(part for part in parts if part))
        return "\n".join(lines)


class InternalError(SeedtrainError):
    """Our fault: something that must hold does not. Exit code 1."""

    exit_code: ClassVar[int] = 1


class InputError(SeedtrainError):
    """What the user wrote can't be used. Exit code 2.

    Raises ``ValueError`` without findings: a refusal says what is wrong.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, findings: Iterable[Finding], message: str = "") -> None:
        gathered = tuple(findings)
        if not gathered:
            raise ValueError("an InputError needs at least one finding")
        super().__init__(message, gathered)
        self.args = (gathered, message)


class InfeasibleError(SeedtrainError):
    """Proven to have no solution; the findings name the rules that conflict. Exit code 3."""

    exit_code: ClassVar[int] = 3


class StoppedError(SeedtrainError):
    """Stopped at its budget or limit before any solution was found. Exit code 4."""

    exit_code: ClassVar[int] = 4
