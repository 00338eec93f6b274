r"""Capital of an option of a plan: a new suite, or what a suite needs to become another one.

.. math:: C = C(V_{after}) - C(V_{before})

with the capital of its class at the litres of each (see :mod:`seedtrain.process.estimate`); a new suite has
:math:`V_{before} = 0`. A suite that is taken out and replaced (retrofit) is a new one. Valid as the curve is;
a plant alone carries utilities and laboratories that a suite beside others shares, so that a new suite on a
running site is priced high.
"""

import numpy as np

from seedtrain.catalog import table
from seedtrain.catalog.terms import DEFAULT_REGION
from seedtrain.model.inputs import Inputs
from seedtrain.model.site import Suite
from seedtrain.process.estimate import Plant, estimate
from seedtrain.process.suite import litres, single_use_share
from seedtrain.results.indicator import Draws


def option_capital(
    name: str, after: Suite, before: Suite | None, region: str | None, year: int, inputs: Inputs
) -> tuple[Draws, float]:
    """Return capital [CNY of ``year``], shape (1 + n,), and the life of its class [h].

    ``name`` of the option, which makes its scatter its own; ``before`` the suite that grows into ``after``.
    """
    kind = _capital_class(after)
    cost = _cost(name, kind, after, region, year, inputs)
    if before is not None:
        cost = np.maximum(0.0, cost - _cost(name, kind, before, region, year, inputs))
    return cost, table("capital_classes")[kind].values["life"].base


def _cost(name: str, kind: str, suite: Suite, region: str | None, year: int, inputs: Inputs) -> Draws:
    found = estimate(
        Plant(
            name=f"planning.options.{name}",
            capital_class=kind,
            litres=litres(suite, inputs),
            suites=1,
            floor_area=None,
            single_use_share=single_use_share([suite]),
            region=region or DEFAULT_REGION,
            year=year,
        ),
        inputs,
    )
    return np.zeros(1 + inputs.world.replications) if found.cost is None else found.cost


def _capital_class(suite: Suite) -> str:
    if suite.kind != "drug_substance":
        return "adc" if suite.kind == "conjugation" else "fill_finish"
    if any(unit.unit_class == "production-fermenter" for unit in suite.units.values()):
        return "microbial"
    return f"drug_substance_{'single_use' if single_use_share([suite]) >= 0.5 else 'stainless'}"
