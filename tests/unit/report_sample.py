"""Assessments made by hand, for the tests of the report: a plant, a pipeline, a park, and all three."""

from dataclasses import replace
from datetime import date

import numpy as np

from seedtrain.messages import Message, Wording
from seedtrain.results.assessment import Assessment
from seedtrain.results.batch_profile import BatchProfile, OperationProfile
from seedtrain.results.driver import Driver
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.suite_capacity import Rung, SuiteCapacity
from seedtrain.results.timetable import BatchOrder, Slot, Timetable
from seedtrain.results.verdict import Basis, Claimed, Verdict, VerdictName

N = 200
START = date(2022, 3, 9)
END = date(2024, 3, 9)
SUITES = {"su2000": ("mab-a", 2000.0, "single_use"), "ss5000": ("mab-b", 5000.0, "stainless")}
STEPS = (
    ("seed", "usp", "seed-bioreactor-1", 336.0),
    ("production", "usp", "production-bioreactor", 336.0),
    ("capture", "dsp", "capture-column", 30.0),
    ("polishing", "dsp", "capture-column", 16.0),
    ("bulk_fill", "dsp", "bulk-fill-station", 8.0),
)
NAMES = {
    "products.mab-a": Wording("mAb A", "单抗A"),
    "products.mab-b": Wording("mAb B", "单抗B"),
    "sites.lingang.suites.su2000": Wording("3 x 2,000 L single-use", "3×2000 L一次性产线"),
    "sites.lingang.suites.ss5000": Wording("3 x 5,000 L stainless", "3×5000 L不锈钢产线"),
    "orders.mab-a-launch": Wording("mAb A, launch supply", "单抗A上市供应"),
    "programmes.late": Wording("Late programme", "后期项目"),
}


def spread(base: float, cv: float, place: int) -> Draws:
    """Base case, then N values about it; the same ones for the same place."""
    drawn = base * np.exp(cv * np.random.default_rng(place).standard_normal(N))
    return np.concatenate([[base], drawn])


def profile(product: str, suite: str, volume: float, material: str) -> BatchProfile:
    """A batch of five steps."""
    mass = volume * 4.0 * 0.7
    return BatchProfile(
        product=product,
        recipe="mab",
        suite=suite,
        working_volume_L=volume,
        material=material,
        operations=tuple(
            OperationProfile(
                step=step,
                section=section,
                unit_class=unit_class,
                duration_h=spread(hours, 0.05, place),
                spread_cv=0.05,
                hold_limit_h=None,
                turnaround_h=24.0,
                changeover_h=72.0,
                failure_share=0.2,
                volume_out_L=spread(volume / (1 + place), 0.02, place),
                mass_out_g=spread(mass, 0.1, 7),
            )
            for place, (step, section, unit_class, hours) in enumerate(STEPS)
        ),
        overall_yield=spread(0.7, 0.05, 8),
        mass_out_g=spread(mass, 0.1, 7),
        mass_spread_cv=0.05,
        items_out=np.zeros(1 + N),
        failure_odds=spread(0.03, 0.2, 9),
        cost_cny={
            name: spread(cost * volume / 2000, 0.1, place)
            for place, (name, cost) in enumerate(
                {
                    "materials": 1.1e6,
                    "consumables": 1.6e6,
                    "labour": 0.9e6,
                    "quality": 0.7e6,
                    "utilities": 0.2e6,
                    "capital": 1.9e6,
                    "overhead": 0.5e6,
                }.items()
            )
        },
        consumption={"media_L": spread(volume, 0.01, 3)},
    )


def timetable(batches: int = 12) -> Timetable:
    """Each suite makes a batch every four days on three bioreactors."""
    slots, orders = [], []
    for suite, (product, _, _) in SUITES.items():
        for number in range(batches):
            job, at = f"{product}-{number + 1:02d}", 100.0 * number + (0 if suite == "su2000" else 500.0)
            orders.append(
                BatchOrder(
                    job=job,
                    product=product,
                    suite=suite,
                    order="mab-a-launch" if product == "mab-a" else "mab-b-2023",
                    purpose="validation" if number < 3 else "commercial",
                    earliest_h=0.0,
                    due_h=3000.0 if product == "mab-a" else float("inf"),
                )
            )
            for step, _, unit_class, hours in STEPS:
                unit = f"{suite}/{unit_class}-{number % 4 + 1 if hours > 100 else 1}"
                slots.append(Slot(job, product, suite, step, unit, at, at + hours, at + hours + 24.0))
                at += hours
    end = max(slot.end_h for slot in slots)
    return Timetable(
        slots=tuple(slots),
        batches=tuple(orders),
        objective=end,
        bound=0.97 * end,
        gap=0.03,
        status="feasible",
        broken=(),
        engine=Message("schedule.engine.none"),
    )


