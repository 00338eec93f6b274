"""Parts of a simulation: joined, cut, kept, stopped early; a replication that fails costs one."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from tests.cluster_work import Faulty, Light

from seedtrain.errors import InputError
from seedtrain.simulate.checkpoint import IDENTITY, Checkpoint
from seedtrain.simulate.part import Part, cut, joined
from seedtrain.simulate.replicate import Circumstances, gaps, replicate
from seedtrain.simulate.target import Target
from seedtrain.simulate.work import run_part

ME = {"input": "abc", "seed": 1}


def codes(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    """The codes of what was found."""
    return [found.code for found in caught.value.findings]


def test_a_failing_replication_costs_one_and_is_told() -> None:
    """Of 20 replications 3 and 17 can't be run: two faults with number and problem, all others as without."""
    found = run_part(Faulty((3, 17)), 0, 20)
    assert [(fault.replication, fault.kind) for fault in found.faults] == [
        (3, "ArithmeticError"),
        (17, "ArithmeticError"),
    ]
    assert found.faults[0].problem == "drawn too far out"
    column = found.columns["x"]
    assert np.flatnonzero(np.isnan(column)).tolist() == [3, 17]
    rest = np.delete(column, [3, 17])
    assert rest.tolist() == [number for number in range(20) if number not in (3, 17)]


def test_faults_are_the_same_in_any_parts() -> None:
    """One by one, in fives or at once: the same numbers, the same faults."""
    whole = run_part(Faulty((3, 17)), 0, 20)
    for chunk in (1, 5, 20):
        found = replicate(Faulty((3, 17)), 20, Circumstances(chunk=chunk))
        assert found.faults == whole.faults
        assert found.columns["x"].tobytes() == whole.columns["x"].tobytes()


def test_nothing_that_can_be_run_is_refused() -> None:
    """All replications fail: bad input, with the first problem."""
    with pytest.raises(InputError) as caught:
        replicate(Faulty(tuple(range(4))), 4, Circumstances(chunk=2))
    assert codes(caught) == ["SIM-034"]
    assert "drawn too far out" in caught.value.findings[0].params["problem"]


def test_parts_that_do_not_follow_one_another_are_not_joined() -> None:
    """A gap, an overlap and nothing at all."""
    a, b, c = (Part(first=at, end=at + 2, columns={"x": np.zeros(2)}) for at in (0, 2, 3))
    assert joined([b, a]).end == 4
    for parts in ([a, c], [b, c], []):
        with pytest.raises(ValueError, match="follow"):
            joined(parts)


def test_a_part_is_cut_with_its_series_and_faults() -> None:
    """The first 5 of 8 replications, of which 3 have kept series; the fault at 6 is gone."""
    whole = run_part(Faulty((6,)), 0, 8)
    found = cut(whole, 5, 3)
    assert (found.end, len(found.columns["x"]), len(found.series["s"]), found.faults) == (5, 5, 3, ())


@pytest.mark.parametrize(
    ("done", "end", "expected"),
    [
        ([], 10, [(0, 4), (4, 8), (8, 10)]),
        ([(0, 4)], 10, [(4, 8), (8, 10)]),
        ([(2, 3), (7, 12)], 10, [(0, 2), (3, 7)]),
        ([(0, 10)], 10, []),
        ([(0, 20)], 10, []),
    ],
)
def test_gaps_are_filled_and_nothing_is_run_twice(
    done: list[tuple[int, int]], end: int, expected: list[tuple[int, int]]
) -> None:
    """Spans of at most four replications that fill what is left."""
    assert list(gaps(done, end, 4)) == expected


def test_a_simulation_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    """Stopped after two parts of 7, it runs the rest in parts of 5 and gives the bytes of one run."""
    kept = Checkpoint(tmp_path, ME)
    for first, end in ((0, 7), (7, 14)):
        kept.keep(run_part(Light(), first, end))
    told: list[tuple[int, int]] = []
    again = Checkpoint(tmp_path, ME)
    found = replicate(
        Light(),
        23,
        Circumstances(chunk=5, checkpoint=again, advance=lambda done, of: told.append((done, of))),
    )
    assert found.columns["x"].tobytes() == Light().part(0, 23).columns["x"].tobytes()
    assert told == [(19, 23), (23, 23)]
    fewer = replicate(Light(), 10, Circumstances(checkpoint=Checkpoint(tmp_path, ME)))
    assert fewer.columns["x"].tobytes() == found.columns["x"][:10].tobytes()


