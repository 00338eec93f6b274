r"""A published microbial process: recombinant osteopontin by yeast in 150 m3, to dry powder.

.. math:: D = \frac{s - b}{\ell} - (1 - b), \qquad V_h = V (1 + D) - s V

:math:`b, s` volume of cells and of sludge over broth, :math:`\ell` product allowed to stay in the sludge,
:math:`D` dilution. Quirks of the workbook are kept: its product before harvest is titer times diluted
harvest, then divided by the working volume, so product in the solids is counted twice; utilities are left
out.
"""

from collections.abc import Mapping

from seedtrain.process.published.given import given


def _of(name: str) -> float:
    return given("osteopontin", name)


def osteopontin() -> Mapping[str, float]:
    """Return our figures by the id of the row."""
    volume = _of("fermenter-m3") * 1000.0 * _of("working-fraction")
    cells = _of("od") * _of("dcw-per-od")
    solids = cells / (_of("cell-solids-frac") * _of("wet-cell-density-g-l"))
    sludge = cells / (_of("sludge-solids-frac") * _of("wet-cell-density-g-l"))
    dilution = (sludge - solids) / _of("target-product-loss") - (1.0 - solids)
    diluted = volume * (1.0 + dilution)
    harvest = diluted - sludge * volume
    product = _of("titer-g-l") * harvest / volume * harvest / 1000.0
    concentrated = harvest / _of("uf-cf")
    area_flux = _of("uf-area-m2") * _of("uf-flux-lmh")
    steps = [_of(name) for name in ("mf-eff", "uf-eff", "chrom-yield-", "predry-eff", "spray-eff")]
    overall = 1.0
    for kept in steps:
        overall *= kept
    mass = product * overall
    batches = _of("campaigns") * _of("batches-per-campaign")
    dried = concentrated / _of("predry-cf") * _of("spray-density")
    loaded_g = product * steps[0] * steps[1] * 1000.0
    materials = _materials(volume, cells, loaded_g)
    cost = materials + _of("fees-usd")
    return {
        "V16.mass": mass,
        "V16.batches": batches,
        "V16.yield": overall,
        "V16.annual": mass * batches,
        "V16.microfiltration": diluted / (_of("mf-area-m2") * _of("mf-flux-lmh")),
        "V16.ultrafiltration": harvest / area_flux,
        "V16.diafiltration": _of("uf-df-volumes") * concentrated / area_flux,
        "V16.drying": dried * (1.0 - _of("spray-solids")) / _of("spray-kg-h"),
        "V16.materials": materials,
        "V16.total": cost,
        "V16.cost": cost / mass,
    }


def _materials(volume: float, cells: float, loaded_g: float) -> float:
    """Cost of materials and consumables of a batch [USD]."""
    sugar = cells * volume / 1000.0 / _of("glucose-yxs")
    feed = (sugar - _of("glucose-init-g-l") * volume / 1000.0) * 1000.0 / _of("glucose-feed-g-l")
    medium = volume - feed
    extract = _of("yeast-extract-g-l") * medium / 1000.0 * _of("yeast-extract-usd-kg")
    peptone = _of("peptone-g-l") * medium / 1000.0 * _of("peptone-usd-kg")
    antifoam = _of("antifoam-pct-vv") / 100.0 * volume * _of("antifoam-usd-per-unit")
    resin = loaded_g / _of("chrom-capacity-g-l") * _of("chrom-resin-usd-l") / _of("chrom-resin-cycles")
    names = ("mf-membrane", "uf-membrane", "tff-membrane", "membrane-cleaning", "cip")
    fixed = sum(_of(f"fixed-consumables-usd-{name}") for name in names)
    sugar_cost = sugar * _of("glucose-usd-kg")
    return sugar_cost + extract + peptone + _of("minor-usd") + antifoam + _of("buffers-usd") + resin + fixed
