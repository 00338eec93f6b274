"""Follow: what the timetable gives in every sampled world."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment, assignment_of
from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws
from seedtrain.flow.engine import Engine, Policy, make_engine
from seedtrain.flow.plant import Profiles, hours, profile_of
from seedtrain.flow.problem import Problem
from seedtrain.model.demand import depth
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.months import month_days
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.timetable import BatchOrder, Timetable
from seedtrain.simulate.events import events_of, losses_of
from seedtrain.simulate.made_from import ready_h
from seedtrain.simulate.money import cost_of_batches
from seedtrain.simulate.noise import Noise, mass_factors, plan_noise
from seedtrain.simulate.orders import OrderOutcome, orders, service, wanted_in_the_end
from seedtrain.simulate.pools import queues, utilisation
from seedtrain.simulate.stock import at_hand_kg, least_stock, stock
from seedtrain.simulate.variation import NOTHING, Variation, variation
from seedtrain.simulate.worlds import SupplyLate, opens, stops, supply

Floats = NDArray[np.float64]

TOLERANCE_H = 0.01
"""A wait beyond its limit by less is none: half a minute."""


def follow(
    scenario: Scenario,
    problem: Problem,
    timetable: Timetable,
    profiles: Profiles,
    inputs: Inputs,
    kinds: Collection[str] | None = (),
) -> SimulationResult:
    """Follow ``timetable`` (of ``problem``, compiled from ``scenario`` and ``profiles``) in every world.

    Order and units are kept, nothing starts before its planned time, a failed batch skips the rest of its
    route and frees its units. The base case gives the timetable back. Batches released by the horizon's end
    count. Nothing is re-planned: a batch that is late makes those behind it late. What the scenario says
    of its ``uncertainty`` varies too, and so do ``kinds`` as the catalogue has them; nothing beyond the
    recipes where None.
    """
    varied = NOTHING if kinds is None else variation(scenario, kinds)
    return make_follower(scenario, problem, timetable, profiles, varied, inputs.world.seed).result(
        profiles, inputs
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Follower:
    """A timetable ready to be followed in any sampled worlds; see :func:`make_follower`.

    ``base``: the base case, traced: the timetable itself, or what dispatching by a rule makes of it.
    """

    scenario: Scenario
    problem: Problem
    timetable: Timetable
    plan: Assignment
    engine: Engine
    noise: Noise
    variation: Variation
    base: Chunk

    @property
    def horizon_h(self) -> float:
        """End of the horizon. [h]"""
        return hours(self.scenario, self.scenario.horizon.end)

    @property
    def sites(self) -> list[str]:
        """The site of each pool."""
        of = {suite: name for name, site in self.scenario.sites.items() for suite in site.suites}
        return [of.get(pool.partition("/")[0], "") for pool in self.problem.pools]

    def run(
        self,
        profiles: Profiles,
        inputs: Inputs,
        *,
        draws: Draws | None = None,
        traced: bool = False,
        ready_h: Floats | None = None,
    ) -> tuple[Chunk, Worlds, SupplyLate | None]:
        """Run the sampled worlds of ``inputs``, with ``profiles`` drawn from them.

        ``draws`` of batches in the place of its own; ``ready_h``: when what each batch is made from is there,
        (n, J) [h].
        """
        begins_h = self.plan.start_h[self.problem.route[:-1]]
        products = ["" if batch.begun_step else batch.product for batch in self.timetable.batches]
        late = supply(self.problem, begins_h, products, self.variation, inputs)
        stopped, hits = stops(self.horizon_h, self.sites, self.variation, inputs)
        worlds = Worlds(
            factors=self.noise.factors(self.timetable.batches, profiles, self.variation, inputs),
            releases_h=self._releases_h(late, ready_h),
            opens_h=opens(self.scenario, self.problem, inputs),
            stops_h=stopped,
            hits=hits,
        )
        world = inputs.world
        chunk = self.engine.run(
            self.noise.draws if draws is None else draws,
            world.first,
            world.first + world.replications,
            worlds=worlds,
            horizon_h=self.horizon_h,
            traced=traced,
            tallied=True,
        )
        return chunk, worlds, late

    def result(self, profiles: Profiles, inputs: Inputs, draws: Draws | None = None) -> SimulationResult:
        """Return what comes of the sampled worlds of ``inputs``, the base case before them."""
        with inputs.trace() as seen:
            chunk, worlds, late = self._linked(profiles, inputs, draws)
        batches, horizon_h = self.timetable.batches, self.horizon_h
        done_h, lost_h = _stacked(self.base, chunk, "done_h"), _stacked(self.base, chunk, "lost_h")
        released_h = np.where(np.isfinite(done_h), done_h, np.inf)
        counts = released_h <= horizon_h
        made = {(batch.product, batch.suite): None for batch in batches}
        rests_on = dict.fromkeys(path for key in made for path in profiles[key].rests_on) | seen
        rests_on |= dict.fromkeys(self.variation.paths())
        outcomes = orders(batches, released_h, self._remade(released_h, lost_h), self.variation, inputs)
        mass_kg, months_h = self._mass_kg(profiles, inputs), self._months_h()
        products = np.array([batch.product for batch in batches])
        has_ended = counts | (lost_h <= horizon_h)
        cost, lost = cost_of_batches(self.problem, batches, profiles, has_ended, self._lost_place(chunk))
        busy_h, wait_h = (_stacked(self.base, chunk, name) for name in ("busy_h", "wait_h"))
        stocks = {
            str(product): stock(
                at_hand_kg(self.scenario, str(product), inputs),
                released_h[:, products == product],
                mass_kg[:, products == product],
                months_h,
            )
            for product in dict.fromkeys(products)
        }
        over_hold = np.concatenate((self.base.over_hold, chunk.over_hold))
        is_stuck = np.asarray(np.isinf(done_h).any(axis=1), dtype=np.bool_)
        return SimulationResult(
            policy="plan_order" if self.engine.policy == "timetable" else self.engine.policy,
            replications=inputs.world.replications,
            failed_replications=sum(is_stuck[1:].tolist()),
            released_batches=counts.sum(axis=1, dtype=np.float64),
            failed_batches=(lost_h <= horizon_h).sum(axis=1, dtype=np.float64),
            makespan_h=np.fmax(np.nan_to_num(done_h, nan=0.0), np.nan_to_num(lost_h, nan=0.0)).max(
                axis=1, initial=0.0
            ),
            mass_kg={
                str(product): np.sum((counts * mass_kg)[:, products == product], axis=1)
                for product in dict.fromkeys(products)
            },
            on_time={name: each.on_time for name, each in outcomes.items() if each.on_time is not None},
            stock_kg=stocks,
            months_h=months_h,
            completion_h=released_h,
            utilisation=utilisation(self.problem, busy_h, horizon_h),
            order_completion_h={name: each.completion_h for name, each in outcomes.items()},
            over_hold_batches=np.asarray((over_hold & counts).sum(axis=1), dtype=np.float64),
            rests_on=tuple(rests_on),
            order_met={name: each.is_met for name, each in outcomes.items() if each.is_met is not None},
            service=service(outcomes),
            queue=queues(self.problem, wait_h, horizon_h),
            cost_cny=cost,
            lost_cny=lost,
            least_stock_kg=least_stock(batches, stocks, outcomes, profiles, months_h),
            events=self._events(chunk, worlds, late, outcomes),
            lost_at=self._lost_at(chunk),
        )

    def _releases_h(self, late: SupplyLate | None, ready_h: Floats | None) -> Floats | None:
        """When each batch can start at the earliest, (n, J) [h]; None where the problem says it."""
        given = None if late is None else late.releases_h
        if ready_h is None:
            return given
        return np.maximum(ready_h, self.problem.release_h if given is None else given)

    def _linked(
        self, profiles: Profiles, inputs: Inputs, draws: Draws | None
    ) -> tuple[Chunk, Worlds, SupplyLate | None]:
        """Run the worlds so often that every order has seen the release of what it is made from."""
        found = self.run(profiles, inputs, draws=draws)
        batches = self.timetable.batches
        for _ in range(depth(self.scenario.orders)):
            done_h, lost_h = (_stacked(self.base, found[0], name) for name in ("done_h", "lost_h"))
            released_h = np.where(np.isfinite(done_h), done_h, np.inf)
            outcomes = orders(batches, released_h, self._remade(released_h, lost_h), self.variation, inputs)
            there = {name: each.completion_h for name, each in outcomes.items()}
            ready = ready_h(self.scenario.orders, batches, there)
            found = self.run(profiles, inputs, draws=draws, ready_h=ready)
        return found

    def _remade(self, released_h: Floats, lost_h: Floats) -> Floats:
        """When each batch is released [h], a failed one made once more over its planned length."""
        route = self.problem.route
        span = self.plan.end_h[route[1:] - 1] - self.plan.start_h[route[:-1]]
        return np.where(np.isnan(lost_h), released_h, lost_h + span)

    def _lost_place(self, chunk: Chunk) -> NDArray[np.int64]:
        """Where in its route each batch was lost, -1 for none; shape (1 + n, J)."""
        rows = ((self.base, self.noise.base), (chunk, self.noise.draws))
        return np.concatenate([self.noise.lost_place(self.problem, each.loss, draws) for each, draws in rows])

    def _lost_at(self, chunk: Chunk) -> dict[str, Floats]:
        """Batches lost in each sampled world by ``cause.step``, none in the base; shape (1 + n,)."""
        draws = self.noise.draws
        operations = np.repeat(np.arange(len(self.problem.pool)), np.diff(draws.loss_at))
        steps = [self.problem.steps[step] for step in self.problem.step[operations]]
        kinds = [f"{cause}.{step}" for cause, step in zip(self.noise.causes, steps, strict=True)]
        return {name: np.concatenate(([0.0], each)) for name, each in losses_of(chunk, kinds).items()}

    def _mass_kg(self, profiles: Profiles, inputs: Inputs) -> Floats:
        """What each batch gives if it does not fail [kg], shape (1 + n, J)."""
        found = []
        for batch in self.timetable.batches:
            profile = profiles[batch.product, batch.suite]
            spread = mass_factors(profile.mass_spread_cv, inputs.world.uniform(f"batch_mass.{batch.job}"))
            found.append(profile.mass_out_g * np.concatenate(([1.0], spread)) / 1000.0)
        return np.stack(found, axis=1)

    def _months_h(self) -> Floats:
        horizon = self.scenario.horizon
        return (month_days(horizon.start, horizon.end) - horizon.start.toordinal()) * 24.0

    def _events(
        self,
        chunk: Chunk,
        worlds: Worlds,
        late: SupplyLate | None,
        outcomes: Mapping[str, OrderOutcome],
    ) -> dict[str, Floats]:
        """What came to pass in each sampled world, nothing in the base; shape (1 + n,)."""
        noise = self.noise
        found = events_of(chunk, noise.draws, noise.causes, noise.extras, worlds, late)
        if self.variation.of("order_change") is not None and outcomes:
            found["order_change.wanted"] = wanted_in_the_end(outcomes)
        return {name: np.concatenate(([0.0], each)) for name, each in found.items()}


def make_follower(
    scenario: Scenario,
    problem: Problem,
    timetable: Timetable,
    profiles: Profiles,
    varied: Variation,
    seed: int,
    policy: Policy = "timetable",
) -> Follower:
    """Compile what it takes to follow ``timetable``, or to dispatch its batches by another ``policy``.

    Of ``profiles`` only the base counts. Raises :class:`InputError` on what the engine of the policy does not
    run (SIM-003, SIM-004).
    """
    plan = assignment_of(problem, timetable)
    noise = plan_noise(problem, timetable.batches, profiles, varied, seed)
    engine = make_engine(
        problem,
        policy,
        timetable=plan,
        hold_limit_h=_stated(timetable.batches, profiles) + TOLERANCE_H,
    )
    horizon_h = hours(scenario, scenario.horizon.end)
    return Follower(
        scenario=scenario,
        problem=problem,
        timetable=timetable,
        plan=plan,
        engine=engine,
        noise=noise,
        variation=varied,
        base=engine.run(noise.base, 0, 1, horizon_h=horizon_h, traced=True, tallied=True),
    )


def _stated(batches: Sequence[BatchOrder], profiles: Profiles) -> Floats:
    """Hold limits that the recipes state, inf where they state none; shape (O,). [h]"""
    return np.array(
        [
            np.inf if operation.hold_limit_h is None else operation.hold_limit_h
            for batch in batches
            for operation in profile_of(profiles, batch).operations
        ]
    )


def _stacked(base: Chunk, chunk: Chunk, name: str) -> NDArray[np.float64]:
    return np.concatenate((getattr(base, name), getattr(chunk, name)))
