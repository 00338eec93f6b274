r"""Membranes: virus filtration, ultrafiltration and diafiltration, sterile filtration with bulk filling.

.. math:: A_v = V / \lambda, \quad t_v = V / (J A_v); \qquad
          A = m / w, \quad t = \frac{(V - V_r)^+ + D V_r + (V_r - V_f)^+}{J A}

:math:`\lambda` throughput [L/m2], :math:`J` mean flux [L/(m2 h)], :math:`w` membrane loading [g/m2],
:math:`V_r` retentate volume during diafiltration, :math:`D` diavolumes, :math:`V_f` final volume. Areas are
those of the base batch in whole modules. Valid: constant mean flux; the product does not pass the membrane
but for the yield given. Reference: L.J. Zeman, A.L. Zydney, Microfiltration and Ultrafiltration, 1996, ch. 7
(batch concentration and constant-volume diafiltration).
"""

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.sizes import modules
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, elapsed, passed, poured


def virus_filtration(frame: Frame, stream: Stream) -> Outcome:
    """Virus filter used once: area by throughput of the base batch, time by flux.

    Parameters: ``throughput`` [L/m2], ``flux`` [L/(m2 h)], ``flush_fraction``, ``step_yield``.
    """
    module, count = modules("virus-filter", float(stream.volume_L[0]) / frame.base("throughput"))
    area = module * count
    flush = frame("flush_fraction") * stream.volume_L
    out = stream.volume_L + flush
    kept = frame("step_yield")
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, flush, out, frame.zeros),
        },
        processing_h=out / (frame("flux") * area),
        operations={
            "filtration": stream.volume_L / (frame("flux") * area),
            "flush": flush / (frame("flux") * area),
        },
        step_yield=kept,
        pool_L=out,
        uses={"filter_virus_m2": area * frame.ones, "buffer_L": flush, "wfi_L": flush},
        equipment=(Equipment("virus-filter", module, "m2", count, is_stepped=True),),
    )


def ufdf(frame: Frame, stream: Stream) -> Outcome:
    """Concentration, buffer exchange, final concentration (or dilution) in one skid.

    Parameters: ``membrane_loading`` [g/m2], ``flux`` [L/(m2 h)], ``diavolumes``, ``retentate_concentration``,
    ``final_concentration`` [g/L], ``membrane_uses``, ``step_yield``.
    """
    wanted = float(stream.mass_g[0]) / frame.base("membrane_loading")
    module, count = modules("ultrafiltration-membrane", wanted)
    area = module * count
    kept = frame("step_yield")
    retentate = np.minimum(stream.volume_L, stream.mass_g / frame("retentate_concentration"))
    exchange = frame("diavolumes") * retentate
    out = stream.mass_g * kept / frame("final_concentration")
    dilution = np.maximum(0.0, out - retentate)
    first, last = stream.volume_L - retentate, np.maximum(0.0, retentate - out)
    permeate = first + exchange + last
    flow = frame("flux") * area
    buffer = exchange + dilution
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, buffer, out, permeate),
        },
        processing_h=permeate / flow,
        operations={
            "concentration": first / flow,
            "diafiltration": exchange / flow,
            "final-concentration": last / flow,
        },
        step_yield=kept,
        pool_L=stream.volume_L,
        uses={
            "membrane_uf_m2": area / frame("membrane_uses"),
            "buffer_L": buffer,
            "wfi_L": buffer,
        },
        equipment=(Equipment("ultrafiltration-membrane", module, "m2", count, is_stepped=True),),
    )


def bulk_fill(frame: Frame, stream: Stream) -> Outcome:
    """Sterile filtration into bags or bottles and freezing; samples are taken from the pool.

    Parameters: ``fill_flow`` [L/h], ``throughput`` [L/m2], ``freezing_time`` [h] (unattended),
    ``sample_volume`` [L], ``step_yield``. A pool no larger than its samples leaves nothing.
    """
    volume = stream.volume_L
    sampled = np.minimum(frame("sample_volume"), volume)
    share = 1.0 - np.where(volume > 0.0, sampled / np.where(volume > 0.0, volume, 1.0), 0.0)
    kept = frame("step_yield") * share
    out = volume * kept
    operations = {"filling": volume / frame("fill_flow"), "freezing": frame("freezing_time")}
    module, count = modules("sterile-filter", float(volume[0]) / frame.base("throughput"))
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(volume, frame.zeros, out, volume * (1.0 - kept)),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=kept,
        pool_L=volume,
        attended_h=operations["filling"],
        uses={"filter_sterile_m2": module * count * frame.ones},
        equipment=(Equipment("sterile-filter", module, "m2", count, is_stepped=True),),
    )
