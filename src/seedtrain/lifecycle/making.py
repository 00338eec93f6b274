"""Contract and segmented production: whether the rules of a day allow how a product is to be made."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import Row, table
from seedtrain.lifecycle.walk import Walk
from seedtrain.messages import Message
from seedtrain.model.programme import Programme
from seedtrain.results.indicator import Draws, Indicator

_ALLOWED = {"yes": 1.0, "conditions": 1.0, "no": 0.0}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule of a day says of an act: ``rule`` in force (``None``: none is known) on ``day``."""

    act: str
    rule: Row | None
    day: date

    @property
    def allowed(self) -> str:
        """The word of the rule: yes, conditions, no; unknown without one."""
        return "unknown" if self.rule is None else str(self.rule.words["allowed"])


def acts_of(programme: Programme) -> tuple[str, ...]:
    """How a programme's product is to be made: ``contract``, ``segmented``, both or neither."""
    making = programme.making
    if making is None:
        return ()
    given = [making.drug_substance, making.conjugation, making.fill_finish]
    places = {site for site in given if site is not None}
    acts = []
    if places - {making.holder}:
        acts.append("contract")
    if len(places) > 1:
        acts.append("segmented")
    return tuple(acts)


def standing(programme: Programme, act: str, day: float) -> Standing:
    """Return the rule of a day (ordinal) for an act of the programme's market and modality."""
    on = date.fromordinal(int(day))
    for row in _rules(programme, act):
        if _from(row) <= on.toordinal() < _to(row):
            return Standing(act, row, on)
    return Standing(act, None, on)


def making_indicators(walk: Walk) -> list[Indicator]:
    """Return for each act whether it is allowed on the day of approval: 1, or 0 where it isn't.

    Conditions count as allowed; a world without an approval as 0. Where no rule is known for the day in most
    worlds with an approval it can't be told.
    """
    if "filing" not in walk.passages:
        return []
    approved = walk.passages["filing"].end.min(axis=1)
    found = []
    for act in acts_of(walk.programme):
        allowed, known = np.zeros(approved.shape), np.zeros(approved.shape, dtype=np.bool_)
        for row in _rules(walk.programme, act):
            inside = (approved >= _from(row)) & (approved < _to(row))
            known |= inside
            allowed = np.where(inside, _ALLOWED[str(row.words["allowed"])], allowed)
        found.append(
            Indicator(
                id=f"lifecycle.{walk.id}.making.{act}",
                label=Message(f"indicator.lifecycle.making.{act}", {"programme": walk.name}),
                dimension="fraction",
                draws=allowed if _is_told(approved, known) else None,
                rests_on=walk.rests_of("filing", whole=True),
                missing=() if _is_told(approved, known) else ("catalog:production_rules",),
            )
        )
    return found


def _is_told(approved: Draws, known: NDArray[np.bool_]) -> bool:
    """Whether a rule is known in most worlds that have an approval."""
    there = np.isfinite(approved)
    return bool(2 * known[there].sum() >= there.sum())


def _rules(programme: Programme, act: str) -> list[Row]:
    return [
        row
        for row in table("production_rules").values()
        if (row.words["market"], row.words["act"]) == (programme.market, act)
        and programme.modality in row.words["modalities"]
    ]


def _from(row: Row) -> float:
    return float(date.fromisoformat(str(row.words["valid_from"])).toordinal())


def _to(row: Row) -> float:
    until = row.words.get("valid_to")
    return np.inf if until is None else float(date.fromisoformat(str(until)).toordinal())
