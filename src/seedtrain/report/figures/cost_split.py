"""The cost of a batch, split by category."""

from collections.abc import Mapping

from seedtrain.messages import say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe
from seedtrain.report.figures.scale import scale
from seedtrain.report.names import named
from seedtrain.report.show import show, term
from seedtrain.report.tables.costs import costs
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Draws


def cost_split(assessment: Assessment, lang: str) -> Figure | None:
    """A stacked bar for each product and suite, base case; ``None`` where no batch has a cost."""
    profiles = [profile for profile in assessment.profiles.values() if profile.cost_cny]
    if not profiles:
        return None
    categories = list(dict.fromkeys(name for profile in profiles for name in profile.cost_cny))
    whole = [float(sum(part[0] for part in profile.cost_cny.values())) for profile in profiles]
    axis = scale(max(whole), "money", lang)
    names = [
        safe(
            f"{named(assessment.names, 'products', profile.product).render(lang)} · "
            f"{named(assessment.names, 'suites', profile.suite).render(lang)}"
        )
        for profile in profiles
    ]
    traces = []
    for place, category in enumerate(categories):
        parts = [float(one.cost_cny[category][0]) if category in one.cost_cny else 0.0 for one in profiles]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": safe(term("cost", category).render(lang)),
                "y": names,
                "x": [rounded(part * axis.factor) for part in parts],
                "marker": {"color": hue(place), "line": {"color": "var(--panel)", "width": 1}},
                "hovertext": [
                    f"{show(part, 'money', lang)} · {100 * part / total:.0f} %" if total > 0 else ""
                    for part, total in zip(parts, whole, strict=True)
                ],
                "hovertemplate": "<b>%{fullData.name}</b><br>%{hovertext}<extra></extra>",
            }
        )
    return Figure(
        id="fig-cost",
        title=say("report.figure.cost", lang, year=assessment.price_year),
        alt=say(
            "report.alt.cost",
            lang,
            n=len(profiles),
            first=term("cost", _largest(profiles[0].cost_cny)).render(lang),
        ),
        traces=tuple(traces),
        layout=axes(
            height=110 + 44 * len(profiles),
            x={"title": {"text": axis.unit}},
            y={"autorange": "reversed", "showgrid": False},
            barmode="stack",
            bargap=0.4,
            hovermode="closest",
            showlegend=True,
        ),
        table=costs(assessment),
    )


def _largest(parts: Mapping[str, Draws]) -> str:
    return max(parts, key=lambda name: float(parts[name][0]))
