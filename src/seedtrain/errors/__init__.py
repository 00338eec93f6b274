"""Every exception of seedtrain in one tree, the findings they carry and the register of their codes."""

from seedtrain.errors.codes import CODES, CodeInfo, finding
from seedtrain.errors.findings import Finding, Severity
from seedtrain.errors.tree import (
    InfeasibleError,
    InputError,
    InternalError,
    SeedtrainError,
    StoppedError,
)

__all__ = [
    "CODES",
    "CodeInfo",
    "Finding",
    "InfeasibleError",
    "InputError",
    "InternalError",
    "SeedtrainError",
    "Severity",
    "StoppedError",
    "finding",
]
