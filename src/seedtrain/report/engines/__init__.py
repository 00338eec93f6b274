"""Reports of single engines: their charts, and the page that holds them."""

from seedtrain.report.engines.bars import Bar, bar_chart
from seedtrain.report.engines.columns import amount_chart
from seedtrain.report.engines.curves import Curve, curve_chart
from seedtrain.report.engines.fan import fan_chart
from seedtrain.report.engines.histogram import histogram
from seedtrain.report.engines.page import engine_page
from seedtrain.report.engines.tornado import Swing, tornado_chart

__all__ = [
    "Bar",
    "Curve",
    "Swing",
    "amount_chart",
    "bar_chart",
    "curve_chart",
    "engine_page",
    "fan_chart",
    "histogram",
    "tornado_chart",
]
