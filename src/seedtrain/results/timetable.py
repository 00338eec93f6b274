"""Timetables: which operation on which unit, from when to when."""

from dataclasses import dataclass

from seedtrain.messages import Message


@dataclass(frozen=True, slots=True)
class Slot:
    """One operation of one batch on one unit; times in hours from the scenario's origin, half-open.

    ``end_h`` is the end of processing; the unit is free again at ``free_h``, after a hold of the vessel and
    its turnaround. ``unit`` is empty when the operation needs none.
    """

    job: str
    product: str
    suite: str
    operation: str
    unit: str
    start_h: float
    end_h: float
    free_h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOrder:
    """A batch in the plan: its order, earliest start and due time (hours; ``inf`` when free).

    A batch under way on the first day has the step it is in, ``begun_step``, which began at ``begun_h``
    (negative: before the horizon); what lies before that step is done.
    """

    job: str
    product: str
    suite: str
    order: str
    purpose: str
    earliest_h: float
    due_h: float
    begun_step: str = ""
    begun_h: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """A verified schedule of the base case.

    ``objective`` is the makespan in hours, ``bound`` a proven lower bound on it, ``gap`` =
    \\|objective - bound\\| / max(1, \\|objective\\|). ``broken`` is the verifier's word: the rules it found
    broken (empty: none).
    """

    slots: tuple[Slot, ...]
    batches: tuple[BatchOrder, ...]
    objective: float
    bound: float
    gap: float
    status: str
    broken: tuple[str, ...]
    engine: Message
