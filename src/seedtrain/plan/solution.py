"""What a solver gives back for a program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Solution:
    """Values by column, or none; ``status`` as in a plan result; ``solver`` name and version."""

    values: list[float] | None
    bound: float | None
    status: str
    solver: str
