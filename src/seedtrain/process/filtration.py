r"""Membranes: virus filtration, ultrafiltration and diafiltration, sterile filtration with bulk filling.

.. math:: A_v = V / \lambda, \quad t_v = V / (J A_v); \qquad
          A = m / w, \quad t = \frac{(V - V_r)^+ + D V_r + (V_r - V_f)^+}{J A}

:math:`\lambda` throughput [L/m2], :math:`J` mean flux [L/(m2 h)], :math:`w` membrane loading [g/m2],
:math:`V_r` retentate volume during diafiltration, :math:`D` diavolumes, :math:`V_f` final volume. Areas are
those of the base batch. Valid: constant mean flux; the product does not pass the membrane but for the yield
given. Reference: L.J. Zeman, A.L. Zydney, Microfiltration and Ultrafiltration, 1996, ch. 7 (batch
concentration and constant-volume diafiltration).
"""

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, passed, poured


def virus_filtration(frame: Frame, stream: Stream) -> Outcome:
    """Virus filter used once: area by throughput of the base batch, time by flux.

    Parameters: ``throughput`` [L/m2], ``flux`` [L/(m2 h)], ``flush_fraction``, ``step_yield``.
    """
    area = float(stream.volume_L[0]) / frame.base("throughput")
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
        step_yield=kept,
        held_L=out,
        uses={"filter_virus_m2": area * frame.ones, "buffer_L": flush, "wfi_L": flush},
        equipment=(Equipment("virus-filter", area, "m2"),),
    )


def ufdf(frame: Frame, stream: Stream) -> Outcome:
    """Concentration, buffer exchange, final concentration (or dilution) in one skid.

    Parameters: ``membrane_loading`` [g/m2], ``flux`` [L/(m2 h)], ``diavolumes``, ``retentate_concentration``,
    ``final_concentration`` [g/L], ``membrane_uses``, ``step_yield``.
    """
    area = float(stream.mass_g[0]) / frame.base("membrane_loading")
    kept = frame("step_yield")
    retentate = np.minimum(stream.volume_L, stream.mass_g / frame("retentate_concentration"))
    exchange = frame("diavolumes") * retentate
    out = stream.mass_g * kept / frame("final_concentration")
    dilution = np.maximum(0.0, out - retentate)
    permeate = (stream.volume_L - retentate) + exchange + np.maximum(0.0, retentate - out)
    buffer = exchange + dilution
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, buffer, out, permeate),
        },
        processing_h=permeate / (frame("flux") * area),
        step_yield=kept,
        held_L=stream.volume_L,
        uses={
            "membrane_uf_m2": area / frame("membrane_uses"),
            "buffer_L": buffer,
            "wfi_L": buffer,
        },
        equipment=(Equipment("ultrafiltration-membrane", area, "m2"),),
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
    filling = volume / frame("fill_flow")
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(volume, frame.zeros, out, volume * (1.0 - kept)),
        },
        processing_h=filling + frame("freezing_time"),
        step_yield=kept,
        held_L=volume,
        attended_h=filling,
        uses={"filter_sterile_m2": volume / frame("throughput")},
    )
