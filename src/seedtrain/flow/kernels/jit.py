"""How every kernel is compiled: to machine code kept in a cache, free of the interpreter lock.

Numba's cache looks at the file of a function only, not at the files of the functions compiled into it, and
machine code that no longer fits its callers crashes. So the cache is kept by a digest of all the sources.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


@cache
def cache_folder() -> Path:
    """Return the folder of the machine code made from these very sources.

    It lies beside them, or in the user's cache where that can't be written.
    """
    here = Path(__file__).parent
    sources = b"".join(file.read_bytes() for file in sorted(here.glob("*.py")))
    name = f"kernels-{hashlib.sha256(sources).hexdigest()[:16]}"
    if os.access(here, os.W_OK):
        return here / "__pycache__" / name
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "seedtrain" / name


def _compiled(function: F, **options: Any) -> F:
    """Compile ``function`` on its first call; the setting of numba for others stays as it was."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(cache_folder())
    try:
        return cast(F, numba.njit(**{"cache": True, "nogil": True} | options)(function))
    finally:
        settings.CACHE_DIR = before


def kernel(function: F) -> F:
    """Compile ``function`` on its first call; later processes load it from the cache."""
    return _compiled(function)


def part(function: F) -> F:
    """Compile ``function`` as if written where it is called: for large parts that are called in one place.

    Handing thirty arrays to a function costs more than most functions do, and each place where one is called
    makes the caller longer to compile.
    """
    return _compiled(function, inline="always")


def leaf(function: F) -> F:
    """Compile ``function``, which must not allocate, by itself, and its machine code into what calls it.

    For small parts that call hardly any others: each level of calls compiles what is below once more.
    """
    return _compiled(
        function, cache=False, _nrt=False, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )


def plain(function: F) -> F:
    """Compile ``function``, which must not allocate, without counting references to arrays.

    Where many arrays are read in a loop the counting costs several times the work.
    """
    return _compiled(function, _nrt=False, no_cfunc_wrapper=True)


def inner(function: F) -> F:
    """Compile ``function`` as :func:`plain`, for kernels alone to call: without an entry for Python, and kept
    in the cache with its callers only."""
    return _compiled(function, cache=False, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
