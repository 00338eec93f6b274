"""Drivers: which uncertain inputs move a quantity, over the sampled worlds."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from seedtrain.assess.labels import label
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import ranks
from seedtrain.results.driver import Driver
from seedtrain.results.indicator import Draws, Indicator

_LEAST_REPLICATIONS = 50
_NOTICEABLE = 0.1
_MOST_A_TARGET = 2


def correlations(draws: Draws, inputs: Inputs, paths: Iterable[str] | None = None) -> list[tuple[str, float]]:
    """Return the uncertain inputs by strength: (path, Spearman rank correlation with ``draws``).

    ``draws``: shape (1 + n,), index 0 left out. ``paths``: only these inputs; all drawn ones when ``None``.
    Fewer than 50 replications or a quantity without spread give none. Equal values share their mean rank;
    infinite ones (never) rank highest.
    """
    sampled = draws[1:]
    if len(sampled) < _LEAST_REPLICATIONS or np.all(sampled == sampled[0]) or np.isnan(sampled).any():
        return []
    target = ranks(sampled)
    wanted = inputs.drawn if paths is None else [path for path in paths if path in inputs.drawn]
    found = []
    for path in wanted:
        _, values = inputs.drawn[path]
        if not np.all(values[1:] == values[1]):
            found.append((path, float(np.corrcoef(target, ranks(values[1:]))[0, 1])))
    return sorted(found, key=lambda each: (-abs(each[1]), each[0]))


def drivers(
    scenario: Scenario, indicators: Iterable[Indicator], inputs: Inputs, most: int = 8
) -> tuple[Driver, ...]:
    """Return the inputs that move the headline indicators most, strongest first, with what each moves.

    An indicator names its two strongest inputs at most, so that one quantity does not fill the list.
    """
    best: dict[str, Driver] = {}
    for indicator in indicators:
        if not indicator.headline or indicator.draws is None:
            continue
        for path, correlation in correlations(indicator.draws, inputs, indicator.rests_on):
            known = best.get(path)
            if abs(correlation) < _NOTICEABLE or (known and abs(known.correlation) >= abs(correlation)):
                continue
            value, draws = inputs.drawn[path]
            best[path] = Driver(
                path=path,
                label=label(scenario, path),
                text=value.text,
                origin=value.origin.kind,
                target=indicator.id,
                correlation=correlation,
                swing=swing(draws, indicator.draws),
            )
    return tuple(_in_turn(best.values())[:most])


def _in_turn(found: Iterable[Driver]) -> list[Driver]:
    """Order drivers so that each target names its strongest before any names its next; capital comes last."""
    strongest = sorted(found, key=lambda driver: (-abs(driver.correlation), driver.path))
    seen: Counter[str] = Counter()
    keys: list[tuple[int, bool]] = []
    for driver in strongest:
        keys.append((seen[driver.target], driver.target.startswith("capital.")))
        seen[driver.target] += 1
    order = sorted(range(len(strongest)), key=lambda position: (keys[position], position))
    return [strongest[position] for position in order if keys[position][0] < _MOST_A_TARGET]


def swing(driver: Draws, target: Draws) -> tuple[float, float]:
    """Return the median of ``target`` where ``driver`` is in its lowest and in its highest tenth."""
    order = np.argsort(driver[1:], kind="stable")
    tenth = max(len(order) // 10, 1)
    sampled = target[1:]
    low, high = sampled[order[:tenth]], sampled[order[-tenth:]]
    return float(np.quantile(low, 0.5, method="lower")), float(np.quantile(high, 0.5, method="lower"))
