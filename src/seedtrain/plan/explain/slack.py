r"""Elastic columns of a program: what may be given of each rule that a user wrote.

.. math:: a x \le b + e, \qquad a x \ge b - e, \qquad x_j \le u_j + e, \qquad 0 \le e \le \bar e

Rows come from the tags of the frame, limits of columns from what the columns mean. A row without a tag, and a
tag of no family below, define quantities and stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite

from seedtrain.plan.period.frame import Frame

ROW_FAMILIES = {
    "demand": -1.0,
    "stock": -1.0,
    "shelf_life": -1.0,
    "one_product": -1.0,
    "batches": -1.0,
    "suite_days": -1.0,
    "qualified": -1.0,
    "places": -1.0,
    "budget": -1.0,
    "opening": -1.0,
    "licence": -1.0,
    "licence_at": -1.0,
    "safety": 1.0,
}
"""Families of tagged rows that may give, with the sign of the elastic column: -1 lets the sum of the row be
greater than its limit, 1 lower. The balance of a stock gives by throwing away (``waste``) and demand by being
lower: what is sold and owed then adds up to less."""
WHOLE = ("one_product", "qualified", "opening", "batches")
"""Families of which only whole units can be given."""
NAMES = {"stock": "waste"}
"""Families that go by another name than their tag, because of what is given."""


@dataclass(frozen=True, slots=True)
class Slack:
    """What may be given of one rule: ``family``, what it is ``about``, ``period`` (None: the whole plan).

    ``row`` it loosens with ``sign``, or ``column`` whose upper limit it lifts; ``limit`` the size of the
    rule, ``most`` that may be given, in its unit; ``is_whole`` whether only whole units can be given;
    ``only`` column that must not be zero where anything is given (-1: none).
    """

    family: str
    about: tuple[str, ...]
    period: int | None
    limit: float
    most: float = inf
    row: int = -1
    column: int = -1
    sign: float = -1.0
    is_whole: bool = False
    only: int = -1

    @property
    def group(self) -> tuple[str, tuple[str, ...]]:
        """The rule over all its periods."""
        return self.family, self.about


def slacks(frame: Frame, *, in_time: bool = False) -> list[Slack]:
    """Everything that may be given in the program of ``frame``.

    ``in_time`` True when lateness is what is asked about: then it may not be given, only demand.
    """
    found = list(_of_rows(frame))
    found += _of_stock(frame)
    if not in_time:
        found += _of_backlog(frame)
    return found


def _of_rows(frame: Frame) -> Iterator[Slack]:
    for row, (tag, *names) in frame.tags.items():
        if tag not in ROW_FAMILIES:
            continue
        about, period = _split(names)
        lower, upper, terms = frame.program.rows[row]
        size = upper if isfinite(upper) else lower
        family = NAMES.get(tag, tag)
        if tag == "stock" and _may_waste(frame, about[-1]):
            continue
        if tag == "demand" and size <= 0.0:
            continue
        only = terms[1][0] if tag == "batches" else -1  # a batch more needs the campaign it is part of
        sign = 1.0 if tag in ("demand", "stock") else ROW_FAMILIES[tag]
        yield Slack(
            family,
            _group(frame, about) if tag == "one_product" else tuple(name for name in about if name),
            period,
            _size(frame, tag, about, size),
            most=_most(tag, size),
            row=row,
            sign=sign,
            is_whole=tag in WHOLE or _counts(frame, row),
            only=only,
        )


def _split(names: list[str]) -> tuple[tuple[str, ...], int | None]:
    """Names and period of a tag; the period stands last."""
    if names and names[-1].isdigit():
        return tuple(names[:-1]), int(names[-1])
    return tuple(names), None


def _group(frame: Frame, about: tuple[str, ...]) -> tuple[str, ...]:
    """All suites of the group that is tagged with its first."""
    groups = (group for groups in frame.groups for group in groups)
    return next(tuple(s.id for s in g.suites) for g in groups if g.suites[0].id == about[0])


def implied(frame: Frame) -> list[int]:
    """Columns whose upper limit only says what rows imply: it must give when a row does."""
    stocks = (
        column
        for (stage, _, product, _), column in frame.stock.items()
        if frame.program.upper[column] != frame.problem.stages[stage].stocks[product].limit
    )
    return [*frame.made.values(), *stocks]


def _counts(frame: Frame, row: int) -> bool:
    """Whether every column of the row, and so what it lacks, is a whole number."""
    _, _, terms = frame.program.rows[row]
    return all(frame.program.is_integer[column] for column, _ in terms)


def _may_waste(frame: Frame, product: str) -> bool:
    return any(
        product in stage.stocks and stage.stocks[product].waste_cost is not None
        for stage in frame.problem.stages
    )


def _most(tag: str, size: float) -> float:
    if tag in ("demand", "safety"):
        return size
    return 1.0 if tag in ("qualified", "one_product") else inf


def _size(frame: Frame, tag: str, about: tuple[str, ...], size: float) -> float:
    """What a change of the rule is measured against."""
    problem = frame.problem
    if tag == "suite_days":
        return problem.days_per_period
    if tag in ("licence", "licence_at"):
        return max(1.0, *problem.markets[about[0]].demand)
    if tag in ("stock", "shelf_life"):
        return max(1.0, max(d for m in problem.markets.values() for d in (*m.demand, 0.0)))
    if tag == "batches":
        rules = (s.rules[about[0], about[1]] for s in problem.stages if (about[0], about[1]) in s.rules)
        return float(max(1, next(rules).batch_range(is_start=False)[1]))
    return max(1.0, abs(size))


def _of_stock(frame: Frame) -> Iterator[Slack]:
    """Limits of stock that a user wrote, not those that follow from what can be made."""
    for (stage, site, product, t), column in frame.stock.items():
        rules = frame.problem.stages[stage]
        limit = rules.stocks[product].limit
        if isfinite(limit) and frame.program.upper[column] == limit:
            about = (rules.id, site, product) if site else (rules.id, product)
            is_whole = frame.program.is_integer[column]
            yield Slack("stock_limit", about, t, max(1.0, limit), column=column, is_whole=is_whole)


def _of_backlog(frame: Frame) -> Iterator[Slack]:
    """Demand that must be met in its period."""
    for (name, t), column in frame.backlog.items():
        market = frame.problem.markets[name]
        owed = sum(market.demand[: t + 1])
        if market.backlog_cost is None and owed > 0.0:
            is_whole, limit = frame.program.is_integer[column], max(1.0, max(market.demand))
            yield Slack("in_time", (name,), t, limit, most=owed, column=column, is_whole=is_whole)
