r"""Taking the cells away: depth filtration and centrifugation.

.. math:: A = a \lceil V / (\lambda a) \rceil, \qquad t = V / (J A) \quad\text{(filter)}, \qquad t = V / Q
\quad\text{(centrifuge)}

:math:`\lambda` throughput [L/m2], :math:`a` area of a module, :math:`J` flux [L/(m2 h)], :math:`Q` feed flow
[L/h]. Valid: constant
mean flux up to the throughput. Reference: definitions of throughput and flux as used in filter sizing.
"""

from seedtrain.process.frame import Frame
from seedtrain.process.sizes import modules
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, passed, poured
from seedtrain.results.indicator import Draws


def _cleared(frame: Frame, stream: Stream, hours: Draws, uses: dict[str, Draws], size: Equipment) -> Outcome:
    volume = stream.volume_L
    flush = frame("flush_fraction") * volume
    with_cells = frame("cell_fraction") * volume
    out = volume - with_cells + flush
    kept = frame("step_yield")
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(volume, flush, out, with_cells),
        },
        processing_h=hours,
        step_yield=kept,
        pool_L=out,
        uses={**uses, "wfi_L": flush},
        equipment=(size,),
    )


def clarification(frame: Frame, stream: Stream) -> Outcome:
    """Depth filtration of the broth; the filter area is that of the base batch.

    Parameters: ``throughput`` [L/m2], ``flux`` [L/(m2 h)], ``cell_fraction``, ``flush_fraction``,
    ``step_yield``.
    """
    module, count = modules("depth-filter", float(stream.volume_L[0]) / frame.base("throughput"))
    area = module * count
    hours = stream.volume_L / (frame("flux") * area)
    size = Equipment("depth-filter", module, "m2", count, is_stepped=True)
    return _cleared(frame, stream, hours, {"filter_depth_m2": area * frame.ones}, size)


def centrifugation(frame: Frame, stream: Stream) -> Outcome:
    """Disc-stack centrifuge; its feed flow follows the base batch: ``Q = feed_flow_per_litre V``.

    Parameters: ``feed_flow_per_litre`` [1/h], ``cell_fraction``, ``flush_fraction``, ``step_yield``.
    """
    flow = frame("feed_flow_per_litre") * stream.volume_L[0]
    size = Equipment("centrifuge", float(flow[0]), "L/h")
    return _cleared(frame, stream, stream.volume_L / flow, {}, size)


def cell_harvest(frame: Frame, stream: Stream) -> Outcome:
    """Disc-stack centrifuge that keeps what is heavy (cells, inclusion bodies) and pours the liquor off.

    Parameters: ``feed_flow_per_litre`` [1/h], ``cell_fraction`` of the volume kept, ``resuspension`` volumes
    of buffer for one of it, ``step_yield``.
    """
    flow = frame("feed_flow_per_litre") * stream.volume_L[0]
    paste = frame("cell_fraction") * stream.volume_L
    buffer = frame("resuspension") * paste
    kept = frame("step_yield")
    return Outcome(
        out=Stream(paste + buffer, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, buffer, paste + buffer, stream.volume_L - paste),
        },
        processing_h=stream.volume_L / flow,
        step_yield=kept,
        pool_L=paste + buffer,
        uses={"buffer_L": buffer, "wfi_L": buffer},
        equipment=(Equipment("centrifuge", float(flow[0]), "L/h"),),
    )
