"""CSV as people keep it in a spreadsheet: read row by row with every finding at once, and written."""

import csv
import difflib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from seedtrain.errors import Finding, InputError, finding

MARK = "\ufeff"
"""Written first, so that spreadsheets read the file as UTF-8."""
MOST_BYTES = 64 * 1024 * 1024
_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")
_SLASHES = ("%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it stands on (the heading is line 1) and its cells by column, stripped."""

    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class CsvFile:
    """The rows of a file, and what was found wrong in it so far."""

    file: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def found(self, code: str, at: Row, value: object, *, column: str = "", **words: object) -> None:
        """Note a finding at a row."""
        told = {key: str(word) for key, word in words.items()}
        self.findings.append(finding(code, file=self.file, line=at.line, path=column, value=value, **told))

    def number(self, row: Row, column: str, *, least: float = 0.0, whole: bool = False) -> float | None:
        """Return the number in a cell, None where it is empty or (with a finding) is none."""
        text = row.cells.get(column, "")
        if not text:
            return None
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            value = float("nan")
        if not least <= value < 1e12 or (whole and not value.is_integer()):
            expected = f"{'whole, ' if whole else ''}>= {least:g}"
            self.found("SCH-056", row, text, column=column, expected=expected)
            return None
        return value

    def time(self, row: Row, column: str, origin: date | None) -> float | None:
        """Return the time in a cell as hours from ``origin``; None where it is empty or (with a finding) bad.

        Written as a day with or without the time of day, or as hours from the start; a plant case, which has
        no calendar (``origin`` None), takes hours only.
        """
        text = row.cells.get(column, "")
        if not text:
            return None
        hours = as_hours(text, origin)
        if hours is None:
            self.found("SCH-043", row, text, column=column, form=time_form(origin))
        return hours

    def raise_findings(self) -> None:
        """Raise :class:`InputError` with all findings, where there are any."""
        if self.findings:
            raise InputError(sorted(self.findings, key=lambda each: (each.line or 0, each.path)))


def as_hours(text: str, origin: date | None) -> float | None:
    """Return a time as hours from ``origin`` 00:00, a day on the grid of 1/1024 h; None where it is none."""
    try:
        hours = float(text)
    except ValueError:
        hours = float("nan")
    if abs(hours) < 1e9:
        return hours
    for form in (*_FORMATS, *_SLASHES) if origin is not None else ():
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        assert origin is not None
        seconds = (moment - datetime(origin.year, origin.month, origin.day)).total_seconds()
        return round(seconds / 3600.0 * 1024.0) / 1024.0
    return None


def time_form(origin: date | None) -> str:
    """How a time is written."""
    return "12.5" if origin is None else "2026-09-30 08:00"


def as_text(hours: float, origin: date | None) -> str:
    """Write a time as it can be read back: day and time of day, with seconds where needed; or hours."""
    if origin is None:
        return repr(round(hours, 9)).removesuffix(".0")
    seconds = round(hours * 3600.0)
    day = date.fromordinal(origin.toordinal() + seconds // 86400)
    rest = seconds % 86400
    minutes = f"{day.isoformat()} {rest // 3600:02d}:{rest % 3600 // 60:02d}"
    return minutes if rest % 60 == 0 else f"{minutes}:{rest % 60:02d}"


def length(hours: float) -> str:
    """Write a length of time: hours, or days where it is long."""
    return f"{hours:.1f} h" if hours < 100.0 else f"{hours / 24.0:.1f} d"


def read_rows(path: Path, needed: Sequence[str], known: Sequence[str]) -> CsvFile:
    """Read a CSV with a heading; cells by column name, empty rows left out.

    ``needed`` columns must be there, ``known`` may. Raises :class:`InputError`: SCH-041 for a file that can't
    be read, SCH-042 for each column that is missing, doubled or unknown.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError([finding("SCH-041", file=str(path), value=path, why=f"> {MOST_BYTES} bytes")])
        text = path.read_bytes().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        raise InputError([finding("SCH-041", file=str(path), value=path, why=why)]) from None
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    if not heading:
        raise InputError([finding("SCH-041", file=str(path), value=path, why="0 rows")])
    both = (*needed, *known)
    wrong = [name for name in heading if name not in both or heading.count(name) > 1]
    missing = [name for name in needed if name not in heading]
    if wrong or missing:
        raise InputError(
            finding(
                "SCH-042",
                file=str(path),
                line=1,
                value=name,
                near=", ".join(difflib.get_close_matches(name, both, n=1) or both),
            )
            for name in dict.fromkeys((*missing, *wrong))
        )
    read = CsvFile(str(path))
    for line, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            row = Row(line, dict(zip(heading, (cell.strip() for cell in cells), strict=False)))
            read.rows.append(row)
            if len(cells) > len(heading):
                read.found("SCH-042", row, cells[len(heading)], near=", ".join(heading))
    return read


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a CSV with a heading."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return MARK + out.getvalue()
