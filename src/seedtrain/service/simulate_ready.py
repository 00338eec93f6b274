"""Simulations made ready: a scenario or a case by its name, and how its draws lie."""

from dataclasses import replace

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.service.cases_read import is_case
from seedtrain.service.schedule_plant import Progress
from seedtrain.service.simulate_case import case_prepared
from seedtrain.service.simulate_prepared import Prepared
from seedtrain.service.simulate_scenario import scenario_prepared
from seedtrain.service.simulate_settings import CHANCE, SimulateOptions


def prepared(
    name: str, policy: str, seed: int, options: SimulateOptions, tell: Progress, replications: int
) -> Prepared:
    """Prepare a scenario or a case of kind ``simulation_plant`` under ``policy``.

    ``replications``: over how many a design lies that ``options`` ask for.

    Raises :class:`InputError` for what can't be read or run, SCN-016 for a policy it does not know,
    SIM-041 for a design of nothing, SIM-050 for a warm-up of a scenario.
    """
    from seedtrain.simulate.plant_work import POLICIES

    if policy not in POLICIES:
        raise InputError([finding("SCN-016", path="--policy", value=policy, near=", ".join(POLICIES))])
    ready = (case_prepared if is_case(name) else scenario_prepared)(name, policy, seed, options, tell)
    return ready if options.sampling == CHANCE else _designed(ready, options, replications)


def _designed(ready: Prepared, options: SimulateOptions, replications: int) -> Prepared:
    """Let what is drawn once a replication lie by the design asked for, in the order it is drawn."""
    from seedtrain.quantities.design import Design, Register

    assert options.sampling != "chance"
    register = Register()
    ready.work.design = register
    ready.work.part(0, 1)
    if not register.names:
        raise InputError([finding("SIM-041", path="--sampling", value=options.sampling, name=ready.name)])
    ready.work.design = Design(options.sampling, replications, tuple(register.names))
    sampling = Message(f"engines.treatment.{options.sampling}", {"n": f"{replications:,}"})
    return replace(
        ready,
        identity={**ready.identity, "sampling": options.sampling, "replications": replications},
        treatment=(*ready.treatment, sampling),
    )
