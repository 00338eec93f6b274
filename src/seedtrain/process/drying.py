r"""Lyophilisation of bulk and of filled vials.

.. math:: A = V / d, \qquad t = t_f + \frac{V}{s A} + t_2 = t_f + \frac{d}{s} + t_2

:math:`d` depth of liquid, :math:`s` sublimation rate [L/(m2 h)], :math:`t_f` freezing, :math:`t_2`
secondary drying. Valid: a shelf wide enough for the batch and a constant sublimation rate. Reference: mass
balance of water over the shelf.
"""

from seedtrain.process.frame import Frame
from seedtrain.process.sizes import fitted
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, elapsed, passed, poured
from seedtrain.results.indicator import Draws


def _dried(frame: Frame, stream: Stream, out: Stream, kept: Draws) -> Outcome:
    depth_L_per_m2 = frame("shelf_depth") * 1000.0
    area = stream.volume_L / depth_L_per_m2
    size, count = fitted("lyophiliser", float(area[0]))
    operations = {
        "freezing": frame("freezing_time"),
        "primary-drying": depth_L_per_m2 / frame("drying_rate"),
        "secondary-drying": frame("secondary_drying_time"),
    }
    hours = elapsed(operations)
    return Outcome(
        out=out,
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, frame.zeros, out.volume_L, stream.volume_L - out.volume_L),
        },
        processing_h=hours,
        operations=operations,
        step_yield=kept,
        attended_h=frame("freezing_time"),
        uses={"power_kWh": frame.setting.economics("lyophiliser-power") * area * hours},
        equipment=(
            Equipment("shelf-area", float(area[0]), "m2"),
            Equipment("lyophiliser", size, "m2", count, is_stepped=True),
        ),
    )


def lyophilisation(frame: Frame, stream: Stream) -> Outcome:
    """Drying of drug substance on trays; the powder has no liquid.

    Parameters: ``shelf_depth`` [m], ``freezing_time`` [h], ``drying_rate`` [L/(m2 h)],
    ``secondary_drying_time`` [h], ``step_yield``.
    """
    kept = frame("step_yield")
    out = Stream(frame.zeros, {stream.target: stream.mass_g * kept}, stream.target, stream.items)
    return _dried(frame, stream, out, kept)


def vial_lyophilisation(frame: Frame, stream: Stream) -> Outcome:
    """Drying of filled vials; those that fail are lost with their content.

    Parameters as :func:`lyophilisation`, with ``item_yield`` for the yield.
    """
    kept = frame("item_yield")
    masses = {stream.target: stream.mass_g * kept}
    return _dried(frame, stream, Stream(frame.zeros, masses, stream.target, stream.items * kept), kept)
