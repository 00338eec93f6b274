"""Campaigns, stock and capacity over months and years."""
