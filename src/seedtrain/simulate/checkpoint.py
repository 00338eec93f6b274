"""Checkpoints: a folder of the parts done so far, from which a simulation goes on where it was stopped."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.simulate.part import Fault, Part

IDENTITY = "simulation.json"
"""The file that says of which simulation the parts are."""


class Checkpoint:
    """Parts of one simulation in a folder, one file each; a file is whole or not there.

    ``identity`` is what the replications depend on: input, version, seed, policy. Raises
    :class:`InputError`: SIM-032 where the folder holds parts of another simulation, SIM-033 where it can't
    be used.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        self._folder = folder
        text = json.dumps(dict(identity), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            known = folder / IDENTITY
            if known.exists():
                _same(folder, known.read_text(encoding="utf-8"), text)
            elif any(folder.iterdir()):
                raise _unusable(folder, "not empty and without " + IDENTITY)
            else:
                known.write_text(text, encoding="utf-8")
        except OSError as error:
            raise _unusable(folder, error.strerror or str(error)) from None

    def parts(self) -> Iterator[Part]:
        """Read the parts done, in order. Raises :class:`InputError` (SIM-033) on a file that is none."""
        for file in sorted(self._folder.glob("part-*.npz")):
            try:
                yield _read(file)
            except (OSError, ValueError, KeyError) as error:
                raise _unusable(file, " ".join(str(error).split())[:80]) from None

    def keep(self, part: Part) -> None:
        """Write a part; an interruption leaves the whole of it or nothing. Raises as the class."""
        file = self._folder / f"part-{part.first:010d}-{part.end:010d}.npz"
        draft = file.with_suffix(f".{os.getpid()}.draft")
        try:
            with draft.open("wb") as stream:
                np.savez(stream, **_arrays(part))
            draft.replace(file)
        except OSError as error:
            raise _unusable(file, error.strerror or str(error)) from None
        finally:
            draft.unlink(missing_ok=True)


def _same(folder: Path, found: str, wanted: str) -> None:
    if found != wanted:
        apart = [
            line.strip().rstrip(",") for line in found.splitlines() if line not in set(wanted.splitlines())
        ]
        raise InputError(
            [finding("SIM-032", path="--checkpoint", value=folder, apart="; ".join(apart)[:200] or IDENTITY)]
        )


def _unusable(place: Path, why: str) -> InputError:
    return InputError([finding("SIM-033", path="--checkpoint", value=place, why=why)])


def _arrays(part: Part) -> dict[str, Any]:
    """A part as arrays: a head in JSON, the columns stacked, each series by itself."""
    head = {
        "first": part.first,
        "end": part.end,
        "columns": list(part.columns),
        "series": list(part.series),
        "faults": [asdict(fault) for fault in part.faults],
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    columns = np.array(list(part.columns.values()), dtype=np.float64).reshape(len(part.columns), -1)
    series = {f"series_{place}": rows for place, rows in enumerate(part.series.values())}
    return {"head": np.frombuffer(text, dtype=np.uint8), "columns": columns, **series}


def _read(file: Path) -> Part:
    with np.load(file, allow_pickle=False) as stored:
        head = json.loads(stored["head"].tobytes().decode())
        return Part(
            first=head["first"],
            end=head["end"],
            columns=dict(zip(head["columns"], stored["columns"], strict=True)),
            series={name: stored[f"series_{place}"] for place, name in enumerate(head["series"])},
            faults=tuple(Fault(**fault) for fault in head["faults"]),
        )
