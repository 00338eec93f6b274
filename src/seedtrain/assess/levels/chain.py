"""Park to batch: companies, molecules, batches, lines and output as linked levels of one sampled world."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedtrain import park as zone
from seedtrain.assess.levels.lines import Line, batches_a_vessel, capacity, lines_of
from seedtrain.assess.levels.platforms import Visits, Waiting
from seedtrain.catalog import table
from seedtrain.errors import InputError, finding
from seedtrain.lifecycle.pipeline import Group, counted, flow_through, reached
from seedtrain.lifecycle.walk import Walk
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Park, Pipeline
from seedtrain.model.programme import Programme
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import ClinicalStage
from seedtrain.model.value import Origin, Value
from seedtrain.quantities.months import month_days
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

BATCHED = ("cmc", "phase_1", "phase_2", "phase_3", "process_validation")
_DAYS_A_YEAR = 365.25
_NEW = "-new"
"""Ending of the id of the molecules that companies start while they are there."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``companies`` that come within ``over_a`` years, and the day ``by`` which.

    ``companies`` ``None``: as the zone's own law has it; ``target``: a yearly output [CNY], if any.
    """

    by: date
    companies: float | None = None
    over_a: float = 3.0
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What was found: arrays (1 + n,) on the day asked, (1 + n, years) by calendar year.

    ``companies`` that came, ``molecules`` that began, ``phase_3`` that entered it, ``approved``; ``stages``
    the same for each stage; ``asked`` batches of 2,000 L that own molecules want of the zone's lines;
    ``there`` what the lines can make; ``vessels`` of 2,000 L that would make what is asked; ``output`` a year
    of own products and batches [CNY]; ``told_from`` first year at whose end three companies or more have come
    in nine of ten worlds: totals of the years before are not shown to others.
    """

    question: Question
    years: tuple[int, ...]
    companies: Draws
    molecules: Draws
    phase_3: Draws
    approved: Draws
    stages: Mapping[str, Draws]
    asked: Floats
    there: Floats
    vessels: Floats
    output: Floats
    told_from: int
    lines: tuple[Line, ...]
    visits: tuple[Visits, ...]

    @property
    def filled(self) -> Floats:
        """Share of the zone's lines that its own molecules fill, by year; 0 where there is no line."""
        return np.where(self.there > 0.0, np.minimum(self.asked / np.maximum(self.there, 1e-9), 1.0), 0.0)


def levels(scenario: Scenario, question: Question, inputs: Inputs) -> Levels:
    """Answer ``question`` on ``scenario``.

    Down: companies come and leave, bring and start molecules, molecules walk their stages, stages and sales
    ask for batches, lines make them. Back: what waits for a platform is later, and so are its batches. Raises
    :class:`InputError`: PRK-020 where neither question nor scenario says how many companies come, PRK-021 for
    a day that is not after ``as_of``, PRK-027 where fewer than three companies come by that day in more than
    a tenth of the worlds.
    """
    today = scenario.as_of or scenario.horizon.start
    if question.by <= today:
        raise InputError(
            [finding("PRK-021", path="--by", value=question.by.isoformat(), today=today.isoformat())]
        )
    site = scenario.park or Park(path="park")
    end = date(question.by.year + 1, 1, 1)
    days = month_days(today, end, (question.by,))
    flow = _flow(site, question, days, inputs)
    told = zone.first_shown(flow.introduced)
    if told >= len(days) or days[told] > float(question.by.toordinal()):
        raise InputError([finding("PRK-027", path="--companies", value=f"{question.companies or 0:g}")])
    kinds = pipelines_of(site)
    groups = [group for id_, each in kinds.items() for group in _groups(id_, each, flow, today, inputs)]
    waiting = Waiting(scenario.park, inputs)
    walks = flow_through(groups, inputs, waiting)
    edges = np.array([float(date(year, 1, 1).toordinal()) for year in range(today.year, end.year + 1)])
    asked, own = _asked(walks, kinds, days, edges, inputs)
    lines = lines_of(scenario, inputs)
    there = capacity(lines, np.maximum(edges, days[0]), len(asked))
    made = np.minimum(asked, there)
    price = inputs.draw(table("pipelines")["mab"].values["batch_price"])
    at = float(question.by.toordinal())
    stages = {
        stage: reached(walks, stage, np.array([at]))[:, 0]
        for stage in dict.fromkeys(name for each in walks for name in each.passages)
    }
    return Levels(
        question=question,
        years=tuple(range(today.year, end.year)),
        companies=flow.introduced[:, int(np.searchsorted(days, at))],
        molecules=np.sum(
            [counted(each.cohort.starts, each.cohort.share, np.array([at]))[:, 0] for each in walks], axis=0
        ),
        phase_3=stages["phase_3"],
        approved=np.sum(
            [counted(p.end, p.passed, np.array([at]))[:, 0] for p in (w.passages["filing"] for w in walks)],
            axis=0,
        ),
        stages=stages,
        asked=asked,
        there=there,
        vessels=asked / batches_a_vessel(None, inputs)[:, None],
        output=own + made * price[:, None],
        told_from=date.fromordinal(int(days[told])).year,
        lines=lines,
        visits=waiting.by_class(),
    )


