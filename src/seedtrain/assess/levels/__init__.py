"""Levels: from the companies of a zone to the batches of its lines, on one set of sampled worlds."""

from seedtrain.assess.levels.chain import Levels, Question, levels
from seedtrain.assess.levels.lines import Line
from seedtrain.assess.levels.platforms import Visits

__all__ = ["Levels", "Line", "Question", "Visits", "levels"]
