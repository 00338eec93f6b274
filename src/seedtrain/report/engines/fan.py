"""Fan charts: a quantity through time in the sampled worlds, its median between P10 and P90."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message, Wording, say
from seedtrain.report.figure import DATES, Figure, axes
from seedtrain.report.figures.band import band, band_table
from seedtrain.report.figures.scale import scale
from seedtrain.report.show import day

_HEIGHT_PX = 300


def fan_chart(
    figure_id: str,
    name: Message | Wording,
    dimension: str,
    days: NDArray[np.float64],
    draws: NDArray[np.float64],
    lang: str,
    *,
    is_dated: bool = True,
) -> Figure | None:
    """Draw ``draws``, shape (n, days), on ``days``; None for fewer than two days or worlds.

    ``days`` are ordinals, or days from the start where not ``is_dated``.
    """
    if len(days) < 2 or len(draws) < 2:
        return None
    dates = [day(float(on)).isoformat() if is_dated else f"{on:g}" for on in days]
    axis = scale(float(np.quantile(draws, 0.9, axis=0).max()), dimension, lang)
    title = name.render(lang)
    numbered = {"title": {"text": say("engines.axis.days_on", lang)}, "type": "linear"}
    with_base = np.concatenate((draws[:1], draws))  # a band leaves its first row, the base, out
    return Figure(
        id=figure_id,
        title=title,
        alt=say("report.alt.fan", lang, title=title, first=dates[0], last=dates[-1]),
        traces=tuple(band(dates, with_base, name=title, kind="step", scale=axis.factor)),
        layout=axes(
            height=_HEIGHT_PX,
            x=dict(DATES) if is_dated else numbered,
            y={"title": {"text": axis.unit}, "rangemode": "tozero"},
            hovermode="x unified",
            showlegend=False,
        ),
        table=band_table(
            f"{figure_id}-values",
            Message("report.table.fan", {"title": Wording(title)}),
            dates,
            [(title, with_base, dimension)],
        ),
    )
