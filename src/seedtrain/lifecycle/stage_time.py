"""The time of a stage: that of its parts in their order, or one duration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedtrain.lifecycle.cohort import Cohort, own_factor
from seedtrain.lifecycle.route import StageTerms
from seedtrain.lifecycle.stage_part import StagePart
from seedtrain.model.inputs import Inputs

Floats = NDArray[np.float64]
Spans = Mapping[str, tuple[Floats, Floats]]
"""Part to the ordinal days on which it begins and ends, both (1 + n, m)."""


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long a stage takes each molecule, before it waits for anything.

    ``days`` of the whole stage, (1 + n, m), where it has no parts; else ``by_part``, days of each part.
    """

    parts: tuple[StagePart, ...]
    days: Floats
    by_part: Mapping[str, Floats] = field(default_factory=dict)

    def walk(
        self,
        begin: Floats,
        others: Mapping[str, Floats],
        *,
        earliest: Mapping[str, Floats] | None = None,
        least: Mapping[str, Floats] | None = None,
    ) -> tuple[Floats, Spans]:
        r"""Return the day the stage ends and the days of its parts, for molecules that ``begin`` it.

        .. math:: s_p = \max(b, e_p, \max_{q \in A_p} t_q), \qquad t_p = s_p + \max(d_p, l_p), \qquad
            t = \max_p t_p

        with A the parts p waits for, d its time, e the ``earliest`` day for it and l the ``least`` time it
        takes. ``others``: the end of parts of other stages, as ``stage.part``; one that is not there was done
        before.
        """
        if not self.parts:
            return begin + self.days, {}
        done: dict[str, tuple[Floats, Floats]] = {}
        for each in self.parts:
            start = begin if earliest is None else np.maximum(begin, earliest.get(each.part, begin))
            for name in each.after:
                if name in done:
                    start = np.maximum(start, done[name][1])
                elif name in others:
                    start = np.maximum(start, others[name])
            takes = self.by_part[each.part]
            if least is not None and each.part in least:
                takes = np.maximum(takes, least[each.part])
            done[each.part] = (start, start + takes)
        return np.max([end for _, end in done.values()], axis=0), done


def stage_time(cohort: Cohort, terms: StageTerms, inputs: Inputs) -> StageTime:
    """Draw the time of a stage for each molecule of a cohort.

    The draw of a value is what a whole programme shares; in a cohort each molecule has a factor of its own,
    the same for all parts of a stage. A duration of the whole stage stretches its parts so that they take as
    long together, waiting for no other stage.
    """
    factor = own_factor(cohort, terms.stage, inputs)
    whole = None if terms.duration is None else inputs.draw(terms.duration)[:, None] / 24.0
    if not terms.parts:
        nothing = np.zeros((1 + inputs.world.replications, 1))
        return StageTime((), (nothing if whole is None else whole) * factor)
    by_part = {each.part: inputs.draw(each.duration)[:, None] / 24.0 for each in terms.parts}
    zero = np.zeros((1 + inputs.world.replications, 1))
    length, _ = StageTime(terms.parts, zero, by_part).walk(zero, {})
    if whole is not None:
        stretch = np.where(length > 0.0, whole / np.where(length > 0.0, length, 1.0), 0.0)
        by_part, length = {part: days * stretch for part, days in by_part.items()}, whole
    return StageTime(terms.parts, length * factor, {part: days * factor for part, days in by_part.items()})


def awaited(terms: Sequence[StageTerms]) -> set[str]:
    """The parts (``stage.part``) that another stage, or a part of one, waits for."""
    return {name for each in terms for name in each.after_parts} | {
        name for each in terms for part in each.parts for name in part.after if "." in name
    }
