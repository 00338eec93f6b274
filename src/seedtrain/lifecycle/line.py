"""From a built line to its first commercial batch: the steps that every new suite walks."""

from collections.abc import Iterator

import numpy as np

from seedtrain.catalog import table
from seedtrain.lifecycle.clock import HOURS_A_DAY, Floats, clock
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.results.indicator import Indicator

FIRST = "qualification"
"""The step that ends on the day the suite opens."""


def line_days(scenario: Scenario, inputs: Inputs) -> Iterator[Indicator]:
    """Give the day each step of each new line is done, ``lines.<suite>.<step>``; the last is ``commercial``.

    A new line is a suite with an opening day on or after ``as_of`` that may make commercial batches. A step
    follows those named in ``after`` of the table ``line_steps``; the inspection runs on a regulatory clock.
    Valid for a product that is approved elsewhere and moved here; a first filing waits for its own review.
    """
    today = float((scenario.as_of or scenario.horizon.start).toordinal())
    for key, suite in suites(scenario).items():
        if suite.opens is None or (suite.purposes and "commercial" not in suite.purposes):
            continue
        if suite.opens.base < today:
            continue
        yield from _walk(key, suite, inputs)


def steps_of(suite: Suite) -> list[str]:
    """The steps a suite walks, in order; those for steel only where it has a steel vessel."""
    materials = {unit.material or "single_use" for unit in suite.units.values() if unit.volume is not None}
    return [
        name
        for name, row in table("line_steps").items()
        if "materials" not in row.words or materials & set(row.words["materials"])
    ]


def _walk(key: str, suite: Suite, inputs: Inputs) -> Iterator[Indicator]:
    assert suite.opens is not None
    rows, done = table("line_steps"), dict[str, Floats]()
    seen_so_far: dict[str, None] = {}
    names = steps_of(suite)
    for name in names:
        row = rows[name]
        with inputs.trace() as seen:
            if name == FIRST:
                done[name] = inputs.draw(suite.opens)
            else:
                begins = np.max([done[each] for each in row.words["after"] if each in done], axis=0)
                done[name] = (
                    clock(str(row.words["clock"])).submit(begins, inputs)
                    if "clock" in row.words
                    else begins + inputs.draw(row.values["duration"]) / HOURS_A_DAY
                )
        seen_so_far |= dict.fromkeys(seen)
        yield _indicator(key, suite, name, row.label, done[name], tuple(seen_so_far))
    yield _indicator(
        key, suite, "commercial", Message("line.commercial"), done[names[-1]], tuple(seen_so_far)
    )


def _indicator(
    key: str, suite: Suite, step: str, name: Wording | Message, days: Floats, rests_on: tuple[str, ...]
) -> Indicator:
    return Indicator(
        id=f"lines.{key}.{step}",
        label=Message("indicator.lines.step", {"suite": suite.name or Wording(key), "step": name}),
        dimension="date",
        draws=days,
        rests_on=rests_on,
    )
