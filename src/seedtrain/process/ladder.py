"""From 365 days to released batches of one line, each loss counted once (base case)."""

from seedtrain.catalog import table
from seedtrain.messages import Message
from seedtrain.process.line import Line
from seedtrain.results.suite_capacity import Rung

_DAYS, _HOURS = 365.0, 24.0


def ladder(line: Line) -> tuple[Rung, ...]:
    """Return the rungs of a line that makes one product all year.

    Days of the year, days it may run, days it is used, batches started at the cycle time, batches released,
    and kilograms (or items) released.
    """
    economics = table("plant_economics")
    days = economics["operating-days"].value.base / _HOURS
    used = days * economics["utilisation"].value.base
    started = used * _HOURS / float(line.pace.time_h[0])
    released = started * (1.0 - float(line.failure_odds[0]))
    product = line.batch.product
    items = float(product.items[0])
    amount = items if items > 0.0 else float(product.mass_g[0]) / 1000.0
    unit = "item" if items > 0.0 else "kg"
    rows = (
        ("year", _DAYS, "day"),
        ("operating", days, "day"),
        ("used", used, "day"),
        ("started", started, "batch"),
        ("released", released, "batch"),
        ("amount", released * amount, unit),
    )
    return tuple(Rung(Message(f"process.ladder.{key}"), value, symbol) for key, value, symbol in rows)