def simulation() -> SimulationResult:
    """Two products released month by month."""
    months = np.arange(1, 25, dtype=np.float64) * 730.5
    ramp = np.minimum(1.0, months / 9000.0)
    return SimulationResult(
        policy="follow",
        replications=N,
        failed_replications=0,
        released_batches=np.round(spread(24.0, 0.04, 30)),
        failed_batches=np.round(spread(0.7, 0.5, 31)),
        makespan_h=spread(2400.0, 0.06, 32),
        mass_kg={"mab-a": spread(67.0, 0.1, 33), "mab-b": spread(168.0, 0.1, 34)},
        on_time={"mab-a-launch": np.clip(spread(0.93, 0.08, 35), 0, 1), "mab-b-2023": np.ones(1 + N)},
        stock_kg={
            "mab-a": spread(67.0, 0.1, 33)[:, None] * ramp,
            "mab-b": spread(168.0, 0.1, 34)[:, None] * ramp**2,
        },
        months_h=months,
        completion_h=np.full((1 + N, 24), 2000.0),
        utilisation={"su2000.production-bioreactor": spread(0.8, 0.05, 36)},
        order_completion_h={"mab-a-launch": spread(1800.0, 0.05, 37), "mab-b-2023": spread(2400.0, 0.05, 38)},
        over_hold_batches=np.zeros(1 + N),
    )


def capacities() -> tuple[SuiteCapacity, ...]:
    """A ladder for each suite."""
    return tuple(
        SuiteCapacity(
            suite=suite,
            product=product,
            rungs=(
                Rung(Message("report.column.day"), 365.0, "day"),
                Rung(Message("report.column.turnaround"), 344.0, "day"),
                Rung(Message("report.column.start"), 310.0, "day"),
                Rung(Message("report.column.batches"), 74.0, "batch"),
                Rung(Message("report.column.completed"), 71.6, "batch"),
            ),
            cycle_time_h=100.0,
            bottleneck="production-bioreactor",
            batches_a=spread(71.6, 0.05, place),
            mass_kg_a=spread(71.6 * volume * 0.0028, 0.1, place + 3),
            items_a=np.zeros(1 + N),
        )
        for place, (suite, (product, volume, _)) in enumerate(SUITES.items())
    )


def claim(
    name: str,
    verdict: VerdictName,
    probability: float | None,
    *,
    values: tuple[float, float, float] | None = None,
    dimension: str = "count",
    low: float | None = None,
    basis: Basis = "engine",
    text: Wording | None = None,
    remedy: Wording | None = None,
    refers_to: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
) -> Verdict:
    """A verdict on one reading."""
    p10, p50, p90 = values or (None, None, None)
    return Verdict(
        claim=name,
        reading="main",
        document="Press release, 2022-03-09",
        kind="plan",
        text=text or Wording(f"Statement {name}", f"表述{name}"),
        test=Wording("The sum announced covers the lines it pays for.", "公布的投资额足以建成所列产线。"),
        claimed=Claimed(
            op=">", low=low, high=None, dimension=dimension, text=Wording("more than stated", "超过所述值")
        ),
        verdict=verdict,
        probability=probability,
        p10=p10,
        p50=p50,
        p90=p90,
        basis=basis,
        rests_on=("recipes.mab.production.titer", "catalog:prices.media") if basis == "engine" else (),
        remedy=remedy,
        missing=missing,
        refers_to=refers_to,
    )


