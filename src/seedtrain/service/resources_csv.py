"""Resources of a scenario as CSV: units of suites, their trains, what is shared, and lots of materials."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from seedtrain.model.edit import Steps
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.shared import SharedKind
from seedtrain.model.value import Value
from seedtrain.service.csv_rows import CsvFile, Row, csv_text, read_rows

_UNITS = ("suite", "unit", "unit_class", "count")
_OF_UNIT = (
    "unit_class", "count", "volume", "basis", "material", "speed", "effectiveness", "available_from",
    "available_to",
)  # fmt: skip
RESOURCES = (
    "kind", "suite", "unit", *_OF_UNIT, "resource", "changeover", "shift", "start", "end", "days", "lot",
)  # fmt: skip
_TRAINS = ("seed_trains", "downstream_trains")
_KINDS = ("unit", *_TRAINS, *get_args(SharedKind), "material")
_OF_SHIFT = {"start": "start", "end": "end", "count": "people", "days": "days"}
_OF_LOT = {"count": "amount", "available_from": "from", "available_to": "expires"}
_WORDS = {"unit_class", "basis", "material", "available_from", "available_to", "days", "from", "expires"}
"""Keys of a scenario that hold a word or a day, not a value with an origin."""
_DAYS = {"earliest_start", "due", "available_from", "available_to"}


@dataclass(slots=True)
class Laid:
    """What rows of a file change in a scenario, and the line that says so, by path."""

    read: CsvFile
    changes: dict[Steps, object] = field(default_factory=dict)
    lines: dict[Steps, int] = field(default_factory=dict)
    seen: dict[Steps, set[str]] = field(default_factory=dict)

    def once(self, path: Steps, row: Row, column: str) -> bool:
        """Whether a row is the first that tells of ``path`` (else SCH-047), and has a name (else SCH-046)."""
        if not path[-1]:
            self.read.found("SCH-046", row, "", column=column, needs=column)
            return False
        names = self.seen.setdefault(path[:-1], set())
        if path[-1] in names:
            self.read.found("SCH-047", row, path[-1], column=column, row=self.lines[path])
            return False
        names.add(path[-1])
        self.lines[path] = row.line
        return True

    def lay(self, path: Steps, noun: object | None, row: Row, keys: Mapping[str, str]) -> None:
        """Change what a row says otherwise than the scenario; ``noun`` None: what is not there yet.

        ``keys``: the key of each column. What stays the same keeps its origin, and so does what the file has
        no column for.
        """
        note = {"en": f"from {self.read.file}", "zh": f"取自 {self.read.file}"}
        told = {column: key for column, key in keys.items() if column in row.cells}
        cells = {key: day_as_written(column, row.cells[column]) for column, key in told.items()}
        if noun is None:
            self.changes[path] = {key: text for key, text in cells.items() if text} | {
                "assumption": dict(note)
            }
            return
        for key, text in cells.items():
            if text != _cell(noun, key):
                value = text if key in _WORDS else {"value": text, "assumption": dict(note)}
                self.changes[*path, key] = value if text else None

    def leave_out(self, path: Steps, present: Mapping[str, object]) -> None:
        """Take out what the rows of a mapping no longer name."""
        for name in present if path in self.seen else ():
            if name not in self.seen[path]:
                self.changes[*path, name] = None


def laid_resources(scenario: Scenario, file: Path) -> Laid:
    """Read the rows of a file over the resources of a scenario.

    A suite that no unit is told of keeps its units, a resource or material that is not named all it has; the
    shifts or lots of one are those of its rows, where it has any. Raises :class:`InputError` with every
    finding: SCH-041, SCH-042, SCH-044, SCH-046, SCH-047, SCH-071 (another kind than in the scenario), SCH-072
    (a count that bears on nothing), SCH-073 (a cell that such a row doesn't have).
    """
    known = [column for column in RESOURCES if column != "count"]
    read = read_rows(file, ("count",), known)
    if not any(row.cells.get("resource") or row.cells.get("kind") for row in read.rows):
        read = read_rows(file, _UNITS, [column for column in RESOURCES if column not in _UNITS])
    laid = Laid(read)
    for row in read.rows:
        kind = row.cells.get("kind", "")
        named = row.cells.get("resource", "")
        if named and kind not in ("unit", *_TRAINS):
            _lay_shared(laid, scenario, row, named)
        elif kind in ("", "unit", *_TRAINS):
            _lay_suite(laid, scenario, row, kind)
        elif kind in _KINDS:
            near = ", ".join([*scenario.resources, *scenario.materials])
            read.found("SCH-044", row, named, column="resource", near=near or "-")
        else:
            read.found("SCH-044", row, kind, column="kind", near=", ".join(_KINDS))
    for key, site in scenario.sites.items():
        for suite, place in site.suites.items():
            laid.leave_out(("sites", key, "suites", suite, "units"), place.units)
    for name, block in scenario.resources.items():
        laid.leave_out(("resources", name, "shifts"), block.shifts)
    for name, material in scenario.materials.items():
        laid.leave_out(("materials", name, "lots"), material.lots)
    read.raise_findings()
    return laid


def _lay_suite(laid: Laid, scenario: Scenario, row: Row, kind: str) -> None:
    """A row of units, or of the trains, of a suite."""
    name = row.cells.get("suite", "")
    places = {suite: site for site, noun in scenario.sites.items() for suite in noun.suites}
    if name not in places:
        laid.read.found("SCH-044", row, name, column="suite", near=", ".join(places))
        return
    path = ("sites", places[name], "suites", name)
    suite = scenario.sites[places[name]].suites[name]
    if kind in _TRAINS:
        _only(laid.read, row, ("suite", "count"), kind)
        if not row.cells.get("count"):
            laid.read.found("SCH-046", row, "", column="count", needs="count")
        elif laid.once((*path, kind), row, "kind"):
            laid.lay(path, suite, row, {"count": kind})
        return
    _only(laid.read, row, ("suite", "unit", *_OF_UNIT), "unit")
    unit = row.cells.get("unit", "")
    if laid.once((*path, "units", unit), row, "unit"):
        laid.lay((*path, "units", unit), suite.units.get(unit), row, {each: each for each in _OF_UNIT})


def _lay_shared(laid: Laid, scenario: Scenario, row: Row, name: str) -> None:
    """A row of a shared resource, of one of its shifts, or of a lot of a material."""
    read, told = laid.read, row.cells.get("kind", "")
    lots = told == "material" or (bool(row.cells.get("lot")) and name not in scenario.resources)
    known: Mapping[str, object] = scenario.materials if lots else scenario.resources
    if name not in known:
        read.found("SCH-044", row, name, column="resource", near=", ".join(known) or "-")
        return
    laid.lines.setdefault(("materials" if lots else "resources", name), row.line)
    if lots:
        lot, path = row.cells.get("lot", ""), ("materials", name, "lots")
        _only(read, row, ("resource", "lot", *_OF_LOT), "material")
        if laid.once((*path, lot), row, "lot"):
            laid.lay((*path, lot), scenario.materials[name].lots.get(lot), row, _OF_LOT)
        return
    block = scenario.resources[name]
    if told and told != block.kind:
        read.found("SCH-071", row, told, column="kind", name=name, kind=block.kind)
        return
    shift = row.cells.get("shift", "") if block.kind != "room" else ""
    if shift:
        path = ("resources", name, "shifts")
        _only(read, row, ("resource", "shift", *_OF_SHIFT), block.kind)
        if laid.once((*path, shift), row, "shift"):
            laid.lay((*path, shift), block.shifts.get(shift), row, _OF_SHIFT)
        return
    columns = _of_shared(block.kind)
    _only(read, row, ("resource", *columns), block.kind)
    if laid.once(("resources", name), row, "resource"):
        written = {each: each for each in columns if row.cells.get(each)}
        if "count" in written and _peopled(laid, scenario, name):
            read.found("SCH-072", row, row.cells["count"], column="count", name=name)
        laid.lay(("resources", name), block, row, written)


def _of_shared(kind: str) -> tuple[str, ...]:
    """The columns that bear on a shared resource of a kind."""
    if kind == "room":
        return ("changeover",)
    return ("count", "volume") if kind == "tank" else ("count",)


def _peopled(laid: Laid, scenario: Scenario, name: str) -> bool:
    """Whether a resource has shifts that all say how many work: those of the file, else of the scenario."""
    rows = [row.cells for row in laid.read.rows if row.cells.get("resource") == name]
    told = [cells.get("count", "") for cells in rows if cells.get("shift")]
    if told:
        return all(told)
    shifts = scenario.resources[name].shifts.values()
    return bool(shifts) and all(shift.people is not None for shift in shifts)


def _only(read: CsvFile, row: Row, columns: Sequence[str], kind: str) -> None:
    """Note each cell (SCH-073) that such a row doesn't have."""
    for column, text in row.cells.items():
        if text and column != "kind" and column not in columns:
            read.found("SCH-073", row, text, column=column, kind=kind, columns=", ".join(columns))


def day_as_written(column: str, text: str) -> str:
    """A day as the scenario writes it, where it is one in another form; else the text as it stands."""
    for form in ("%Y/%m/%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S") if column in _DAYS else ():
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return text


def resources_csv(scenario: Scenario) -> str:
    """Write the resources of a scenario, to be changed and read back."""
    return csv_text(RESOURCES, ([cells.get(column, "") for column in RESOURCES] for cells in _rows(scenario)))


def _rows(scenario: Scenario) -> Iterator[dict[str, str]]:
    for name, suite in suites_of(scenario).items():
        for key, unit in suite.units.items():
            of_unit = {column: _cell(unit, column) for column in _OF_UNIT}
            yield {"kind": "unit", "suite": name, "unit": key, **of_unit}
        for kind in _TRAINS:
            if getattr(suite, kind) is not None:
                yield {"kind": kind, "suite": name, "count": _cell(suite, kind)}
    for name, block in scenario.resources.items():
        shared = {"kind": block.kind, "resource": name}
        shifts = block.shifts if block.kind != "room" else {}
        own = {column: _cell(block, column) for column in _of_shared(block.kind)}
        if shifts and all(shift.people is not None for shift in shifts.values()):
            own.pop("count", None)
        if not shifts or any(own.values()):
            yield {**shared, **own}
        for key, shift in shifts.items():
            yield {**shared, "shift": key, **{column: _cell(shift, of) for column, of in _OF_SHIFT.items()}}
    for name, material in scenario.materials.items():
        for key, lot in material.lots.items():
            of_lot = {column: _cell(lot, of) for column, of in _OF_LOT.items()}
            yield {"kind": "material", "resource": name, "lot": key, **of_lot}


def _cell(noun: Any, key: str) -> str:
    value = getattr(noun, "from_" if key == "from" else key)
    if value is None:
        return ""
    return value.text if isinstance(value, Value) else str(value)
