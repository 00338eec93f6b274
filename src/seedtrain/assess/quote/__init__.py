"""Quotes: the slot, the date, the price and the terms for batches that somebody asks for."""

from seedtrain.assess.quote.ask import Ask
from seedtrain.assess.quote.run import quoted
from seedtrain.assess.quote.shown import client_view

__all__ = ["Ask", "client_view", "quoted"]
