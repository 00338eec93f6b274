"""Sobol indices against exact ones, and against our own estimator of the same indices."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from seedtrain.flow.sensitivity import Floats, sobol
from seedtrain.model.inputs import Inputs
from seedtrain.process.cost import total
from seedtrain.process.levels import at, uncertain
from seedtrain.process.study import line_of, single
from seedtrain.quantities import Distribution, Streams, Triangular, Uniform


def _totals_by_hand(
    inputs: Mapping[str, Distribution], evaluate: Callable[[Mapping[str, Floats]], Floats], samples: int
) -> dict[str, float]:
    """Total indices by Jansen's estimator on plain random samples, the largest first.

    T_i = mean((f_A - f_AB_i)^2) / (2 Var f): A, B two independent samples, AB_i sample A with input i of B.
    A. Saltelli et al., Computer Physics Communications 181 (2010) 259, table 2 (f).
    """
    streams = Streams(1)
    one, two = (
        {name: each.quantile(streams.uniform(f"{side}.{name}", samples)) for name, each in inputs.items()}
        for side in "ab"
    )
    of_a, of_b = evaluate(one), evaluate(two)
    twice = 2.0 * float(np.var([of_a, of_b]))
    totals = {
        name: float(np.mean((of_a - evaluate({**one, name: two[name]})) ** 2) / twice) for name in inputs
    }
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def test_indices_of_a_product_are_those_worked_out() -> None:
    """f = x y + 3 z on [0, 1]^3: variances 1/48, 1/48, 9/12, and 1/144 that x and y share.

    The whole is 0.7986: x and y have first index 0.0261 and total 0.0348, z has 0.9391 in both.
    """
    inputs = {name: Uniform(0.0, 1.0) for name in "xyz"}
    found = {each.name: each for each in sobol(inputs, lambda c: np.asarray(c["x"] * c["y"] + 3.0 * c["z"]))}
    whole = 2.0 / 48.0 + 1.0 / 144.0 + 0.75
    assert found["z"].first == pytest.approx(0.75 / whole, abs=0.02)
    assert found["z"].total == pytest.approx(0.75 / whole, abs=0.02)
    assert found["x"].total == pytest.approx((1.0 / 48.0 + 1.0 / 144.0) / whole, abs=0.01)
    assert found["x"].first < found["x"].total
    assert 0.0 < found["z"].error < 0.2


def test_an_answer_that_does_not_vary_has_no_indices() -> None:
    """A constant has no variance to share out, and without inputs there is nothing to ask."""

    def constant(columns: object) -> Floats:
        assert isinstance(columns, dict)
        return np.full(len(columns["x"]), 3.0)

    assert sobol({"x": Triangular(0.0, 1.0, 2.0)}, constant) == ()
    assert sobol({}, constant) == ()


def test_the_same_seed_gives_the_same_indices() -> None:
    """Another seed gives others."""

    def asking(seed: int) -> float:
        return sobol({"x": Uniform(0.0, 1.0), "y": Uniform(0.0, 1.0)}, lambda c: c["x"] * c["y"], seed=seed)[
            0
        ].total

    assert asking(1) == asking(1)
    assert asking(1) != asking(2)


def test_indices_of_ishigami() -> None:
    """First order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Ishigami and Homma 1990, closed form).

    sin x + 7 sin^2 y + 0.1 z^4 sin x, each input uniform from -pi to pi; by our own estimator too.
    """
    inputs = {name: Uniform(-math.pi, math.pi) for name in "xyz"}

    def ishigami(c: Mapping[str, Floats]) -> Floats:
        return np.asarray(np.sin(c["x"]) + 7.0 * np.sin(c["y"]) ** 2 + 0.1 * c["z"] ** 4 * np.sin(c["x"]))

    found = {each.name: each for each in sobol(inputs, ishigami, samples=4096)}
    ours = _totals_by_hand(inputs, ishigami, 40_000)
    expected = {"x": (0.3139, 0.5576), "y": (0.4424, 0.4424), "z": (0.0, 0.2437)}
    for name, (first, in_all) in expected.items():
        assert found[name].first == pytest.approx(first, abs=0.02), name
        assert found[name].total == pytest.approx(in_all, abs=0.02), name
        assert ours[name] == pytest.approx(in_all, abs=0.02), name


def test_both_estimators_agree_on_a_recipe() -> None:
    """Cost a gram of the antibody: the inputs that matter have the same indices within their errors."""
    scenario = single("mab-fed-batch", volume="2000 L")

    def cost_per_gram(given: Inputs) -> Floats:
        line = line_of(scenario, given)
        return np.asarray(total(line.cost_cny) / line.batch.product.mass_g)

    def rows(columns: Mapping[str, Floats]) -> Floats:
        return at(cost_per_gram, columns)

    inputs = uncertain(cost_per_gram)
    found = sobol(inputs, rows)
    ours = _totals_by_hand(inputs, rows, 4096)
    assert [each.name for each in found[:3]] == list(ours)[:3]
    assert [each.total for each in found[:3]] == pytest.approx(
        [ours[each.name] for each in found[:3]], abs=0.06
    )
