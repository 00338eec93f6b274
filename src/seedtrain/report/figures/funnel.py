"""The pipeline as a funnel: molecules that have entered each stage by the end of the horizon."""

from seedtrain.messages import Message, say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe
from seedtrain.report.names import named
from seedtrain.report.show import number
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment

_ORDER = (
    "discovery",
    "cmc",
    "preclinical",
    "ind",
    "phase_1",
    "phase_2",
    "phase_3",
    "process_validation",
    "filing",
    "launch",
    "commercial",
)


def funnel(assessment: Assessment, lang: str) -> Figure | None:
    """Stages from top to bottom, a band a programme, as wide as its molecules; ``None`` without any."""
    entered: dict[str, dict[str, float]] = {}
    for series in assessment.series:
        parts = series.id.split(".")
        if len(parts) == 4 and parts[0] == "lifecycle" and parts[2] == "entered" and series.draws is not None:
            drawn = series.draws[1:, -1] if len(series.draws) > 1 else series.draws[:, -1]
            entered.setdefault(parts[1], {})[parts[3]] = float(drawn.mean())
    stages = [stage for stage in _ORDER if any(stage in each for each in entered.values())]
    if not stages:
        return None
    names = {id_: named(assessment.names, "programmes", id_).render(lang) for id_ in entered}
    labels = [say(f"stage.{stage}", lang) for stage in stages]
    traces = tuple(
        {
            "type": "funnel",
            "name": safe(names[id_]),
            "y": labels,
            "x": [rounded(each.get(stage, 0.0)) for stage in stages],
            "text": [number(each.get(stage, 0.0)) for stage in stages],
            "textinfo": "text",
            "marker": {"color": hue(place)},
            "hovertemplate": "<b>%{fullData.name}</b><br>%{y}: %{text}<extra></extra>",
        }
        for place, (id_, each) in enumerate(entered.items())
    )
    last = assessment.horizon[1].isoformat()
    return Figure(
        id="fig-funnel",
        title=say("report.figure.funnel", lang, day=last),
        alt=say("report.alt.funnel", lang, n=len(entered), day=last),
        traces=traces,
        layout=axes(height=90 + 32 * len(stages), y={"showgrid": False}, showlegend=len(entered) > 1),
        table=Table(
            id="funnel",
            title=Message("report.table.funnel"),
            columns=(column("programme"), column("stage"), column("entered", right=True)),
            rows=rows(
                [names[id_], Message(f"stage.{stage}"), Quantity(each[stage], "count")]
                for id_, each in entered.items()
                for stage in stages
                if stage in each
            ),
        ),
    )
