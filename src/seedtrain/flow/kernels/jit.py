"""How every kernel is compiled: to machine code kept in a cache, free of the interpreter lock."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile ``function`` on its first call; later processes load it from the cache."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))