def pipelines_of(site: Park) -> dict[str, Pipeline]:
    """The pipelines of a zone: its own, else one of each modality of the catalogue."""
    if site.pipelines:
        return dict(site.pipelines)
    return {
        key: Pipeline(path=f"park.pipelines.{key}", modality=key)  # type: ignore[arg-type]
        for key in table("pipelines")
    }


def _flow(site: Park, question: Question, days: Floats, inputs: Inputs) -> zone.Flow:
    laws = zone.laws_of(site, inputs)
    if question.companies is not None:
        until = min(days[0] + question.over_a * _DAYS_A_YEAR, days[-1])
        return zone.brought(question.companies, days, until, laws)
    if site.companies is None:
        raise InputError([finding("PRK-020", path="park.companies", value="–")])
    return zone.follow(site.companies, days, laws)


def _groups(id_: str, each: Pipeline, flow: zone.Flow, today: date, inputs: Inputs) -> Iterator[Group]:
    """The molecules that companies bring, in the pipeline's stage, and those they start from discovery."""
    row = table("pipelines")[each.modality].values
    at_entry = inputs.draw(row["at_entry"] if each.at_entry is None else each.at_entry)
    a_day = 24.0 * inputs.draw(row["a_year"] if each.a_year is None else each.a_year)
    nothing = np.zeros_like(at_entry)
    for name, stage, births in (
        (id_, each.stage, zone.born(id_, flow, at_entry, nothing, inputs)),
        (f"{id_}{_NEW}", _first(each.route), zone.born(f"{id_}{_NEW}", flow, nothing, a_day, inputs)),
    ):
        path = f"park.pipelines.{name}"
        programme = Programme(
            path=path,
            modality=each.modality,
            route=each.route,
            molecules=Value(1.0, "count", "1", Origin(), f"{path}.molecules"),
            stage=stage,
            start=today,
        )
        yield Group(programme, births.share, births.starts)


def _first(route: str) -> ClinicalStage:
    """The first stage of a route."""
    first: ClinicalStage = table("routes")[route].words["stages"][0]
    return first


def _asked(
    walks: tuple[Walk, ...], kinds: Mapping[str, Pipeline], days: Floats, edges: Floats, inputs: Inputs
) -> tuple[Floats, Floats]:
    """Batches that own molecules want of the zone's lines, and sales of own products, by year: (1 + n, k)."""
    worlds = 1 + inputs.world.replications
    asked, sales = np.zeros((worlds, len(edges) - 1)), np.zeros((worlds, len(edges) - 1))
    last = edges - 1.0
    for walk in walks:
        pipeline = kinds[walk.id.removesuffix(_NEW)]
        row = table("pipelines")[pipeline.modality].values
        share = inputs.draw(row["in_zone"] if pipeline.in_zone is None else pipeline.in_zone)[:, None]
        for stage in BATCHED:
            if stage in walk.passages:
                passage = walk.passages[stage]
                entered = np.diff(counted(passage.start, passage.entered, last), axis=1)
                asked += share * inputs.draw(row[stage])[:, None] * entered
        if "commercial" in walk.passages:
            passage = walk.passages["commercial"]
            on_market = _years_on_market(passage.start, passage.entered, days, edges)
            asked += share * inputs.draw(row["commercial"])[:, None] * on_market
            sales += inputs.draw(row["sales"])[:, None] * on_market
    return asked, sales


def _years_on_market(start: Floats, entered: Floats, days: Floats, edges: Floats) -> Floats:
    """Molecule-years on the market in each year, by the months of ``days``: (1 + n, k)."""
    stock = counted(start, entered, days)
    length = np.diff(days) / _DAYS_A_YEAR
    year = np.clip(np.searchsorted(edges, days[:-1], side="right") - 1, 0, len(edges) - 2)
    held = stock[:, :-1] * length
    return np.stack([held[:, year == place].sum(axis=1) for place in range(len(edges) - 1)], axis=1)
