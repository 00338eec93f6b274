"""Which campaign lengths the rules allow, as a small automaton."""

from dataclasses import dataclass

from seedtrain.plan.problem.campaign_sequence import SequenceProduct


@dataclass(frozen=True, slots=True)
class RunLength:
    """Classes of campaign length: class c goes to ``following[c]`` with one more batch.

    ``following[c]`` is -1 where the campaign cannot grow; ``may_end[c]`` whether it may end. A campaign
    begins in class 0 (one batch).
    """

    following: tuple[int, ...]
    may_end: tuple[bool, ...]


def run_length(product: SequenceProduct, most: int, may_join: bool) -> RunLength:
    """Automaton of ``product`` for campaigns of up to ``most`` batches.

    ``may_join``: a campaign may be followed by another of the same product at no cost of time, so that any
    sum of allowed lengths is allowed.
    """
    limit = int(min(product.max_batches, most)) // product.multiple * product.multiple
    allowed = [r >= product.min_batches and r % product.multiple == 0 and r <= limit for r in range(most + 1)]
    if not may_join and limit < most:
        return RunLength((*range(1, max(limit, 1)), -1), tuple(allowed[1 : max(limit, 1) + 1]))
    if may_join:
        for r in range(1, most + 1):
            allowed[r] = allowed[r] or any(allowed[a] and allowed[r - a] for a in range(1, r))
    return _folded(allowed[1:])


def _folded(allowed: list[bool]) -> RunLength:
    """Shortest automaton with a tail and a cycle that agrees with ``allowed`` throughout."""
    count = len(allowed)
    for size in range(1, count + 1):
        for period in range(1, size + 1):
            if all(allowed[r] == allowed[r - period] for r in range(size, count)):
                return RunLength((*range(1, size), size - period), tuple(allowed[:size]))
    raise AssertionError("a list agrees with itself")
