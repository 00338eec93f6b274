"""Simulate: what a timetable gives when titer, durations and failures are drawn."""

from seedtrain.simulate.indicators import indicators, series
from seedtrain.simulate.run import follow

__all__ = ["follow", "indicators", "series"]
