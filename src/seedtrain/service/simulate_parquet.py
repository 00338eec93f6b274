"""Every replication of a simulation as a Parquet table."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = 100_000
"""Rows of a group of the file: fixed, so that the bytes depend on nothing but the content."""


def write_columns(
    file: Path, replications: int, columns: "Mapping[str, NDArray[np.float64]]", units: Mapping[str, str]
) -> None:
    """Write one row for each replication, failed ones with empty cells.

    ``replication`` counts from 0: the number that ``--trace`` takes. ``columns`` by name, shape
    (replications,); the ``units`` of some stand in the names of their columns.
    """
    import numpy as np
    import polars as pl

    made: dict[str, Any] = {"replication": np.arange(replications, dtype=np.int64)}
    for name, column in columns.items():
        made[f"{name} [{units[name]}]" if name in units else name] = column
    frame = pl.DataFrame(made, nan_to_null=True)
    frame.rechunk().write_parquet(file, compression="zstd", statistics=False, row_group_size=ROWS)
