"""The register of codes. Every finding has its code here; a code is never reused.

A package adds its codes by adding lines to :data:`_ROWS`. Families: SCN- scenario, PRC- process,
SCH- schedule, PLN- plan, SIM- simulation, LIF- life cycle, PRK- park, CLI- command line,
QTY- quantities.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.errors.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """One row of the register: the code, its severity and the package that owns it."""

    code: str
    severity: Severity
    owner: str


_ROWS: tuple[tuple[str, Severity, str], ...] = (
    # Quantities.
    ("QTY-001", "error", "quantities"),  # not a number followed by a unit
    # The file and its text.
    ("SCN-001", "error", "model"),  # unreadable file
    ("SCN-002", "error", "model"),  # empty file
    ("SCN-003", "error", "model"),  # too large
    ("SCN-004", "error", "model"),  # not UTF-8 text
    ("SCN-005", "error", "model"),  # YAML syntax
    ("SCN-006", "error", "model"),  # alias or anchor
    ("SCN-007", "error", "model"),  # duplicate key
    ("SCN-008", "error", "model"),  # nested too deep
    # Keys and values.
    ("SCN-009", "error", "model"),  # unknown key
    ("SCN-010", "error", "model"),  # missing key
    ("SCN-011", "error", "model"),  # wrong type
    ("SCN-012", "error", "model"),  # number out of range
    ("SCN-013", "error", "model"),  # NaN or infinite
    ("SCN-014", "error", "model"),  # wrong dimension
    ("SCN-015", "error", "model"),  # unknown unit
    ("SCN-016", "error", "model"),  # unknown choice
    ("SCN-017", "error", "model"),  # bad date
    ("SCN-018", "error", "model"),  # dangling reference
    ("SCN-019", "error", "model"),  # duplicate id
    ("SCN-020", "error", "model"),  # end before start
    ("SCN-021", "error", "model"),  # end before as_of
    ("SCN-022", "error", "model"),  # unsupported format version
    ("SCN-023", "error", "model"),  # nothing to make with: no suites, no lines
    ("SCN-024", "error", "model"),  # bad distribution
    ("SCN-025", "warning", "model"),  # value without a source
    ("SCN-026", "error", "model"),  # assumption without a reason
    ("SCN-027", "error", "model"),  # bad expression
    ("SCN-028", "error", "model"),  # unknown fact
    ("SCN-029", "error", "model"),  # unknown override path
    ("SCN-030", "error", "model"),  # observation not later than as_of
    ("SCN-031", "error", "model"),  # wrong modality for the recipe
    ("SCN-032", "warning", "model"),  # volume out of the recipe's range
    ("SCN-033", "error", "model"),  # rule used outside its dates of validity
    ("SCN-034", "error", "model"),  # volume without its basis, total or working
    ("SCN-035", "error", "model"),  # tag not allowed
    ("SCN-036", "error", "model"),  # horizon too long
    ("SCN-037", "error", "model"),  # an order must state one amount
    # Process.
    ("PRC-001", "warning", "process"),  # parameter beyond the range its equations hold for
    ("PRC-002", "error", "process"),  # vessels of different volume in one suite
    ("PRC-003", "error", "process"),  # single-use and stainless vessels in one suite
    ("PRC-004", "error", "process"),  # vessel without a volume
    ("PRC-005", "error", "process"),  # seed vessel too small for its production vessel
    ("PRC-010", "error", "process"),  # volume that the seed train can't reach
    ("PRC-011", "error", "process"),  # batch that leaves nothing
    ("PRC-012", "warning", "process"),  # index or rate not known for the price year
    # Schedule and simulation.
    ("SCH-001", "error", "schedule"),  # a batch that can never be placed
    ("SCH-002", "error", "flow"),  # divisible pool in a timetable
    ("SCH-003", "error", "flow"),  # job comes back to a pool cleaned by a shared skid
    ("SCH-004", "error", "flow"),  # planning case of another kind or shape
    ("SCH-006", "error", "service"),  # scenario with nothing to schedule
    ("SCH-007", "error", "schedule"),  # more batches than can be followed
    ("SCH-040", "error", "assess"),  # quote for what no suite can make
    ("SCH-010", "error", "flow"),  # time or quantity off every grid of the solver
    ("SCH-011", "error", "flow"),  # what the general form can't express
    ("SCH-012", "error", "flow"),  # not in the shape of a ProblemData
    ("SCH-013", "error", "service"),  # objective that the general form doesn't have
    ("SCH-014", "error", "service"),  # no timetable found in time
    ("SCH-015", "error", "service"),  # proven: no timetable keeps the rules
    ("SCH-016", "error", "flow"),  # attended changeover in the general form
    ("SCH-017", "error", "flow"),  # rule that the general list scheduler does not keep
    ("SCH-018", "error", "flow"),  # shared block that fits no batch
    ("SCH-019", "error", "flow"),  # beginning of a step without its duration
    ("SCH-069", "error", "flow"),  # laboratory too small for a run
    ("SCH-070", "error", "flow"),  # tank too small for a batch
    # SIM-001 and SIM-002 are withdrawn: no engine refuses closures or limits on waits any more
    ("SIM-003", "error", "flow"),  # cleaning by a shared pool in a recurrence
    ("SCH-041", "error", "service"),  # file that is no CSV
    ("SCH-042", "error", "service"),  # column missing, unknown or doubled
    ("SCH-043", "error", "service"),  # no time
    ("SCH-044", "error", "service"),  # batch, operation, unit, suite or product that is not there
    ("SCH-045", "error", "service"),  # unit of another pool
    ("SCH-046", "error", "service"),  # row without what it needs
    ("SCH-047", "error", "service"),  # told twice
    ("SCH-048", "error", "schedule"),  # began before the one before had ended
    ("SCH-049", "error", "schedule"),  # unit taken twice at once, or down while taken
    ("SCH-050", "error", "schedule"),  # told before its time
    ("SCH-051", "error", "service"),  # rules that conflict: the lead
    ("SCH-052", "error", "service"),  # nothing found, nothing proven
    ("SCH-053", "error", "service"),  # no such order, batch or operation
    ("SCH-054", "error", "service"),  # no length of time
    ("SCH-056", "error", "service"),  # no number that fits
    ("SCH-057", "error", "service"),  # option that a peer's problem does not take
    ("SCH-060", "error", "service"),  # conflicting rule: a pin
    ("SCH-061", "error", "service"),  # conflicting rule: a limit on a wait
    ("SCH-062", "error", "service"),  # conflicting rule: an earliest start
    ("SCH-063", "error", "service"),  # conflicting rule: a due date
    ("SCH-064", "error", "service"),  # conflicting rule: when a unit is open
    ("SCH-065", "error", "service"),  # conflicting rule: the number of units
    ("SCH-066", "error", "service"),  # conflicting rule: a limit on a dirty unit
    ("SCH-067", "error", "service"),  # conflicting rule: not before now
    ("SCH-068", "error", "service"),  # conflicting rule: what has happened
    ("SCH-071", "error", "service"),  # row of another kind than the scenario's
    ("SCH-072", "error", "service"),  # count that bears on nothing
    ("SCH-073", "error", "service"),  # cell that such a row doesn't have
    ("SCH-080", "error", "service"),  # due dates kept by no timetable found, unproven
    ("SCH-081", "error", "service"),  # conflicting rule: a deadline
    ("SCH-082", "error", "service"),  # conflicting rule: a latest start
    ("SCH-083", "error", "service"),  # conflicting rule: a limit from one operation to another
    ("SCH-084", "error", "service"),  # conflicting rule: when a resource is closed
    ("SCH-085", "error", "service"),  # conflicting rule: how much there is of a pool
    ("SCH-086", "error", "service"),  # conflicting rule: a limit on an idle unit
    ("SCH-087", "error", "service"),  # conflicting rule: what there is of a stock
    ("SCH-088", "error", "service"),  # rules that conflict, not shown to be the fewest: the lead
    ("SCH-089", "error", "service"),  # conflicting rule: one operation at a time on a unit
    ("SCH-099", "error", "service"),  # what is enough for all conflicts together
    ("SIM-004", "error", "flow"),  # timetable that can't be followed
    ("SIM-005", "error", "flow"),  # route a recurrence in turn does not run
    ("SIM-030", "error", "simulate"),  # no Dask scheduler with a worker
    ("SIM-031", "error", "simulate"),  # workers die again and again
    ("SIM-032", "error", "simulate"),  # checkpoint of another simulation
    ("SIM-033", "error", "simulate"),  # checkpoint that can't be used
    ("SIM-034", "error", "simulate"),  # not one replication could be run
    ("SIM-035", "error", "service"),  # no place to run
    ("SIM-036", "error", "simulate"),  # length of an event that jumps
    ("SIM-037", "error", "service"),  # no kind that varies
    ("SIM-038", "error", "service"),  # a traced replication that can't be run
    ("SIM-039", "error", "service"),  # no way to sample
    ("SIM-040", "error", "service"),  # stopping early beside a design
    ("SIM-041", "error", "service"),  # a design of nothing
    ("SIM-050", "error", "service"),  # a warm-up of a scenario
    # Planning cases.
    ("PLN-001", "error", "plan"),  # unreadable case file
    ("PLN-002", "error", "plan"),  # not a mapping or list
    ("PLN-003", "error", "plan"),  # missing field
    ("PLN-004", "error", "plan"),  # wrong type
    ("PLN-005", "error", "plan"),  # number out of range
    ("PLN-006", "error", "plan"),  # dates that do not rise
    ("PLN-007", "error", "plan"),  # wrong count of entries
    ("PLN-008", "error", "plan"),  # duplicate id
    ("PLN-009", "error", "plan"),  # campaign that cannot fit a period
    ("PLN-010", "error", "plan"),  # unknown product
    ("PLN-011", "error", "plan"),  # unknown kind of case
    ("PLN-012", "error", "plan"),  # unknown objective
    ("PLN-013", "error", "plan"),  # no front for this problem
    ("PLN-014", "error", "plan"),  # solver that cannot take the problem
    ("PLN-015", "error", "plan"),  # no plan keeps the rules
    ("PLN-016", "error", "plan"),  # no plan found in time
    ("PLN-030", "error", "plan"),  # scenario without a plan over years
    ("PLN-031", "error", "plan"),  # demand that nothing can make
    ("PLN-032", "error", "plan"),  # option that does not fit its kind
    ("PLN-033", "error", "plan"),  # plan of no period, or of too many
    ("PLN-034", "error", "plan"),  # text that is no day
    ("PLN-060", "error", "plan"),  # unknown solver
    ("PLN-061", "error", "plan"),  # solver that is not installed
    ("PLN-062", "error", "plan"),  # solver that refuses to run
    ("PLN-063", "error", "plan"),  # substance that no earlier section makes
    ("PLN-064", "error", "plan"),  # forecast without one measure and its price
    ("PLN-065", "error", "plan"),  # forecast in a measure that its product does not have
    ("PLN-066", "error", "plan"),  # substance that can't get to where it is filled
    # The life cycle.
    ("LIF-001", "error", "lifecycle"),  # start stage off the route
    ("LIF-002", "error", "lifecycle"),  # unknown regulatory clock
    ("LIF-003", "error", "lifecycle"),  # more molecules than can be followed
    ("LIF-004", "error", "lifecycle"),  # route without a clock for the market
    ("LIF-010", "error", "lifecycle"),  # no number of days that a clock can stop
    ("LIF-011", "error", "lifecycle"),  # trials of a stage that has none on the route
    ("LIF-012", "error", "lifecycle"),  # trials of more than one molecule
    ("LIF-013", "error", "lifecycle"),  # trial whose item does not say its doses
    ("LIF-014", "error", "lifecycle"),  # trial product that no suite can make
    ("LIF-015", "error", "lifecycle"),  # portfolio without a budget
    ("LIF-016", "error", "lifecycle"),  # programmes that must go on break the limits
    ("LIF-017", "error", "lifecycle"),  # no programme has a value
    ("LIF-018", "error", "lifecycle"),  # stage that can't be skipped
    ("LIF-019", "error", "lifecycle"),  # stage or part that another can't wait for
    ("LIF-020", "error", "lifecycle"),  # orders made from each other in a circle
    # The park.
    ("PRK-001", "error", "park"),  # history that does not identify growth
    ("PRK-010", "error", "park"),  # size class that is not one
    ("PRK-011", "error", "park"),  # shares of size classes that are no whole
    ("PRK-012", "error", "park"),  # logistic law that the points don't identify
    ("PRK-020", "error", "assess"),  # zone that does not say how many companies come
    ("PRK-021", "error", "assess"),  # day asked that is not after as_of
    ("PRK-022", "error", "park"),  # least areas of zones beyond the land
    ("PRK-023", "error", "service"),  # nothing to allot
    ("PRK-024", "error", "park"),  # programme in a P3 laboratory that is for no infectious disease
    ("PRK-025", "error", "park"),  # P3 laboratory without a day from which it may serve
    ("PRK-026", "error", "park"),  # resource that a kind of platform does not know
    ("PRK-027", "error", "assess"),  # totals over fewer than three companies
    # The command line, and what stands behind it.
    ("CLI-001", "error", "service"),  # no scenario or file of that name
    ("CLI-002", "error", "cli"),  # unknown option
    ("CLI-003", "error", "cli"),  # unknown command
    ("CLI-004", "error", "cli"),  # missing argument
    ("CLI-005", "error", "cli"),  # option without its value, or with one it does not take
    ("CLI-006", "error", "cli"),  # surplus argument
    ("CLI-007", "error", "service"),  # number out of range
    ("CLI-008", "error", "cli"),  # --set without =
    ("CLI-009", "error", "service"),  # folder that holds something else
    ("CLI-010", "error", "cli"),  # file that is there already
    ("CLI-011", "error", "service"),  # place that can't be written
    ("CLI-012", "error", "service"),  # unknown table or recipe
    ("CLI-013", "error", "service"),  # folder without the results of a run
    ("CLI-014", "error", "service"),  # option that the recipe does not take
    ("CLI-015", "error", "service"),  # recipe without that step and parameter
    ("CLI-016", "error", "service"),  # parameter out of range, with the range of validity
    ("CLI-020", "error", "service"),  # no case or file of that name
    ("CLI-021", "error", "service"),  # file that is no case
    ("CLI-022", "error", "service"),  # case of a kind the command does not read
    ("CLI-023", "error", "service"),  # number out of range, not a whole one
    ("CLI-030", "error", "service"),  # scenario without the section asked for
)

CODES: dict[str, CodeInfo] = {row[0]: CodeInfo(*row) for row in _ROWS}
"""Every code, by itself."""


def finding(
    code: str,
    *,
    file: str = "",
    line: int | None = None,
    path: str = "",
    value: object = "",
    **params: object,
) -> Finding:
    """Make the finding ``code`` at a place, with the severity the register gives it.

    ``value`` and ``params`` are turned to text. Raises ``KeyError`` on a code that is not in :data:`CODES`.
    """
    severity = CODES[code].severity
    words: Mapping[str, str] = {key: str(word) for key, word in params.items()}
    return Finding(code, severity, file, line, path, str(value), words)
