"""When each part of a stage begins and ends: of CMC development, the studies, validation, the application."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from seedtrain.lifecycle.stage_part import StageSpan, spans_of
from seedtrain.lifecycle.walk import Passage, Walk, first
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.results.indicator import Indicator

Floats = NDArray[np.float64]


def part_days(walk: Walk, inputs: Inputs) -> Iterator[Indicator]:
    """Give the day each part begins and ends, for the first molecule that gets there.

    A part with a time of its own as it was walked; a share of the preparation or the review as
    :func:`_share` says; an inspection on the days that its clock has for it.
    """
    for terms in walk.terms:
        passage = walk.passages[terms.stage]
        for part in terms.parts:
            if part.part in passage.parts:
                yield from _days(walk, terms.stage, part.part, part.name, passage.parts[part.part], ())
        for span in [] if passage.submitted is None else spans_of(walk.programme.modality, terms.stage):
            with inputs.trace() as seen:
                days = _span(walk, terms.stage, span, inputs)
            yield from _days(walk, terms.stage, span.part, span.name, days, tuple(seen))


def _days(
    walk: Walk, stage: str, part: str, name: Wording, days: tuple[Floats, Floats], seen: tuple[str, ...]
) -> Iterator[Indicator]:
    rests_on = tuple(dict.fromkeys((*walk.rests_of(stage, whole=True), *seen)))
    for what, at in zip(("start", "end"), days, strict=True):
        yield Indicator(
            id=f"lifecycle.{walk.id}.{stage}.{part}.{what}",
            label=Message(f"indicator.lifecycle.part.{what}", {"programme": walk.name, "part": name}),
            dimension="date",
            draws=first(at, walk.passages[stage].entered),
            rests_on=rests_on,
        )


def _span(walk: Walk, stage: str, span: StageSpan, inputs: Inputs) -> tuple[Floats, Floats]:
    passage = walk.passages[stage]
    clock = next(terms.clock for terms in walk.terms if terms.stage == stage)
    assert passage.submitted is not None
    if span.part == "inspection" and clock is not None and clock.inspects:
        return clock.inspected(passage.submitted, inputs)
    return _share(passage, span, inputs)


def _share(passage: Passage, span: StageSpan, inputs: Inputs) -> tuple[Floats, Floats]:
    r"""Return the days of a share of the preparation or of the review.

    .. math:: t = t_0 + s (t_1 - t_0)

    from t0 to t1, the start of the stage to the submission or the submission to the decision, with the share
    s of the table ``stage_parts``.
    """
    assert passage.submitted is not None
    bounds = (
        (passage.start, passage.submitted) if span.of == "preparation" else (passage.submitted, passage.end)
    )
    goes = np.isfinite(bounds[0]) & np.isfinite(bounds[1])
    begin = np.where(goes, bounds[0], 0.0)
    length = np.where(goes, bounds[1], 0.0) - begin
    begins, ends = (
        np.where(goes, begin + inputs.draw(share)[:, None] * length, np.inf)
        for share in (span.begins, span.ends)
    )
    return begins, ends
