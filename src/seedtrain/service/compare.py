"""Comparisons: inputs and results of two runs side by side, differences first."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedtrain.errors import InputError, finding
from seedtrain.service.documents import open_document
from seedtrain.service.folder import RESULTS, RUN, SCENARIO
from seedtrain.service.inputs import inputs
from seedtrain.service.run import Progress, run

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: the name the user gave, its inputs by path, and the facts of its results.

    ``replications``: how many worlds were sampled.
    """

    name: str
    inputs: Mapping[str, str]
    facts: Entry
    replications: int

    @property
    def origin(self) -> dict[str, Any]:
        """What was run, and how."""
        return {key: self.facts[key] for key in _ORIGIN} | {"replications": self.replications}


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing on both sides, ``None`` where a side has none; words alone make no difference."""

    id: str
    a: Any
    b: Any
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs side by side, in each list those that differ first.

    ``inputs`` by scenario path; ``kpis`` by id and ``verdicts`` by ``claim.reading``, as the rows of
    ``results.json``.
    """

    a: Side
    b: Side
    inputs: tuple[Pair, ...]
    kpis: tuple[Pair, ...]
    verdicts: tuple[Pair, ...]

    def facts(self) -> dict[str, Any]:
        """Return what differs as plain data, with the number of equal entries."""
        return {
            "a": {"name": self.a.name, **self.a.origin},
            "b": {"name": self.b.name, **self.b.origin},
            **{
                name: {
                    "differ": [{"id": pair.id, "a": pair.a, "b": pair.b} for pair in pairs if pair.differs],
                    "equal": sum(not pair.differs for pair in pairs),
                }
                for name, pairs in (("inputs", self.inputs), ("kpis", self.kpis), ("verdicts", self.verdicts))
            },
        }


_ORIGIN = ("scenario", "as_of", "seed", "version", "input_hash")
_NUMBERS = ("unit", "base", "p10", "p50", "p90", "verdict", "probability", "missing")
"""What makes two indicators or verdicts differ; their wording does not."""


def compare(
    a: str | Path,
    b: str | Path,
    *,
    seed: int = 1,
    replications: int = 1000,
    lang: str = "en",
    progress: Progress | None = None,
) -> Comparison:
    """Set two runs side by side; each a packaged name, a scenario file (both are run) or a folder of results.

    Raises :class:`InputError` where one of them can't be opened, run or read.
    """
    left, right = (_side(each, seed, replications, lang, progress) for each in (a, b))
    return Comparison(
        a=left,
        b=right,
        inputs=_pairs(left.inputs, right.inputs),
        kpis=_pairs(_by(left.facts["kpis"], _kpi), _by(right.facts["kpis"], _kpi)),
        verdicts=_pairs(_by(left.facts["verdicts"], _verdict), _by(right.facts["verdicts"], _verdict)),
    )


def _side(given: str | Path, seed: int, replications: int, lang: str, progress: Progress | None) -> Side:
    if Path(given).is_dir():
        return _stored(Path(given))
    document = open_document(given)
    found = run(document, seed, replications, progress=progress)
    return Side(
        name=str(given),
        inputs=inputs(document.text, document.file),
        facts=found.facts(lang),
        replications=found.assessment.replications,
    )


def _stored(folder: Path) -> Side:
    """Read the results of an earlier run."""
    try:
        text = (folder / SCENARIO).read_text(encoding="utf-8")
        facts = json.loads((folder / RESULTS).read_bytes())
        replications = json.loads((folder / RUN).read_bytes())["replications"]
    except (OSError, ValueError, KeyError):
        raise InputError([finding("CLI-013", value=folder)]) from None
    written = inputs(text, str(folder / SCENARIO))
    return Side(name=str(folder), inputs=written, facts=facts, replications=replications)


def _kpi(row: Entry) -> str:
    return str(row["id"])


def _verdict(row: Entry) -> str:
    return f"{row['claim']}.{row['reading']}"


def _by(rows: Iterable[Entry], key: Callable[[Entry], str]) -> dict[str, Entry]:
    return {key(row): row for row in rows}


def _pairs(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Join both by id: first what differs, then what only one side has, then what is equal."""
    pairs = [
        Pair(id_, a.get(id_), b.get(id_), _told(a.get(id_)) != _told(b.get(id_)))
        for id_ in dict.fromkeys((*a, *b))
    ]
    return tuple(sorted(pairs, key=lambda pair: (not pair.differs, pair.a is None or pair.b is None)))


def _told(entry: Any) -> Any:
    return {key: entry.get(key) for key in _NUMBERS} if isinstance(entry, Mapping) else entry
