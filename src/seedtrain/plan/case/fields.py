"""Checked access to the fields of a case, gathering every finding."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from math import inf, isfinite
from typing import Any

from seedtrain.errors import CODES, Finding, InputError


class Fields:
    """One mapping of a case file with its place in the file.

    A missing or wrong field adds a finding and returns a harmless stand-in, so that one reading reports all
    of them;
    :meth:`close` raises when there are any.
    """

    def __init__(self, content: object, place: str, findings: list[Finding]) -> None:
        self.place = place
        self.findings = findings
        if not isinstance(content, Mapping):
            self.fault("PLN-002", "", content, shape="mapping")
            content = {}
        self.content: Mapping[str, Any] = content

    def fault(self, code: str, key: str, value: object, **params: str | int) -> None:
        """Add a finding about ``key``."""
        where = f"{self.place}.{key}" if key else self.place
        words = {name: str(word) for name, word in params.items()}
        self.findings.append(Finding(code, CODES[code].severity, "", None, where, str(value)[:80], words))

    def close(self) -> None:
        """Raise :class:`InputError` when anything was found."""
        if self.findings:
            raise InputError(self.findings)

    def _get(self, key: str) -> Any:
        if key not in self.content:
            self.fault("PLN-003", key, "")
            return None
        return self.content[key]

    def number(self, key: str, low: float = 0.0, high: float = inf, default: float | None = None) -> float:
        """A finite number within ``[low, high]``."""
        if default is not None and key not in self.content:
            return default
        value = self._get(key)
        if value is None:
            return low if isfinite(low) else 0.0
        return self._checked(key, value, low, high)

    def _checked(self, key: str, value: object, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            self.fault("PLN-004", key, value, expected="a finite number")
            return low if isfinite(low) else 0.0
        if not low <= value <= high:
            self.fault("PLN-005", key, value, range=f"{low:g} <= x <= {high:g}")
            return low if isfinite(low) else 0.0
        return float(value)

    def positive(self, key: str) -> float:
        """A finite number above zero."""
        value = self.number(key)
        if value <= 0:
            if key in self.content:
                self.fault("PLN-005", key, value, range="x > 0")
            return 1.0
        return value

    def whole(self, key: str, low: int = 0, default: int | None = None) -> int:
        """A whole number of at least ``low``."""
        value = self.number(key, low, default=default)
        if value != int(value):
            self.fault("PLN-005", key, value, range="a whole number")
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            self.fault("PLN-004", key, value, expected="true or false")
            return default
        return value

    def text(self, key: str) -> str:
        """A non-empty text."""
        value = self._get(key)
        if value is None:
            return key
        if not isinstance(value, str) or not value:
            self.fault("PLN-004", key, value, expected="a text")
            return key
        return value

    def day(self, key: str) -> date:
        """A calendar date."""
        return self._parsed_day(key, self._get(key))

    def days(self, key: str) -> list[date]:
        """Calendar dates in rising order."""
        dates = [self._parsed_day(f"{key}[{i}]", v) for i, v in enumerate(self.items(key))]
        for i, (before, after) in enumerate(pairwise(dates)):
            if after <= before:
                self.fault("PLN-006", f"{key}[{i + 1}]", after, before=before.isoformat())
        return dates

    def _parsed_day(self, key: str, value: object) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            if value is not None:
                self.fault("PLN-004", key, value, expected="a date as YYYY-MM-DD")
            return date(1, 1, 1)

    def items(self, key: str) -> list[Any]:
        """A list."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("PLN-002", key, value, shape="list")
            return []
        return value

    def numbers(self, key: str, length: int, low: float = 0.0) -> tuple[float, ...]:
        """A list of ``length`` finite numbers of at least ``low``."""
        values = self.items(key)
        if key in self.content and len(values) != length:
            self.fault("PLN-007", key, len(values), needed=length)
        return tuple(self._checked(f"{key}[{i}]", v, low, inf) for i, v in enumerate(values))

    def table(self, key: str, rows: int, columns: int) -> tuple[tuple[float, ...], ...]:
        """A matrix of ``rows`` lists of ``columns`` numbers of at least 0."""
        values = self.items(key)
        if key in self.content and len(values) != rows:
            self.fault("PLN-007", key, len(values), needed=rows)
        lines = Fields({f"{key}[{i}]": v for i, v in enumerate(values)}, self.place, self.findings)
        return tuple(lines.numbers(f"{key}[{i}]", columns) for i in range(len(values)))

    def child(self, key: str) -> "Fields":
        """The mapping under ``key``."""
        value = self._get(key)
        return Fields({} if value is None else value, f"{self.place}.{key}", self.findings)

    def children(self, key: str) -> list["Fields"]:
        """The mappings listed under ``key``; at least one."""
        values = self.items(key)
        if key in self.content and not values:
            self.fault("PLN-007", key, 0, needed="at least 1")
        return [Fields(v, f"{self.place}.{key}[{i}]", self.findings) for i, v in enumerate(values)]

    def identifiers(self, entries: list["Fields"]) -> tuple[str, ...]:
        """The ``id`` of each entry, all different."""
        names = [entry.text("id") for entry in entries]
        for name in sorted({n for n in names if names.count(n) > 1}):
            self.fault("PLN-008", "id", name)
        return tuple(names)
