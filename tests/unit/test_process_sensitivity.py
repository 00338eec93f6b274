"""What moves an answer: tornado and Sobol indices against cases with known results."""

import math

import numpy as np
import pytest

from seedtrain.model.inputs import Inputs
from seedtrain.process.levels import uncertain
from seedtrain.process.sensitivity import sobol, tornado
from seedtrain.process.study import ANSWERS, asked, single
from seedtrain.quantities import Uniform
from seedtrain.results.indicator import Draws


def ishigami(inputs: Inputs) -> Draws:
    """Ishigami's function of three inputs, each uniform from -pi to pi, with a = 7 and b = 0.1."""
    x, y, z = (inputs.world.draw(name, Uniform(-math.pi, math.pi)) for name in ("x", "y", "z"))
    return np.asarray(np.sin(x) + 7.0 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))


def test_indices_of_ishigami() -> None:
    """First order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Ishigami and Homma 1990, closed form)."""
    found = {index.name: index for index in sobol(ishigami, samples=40_000)}
    expected = {"x": (0.3139, 0.5576), "y": (0.4424, 0.4424), "z": (0.0, 0.2437)}
    for name, (first, in_all) in expected.items():
        assert found[name].first == pytest.approx(first, abs=0.02), name
        assert found[name].total == pytest.approx(in_all, abs=0.02), name


def test_a_tornado_of_a_sum() -> None:
    """3 x + y with both uniform from 0 to 10: x moves it by 3 x 8, y by 8; base 20."""

    def answer(inputs: Inputs) -> Draws:
        return np.asarray(
            3.0 * inputs.world.draw("x", Uniform(0.0, 10.0)) + inputs.world.draw("y", Uniform(0.0, 10.0))
        )

    first, second = tornado(answer)
    assert (first.name, first.low, first.base, first.high) == ("x", 8.0, 20.0, 32.0)
    assert second.name == "y"
    assert second.swing == pytest.approx(8.0)


def test_an_answer_that_does_not_vary_has_no_indices() -> None:
    """A constant has no variance to share."""
    assert sobol(lambda inputs: np.asarray(0.0 * inputs.world.draw("x", Uniform(0.0, 1.0)))) == ()


def test_cost_a_gram_of_an_antibody() -> None:
    """Every uncertain input has a bar; titer, the plant's capital and its use lead; the base is the base."""
    scenario = single("mab-fed-batch", volume="2000 L")

    cost_per_gram = asked(scenario, "cost_per_gram")
    bars = tornado(cost_per_gram)
    assert {bar.name for bar in bars} == set(uncertain(cost_per_gram))
    leading = [bar.name for bar in bars[:3]]
    assert "catalog:mab-fed-batch.production.titer" in leading
    assert any("capital_classes" in name for name in leading)
    titer = next(bar for bar in bars if bar.name == "catalog:mab-fed-batch.production.titer")
    assert titer.high < titer.base < titer.low


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_can_be_asked(answer: str) -> None:
    """Each answer has a tornado; output does not depend on prices, cost does."""
    bars = tornado(asked(single("mab-fed-batch", volume="500 L"), answer))
    priced = [bar for bar in bars if "catalog:prices" in bar.name and bar.swing > 0.0]
    assert bool(priced) is answer.startswith("cost")
