"""What a plan answers."""

from dataclasses import dataclass, field

ROUNDING = 1e-12
"""Relative distance that adding money up in another order may give."""


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """Batches of one product in one suite.

    ``start`` and ``end`` [day from the start of the plan, half-open]; ``period`` index for a plan in periods,
    else None; ``is_start`` the campaign starts here; ``is_waiting`` it starts and waits for the stage before;
    ``campaign`` number that the USP and the DSP part of one campaign share.
    """

    suite: str
    section: str
    product: str
    start: float
    end: float
    batches: int
    period: int | None = None
    is_start: bool = True
    is_waiting: bool = False
    campaign: int = 0


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A quantity of one product in one period.

    ``kind`` is stock, waste, sales, served (what one site sells), lost (demand given up), backlog,
    outsourced, moved (sent to another site) or short (below the safety stock). ``site`` it is at or leaves,
    ``market`` it goes to, ``target`` site it is sent to; empty where there is one only.
    """

    kind: str
    section: str
    product: str
    period: int
    quantity: float
    site: str = ""
    market: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class BuildRow:
    """A suite opened by building it; usable from ``period`` on."""

    suite: str
    period: int


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project that the plan takes: ``begins`` period of its start, ``opens`` period from which what it
    opens is usable (for one that opens nothing: in which it closes)."""

    project: str
    kind: str
    begins: int
    opens: int


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """A product brought into a suite.

    ``begins`` period of the technology transfer; ``on_site`` first period with batches; ``ready`` first
    period in which it may be made. ``engineering`` and ``validation`` batches. ``is_supplement``: it comes
    after one in a line of another site, scale or material, so that it takes a comparability study.
    """

    product: str
    suite: str
    begins: int
    on_site: int
    ready: int
    engineering: int
    validation: int
    is_supplement: bool = False


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A plan with its proof.

    ``bound`` what no plan can beat, None without one; ``gap`` = |objective - bound| / max(1, |objective|),
    None without a bound; ``status`` optimal, feasible, infeasible or stopped_by_time; ``seconds`` wall time
    of building and solving [s]; ``rows``, ``columns``, ``integers`` size of the program solved;
    ``states`` kept by a dynamic programme, which has no rows and columns (0: it was none);
    ``cost_by_category`` money by category, revenue positive under ``sales``; ``indicators`` further
    quantities by name.
    """

    case: str
    objective_name: str
    objective: float | None
    bound: float | None
    status: str
    seconds: float
    solver: str
    rows: int = 0
    columns: int = 0
    integers: int = 0
    campaigns: tuple[CampaignRow, ...] = ()
    flows: tuple[FlowRow, ...] = ()
    builds: tuple[BuildRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    qualifications: tuple[QualificationRow, ...] = ()
    cost_by_category: dict[str, float] = field(default_factory=dict)
    indicators: dict[str, float] = field(default_factory=dict)
    states: int = 0

    @property
    def gap(self) -> float | None:
        """Relative distance between objective and bound [fraction]; 0 where it is only rounding of sums."""
        if self.objective is None or self.bound is None:
            return None
        distance = abs(self.objective - self.bound) / max(1.0, abs(self.objective))
        return 0.0 if distance < ROUNDING else distance
