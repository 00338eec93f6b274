r"""Companies on their way into a zone: project, intention, signed, moved in.

========  ==========================================  =====
symbol    meaning                                      unit
========  ==========================================  =====
n         companies in a state                         1
T         mean time in it                              d
q         share that gets to the next state            1
========  ==========================================  =====

.. math:: \ell \sim B\left(n, 1 - e^{-\Delta / T}\right), \quad g \sim B(\ell, q)

Of those that leave a state, g go on and the rest give up; in the base both are their means. A company that
moves on stays in the next state until the next month at the least.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Companies
from seedtrain.park.counts import binomial_quantile
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

STATES = ("project", "intention", "signed")
"""States before a company moves in, in their order."""
HOURS_A_DAY = 24.0
_APART = 1 << 32
NEARLY_ALL = 1.0 - 1e-12


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Companies in each state, moved in since the day before of the list, given up so far: (1 + n, k)."""

    waiting: dict[str, Floats]
    moved_in: Floats
    given_up: Floats


def is_followed(companies: Companies) -> bool:
    """Whether companies on their way are followed state by state: projects or signed ones are counted."""
    return companies.projects is not None or companies.signed is not None


def arrive(companies: Companies, days: Floats, laws: Laws) -> Arrivals:
    """Follow the companies counted in each state on the first of ``days`` until they move in or give up."""
    inputs, rows = laws.inputs, table("arrival_states")
    worlds = 1 + inputs.world.replications
    given = {"project": companies.projects, "intention": companies.intentions, "signed": companies.signed}
    here = {state: np.zeros(worlds) for state in STATES}
    for state, counted in given.items():
        if counted is not None:
            here[state] = whole(inputs.draw(counted))
    stay = {state: inputs.draw(rows[state].values["stay"]) / HOURS_A_DAY for state in STATES}
    odds = {
        state: laws.draw(companies.conversion, "conversion")
        if state == "intention"
        else inputs.draw(rows[state].values["goes_on"])
        for state in STATES
    }
    waiting = {state: np.zeros((worlds, len(days))) for state in STATES}
    moved, given_up = np.zeros((worlds, len(days))), np.zeros((worlds, len(days)))
    for state in STATES:
        waiting[state][:, 0] = here[state]
    for step in range(1, len(days)):
        passed, lost = np.zeros(worlds), np.zeros(worlds)
        for state in STATES:
            chance = -np.expm1(-(days[step] - days[step - 1]) / stay[state])
            leaving = chosen(inputs, f"{state}.leave", step, here[state], chance)
            goes = chosen(inputs, f"{state}.go_on", step, leaving, odds[state])
            here[state] = here[state] - leaving + passed
            lost += leaving - goes
            passed = goes
            waiting[state][:, step] = here[state]
        moved[:, step] = passed
        given_up[:, step] = given_up[:, step - 1] + lost
    return Arrivals(waiting, moved, given_up)


def whole(draws: Draws) -> Draws:
    """Round the sampled worlds to whole companies; the base stays as expected."""
    return np.concatenate((draws[:1], np.round(draws[1:])))


def chosen(inputs: Inputs, name: str, step: int, of: Draws, odds: Draws) -> Draws:
    """How many of ``of`` companies it befalls, each with ``odds``: expected in the base, else whole."""
    counters = step * _APART + np.arange(inputs.world.replications)
    uniform = inputs.world.streams.uniform_at(f"park.companies.{name}", counters)
    befalls = binomial_quantile(uniform, of[1:], np.clip(odds[1:], 0.0, NEARLY_ALL))
    return np.concatenate((of[:1] * odds[:1], befalls))
