"""Reports of single engines: charts of bars and of steps, and the page that holds them."""

from seedtrain.report.engines.bars import Bar, bar_chart
from seedtrain.report.engines.columns import amount_chart
from seedtrain.report.engines.curves import Curve, curve_chart
from seedtrain.report.engines.page import engine_page

__all__ = ["Bar", "Curve", "amount_chart", "bar_chart", "curve_chart", "engine_page"]
