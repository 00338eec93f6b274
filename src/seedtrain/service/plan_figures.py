"""Plans as charts: campaigns by suite, stock by period, the front."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, Curve, bar_chart, curve_chart
from seedtrain.report.show import number, term

if TYPE_CHECKING:
    from seedtrain.plan import PlanResult
    from seedtrain.report.figure import Figure


def plan_figures(
    result: "PlanResult", front: "Sequence[PlanResult]", lang: str
) -> "tuple[Figure | None, ...]":
    """Return the charts of a plan; None for those it has nothing for."""
    return _campaigns(result, lang), _stock(result, lang), _front(front, lang)


def _campaigns(result: "PlanResult", lang: str) -> "Figure | None":
    bars = [
        Bar(
            line=row.suite,
            group=row.product,
            start=row.start,
            end=row.end,
            text=Message(
                "engines.figure.campaign",
                {"batches": row.batches, "start": number(row.start, 5), "end": number(row.end, 5)},
            ).render(lang),
        )
        for row in result.campaigns
    ]
    return bar_chart(bars, Message("engines.figure.campaigns"), Message("engines.axis.days"), lang)


def _stock(result: "PlanResult", lang: str) -> "Figure | None":
    """Stock at the end of each period, or on each due date, of each product behind each section."""
    points: dict[tuple[str, str], dict[int, float]] = {}
    for row in result.flows:
        if row.kind == "stock":
            points.setdefault((row.section, row.product), {})[row.period] = row.quantity
    last = max((row.period for row in result.flows), default=0)
    sections = {section for section, _ in points}
    curves = [
        Curve(
            name=product
            if len(sections) == 1
            else f"{product} · {term('engines.section', section).render(lang)}",
            x=tuple(float(period + 1) for period in range(last + 1)),
            y=tuple(found.get(period, 0.0) for period in range(last + 1)),
        )
        for (section, product), found in sorted(points.items())
    ]
    named_axes = (Message("engines.axis.period"), Message("engines.axis.stock"))
    return curve_chart("fig-stock", curves, Message("engines.figure.stock"), named_axes, lang, shape="hv")


def _front(front: "Sequence[PlanResult]", lang: str) -> "Figure | None":
    if not front:
        return None
    curve = Curve(
        name=Message("engines.figure.plans").render(lang),
        x=tuple(plan.indicators["throughput"] for plan in front),
        y=tuple(plan.indicators["deficit"] for plan in front),
    )
    named_axes = (Message("engines.objective_name.throughput"), Message("engines.objective_name.deficit"))
    return curve_chart("fig-front", [curve], Message("engines.plan.front"), named_axes, lang)
