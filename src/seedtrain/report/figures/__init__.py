"""The charts of a report, each made from an assessment."""

from seedtrain.report.figures.capacity import capacity_bars
from seedtrain.report.figures.cost_split import cost_split
from seedtrain.report.figures.fans import fans
from seedtrain.report.figures.funnel import funnel
from seedtrain.report.figures.gantt import gantt
from seedtrain.report.figures.heat import platform_heat
from seedtrain.report.figures.stock import stock
from seedtrain.report.figures.storeys import storey_heats
from seedtrain.report.figures.timeline import timeline
from seedtrain.report.figures.tornado import tornados
from seedtrain.report.figures.treemap import land_treemap

__all__ = [
    "capacity_bars",
    "cost_split",
    "fans",
    "funnel",
    "gantt",
    "land_treemap",
    "platform_heat",
    "stock",
    "storey_heats",
    "timeline",
    "tornados",
]
