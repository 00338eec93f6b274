"""What each suite can make in a year, with its range."""

from seedtrain.messages import say
from seedtrain.quantities import quantiles
from seedtrain.report.figure import Figure, axes, hue, rounded, safe
from seedtrain.report.names import named
from seedtrain.report.show import number
from seedtrain.results.assessment import Assessment

_ROW_PX = 26


def capacity_bars(assessment: Assessment, lang: str) -> Figure | None:
    """Median batches a year of each suite and product, P10 to P90 as a line; ``None`` without capacities."""
    capacities = assessment.capacities
    if not capacities:
        return None
    products = list(dict.fromkeys(one.product for one in capacities))
    traces = []
    for place, product in enumerate(products):
        own = [one for one in capacities if one.product == product]
        spreads = [quantiles(one.batches_a[1:]) for one in own]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": safe(named(assessment.names, "products", product).render(lang)),
                "y": [safe(named(assessment.names, "suites", one.suite).render(lang)) for one in own],
                "x": [rounded(middle) for _, middle, _ in spreads],
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [rounded(high - middle) for _, middle, high in spreads],
                    "arrayminus": [rounded(middle - low) for low, middle, _ in spreads],
                    "color": "var(--ink)",
                    "thickness": 1.5,
                    "width": 4,
                },
                "marker": {"color": hue(place)},
                "hovertext": [
                    f"{number(middle)} ({number(low)}–{number(high)})" for low, middle, high in spreads
                ],
                "hovertemplate": "<b>%{y}</b><br>%{hovertext}<extra>%{fullData.name}</extra>",
            }
        )
    return Figure(
        id="fig-capacity",
        title=say("report.figure.capacity", lang),
        alt=say("report.alt.capacity", lang, n=len(capacities)),
        traces=tuple(traces),
        layout=axes(
            height=110 + _ROW_PX * len(capacities),
            x={"title": {"text": say("report.column.batches_a", lang)}, "rangemode": "tozero"},
            y={"autorange": "reversed", "showgrid": False},
            barmode="group",
            bargap=0.3,
            hovermode="closest",
            showlegend=len(products) > 1,
        ),
    )
