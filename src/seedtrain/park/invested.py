"""Investment phased over time: when the money of each line is spent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.investment import Investment
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.park.companies import HOURS_A_DAY
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Phase:
    """Days between which the money of a line is spent, evenly, (1 + n,) each."""

    begin: Draws
    end: Draws


def phase_of(line: Investment, inputs: Inputs, of: Mapping[str, Suite], today: float) -> Phase | None:
    """When a line is built: from the day given, or else up to the day on which the first of its suites opens.

    It takes its own time, else that of its class. What is but planned does not begin before ``today``.
    ``None`` where neither day is known. ``of``: suites by id.
    """
    if line.start is not None:
        begin = np.full(1 + inputs.world.replications, float(line.start.toordinal()))
        return Phase(begin, begin + _span(line, inputs))
    given = [of[name].opens for name in line.suites if name in of]
    opens = [inputs.draw(each) for each in given if each is not None]
    if not opens:
        return None
    end = np.min(opens, axis=0)
    earliest = today if line.status == "planned" else -np.inf
    begin = np.minimum(np.maximum(end - _span(line, inputs), earliest), end - 1.0)
    return Phase(begin, np.asarray(end))


def invested(
    lines: Iterable[Investment],
    days: Floats,
    inputs: Inputs,
    of: Mapping[str, Suite] | None = None,
    today: float = -np.inf,
) -> Floats | None:
    r"""Money spent up to each of ``days`` on the lines whose sum and days are known. [CNY]

    .. math:: I(t) = \sum_l S_l \min\left(1, \max\left(0, \frac{t - b_l}{e_l - b_l}\right)\right)

    S the sum announced, b and e the days of :func:`phase_of`: evenly over construction, a stock; (1 + n, k).
    ``None`` without such a line.
    """
    spent: Floats | None = None
    for line in lines:
        phase = phase_of(line, inputs, {} if of is None else of, today)
        if line.sum is None or phase is None:
            continue
        length = (phase.end - phase.begin)[:, None]
        share = np.clip((days[None, :] - phase.begin[:, None]) / length, 0.0, 1.0)
        part = inputs.draw(line.sum)[:, None] * share
        spent = part if spent is None else spent + part
    return spent


def investments_told(
    scenario: Scenario, days: Floats, inputs: Inputs
) -> tuple[list[Indicator], list[Series]]:
    """Return when construction of each line with a sum begins, and the money spent on all that begin."""
    of = suites(scenario)
    lines = {id_: line for id_, line in scenario.investments.items() if line.sum is not None}
    today = float((scenario.as_of or scenario.horizon.start).toordinal())
    with inputs.trace() as seen:
        spent = invested(lines.values(), days, inputs, of, today)
    stem = "investments" if scenario.park is None else "park"
    series = []
    if spent is not None:
        label = Message("series.park.invested")
        one = Series(
            id=f"{stem}.invested",
            label=label,
            dimension="money",
            days=days,
            draws=spent,
            kind="line",
            rests_on=tuple(seen),
        )
        series.append(one)
    return list(_begins(lines, stem, inputs, of, today)), series


def _begins(
    lines: Mapping[str, Investment], stem: str, inputs: Inputs, of: Mapping[str, Suite], today: float
) -> Iterator[Indicator]:
    for id_, line in lines.items():
        with inputs.trace() as seen:
            phase = phase_of(line, inputs, of, today)
        yield Indicator(
            id=f"{stem}.investment.{id_}.begins",
            label=Message("indicator.park.investment.begins", {"line": line.name or Wording(id_)}),
            dimension="date",
            draws=None if phase is None else phase.begin,
            rests_on=tuple(seen),
            missing=() if phase is not None else (f"{line.path}.start",),
        )


def _span(line: Investment, inputs: Inputs) -> Draws:
    """How long construction takes, the line's own time or its class's, (1 + n,). [d]"""
    time = line.build_time
    if time is None:
        time = table("capital_classes")[line.capital_class].values["build_time"]
    return np.maximum(inputs.draw(time) / HOURS_A_DAY, 1.0)
