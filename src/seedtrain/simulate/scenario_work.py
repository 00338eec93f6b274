"""The work of a scenario: its timetable followed in sampled worlds, by their numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Chunk
from seedtrain.flow.draws import Draws
from seedtrain.flow.engine import Policy
from seedtrain.flow.plant import Profiles
from seedtrain.flow.problem import Problem
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.design import Register
from seedtrain.quantities.streams import Layout, World
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.timetable import Timetable
from seedtrain.simulate.indicators import indicators, series
from seedtrain.simulate.luck import kinds_of
from seedtrain.simulate.part import Part
from seedtrain.simulate.replicate import KEPT
from seedtrain.simulate.run import Follower, make_follower
from seedtrain.simulate.sobol import Mixed
from seedtrain.simulate.variation import Variation

INPUT = "input."
"""Begins the name of a column that holds an uncertain input as drawn; its path follows."""
EVENT = "event."
"""Begins the name of a column that counts or adds up events; the event follows."""
LOST = "lost."
"""Begins the name of a column that counts batches lost; cause and step follow."""
STUCK = "run.stuck"
"""The column that is 1 where a batch waits for ever."""


@dataclass(kw_only=True, eq=False)
class ScenarioWork:
    """A scenario, compiled and scheduled; ``profiles_of`` gives its batch profiles in any sampled world.

    ``policy``: its timetable is followed, or its batches are dispatched by a rule as they come.
    ``design``: how what is drawn once a replication lies, by chance where None.
    """

    scenario: Scenario
    problem: Problem
    timetable: Timetable
    profiles_of: Callable[[Scenario, Inputs], Profiles]
    variation: Variation
    seed: int
    policy: Policy = "timetable"
    design: Layout | None = None

    def __getstate__(self) -> dict[str, object]:
        """What is sent to a worker: all but the compiled follower, which it makes itself."""
        return {name: value for name, value in self.__dict__.items() if name != "follower"}

    @cached_property
    def follower(self) -> Follower:
        """The timetable compiled with its draws."""
        profiles = self.profiles_of(self.scenario, Inputs(World(0, self.seed)))
        return make_follower(
            self.scenario,
            self.problem,
            self.timetable,
            profiles,
            self.variation,
            self.seed,
            self.policy,
        )

    def followed(self, world: World, draws: Draws | None = None) -> tuple[Inputs, SimulationResult]:
        """Follow the timetable in the replications of ``world``, the base case before them.

        With ``draws`` of batches in the place of its own.
        """
        inputs = Inputs(world)
        return inputs, self.follower.result(self.profiles_of(self.scenario, inputs), inputs, draws)

    def answers(self, world: World) -> dict[str, NDArray[np.float64]]:
        """Return the indicators by id in the replications of ``world``, with the luck it mixes."""
        noise = self.follower.noise
        draws = world.luck_of(noise.draws, noise.extras) if isinstance(world, Mixed) else noise.draws
        _, found = self.followed(world, draws)
        return {
            each.id: each.draws[1:] for each in indicators(self.scenario, found) if each.draws is not None
        }

    def lucks(self) -> tuple[str, ...]:
        """Return the kinds of luck that it has."""
        register = Register()
        self.followed(World(1, self.seed, 0, register))
        noise = self.follower.noise
        return kinds_of(noise.draws, noise.extras, set(register.names))

    @property
    def flow(self) -> Problem:
        """The batches as a problem."""
        return self.problem

    @property
    def causes(self) -> tuple[str, ...]:
        """The cause of each loss by its index."""
        return self.follower.noise.causes

    def traced(self, number: int) -> Chunk:
        """Follow the timetable in replication ``number`` and keep every operation."""
        inputs = Inputs(World(1, self.seed, number, self.design))
        return self.follower.run(self.profiles_of(self.scenario, inputs), inputs, traced=True)[0]

    def part(self, first: int, end: int) -> Part:
        """Indicators by id, inputs and events, of replications ``first`` up to ``end``."""
        inputs, found = self.followed(World(end - first, self.seed, first, self.design))
        told = indicators(self.scenario, found)
        columns = {each.id: each.draws[1:] for each in told if each.draws is not None}
        columns[STUCK] = np.isinf(found.makespan_h[1:]).astype(np.float64)
        for path in found.rests_on:
            if path in inputs.drawn and inputs.drawn[path][0].distribution is not None:
                columns[INPUT + path] = inputs.drawn[path][1][1:]
        columns |= {EVENT + name: each[1:] for name, each in found.events.items()}
        columns |= {LOST + name: each[1:] for name, each in found.lost_at.items()}
        kept = max(0, min(end, KEPT) - first)
        through_time = {
            each.id: each.draws[1 : 1 + kept]
            for each in series(self.scenario, found)
            if kept and each.draws is not None
        }
        return Part(first=first, end=end, columns=columns, series=through_time)
