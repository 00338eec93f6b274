"""What the life cycle reproduces of published results: one row for each figure."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from seedtrain.catalog import Row, table
from seedtrain.lifecycle.capitalised import Spend, capitalised, per_approval
from seedtrain.lifecycle.clock import clock
from seedtrain.lifecycle.cohort import Cohort, gates
from seedtrain.lifecycle.route import route_of
from seedtrain.lifecycle.stage_time import stage_time
from seedtrain.lifecycle.working_days import advance
from seedtrain.model.inputs import Inputs
from seedtrain.model.programme import Programme
from seedtrain.model.value import Origin, Value
from seedtrain.quantities.streams import World

_ANTIBODY = Programme(
    modality="mab",
    route="dna-to-ind",
    molecules=Value(1.0, "count", "1", Origin(), "programmes.antibody.molecules"),
    stage="cmc",
    start=date(2024, 1, 1),
    path="programmes.antibody",
)
HOURS_A_YEAR = 365.25 * 24.0
DAYS_A_MONTH = 365.25 / 12.0
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """One published figure and what is found.

    ``case`` names it; ``unit`` of ``expected`` and ``found``; ``tolerance`` absolute, in that unit; ``grade``
    A (input and output read), B (output read, some inputs recalled); ``source`` a key of the catalogue.
    """

    case: str
    unit: str
    expected: float
    found: float
    tolerance: float
    grade: str
    source: str

    @property
    def holds(self) -> bool:
        """Whether what is found lies within the tolerance."""
        return abs(self.found - self.expected) <= self.tolerance


def validation(starts: int = 1_000_000, seed: int = 1) -> tuple[ValidationRow, ...]:
    """Return every row: cost for each approval, likelihood and time to approval, statutory clocks.

    ``starts`` molecules are sampled for the likelihood of approval.
    """
    return (*_costs(starts, seed), *_likelihood(starts, seed), *_clocks(), *_development())


def _costs(starts: int, seed: int) -> list[ValidationRow]:
    """DiMasi and Grabowski 2007, million US dollars of 2005 for each approval: as published, to 1 %.

    Some inputs are recalled; sampled molecules within 2 %.
    """
    rows = table("published_lifecycle")
    clinical = [rows[f"dimasi.phase_{phase}"] for phase in (1, 2, 3)]
    rate = rows["dimasi.capital"].values["rate"].base
    review = _years(rows["dimasi.filing"])
    first = rows["dimasi.preclinical"]
    spent = per_approval([Spend(_years(row), row.values["odds"].base, _cost(row)) for row in clinical])
    leads = [review + sum(_years(later) for later in clinical[place + 1 :]) for place in range(3)]
    grown = sum(
        capitalised(cost, _years(row), lead, rate)
        for cost, row, lead in zip(spent, clinical, leads, strict=True)
    )
    before = capitalised(_cost(first), _years(first), leads[0] + _years(clinical[0]), rate)
    figures = (
        ("clinical cost for each approval, out of pocket", 361.0, sum(spent)),
        ("cost for each approval, out of pocket", 559.0, sum(spent) + _cost(first)),
        ("clinical cost for each approval, capitalised", 626.0, grown),
        ("preclinical cost for each approval, capitalised", 615.0, before),
        ("cost for each approval, capitalised", 1241.0, grown + before),
    )
    sampled = _sampled_cost(clinical, starts, seed) + _cost(first)
    return [
        *(
            ValidationRow(case, "million USD of 2005", expected, found, 0.01 * expected, "B", "dimasi2007")
            for case, expected, found in figures
        ),
        ValidationRow(
            "cost for each approval, out of pocket, sampled",
            "million USD of 2005",
            559.0,
            sampled,
            0.02 * 559.0,
            "B",
            "dimasi2007",
        ),
    ]


def _sampled_cost(stages: list[Row], starts: int, seed: int) -> float:
    """Cost of the stages that sampled molecules enter, over those that pass them all."""
    inputs = Inputs(World(1, seed))
    molecules = Cohort("dimasi", np.ones((2, starts)), np.zeros((2, starts)), is_single=False)
    there, spent = np.ones(starts), 0.0
    for row in stages:
        spent += _cost(row) * float(there.sum())
        there = there * gates(molecules, row.id, row.values["odds"], inputs)[1]
    return spent / float(there.sum())


def _likelihood(starts: int, seed: int) -> list[ValidationRow]:
    """BIO 2011-2020: likelihood of approval from Phase I and the years it takes."""
    rows = table("published_lifecycle")
    stages = [rows[f"bio.{stage}"] for stage in ("phase_1", "phase_2", "phase_3", "filing")]
    inputs = Inputs(World(1, seed))
    molecules = Cohort("bio", np.ones((2, starts)), np.zeros((2, starts)), is_single=False)
    passed = np.prod([gates(molecules, row.id, row.values["odds"], inputs)[1] for row in stages], axis=0)
    groups = passed[: starts // _THOUSAND * _THOUSAND].reshape(-1, _THOUSAND).sum(axis=1)
    return [
        ValidationRow(
            "approvals of 1,000 molecules from Phase I, standard deviation",
            "1",
            8.5,
            float(groups.std()),
            0.6,
            "B",
            "bio2021",
        ),
        ValidationRow(
            "likelihood of approval from Phase I, sampled",
            "1",
            0.079,
            float(passed.mean()),
            0.001,
            "B",
            "bio2021",
        ),
        ValidationRow(
            "Phase I to approval", "a", 10.5, sum(_years(row) for row in stages), 0.05, "B", "bio2021"
        ),
        ValidationRow(
            "likelihood of approval of a biologic from Phase I, of the table of stages",
            "1",
            0.091,
            float(np.prod([table("stages")[f"biologic.{row.id[4:]}.odds"].value.base for row in stages])),
            0.001,
            "B",
            "bio2021",
        ),
    ]


def _clocks() -> list[ValidationRow]:
    """Statutory clocks in months at 250 working days a year, and the median from filing to approval."""
    statutory = [
        ValidationRow(
            f"{name}: working days as months of a year of 250",
            "month",
            expected,
            clock(name).limit.base / 250.0 * 12.0,
            0.05,
            "A",
            "nmpa_registration",
        )
        for name, expected in (
            ("nmpa.ind", 2.9),
            ("nmpa.ind-30", 1.4),
            ("nmpa.bla", 9.6),
            ("nmpa.bla-priority", 6.2),
            ("nmpa.bla-urgent", 3.4),
        )
    ]
    thirty = advance(advance(np.array([float(date(2024, 8, 5).toordinal())]), 5, "CN"), 30, "CN")[0]
    counted = ValidationRow(
        "application of 2024-08-05 on the 30-working-day clock, decided on 2024-09-24",
        "day",
        float(date(2024, 9, 24).toordinal()),
        float(thirty),
        0.0,
        "A",
        "nmpa_registration",
    )
    filed = np.linspace(date(2020, 7, 1).toordinal(), date(2021, 12, 31).toordinal(), 4001)
    decided = clock("nmpa.bla").submit(filed, Inputs(World(4000, 1)))
    median = float(np.median((decided - filed)[1:])) / DAYS_A_MONTH
    observed = ValidationRow("BLA to approval, median", "month", 15.4, median, 2.0, "B", "su2022")
    return [*statutory, counted, observed]


def _development() -> list[ValidationRow]:
    """DNA to the end of CMC by the parts of the table ``stage_parts``: 12 to 15 months are typical."""
    terms = next(each for each in route_of(_ANTIBODY) if each.stage == "cmc")
    inputs = Inputs(World(4000, 1))
    one = Cohort("cmc", np.ones((4001, 1)), np.zeros((4001, 1)), is_single=True)
    median = float(np.median(stage_time(one, terms, inputs).days[1:])) / DAYS_A_MONTH
    return [
        ValidationRow(
            "CMC of an antibody, median of its parts, read as 12 to 15 months",
            "month",
            13.5,
            median,
            1.5,
            "B",
            "tan2024",
        )
    ]


def _years(row: Row) -> float:
    return row.values["duration"].base / HOURS_A_YEAR


def _cost(row: Row) -> float:
    return row.values["musd_2005"].base
