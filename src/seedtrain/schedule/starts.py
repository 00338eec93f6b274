"""Orders of jobs from which the search starts."""

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import CampaignRule, campaign_order

Ints = NDArray[np.int64]

MOST_FAMILIES = 4
"""Up to this many families, whole campaigns are tried in every order of the families."""

LENGTHS = (1, 2, 4, 8, 12, 16, 24, 32, 48)
"""Least jobs of a campaign that are tried where there are due times."""

PATIENCES = (1.0, 4.0, 10.0, 35.0)
"""Patience that is tried with each of them, in tenths of the mean work of a job."""


def start_orders(problem: Problem, jobs: Ints, *, due: bool) -> Iterator[Ints]:
    """Yield orders of ``jobs`` worth improving.

    As given; earliest due first; with ``due``, campaigns of several lengths by urgency; one campaign a
    family, families in every order (if they are few).
    """
    yield jobs
    by_due = jobs[np.lexsort((jobs, problem.release_h[jobs], problem.due_h[jobs]))]
    yield by_due
    families = list(dict.fromkeys(problem.family[by_due].tolist()))
    if due and len(families) > 1:
        span = float(problem.duration_h[np.isin(problem.job_of, jobs)].sum()) / len(jobs)
        for length in (length for length in LENGTHS if length <= len(jobs)):
            for patience in PATIENCES:
                order = campaign_order(problem, jobs, CampaignRule(length, patience * span / 10.0))
                if order is not None:
                    yield order
    turns = permutations(families) if len(families) <= MOST_FAMILIES else iter([tuple(families)])
    for turn in turns:
        rank = np.zeros(len(problem.families), dtype=np.int64)
        rank[list(turn)] = np.arange(len(turn))
        yield jobs[np.lexsort((jobs, problem.due_h[jobs], rank[problem.family[jobs]]))]
