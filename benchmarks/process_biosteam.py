"""BioSTEAM on its nearest flowsheet to the antibody recipe, by itself: seconds an evaluation, as JSON.

It imports nothing of seedtrain, for BioSTEAM asks for older versions of NumPy and Numba than we do: give it
an environment of its own (``python -m venv steam && steam/bin/pip install "biosteam>=2.46,<2.47"`` for Python
3.11) and let ``python -m benchmarks.process_draws --biosteam steam/bin/python`` call it in the same run.

Nearest: a batch bioreactor, a storage tank, and for each downstream step a tank where buffer is mixed in and
a splitter that keeps its yield; purchase and utility cost, and a cash flow from which the price of the
antibody follows. It has no seed train, no column cycles, no membranes, no labour by step, and one stationary
state.
"""

import json
import sys
import time
import warnings

import biosteam as bst
import numpy as np

HOURS, LITRES = 372.0, 2000.0
STEPS = (
    ("capture", 0.95, 2.9),
    ("inactivation", 0.99, 0.1),
    ("polish1", 0.93, 7.0),
    ("polish2", 0.96, 3.0),
    ("virus", 0.98, 0.03),
    ("ufdf", 0.97, 1.4),
    ("fill", 0.98, 0.01),
)
"""Step, yield, and buffer over the volume that comes in."""
_WARM, _EVALUATIONS = 20, 200


class Production(bst.BatchBioreactor):
    """A batch culture that gives a titer."""

    titer = 4.67

    def _run(self) -> None:
        feed, (_, broth) = self.ins[0], self.outs
        broth.copy_flow(feed)
        broth.imass["mAb"] = self.titer / 1000.0 * feed.F_vol * 1000.0
        broth.imass["Cells"] = 0.005 * feed.imass["Water"]


class Economics(bst.TEA):
    """Capital by a Lang factor, labour and upkeep a share of it: the least that a price follows from."""

    def _DPI(self, installed: float) -> float:  # noqa: N802
        return installed

    def _TDC(self, dpi: float) -> float:  # noqa: N802
        return dpi

    def _FCI(self, tdc: float) -> float:  # noqa: N802
        return tdc

    def _FOC(self, fci: float) -> float:  # noqa: N802
        return 0.1 * fci


def flowsheet() -> tuple[bst.System, Economics, Production, list[bst.Splitter]]:
    """The flowsheet, its economics, the culture and the splitters whose shares are drawn."""
    made = {"search_db": False, "default": True, "phase": "l", "rho": 1000.0, "Cp": 4.2}
    bst.settings.set_thermo(
        [
            "Water",
            bst.Chemical("mAb", MW=1000.0, **made),  # a molar mass at which its checks of properties hold
            bst.Chemical("Cells", MW=1000.0, **made),
            bst.Chemical("Salts", MW=58.44, **made),
        ]
    )
    bst.main_flowsheet.set_flowsheet("antibody")
    medium = bst.Stream("medium", Water=LITRES / HOURS, Salts=0.02 * LITRES / HOURS, units="kg/hr", price=8.0)
    culture = Production("R1", ins=medium, outs=("off", "broth"), tau=336.0, V=2.0, T=310.0)
    held = bst.StorageTank("T1", ins=culture - 1, tau=24.0)
    harvest = bst.Splitter(
        "S0", ins=held - 0, split={"Water": 0.95, "mAb": 0.95, "Salts": 0.95, "Cells": 0.0}
    )
    stream, splitters, units = harvest - 0, [harvest], [culture, held, harvest]
    volume = LITRES / HOURS
    for name, kept, buffer in STEPS:
        salts = 0.01 * buffer * volume
        added = bst.Stream(f"{name}_buffer", Water=buffer * volume, Salts=salts, units="kg/hr", price=1.0)
        mixed = bst.MixTank(f"M_{name}", ins=(stream, added), tau=4.0)
        shares = {"Water": 0.3, "mAb": kept, "Salts": 0.3, "Cells": 0.0}
        split = bst.Splitter(f"S_{name}", ins=mixed - 0, split=shares)
        stream, volume = split - 0, 0.3 * (1.0 + buffer) * volume
        splitters.append(split)
        units += [mixed, split]
    system = bst.System("antibody_line", path=units)
    system.simulate()
    economics = Economics(
        system, IRR=0.08, duration=(2023, 2033), depreciation="SL10", income_tax=0.0, operating_days=253.0,
        lang_factor=6.2, construction_schedule=(0.4, 0.6), startup_months=0.0, startup_FOCfrac=1.0,
        startup_VOCfrac=1.0, startup_salesfrac=1.0, WC_over_FCI=0.05, finance_interest=0.0, finance_years=0.0,
        finance_fraction=0.0,
    )  # fmt: skip
    economics.product = stream.sink.outs[0] if stream.sink else stream
    return system, economics, culture, splitters


def main() -> None:
    """Draw titer and yields, simulate and solve the price of the antibody; print seconds an evaluation."""
    warnings.simplefilter("ignore", bst.exceptions.CostWarning)
    system, economics, culture, splitters = flowsheet()
    random = np.random.default_rng(1)
    prices = []

    def evaluate() -> None:
        culture.titer = random.triangular(3.0, 4.0, 7.0)
        for each in splitters:
            each.isplit["mAb"] = random.uniform(0.93, 0.98)
        system.simulate()
        product = economics.product
        per_kg = economics.solve_price(product)
        prices.append(per_kg * product.F_mass / product.imass["mAb"])

    for _ in range(_WARM):
        evaluate()
    start = time.process_time()
    for _ in range(_EVALUATIONS):
        evaluate()
    taken = (time.process_time() - start) / _EVALUATIONS
    found = {"seconds": taken, "usd_per_kg": float(np.mean(prices)), "spread": float(np.std(prices))}
    print(json.dumps({"version": bst.__version__, **found}))


if __name__ == "__main__":
    sys.exit(main())
