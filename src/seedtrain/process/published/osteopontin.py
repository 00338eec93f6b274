r"""A published microbial process: recombinant osteopontin by yeast in 150 m3, to dry powder.

.. math:: D = \frac{s - b}{\ell} - (1 - b), \qquad V_h = V (1 + D) - s V

:math:`b, s` volume of cells and of sludge over broth, :math:`\ell` product allowed to stay in the sludge,
:math:`D` dilution. Quirks of the workbook are kept: its product before harvest is titer times diluted
harvest, then divided by the working volume, so product in the solids is counted twice; utilities are left
out. Its fees, recovered from its values to the last digit:

.. math:: S = \sum_k s_k \left( 1 - d_k \frac{n - 1}{n} \right), \quad F = S (1 - d) e, \quad
          C = \frac{c + R}{n} + \frac{v \, w \, F}{N \, y}

:math:`S` standard fee of services :math:`s` with discounts :math:`d_k` for :math:`n` batches a campaign,
:math:`d` discount and :math:`e` escalation of a contract of :math:`y` years, :math:`c` set-up and :math:`R`
reservation of a campaign, :math:`v` validation batches surcharged by :math:`w`, :math:`N` batches a year. As
published :math:`e = (1 + r + r^2) / y`; the mean of the prices of three years is
:math:`(1 + (1 + r) + (1 + r)^2) / 3`.
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
    rate = _of("escalation")
    hours = {
        "filtration": harvest / area_flux + _of("uf-df-volumes") * concentrated / area_flux,
        "spray": dried * (1.0 - _of("spray-solids")) / _of("spray-kg-h"),
    }
    published = _fees(materials, hours, (1.0 + rate + rate**2) / _of("contract-years"))
    corrected = _fees(materials, hours, (1.0 + (1.0 + rate) + (1.0 + rate) ** 2) / _of("contract-years"))
    cost, right = materials + sum(published), materials + sum(corrected)
    return {
        "V16.mass": mass,
        "V16.batches": batches,
        "V16.yield": overall,
        "V16.annual": mass * batches,
        "V16.microfiltration": diluted / (_of("mf-area-m2") * _of("mf-flux-lmh")),
        "V16.ultrafiltration": harvest / area_flux,
        "V16.diafiltration": _of("uf-df-volumes") * concentrated / area_flux,
        "V16.drying": hours["spray"],
        "V16.materials": materials,
        "V16.fee": published[0],
        "V16.campaign": published[1],
        "V16.fees": sum(published),
        "V16.total": cost,
        "V16.cost": cost / mass,
        "V16.total-corrected": right,
        "V16.cost-corrected": right / mass,
    }


def _fees(materials: float, hours: Mapping[str, float], escalation: float) -> tuple[float, float]:
    """Fee of a batch and its share of the campaign [USD]."""
    many = _of("batches-per-campaign")

    def less(discount: str) -> float:
        return 1.0 - _of(discount) * (many - 1.0) / many

    occupied_d = (_of("seed-h") + _of("fermentation-h") + _of("turnaround-h")) / 24.0
    standard = (
        _of("fermenter-usd-day") * occupied_d * less("fermenter-disc")
        + _of("dsp-usd-day") * hours["filtration"] / 24.0 * less("dsp-disc")
        + _of("spray-usd-h") * hours["spray"] * less("spray-disc")
        + _of("labour-usd") * less("labour-disc")
        + (_of("qc-usd") + _of("doc-usd") + _of("qa-usd")) * less("qa-disc")
        + _of("consumable-markup") * materials * less("markup-disc")
    )
    fee = standard * (1.0 - _of("long-contract-discount")) * escalation
    reserved = _of("setup-usd-per-campaign") + _of("reservation-usd-month") * _of("reservation-months")
    checked = _of("validation-batches") * _of("validation-surcharge") * fee
    batches = _of("campaigns") * many
    return fee, reserved / many + checked / batches / _of("contract-years")


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
