"""What moves an answer: a tornado against cases with known results."""

import numpy as np
import pytest

from seedtrain.model.inputs import Inputs
from seedtrain.process.cost import total
from seedtrain.process.levels import Evaluate, uncertain
from seedtrain.process.sensitivity import tornado
from seedtrain.process.study import line_of, single
from seedtrain.quantities import Uniform
from seedtrain.results.indicator import Draws


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


def _cost_per_gram(inputs: Inputs) -> Draws:
    line = line_of(single("mab-fed-batch", volume="2000 L"), inputs)
    return np.asarray(total(line.cost_cny) / line.batch.product.mass_g)


def _mass_a_year(inputs: Inputs) -> Draws:
    line = line_of(single("mab-fed-batch", volume="2000 L"), inputs)
    return np.asarray(line.batch.product.mass_g * line.batches_a)


def test_cost_a_gram_of_an_antibody() -> None:
    """Every uncertain input has a bar; titer, the plant's capital and its use lead; the base is the base."""
    bars = tornado(_cost_per_gram)
    assert {bar.name for bar in bars} == set(uncertain(_cost_per_gram))
    leading = [bar.name for bar in bars[:3]]
    assert "catalog:mab-fed-batch.production.titer" in leading
    assert any("capital_classes" in name for name in leading)
    titer = next(bar for bar in bars if bar.name == "catalog:mab-fed-batch.production.titer")
    assert titer.high < titer.base < titer.low


@pytest.mark.parametrize(("answer", "is_priced"), [(_cost_per_gram, True), (_mass_a_year, False)])
def test_output_does_not_depend_on_prices(answer: Evaluate, is_priced: bool) -> None:
    """Cost does."""
    priced = [bar for bar in tornado(answer) if "catalog:prices" in bar.name and bar.swing > 0.0]
    assert bool(priced) is is_priced
