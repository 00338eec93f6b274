"""A minimal conflict, by elastic and deletion filter.

The elastic filter asks for the least that must be given, makes what gave something hard, and asks again
until nothing is left to give: the rules made hard can't all hold. The deletion filter lets go of them one by
one and keeps those without which the rest could hold.

Reference: Chinneck, Dravnieks 1991, Locating minimal infeasible constraint sets in linear programs, ORSA J.
Comput. 3(2):157-168, doi 10.1287/ijoc.3.2.157.
"""

from collections.abc import Iterable

from seedtrain.plan.explain.elastic import Elastic
from seedtrain.plan.explain.explanation import Conflict

Group = tuple[str, tuple[str, ...]]
MOST_QUESTIONS = 150
"""Questions asked of the solver in all; what is left then stays in the conflict."""


def find_conflict(elastic: Elastic) -> tuple[tuple[Conflict, ...], bool]:
    """Rules that can't all hold, and whether none of them can be left out.

    Where the linear relaxation has no plan either, it finds the rules; whole columns are looked at last, as
    fewer of the rules may be enough with them (not in a large program). The elastic program must have no plan
    with nothing given.
    """
    everything = set(range(len(elastic.slacks)))
    elastic.is_linear = True
    if elastic.holds(()):
        elastic.is_linear = False
    elastic.is_sure, is_linear_conflict = True, elastic.is_linear
    hard = _elastic_filter(elastic, everything)
    questions = MOST_QUESTIONS
    for is_linear in (True, False) if elastic.is_linear else (False,):
        elastic.is_linear = is_linear
        elastic.is_sure = is_linear or elastic.is_small
        if not elastic.is_sure:
            break
        questions = _deletion_filter(elastic, hard, questions)
    return _told(elastic, hard), elastic.is_sure or (is_linear_conflict and len(hard) == 1)


def _deletion_filter(elastic: Elastic, hard: set[int], questions: int) -> int:
    """Take out of ``hard`` what is not needed, rules over all their periods first; returns the questions
    left."""
    everything = set(range(len(elastic.slacks)))
    groups: dict[Group, set[int]] = {}
    for k in sorted(hard):
        groups.setdefault(elastic.slacks[k].group, set()).add(k)
    for parts in (list(groups.values()), [{k} for k in sorted(hard)]):
        for part in parts:
            if not part <= hard or len(hard) == len(part):
                continue
            if not questions:
                elastic.is_sure = False
                return 0
            questions -= 1
            if not elastic.holds(everything - (hard - part)):
                hard -= part
    return questions


def _elastic_filter(elastic: Elastic, everything: set[int]) -> set[int]:
    """Rules that can't all hold; a rule over all its periods is made hard at once."""
    hard: set[int] = set()
    while True:
        given = elastic.least(everything - hard)
        if not given:
            return hard if given is None and hard else everything
        groups = {elastic.slacks[k].group for k in given}
        hard |= {k for k in everything if elastic.slacks[k].group in groups}


def _told(elastic: Elastic, hard: Iterable[int]) -> tuple[Conflict, ...]:
    periods: dict[Group, list[int]] = {}
    for k in sorted(hard):
        slack = elastic.slacks[k]
        periods.setdefault(slack.group, [])
        if slack.period is not None:
            periods[slack.group].append(slack.period)
    return tuple(Conflict(family, about, tuple(found)) for (family, about), found in periods.items())
