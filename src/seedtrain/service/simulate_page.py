"""The report of a simulation: courses through time, histograms, tornados, tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording, say
from seedtrain.report.engines import Swing, engine_page, fan_chart, histogram, tornado_chart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.report.figure import Figure
    from seedtrain.report.table import Table
    from seedtrain.service.simulate_prepared import Answer, Course
    from seedtrain.simulate.drivers import Mover


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """What is drawn: courses and answers with their draws, answers with their median and what moves them."""

    courses: "Sequence[tuple[Course, NDArray[np.float64]]]"
    answers: "Sequence[tuple[Answer, NDArray[np.float64]]]"
    moved: "Sequence[tuple[Answer, float, Sequence[tuple[Message | Wording, Mover]]]]"


def simulation_page(
    name: str, tables: "Sequence[Table]", notes: Sequence[Message], charts: Charts, lang: str
) -> str:
    """Return the page in ``lang``."""
    facts = say("engines.page.facts", lang, name=name, version=version("seedtrain"))
    facts = " ".join([facts, *(note.render(lang) for note in notes)])
    return engine_page(tables, _figures(charts, lang), facts, lang)


def _figures(charts: Charts, lang: str) -> "list[Figure | None]":
    courses = [
        fan_chart(
            f"fig-course-{place}",
            course.name,
            course.dimension,
            course.days,
            draws,
            lang,
            is_dated=course.is_dated,
        )
        for place, (course, draws) in enumerate(charts.courses)
    ]
    answers = [
        histogram(f"fig-answer-{place}", answer.name, answer.dimension, draws, lang)
        for place, (answer, draws) in enumerate(charts.answers)
    ]
    moved = [
        tornado_chart(
            f"fig-tornado-{place}",
            answer.name,
            answer.dimension,
            middle,
            [Swing(name.render(lang), mover.low, mover.high) for name, mover in moving],
            lang,
        )
        for place, (answer, middle, moving) in enumerate(charts.moved)
    ]
    return [*courses, *answers, *moved]
