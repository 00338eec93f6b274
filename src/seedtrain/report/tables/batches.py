"""Batch profiles: what one batch takes and gives."""

from seedtrain.messages import Message, Wording
from seedtrain.report.names import class_name, named, step_name
from seedtrain.report.show import term
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.batch_profile import BatchProfile


def batch_summary(assessment: Assessment) -> Table:
    """One row for each product and suite: yield, mass, cost and odds of failure of a batch, base case."""
    return Table(
        id="batches",
        title=Message("report.table.batches"),
        columns=(
            column("product"),
            column("suite"),
            column("working_volume", "L", dimension="volume", priority=3),
            column("overall_yield", right=True, priority=3),
            column("batch_output", right=True),
            column("batch_cost", right=True),
            column("unit_cost", right=True, priority=2),
            column("failure_odds", right=True, priority=4),
        ),
        rows=rows(_summary(assessment, profile) for profile in assessment.profiles.values()),
    )


def _summary(
    assessment: Assessment, profile: BatchProfile
) -> list[str | float | Quantity | Message | Wording | None]:
    mass, items = float(profile.mass_out_g[0]), float(profile.items_out[0])
    cost = float(sum(part[0] for part in profile.cost_cny.values())) if profile.cost_cny else None
    if items > 0:
        output = Quantity(items, "count")
        unit_cost = Quantity(None if cost is None else cost / items, "money_per_item")
    else:
        output = Quantity(mass, "mass")
        unit_cost = Quantity(cost / mass if cost is not None and mass > 0 else None, "money_per_mass")
    return [
        named(assessment.names, "products", profile.product),
        named(assessment.names, "suites", profile.suite),
        profile.working_volume_L or None,
        Quantity(float(profile.overall_yield[0]), "fraction"),
        output,
        Quantity(cost, "money"),
        unit_cost,
        Quantity(float(profile.failure_odds[0]), "fraction"),
    ]


def batch_steps(assessment: Assessment) -> tuple[Table, ...]:
    """One table for each product and suite: hours, volume and mass at the end of each step, base case."""
    return tuple(_steps(assessment, profile) for profile in assessment.profiles.values())


def _steps(assessment: Assessment, profile: BatchProfile) -> Table:
    return Table(
        id=f"batch-{profile.product}-{profile.suite}",
        title=Message(
            "report.table.batch",
            {
                "product": named(assessment.names, "products", profile.product),
                "suite": named(assessment.names, "suites", profile.suite),
            },
        ),
        columns=(
            column("step"),
            column("section", priority=4),
            column("unit_class", priority=2),
            column("duration", "h", dimension="time"),
            column("turnaround", "h", dimension="time", priority=3),
            column("volume_out", "L", dimension="volume", priority=2),
            column("mass_out", "g", dimension="mass"),
        ),
        rows=rows(
            [
                step_name(profile, step.step),
                term("report.section_of", step.section),
                class_name(step.unit_class) if step.unit_class else None,
                float(step.duration_h[0]),
                step.turnaround_h if step.unit_class else None,
                float(step.volume_out_L[0]),
                float(step.mass_out_g[0]),
            ]
            for step in profile.operations
        ),
    )
