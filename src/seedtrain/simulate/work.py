"""Work: what gives any run of replications by their numbers, and how a failure costs one of them only."""

from typing import Protocol

from seedtrain.simulate.part import Fault, Part, joined

FAULTS = (ArithmeticError, LookupError, ValueError)
"""What may go wrong within a replication; memory and interruptions are not among them."""

_LONGEST = 200


class Work(Protocol):
    """A simulation ready to run. It can be pickled, and replication r depends on its number r alone."""

    def part(self, first: int, end: int) -> Part:
        """Run replications ``first`` up to ``end``. May raise what :data:`FAULTS` lists."""


def run_part(work: Work, first: int, end: int) -> Part:
    """Run replications ``first`` up to ``end``; each that raises is left out and told as a fault.

    Where a run of them raises it is halved until the one to blame is found, so the others have the numbers
    they have without it.
    """
    try:
        return work.part(first, end)
    except FAULTS as error:
        if end - first == 1:
            problem = " ".join(str(error).split())[:_LONGEST]
            return Part(
                first=first, end=end, columns={}, faults=(Fault(first, type(error).__name__, problem),)
            )
    middle = (first + end) // 2
    return joined((run_part(work, first, middle), run_part(work, middle, end)))
