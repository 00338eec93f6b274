"""One finding: what is wrong, where, and with which value. The wording is in the message table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""``error`` stops the run, ``warning`` lets it go on, ``note`` only says what was done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place.

    It holds no prose: rule and remedy stand in the message table under ``finding.<code>.rule`` and
    ``finding.<code>.remedy`` and are formatted with ``params``.

    ``code`` a key of :data:`seedtrain.errors.CODES`; ``severity`` as that register says; ``file`` as the
    user named it, empty when there is none; ``line`` counted from 1, None when unknown; ``path`` the
    scenario path, such as ``products.mab-a.titer``; ``value`` what was found, as text; ``params`` the
    words the templates ask for (left out of the hash, part of equality).
    """

    code: str
    severity: Severity
    file: str = ""
    line: int | None = None
    path: str = ""
    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """File, line and path joined for a reader, such as ``plant.yaml:12 products.mab-a.titer``."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return " ".join(part for part in (where, self.path) if part)
