"""Parts of stages: what happens inside CMC development, process validation and the filing, and when."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import table
from seedtrain.lifecycle.walk import Walk, first
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.results.indicator import Indicator


@dataclass(frozen=True, slots=True)
class StagePart:
    """A part of a stage: shares of the stage's time at which it ``begins`` and ``ends`` are in ``row``."""

    stage: str
    part: str
    name: Wording


def parts_of(modality: str, stage: str) -> tuple[StagePart, ...]:
    """Return the parts of ``stage`` for a modality, in the order of the catalogue."""
    return tuple(
        StagePart(stage, key.partition(".")[2], row.label)
        for key, row in table("stage_parts").items()
        if key.partition(".")[0] == stage and modality in row.words.get("modalities", [modality])
    )


def part_days(walk: Walk, inputs: Inputs) -> Iterator[Indicator]:
    r"""Give the day each part begins and ends, for the first molecule that gets there.

    .. math:: t = t_0 + s (t_1 - t_0)

    with the stage from t0 to t1 and s the share of the table ``stage_parts``.
    """
    for stage, passage in walk.passages.items():
        for part in parts_of(walk.programme.modality, stage):
            row = table("stage_parts")[f"{stage}.{part.part}"].values
            for what, column in (("start", "begins"), ("end", "ends")):
                with inputs.trace() as seen:
                    share = inputs.draw(row[column])[:, None]
                goes = np.isfinite(passage.end) & np.isfinite(passage.start)
                length = np.where(goes, passage.end, 0.0) - np.where(goes, passage.start, 0.0)
                at = np.where(goes, passage.start + share * length, np.inf)
                yield Indicator(
                    id=f"lifecycle.{walk.id}.{stage}.{part.part}.{what}",
                    label=Message(
                        f"indicator.lifecycle.part.{what}", {"programme": walk.name, "part": part.name}
                    ),
                    dimension="date",
                    draws=first(at, passage.entered),
                    rests_on=tuple(dict.fromkeys((*walk.rests_of(stage, whole=True), *seen))),
                )
