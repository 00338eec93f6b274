"""Parts of a stage: what is done inside it, how long each takes and what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.catalog import Row, table
from seedtrain.messages import Wording
from seedtrain.model.value import Value


@dataclass(frozen=True, slots=True)
class StagePart:
    """A part of a stage with a time of its own.

    ``after``: the parts it waits for, ``part`` of its own stage or ``stage.part`` of another; with none it
    begins with its stage. ``batches``: its share of the batches that the stage has made.
    """

    part: str
    name: Wording
    after: tuple[str, ...]
    duration: Value
    batches: float


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A part of a stage that is a share of the time ``of`` its preparation or of its review."""

    part: str
    name: Wording
    of: str
    begins: Value
    ends: Value


def parts_of(modality: str, stage: str, given: Mapping[str, Value | None]) -> tuple[StagePart, ...]:
    """Return the parts of ``stage`` for a modality, in the order of the catalogue; times ``given`` first.

    What a part waits for is left out where the modality doesn't have it.
    """
    rows = {part: row for part, row in _rows(modality, stage).items() if "duration" in row.values}
    return tuple(
        StagePart(
            part,
            row.label,
            tuple(name for name in row.words["after"] if "." in name or name in rows),
            given.get(part) or row.values["duration"],
            row.values["batches"].base if "batches" in row.values else 0.0,
        )
        for part, row in rows.items()
    )


def spans_of(modality: str, stage: str) -> tuple[StageSpan, ...]:
    """Return what is told of the application and its review, in the order of the catalogue."""
    return tuple(
        StageSpan(part, row.label, str(row.words["of"]), row.values["begins"], row.values["ends"])
        for part, row in _rows(modality, stage).items()
        if "of" in row.words
    )


def _rows(modality: str, stage: str) -> dict[str, Row]:
    return {
        key.partition(".")[2]: row
        for key, row in table("stage_parts").items()
        if key.partition(".")[0] == stage and modality in row.words.get("modalities", [modality])
    }
