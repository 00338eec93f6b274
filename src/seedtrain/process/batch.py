"""One batch of a recipe, step by step: what flows, how long it takes, what it uses."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import Step
from seedtrain.process.families import FAMILIES
from seedtrain.process.frame import Frame, Setting
from seedtrain.process.growth import culture_volumes
from seedtrain.process.stream import CELLS, Equipment, Outcome, Stream
from seedtrain.process.upkeep import upkeep, vessels, waste
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """A step of a batch.

    ``duration_h`` preparation and processing; ``operations`` its parts in order [h], none of no time;
    ``equipment`` with the tank that catches the pool; ``uses`` with labour, bags, cleaning, steam and waste.

    ``turnaround_h``, ``changeover_h``, ``duration_spread``, ``hold_limit_h`` (``None``: no limit) and
    ``failure_share`` are base values for the schedule.
    """

    step: Step
    outcome: Outcome
    duration_h: Draws
    operations: Mapping[str, Draws]
    equipment: tuple[Equipment, ...]
    turnaround_h: float
    changeover_h: float
    duration_spread: float
    hold_limit_h: float | None
    failure_share: float
    uses: Mapping[str, Draws]
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch: its setting and steps in order."""

    setting: Setting
    steps: tuple[StepResult, ...]

    @property
    def product(self) -> Stream:
        """What the last step gives."""
        return self.steps[-1].outcome.out

    @property
    def overall_yield(self) -> Draws:
        """Product of the step yields: target kept from broth to lot, molar across a reaction."""
        return np.asarray(np.prod([each.outcome.step_yield for each in self.steps], axis=0))

    @property
    def uses(self) -> dict[str, Draws]:
        """What the batch uses, by the keys of the price table."""
        total: dict[str, Draws] = {}
        for each in self.steps:
            for key, amount in each.uses.items():
                total[key] = total[key] + amount if key in total else amount
        return total

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Paths of every input used, in the order of first use."""
        return tuple(dict.fromkeys(path for each in self.steps for path in each.rests_on))


def balance(setting: Setting) -> Batch:
    """Return the batch of ``setting``: every step balanced in the order of the recipe.

    Labour of a step [person-hour] is ``operators`` x (preparation + ``attendance`` x processing). Vessels and
    tanks are lined with bags (single-use) or cleaned and steamed (stainless): see
    :mod:`seedtrain.process.upkeep`.
    """
    volumes = culture_volumes(setting)
    zeros = np.zeros_like(setting.ones)
    stream = Stream(zeros, {CELLS: zeros}, CELLS, zeros)
    steps = []
    for each in setting.recipe.steps.values():
        result = _step(Frame(setting, each.step, volumes), stream)
        stream = result.outcome.out
        steps.append(result)
    return Batch(setting, tuple(steps))


def _step(frame: Frame, stream: Stream) -> StepResult:
    material = frame.setting.material
    with frame.setting.inputs.trace() as seen:
        outcome = FAMILIES[frame.step.family](frame, stream)
        prepared = frame("setup_time")
        attended = outcome.processing_h if outcome.attended_h is None else outcome.attended_h
        labour = frame("operators") * (prepared + frame("attendance") * attended)
        turnaround = frame.base(f"turnaround_{material}")
        changeover = frame.base(f"changeover_{material}")
        spread, share = frame.base("duration_spread"), frame.base("failure_share")
        limit = frame.base("hold_limit") if frame.has("hold_limit") else None
        lined_L, tanks = vessels(frame, outcome)
        kept_clean = upkeep(frame, lined_L)
        discarded = waste(frame, outcome, {**outcome.uses, **kept_clean})
    processed = outcome.operations or {"processing": outcome.processing_h}
    operations = {"preparation": prepared, **processed}
    return StepResult(
        step=frame.step,
        outcome=outcome,
        duration_h=prepared + outcome.processing_h,
        operations={name: hours for name, hours in operations.items() if float(hours[0]) > 0.0},
        equipment=(*outcome.equipment, *tanks),
        turnaround_h=turnaround,
        changeover_h=changeover,
        duration_spread=spread,
        hold_limit_h=limit,
        failure_share=share,
        uses={**outcome.uses, **kept_clean, **discarded, "labour_h": labour},
        rests_on=tuple(seen),
    )