def plant() -> Assessment:
    """Two suites, a timetable, a simulation and four verdicts."""
    return Assessment(
        scenario_id="sample-plant",
        title=Wording("Sample plant at Lin-gang", "临港示例工厂"),
        as_of=START,
        horizon=(START, END),
        seed=1,
        replications=N,
        version="0.1.0",
        input_hash="3f" * 32,
        price_year=2022,
        profiles={
            (product, suite): profile(product, suite, volume, material)
            for suite, (product, volume, material) in SUITES.items()
        },
        capacities=capacities(),
        timetable=timetable(),
        simulation=simulation(),
        indicators=plant_indicators(),
        series=(),
        verdicts=(
            claim(
                "Z02",
                "supported",
                0.93,
                dimension="money",
                values=(0.9e9, 1.1e9, 1.4e9),
                low=1.3e9,
                text=Wording(
                    "More than 1.3 billion CNY goes into the commercial production base",
                    "商业化生产基地投资超过13亿元",
                ),
            ),
            claim(
                "Z03",
                "contradicted",
                0.08,
                dimension="area",
                values=(21000.0, 27000.0, 34000.0),
                low=66000.0,
                text=Wording("The commercial base covers 66,000 m²", "商业化生产基地面积6.6万平方米"),
                remedy=Wording("build the second phase of six lines.", "建设第二期六条产线。"),
            ),
            claim(
                "Z07",
                "contradicted",
                0.0,
                basis="arithmetic",
                values=(5670.0, 5670.0, 5670.0),
                dimension="area",
            ),
            claim("Z14", "not_assessable", None, basis="self-reported"),
            claim("Z16", "not_assessable", None, basis="none", missing=("park.companies.base",)),
        ),
        drivers=(
            Driver(
                path="recipes.mab.production.titer",
                label=Wording("Titer (mAb)", "滴度（单抗）"),
                text="triangular 2.8 / 3.5 / 4.4 g/L",
                origin="assumption",
                target="capacity.total.mass",
                correlation=0.82,
                swing=(520000.0, 790000.0),
            ),
            Driver(
                path="catalog:capital.location",
                label=Wording("Location factor of capital", "投资地区系数"),
                text="0.55 to 0.75",
                origin="catalog",
                target="capital.base.need",
                correlation=0.74,
                swing=(0.9e9, 1.35e9),
            ),
            Driver(
                path="sites.lingang.suites.su2000.shutdown",
                label=Wording("Planned shutdown", "计划停产"),
                text="14 d to 28 d",
                origin="assumption",
                target="capacity.total.mass",
                correlation=-0.31,
                swing=(690000.0, 630000.0),
            ),
            Driver(
                path="catalog:recipes.mab.capture.step_yield",
                label=Wording("Step yield of capture", "捕获步骤收率"),
                text="0.90 to 0.96",
                origin="catalog",
                target="capacity.total.mass",
                correlation=0.22,
                swing=(640000.0, 675000.0),
            ),
        ),
        notes=(Message("report.reading.base"),),
        names=NAMES,
    )


def plant_indicators() -> tuple[Indicator, ...]:
    """Indicators of several dimensions, one that can't be told and one without spread."""
    total = Message("report.table.capacity")
    return (
        Indicator(
            id="output.batches",
            label=Message("report.column.batches"),
            dimension="count",
            draws=np.round(spread(24.0, 0.04, 30)),
            headline=True,
        ),
        Indicator(
            id="capacity.total.mass",
            label=total,
            dimension="mass",
            draws=spread(660000.0, 0.12, 41),
            headline=True,
        ),
        Indicator(
            id="capital.base.need",
            label=Message("report.column.batch_cost"),
            dimension="money",
            draws=spread(1.1e9, 0.15, 42),
            headline=True,
        ),
        Indicator(
            id="batch.mab-a.su2000.cost_per_gram",
            label=Message("report.column.unit_cost"),
            dimension="money_per_mass",
            draws=spread(1230.0, 0.1, 43),
            headline=True,
        ),
        Indicator(
            id="orders.mab-a-launch.completion",
            label=Message("report.column.completed"),
            dimension="date",
            draws=START.toordinal() + np.round(spread(110.0, 0.1, 44)),
        ),
        Indicator(
            id="schedule.makespan",
            label=Message("report.schedule.makespan"),
            dimension="time",
            draws=np.full(1 + N, 2100.0),
        ),
        Indicator(
            id="output.mab-c.mass",
            label=Message("report.figure.released"),
            dimension="mass",
            draws=None,
            missing=("products.mab-c.titer",),
        ),
    )


