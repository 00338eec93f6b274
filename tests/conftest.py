"""Settings of the whole test run: the same examples are tried each time, on every machine."""

from hypothesis import settings

settings.register_profile("seedtrain", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("seedtrain")
