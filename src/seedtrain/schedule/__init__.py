"""Schedule: which operation on which unit, when; how far from the best; what a suite gives in a year."""

from seedtrain.schedule.capacity import capacities
from seedtrain.schedule.indicators import capacity_indicators, timetable_indicators
from seedtrain.schedule.made_from import planned
from seedtrain.schedule.orders import batch_orders
from seedtrain.schedule.plant import plant_timetable
from seedtrain.schedule.solve import timetable

__all__ = [
    "batch_orders",
    "capacities",
    "capacity_indicators",
    "planned",
    "plant_timetable",
    "timetable",
    "timetable_indicators",
]
