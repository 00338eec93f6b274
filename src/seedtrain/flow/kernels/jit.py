"""How every kernel is compiled: to machine code kept in a cache, free of the interpreter lock."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile ``function`` on its first call; later processes load it from the cache."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


def part(function: F) -> F:
    """Compile ``function`` into each kernel that calls it.

    For what takes many arrays: handing thirty arrays to a function costs more than most functions do.
    """
    return cast(F, numba.njit(cache=True, nogil=True, inline="always")(function))


def plain(function: F) -> F:
    """Compile ``function``, which must not allocate, without counting references to arrays.

    Where many arrays are read in a loop the counting costs several times the work.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
    return cast(F, numba.njit(**options)(function))
