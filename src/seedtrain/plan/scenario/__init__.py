"""Planning problems from scenarios: what suites can do, what may be decided, what may be sold, by period.

Quantities are in kilograms, of filled products in thousand items; money in millions of the scenario's
currency and price year.
"""
