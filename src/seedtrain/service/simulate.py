"""Simulations of scenarios and of published plants: quantiles of what they give, and their error."""

from time import perf_counter
from typing import TYPE_CHECKING

from seedtrain.results.replications import REPLICATIONS
from seedtrain.service.schedule_plant import Progress
from seedtrain.service.simulate_prepared import FOLLOWS, Prepared
from seedtrain.service.simulate_ready import prepared
from seedtrain.service.simulate_settings import Advance, SimulateOptions, checked_replications
from seedtrain.service.simulated import Simulated

if TYPE_CHECKING:
    from seedtrain.simulate.replicate import Circumstances
    from seedtrain.simulate.target import Target

DEFAULT = SimulateOptions()


def simulate(
    name: str,
    replications: int = REPLICATIONS,
    *,
    policy: str = FOLLOWS,
    seed: int = 1,
    options: SimulateOptions = DEFAULT,
    progress: Progress | None = None,
    advance: Advance | None = None,
) -> Simulated:
    """Simulate a scenario or a case of kind ``simulation_plant``, by the name that ships or by file.

    ``policy``: ``plan_order`` follows the timetable of a scenario, or lets every pool of a case serve in plan
    order; the others dispatch by rule. Same name, seed, policy and replications: the same answers, wherever
    and in whatever parts they run. Raises :class:`InputError` for what can't be read, run or is out of range,
    :class:`StoppedError` (SIM-031) where workers keep dying.
    """
    settings = checked_replications(replications=replications, seed=seed)
    tell = progress or (lambda _: None)
    began = perf_counter()
    ready = prepared(name, policy, settings["seed"], options, tell, settings["replications"])
    tell("simulate")
    from seedtrain.simulate.replicate import replicate

    found = replicate(
        ready.work, settings["replications"], _circumstances(ready, options, advance), _target(ready, options)
    )
    indices = None
    if options.sobol:
        from seedtrain.service.simulate_indices import indices_of

        tell("sobol")
        indices = indices_of(ready, found, settings["seed"])
    return Simulated(
        prepared=ready,
        found=found,
        asked=settings["replications"],
        seed=settings["seed"],
        options=options,
        indices=indices,
        seconds=perf_counter() - began,
    )


def _circumstances(ready: Prepared, options: SimulateOptions, advance: Advance | None) -> "Circumstances":
    from seedtrain.simulate.checkpoint import Checkpoint
    from seedtrain.simulate.cluster import cluster_of
    from seedtrain.simulate.replicate import Circumstances

    kept = None if options.checkpoint is None else Checkpoint(options.checkpoint, ready.identity)
    return Circumstances(
        cluster=cluster_of(options.cluster, options.workers),
        chunk=options.chunk or ready.chunk,
        checkpoint=kept,
        advance=advance,
    )


def _target(ready: Prepared, options: SimulateOptions) -> "Target | None":
    """What stops it early: the error of the headline answers that are no dates."""
    if options.until_error is None:
        return None
    from seedtrain.simulate.target import Target

    watched = tuple(each.id for each in ready.answers if each.headline and each.dimension != "date")
    return Target(options.until_error, watched)
