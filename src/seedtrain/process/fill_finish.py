r"""Fill-finish: formulation, and the lines that fill, inspect, assemble and pack.

.. math:: m = n \, a \, (1 + o) / (1 - l), \qquad t_f = V / (J A), \qquad t = n / (v \, e)

:math:`V` volume, :math:`J` flux and :math:`A` area of the sterilising filter, :math:`n` items, :math:`a` drug
substance in one, :math:`o` overfill, :math:`l` line loss, :math:`v` rated speed [1/h], :math:`e` overall
equipment effectiveness. Valid: effectiveness holds stops and slow running, not cleaning and set-up.
Reference: definition of overall equipment effectiveness (ISO 22400-2).
"""

from seedtrain.process.culture import TARGET
from seedtrain.process.frame import Frame
from seedtrain.process.sizes import modules
from seedtrain.process.stream import LIQUID, Balance, Equipment, Outcome, Stream, elapsed, passed, poured


def formulation(frame: Frame, stream: Stream) -> Outcome:
    """Thaw drug substance, dissolve or dilute it for ``batch_items`` items and filter it sterile.

    Parameters: ``batch_items``, ``fill_volume`` [L/item], ``mass_per_item`` [g/item], ``overfill``,
    ``line_loss``, ``thaw_time``, ``process_time`` of compounding [h], ``throughput`` [L/m2], ``flux``
    [L/(m2 h)] of the filter.
    """
    items = frame("batch_items")
    filled = 1.0 + frame("overfill")
    kept = 1.0 - frame("line_loss")
    mass = items * frame("mass_per_item") * filled
    volume = items * frame("fill_volume") * filled
    taken, made_up = mass / kept, volume / kept
    module, count = modules("sterile-filter", float(made_up[0]) / frame.base("throughput"))
    thawing = {"thawing": frame("thaw_time")} if frame.has("thaw_time") else {}
    operations = {
        **thawing,
        "compounding": frame("process_time"),
        "sterile-filtration": made_up / (frame("flux") * module * count),
    }
    return Outcome(
        out=Stream(volume, {TARGET: mass}, TARGET, items),
        balances={
            TARGET: Balance(frame.zeros, taken, frame.zeros, mass, frame.zeros, taken * frame("line_loss")),
            LIQUID: poured(frame.zeros, made_up, volume, made_up * frame("line_loss")),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=kept,
        pool_L=made_up,
        uses={
            "drug_substance_g": taken,
            "wfi_L": made_up,
            "buffer_L": made_up,
            "filter_sterile_m2": module * count * frame.ones,
        },
        equipment=(Equipment("sterile-filter", module, "m2", count, is_stepped=True),),
    )


def item_line(frame: Frame, stream: Stream) -> Outcome:
    """A line that passes items one by one: filling, inspection, pen assembly, packing.

    Parameters: ``speed`` [1/h], ``effectiveness``, ``item_yield``. Each item takes one ``medium`` (a
    cartridge, a pen, a carton) where the step names one; rejects are lost with their content.
    """
    kept = frame("item_yield")
    uses = {f"{frame.step.medium}_item": stream.items} if frame.step.medium else {}
    masses = {stream.target: stream.mass_g * kept}
    return Outcome(
        out=Stream(stream.volume_L * kept, masses, stream.target, stream.items * kept),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: passed(stream.volume_L, kept),
            "items": passed(stream.items, kept),
        },
        processing_h=stream.items / (frame("speed") * frame("effectiveness")),
        step_yield=kept,
        uses=uses,
        equipment=(Equipment("line-speed", frame.base("speed") / 60.0, "1/min"),),
    )