def test_a_part_keeps_its_series_and_faults_on_disk(tmp_path: Path) -> None:
    """What is read is what was written; a draft that an interruption left is not read."""
    kept, part = Checkpoint(tmp_path, ME), run_part(Faulty((1,)), 0, 6)
    kept.keep(part)
    (tmp_path / "part-0000000006-0000000009.123.draft").write_bytes(b"half")
    (read,) = kept.parts()
    assert (read.first, read.end, read.faults) == (0, 6, part.faults)
    assert read.columns["x"].tobytes() == part.columns["x"].tobytes()
    assert read.series["s"].tobytes() == part.series["s"].tobytes()


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path) -> None:
    """Another seed: the finding says what is apart."""
    Checkpoint(tmp_path, ME)
    with pytest.raises(InputError) as caught:
        Checkpoint(tmp_path, {**ME, "seed": 2})
    assert codes(caught) == ["SIM-032"]
    assert "seed" in caught.value.findings[0].params["apart"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """A folder with other files, a file in its place, a part that is no archive."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").touch()
    (tmp_path / "file").touch()
    for place in ("other", "file"):
        with pytest.raises(InputError) as caught:
            Checkpoint(tmp_path / place, ME)
        assert codes(caught) == ["SIM-033"]
    kept = Checkpoint(tmp_path / "broken", ME)
    (tmp_path / "broken" / "part-0000000000-0000000004.npz").write_bytes(b"no archive")
    with pytest.raises(InputError) as caught:
        list(kept.parts())
    assert codes(caught) == ["SIM-033"]
    assert json.loads((tmp_path / "broken" / IDENTITY).read_text("utf-8")) == ME


def test_it_stops_at_the_error_asked_for_in_any_parts() -> None:
    """Uniform draws are shares: error 0.2887 / sqrt(n) is 0.01 at n = 833; parts move nothing."""
    ends = {
        chunk: replicate(Light(), 5000, Circumstances(chunk=chunk), Target(0.01, ("x",))).end
        for chunk in (1, 70, 1000, 5000)
    }
    assert len(set(ends.values())) == 1
    end = ends[70]
    assert end % 100 == 0
    draws = Light().part(0, end).columns["x"]
    errors = [float(np.std(draws[:n], ddof=1) / np.sqrt(n)) for n in (end - 100, end)]
    assert errors[0] > 0.01 >= errors[1]


def test_an_error_that_is_never_reached_runs_all() -> None:
    """So small an error takes more replications than are allowed; an infinite answer is never known."""
    assert replicate(Light(), 300, Circumstances(), Target(1e-6, ("x",))).end == 300
    never = Target(0.5, ("x",))
    part = Part(first=0, end=200, columns={"x": np.full(200, np.inf)})
    assert never.reached(part) is None


def test_an_answer_without_spread_is_known_at_once() -> None:
    """A constant has no error after the first hundred; NaN of failed replications is left out."""
    column = np.where(np.arange(200) % 7 == 0, np.nan, 4.0)
    assert Target(0.01, ("x",)).reached(Part(first=0, end=200, columns={"x": column})) == 100


def test_memory_does_not_grow_with_the_parts() -> None:
    """Parts are taken as they come: at no time do more wait than the workers can use."""
    waiting, most = itertools.count(), 0

    def spans() -> object:
        nonlocal most
        for at in range(0, 4000, 10):
            most = max(most, next(waiting) - len(done))
            yield at, at + 10

    done: list[int] = []
    from seedtrain.simulate.cluster import Threads
    from seedtrain.simulate.packed import AHEAD

    for part in Threads(2).map(Light(), spans()):  # type: ignore[arg-type]
        done.append(part.first)
    assert len(done) == 400
    assert most <= 2 * AHEAD + 2
