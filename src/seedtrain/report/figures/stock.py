"""Released output through time, by product."""

import numpy as np

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Figure, axes, instant
from seedtrain.report.figures.band import band, band_table
from seedtrain.report.figures.scale import scale
from seedtrain.report.names import named
from seedtrain.results.assessment import Assessment

_GRAMS = 1000.0


def stock(assessment: Assessment, lang: str) -> Figure | None:
    """Cumulative released mass by product with its P10 to P90 band; ``None`` where nothing was simulated."""
    simulation = assessment.simulation
    if simulation is None:
        return None
    made = {
        product: draws for product, draws in simulation.stock_kg.items() if float(draws.max(initial=0.0)) > 0
    }
    if not made:
        return None
    days = [instant(assessment.horizon[0], float(hours))[:10] for hours in simulation.months_h]
    most = max(float(np.max(draws)) for draws in made.values()) * _GRAMS
    axis = scale(most, "mass", lang)
    traces, lines = [], []
    for place, (product, draws) in enumerate(made.items()):
        name = named(assessment.names, "products", product).render(lang)
        traces += band(days, draws, name=name, place=place, scale=_GRAMS * axis.factor)
        lines.append((name, draws * _GRAMS, "mass"))
    return Figure(
        id="fig-stock",
        title=say("report.figure.stock", lang),
        alt=say("report.alt.stock", lang, products="、".join(made) if lang == "zh" else ", ".join(made)),
        traces=tuple(traces),
        layout=axes(
            height=330,
            x=DATES,
            y={
                "title": {"text": f"{say('report.figure.released', lang)} [{axis.unit}]"},
                "rangemode": "tozero",
            },
            hovermode="x unified",
            showlegend=True,
        ),
        table=band_table("stock-months", Message("report.table.stock"), days, lines),
    )
