"""Assessments: everything a run found out, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from seedtrain.messages import Message, Wording
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.driver import Driver
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.suite_capacity import SuiteCapacity
from seedtrain.results.timetable import Timetable
from seedtrain.results.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one run of a scenario says, whatever sections the scenario has.

    ``horizon``: first day and the day after the last; hours in ``timetable`` and ``simulation`` count from
    its first day at 00:00. ``version``: of seedtrain; ``input_hash``: of the exact scenario used;
    ``price_year``: year of all money. ``profiles`` by (product, suite). ``drivers``: strongest first.
    ``notes``: what a reader must know to read the numbers. ``names``: display names by scenario path
    (``products.mab-a``); an id without a name shows as itself.
    """

    scenario_id: str
    title: Wording
    as_of: date
    horizon: tuple[date, date]
    seed: int
    replications: int
    version: str
    input_hash: str
    price_year: int
    profiles: Mapping[tuple[str, str], BatchProfile]
    capacities: tuple[SuiteCapacity, ...]
    timetable: Timetable | None
    simulation: SimulationResult | None
    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    verdicts: tuple[Verdict, ...]
    drivers: tuple[Driver, ...]
    notes: tuple[Message, ...]
    names: Mapping[str, Wording]
