"""Machine code is kept by the sources it was made from: a change of any kernel leaves the old code behind."""

from pathlib import Path
from typing import Any

import numba

from seedtrain.flow.kernels import jit
from seedtrain.flow.kernels.jit import cache_folder, kernel


def test_the_folder_is_named_by_all_the_sources() -> None:
    """The same sources, the same folder, beside them or in the user's cache."""
    assert cache_folder().name.startswith("kernels-")
    assert cache_folder() == cache_folder()


def test_a_kernel_is_cached_there_and_numba_left_as_it_was() -> None:
    """The cache of a kernel lies in that folder; the setting that other users of numba see is untouched."""
    settings: Any = numba.config
    before = settings.CACHE_DIR

    @kernel
    def twice(number: float) -> float:
        return 2.0 * number

    assert twice(2.0) == 4.0
    assert before == settings.CACHE_DIR


def test_another_source_gives_another_folder(tmp_path: Path) -> None:
    """A copy of the kernels with one more line is cached elsewhere."""
    source = Path(jit.__file__)
    (tmp_path / "jit.py").write_text(source.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    cache_folder.cache_clear()
    first = cache_folder().name
    try:
        jit.__file__ = str(tmp_path / "jit.py")
        cache_folder.cache_clear()
        assert cache_folder().name != first
    finally:
        jit.__file__ = str(source)
        cache_folder.cache_clear()