def pipeline() -> Assessment:
    """Molecules without a plant."""
    stages = ("cmc", "preclinical", "ind", "phase_1", "phase_2", "phase_3", "filing")
    indicators, at = [], START.toordinal() + np.zeros(1 + N)
    for place, stage in enumerate(stages):
        end = at + np.round(spread(300.0 + 60 * place, 0.15, 50 + place))
        if stage == "filing":
            end[1::3] = np.inf
        for name, draws in (("start", at), ("end", end)):
            indicators.append(
                Indicator(
                    id=f"lifecycle.late.{stage}.{name}",
                    label=Message(
                        f"indicator.lifecycle.{name}",
                        {"programme": NAMES["programmes.late"], "stage": Message(f"stage.{stage}")},
                    ),
                    dimension="date",
                    draws=draws,
                    headline=(stage, name) == ("filing", "end"),
                )
            )
        at = end
    approved = Indicator(
        id="lifecycle.late.approved",
        label=Message("indicator.lifecycle.approved", {"programme": NAMES["programmes.late"]}),
        dimension="count",
        draws=np.round(spread(2.0, 0.4, 60)),
        headline=True,
    )
    days = START.toordinal() + 90.0 * np.arange(30, dtype=np.float64)
    series = tuple(
        Series(
            id=f"lifecycle.late.entered.{stage}",
            label=Message(
                "series.lifecycle.entered",
                {"programme": NAMES["programmes.late"], "stage": Message(f"stage.{stage}")},
            ),
            dimension="count",
            days=days,
            draws=np.round(
                np.minimum(
                    6.0,
                    np.outer(spread(8.0, 0.3, 70 + place), np.maximum(0.0, np.linspace(-place / 7, 1, 30))),
                )
            ),
        )
        for place, stage in enumerate(stages)
    )
    return replace(
        bare(),
        scenario_id="sample-pipeline",
        title=Wording("Sample pipeline", "示例管线"),
        horizon=(START, date(2029, 6, 1)),
        indicators=(*indicators, approved),
        series=series,
        names=NAMES,
    )


def park() -> Assessment:
    """A zone without plant or pipeline, with a claim on a series."""
    days = np.array([date(2020 + year, 9, 1).toordinal() for year in range(5)], dtype=np.float64)
    growth = np.outer(spread(60.0, 0.25, 80), np.arange(5.0)) + 150.0
    scale = np.outer(spread(6.1e10, 0.08, 81), np.ones(5)) * 1.15 ** np.arange(5.0)
    return replace(
        bare(),
        scenario_id="sample-park",
        title=Wording("Sample park", "示例园区"),
        as_of=date(2020, 11, 16),
        horizon=(date(2020, 9, 1), date(2024, 9, 1)),
        series=(
            Series(
                id="park.companies",
                label=Message("series.park.companies"),
                dimension="count",
                days=days,
                draws=growth,
                kind="line",
            ),
            Series(
                id="park.industry_scale",
                label=Message("series.park.industry_scale"),
                dimension="money",
                days=days,
                draws=scale,
                kind="line",
            ),
        ),
        indicators=(
            Indicator(
                id="park.land_area",
                label=Message("indicator.park.land_area"),
                dimension="area",
                draws=np.full(1 + N, 10000 * 2000 / 3),
                headline=True,
            ),
            Indicator(
                id="park.companies_capacity",
                label=Message("indicator.park.companies_capacity"),
                dimension="count",
                draws=spread(500.0, 0.1, 82),
                headline=True,
            ),
        ),
        verdicts=(
            claim(
                "W08",
                "likely",
                0.62,
                values=(250.0, 330.0, 410.0),
                low=300.0,
                refers_to=("park.companies@2023-09-01",),
            ),
            claim(
                "W09",
                "unlikely",
                0.31,
                values=(0.8e11, 0.93e11, 1.1e11),
                low=1e11,
                dimension="money",
                refers_to=("park.industry_scale@2023-09-01",),
            ),
        ),
    )


def bare() -> Assessment:
    """Nothing but the frame."""
    return Assessment(
        scenario_id="sample-bare",
        title=Wording("Nothing yet", "空方案"),
        as_of=START,
        horizon=(START, END),
        seed=1,
        replications=N,
        version="0.1.0",
        input_hash="00" * 32,
        price_year=2022,
        profiles={},
        capacities=(),
        timetable=None,
        simulation=None,
        indicators=(),
        series=(),
        verdicts=(),
        drivers=(),
        notes=(),
        names={},
    )


def mixed() -> Assessment:
    """Plant, pipeline and park in one."""
    molecules, zone = pipeline(), park()
    return replace(
        plant(),
        scenario_id="sample-mixed",
        title=Wording("Sample zone with a plant", "示例园区与工厂"),
        indicators=(*plant().indicators, *molecules.indicators, *zone.indicators),
        series=(*molecules.series, *zone.series),
        verdicts=(*plant().verdicts, *zone.verdicts),
    )


SAMPLES = {"plant": plant, "pipeline": pipeline, "park": park, "bare": bare, "mixed": mixed}
