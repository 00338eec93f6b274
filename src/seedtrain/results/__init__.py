"""Results: what the engines return and hand on to one another. No engine, no table library, no plotting."""
