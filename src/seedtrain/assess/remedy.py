"""What binds a verdict, and what would make the claim hold."""

from collections.abc import Sequence

import numpy as np

from seedtrain.assess.drivers import correlations, swing
from seedtrain.assess.labels import label
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.amount import Amount
from seedtrain.results.indicator import Draws

_FEW = 3
_ENOUGH = 0.8
_PARTS = 10


def binding(
    scenario: Scenario,
    draws: Draws,
    inputs: Inputs,
    rests_on: tuple[str, ...],
    dimension: str,
    *,
    basis: str,
) -> Message:
    """Say which input the judged value hangs on most, with its swing; or why it hangs on none."""
    found = correlations(draws, inputs, rests_on)
    if not found:
        return _without_input(scenario, draws, rests_on, basis)
    path, correlation = found[0]
    low, high = swing(inputs.drawn[path][1], draws)
    params = {
        "input": label(scenario, path),
        "correlation": f"{correlation:+.2f}",
        "low": Amount(low, dimension),
        "high": Amount(high, dimension),
    }
    return Message("verdict.binds.flat" if low == high else "verdict.binds", params)


def _without_input(scenario: Scenario, draws: Draws, rests_on: tuple[str, ...], basis: str) -> Message:
    """Say what a value hangs on that no uncertain input moves."""
    varies = len(draws) > 1 and not np.all(draws[1:] == draws[1])
    if varies:
        return Message("verdict.binds.trials" if basis == "posterior" else "verdict.binds.few")
    if not rests_on:
        return Message("verdict.binds.identity")
    named = [label(scenario, path) for path in rests_on[:_FEW]]
    params: dict[str, object] = {"figures": _listed(named), "n": len(rests_on)}
    return Message("verdict.binds.figures" if len(rests_on) <= _FEW else "verdict.binds.some_figures", params)


def _listed(named: Sequence[Message | Wording]) -> Wording:
    return Wording(
        "; ".join(each.render("en") for each in named), "；".join(each.render("zh") for each in named)
    )


def remedy(
    scenario: Scenario, judged: Draws, holds: Draws, inputs: Inputs, rests_on: tuple[str, ...], dimension: str
) -> Message:
    """Say which setting of one input makes the claim most probable, from the sampled worlds themselves.

    ``judged``: the value compared; ``holds``: 1 where the sentence holds; both of shape (1 + n,). Each tenth
    of the worlds by the input stands for setting it there.
    """
    settings = [
        _best_setting(path, holds[1:], inputs) for path, _ in correlations(holds, inputs, rests_on)[:_FEW]
    ]
    if not settings:
        return _without_one(judged[1:], holds[1:], dimension)
    chance, path, setting = max(
        settings, key=lambda each: (each[0] >= _ENOUGH and _is_ours(each[1]), each[0])
    )
    params = {
        "input": label(scenario, path),
        "path": path,
        "setting": Amount(setting, inputs.drawn[path][0].dimension),
        "probability": f"{100 * chance:.0f}",
    }
    if not _is_ours(path):
        return Message("verdict.remedy.hinges", params)
    return Message("verdict.remedy.enough" if chance >= _ENOUGH else "verdict.remedy.best", params)


def _is_ours(path: str) -> bool:
    """Whether the scenario's owner sets the input.

    A default of the catalogue is what the field reports, and what was fitted is what the points tell.
    """
    return not path.startswith("catalog:") and not path.rpartition(".")[2].startswith("fitted_")


def _best_setting(path: str, holds: Draws, inputs: Inputs) -> tuple[float, str, float]:
    """Return the highest share of worlds in which it holds over tenths of the input, and where that is."""
    draws = inputs.drawn[path][1][1:]
    order = np.argsort(draws, kind="stable")
    tenths = np.array_split(order, _PARTS)
    chance, setting = max((float(holds[part].mean()), float(np.median(draws[part]))) for part in tenths)
    return chance, path, setting


def _without_one(judged: Draws, holds: Draws, dimension: str) -> Message:
    """Say how far it is where no single input decides."""
    if np.all(judged == judged[0]):
        return Message("verdict.remedy.figures")
    if holds.any():
        return Message("verdict.remedy.none")
    ends = {"low": Amount(float(judged.min()), dimension), "high": Amount(float(judged.max()), dimension)}
    return Message("verdict.remedy.never", ends)
