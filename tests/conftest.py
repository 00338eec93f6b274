"""Settings of the whole test run: the same examples are tried each time, on every machine.

A shell starts its background work with interruptions ignored; tests of interruptions want them heard.
"""

import signal

from hypothesis import settings

settings.register_profile("seedtrain", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("seedtrain")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
