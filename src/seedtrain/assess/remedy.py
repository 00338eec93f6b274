"""What binds a verdict, and what would make the claim hold."""

import numpy as np

from seedtrain.assess.drivers import correlations, swing
from seedtrain.assess.labels import label
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.amount import Amount
from seedtrain.results.indicator import Draws

_FEW = 3
_ENOUGH = 0.8


def binding(
    scenario: Scenario, draws: Draws, inputs: Inputs, rests_on: tuple[str, ...], dimension: str
) -> Message | None:
    """Say which input the judged value hangs on most, with its swing; None when it hangs on none."""
    found = correlations(draws, inputs, rests_on)
    if not found:
        return None
    path, correlation = found[0]
    low, high = swing(inputs.drawn[path][1], draws)
    params = {
        "input": label(scenario, path),
        "correlation": f"{correlation:+.2f}",
        "low": Amount(low, dimension),
        "high": Amount(high, dimension),
    }
    return Message("verdict.binds", params)


def remedy(
    scenario: Scenario, holds: Draws, inputs: Inputs, rests_on: tuple[str, ...], probability: float
) -> Message:
    """Say which setting of one input makes the claim most probable, from the sampled worlds themselves.

    ``holds``: 1 where the sentence holds, shape (1 + n,). The worlds whose input lies in its lowest or
    highest tenth stand for setting it there.
    """
    best: tuple[float, str, float] | None = None
    for path, _ in correlations(holds, inputs, rests_on)[:_FEW]:
        draws = inputs.drawn[path][1][1:]
        order = np.argsort(draws, kind="stable")
        tenth = max(len(order) // 10, 1)
        for worlds in (order[:tenth], order[-tenth:]):
            chance = float(holds[1:][worlds].mean())
            if best is None or chance > best[0]:
                best = chance, path, float(np.median(draws[worlds]))
    if best is None:
        key = "verdict.remedy.figures" if probability in (0.0, 1.0) else "verdict.remedy.none"
        return Message(key)
    chance, path, setting = best
    params = {
        "input": label(scenario, path),
        "setting": Amount(setting, inputs.drawn[path][0].dimension),
        "probability": f"{100 * chance:.0f}",
    }
    return Message("verdict.remedy.enough" if chance >= _ENOUGH else "verdict.remedy.best", params)
