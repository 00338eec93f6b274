"""Folders of results: all or nothing, and never somebody else's."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seedtrain import report, service
from seedtrain.errors import InputError
from seedtrain.service import folder as folders

Write = Callable[[Path], Path]


@pytest.fixture
def write(ran: service.Run) -> Write:
    """Write the run of the starter into a folder."""
    return lambda folder: service.write_folder(ran.assessment, ran.document, folder, "en")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), RuntimeError("loose screw")])
def test_a_broken_write_leaves_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Whatever stops the writing, neither the folder nor a part of it is there afterwards."""

    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(report, "render", fail)
    with pytest.raises(type(error)):
        write(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_write_keeps_the_old_results(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interruption while writing, or while the new folder takes its place, leaves the earlier results."""
    before = {file.name: file.read_bytes() for file in write(tmp_path / "out").iterdir()}

    def interrupt(*_: object) -> bytes:
        raise KeyboardInterrupt

    rename = Path.rename

    def interrupted_rename(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise KeyboardInterrupt
        return rename(self, target)

    for owner, name, broken in ((report, "render", interrupt), (Path, "rename", interrupted_rename)):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, broken)
            with pytest.raises(KeyboardInterrupt):
                write(tmp_path / "out")
        assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
        assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_said(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses to write is a finding about the place, not our fault."""

    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError) as caught:
        write(tmp_path / "out")
    (found,) = caught.value.findings
    assert (found.code, found.params["reason"]) == ("CLI-011", "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_is_refused(write: Write, tmp_path: Path) -> None:
    """A folder with anything else in it, and a file, are left as they are."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("mine")
    for name in ("out", "file"):
        with pytest.raises(InputError) as caught:
            write(tmp_path / name)
        assert [found.code for found in caught.value.findings] == ["CLI-009"]
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"
    assert (tmp_path / "file").read_text() == "mine"


def test_the_same_run_writes_the_same_bytes(write: Write, tmp_path: Path) -> None:
    """Twice the same run: every file but run.json, which holds the seconds, is the same."""
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    names = sorted(file.name for file in one.iterdir())
    assert [name for name in names if (one / name).read_bytes() != (two / name).read_bytes()] in (
        [],
        ["run.json"],
    )
    assert json.loads((one / "run.json").read_bytes())["versions"]["seedtrain"]


def test_folders_are_made_as_deep_as_asked(write: Write, tmp_path: Path) -> None:
    """A place several folders deep is made, with the rights of any other new folder."""
    folder = write(tmp_path / "a" / "b" / "c")
    (tmp_path / "plain").mkdir()
    assert folder.stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert folders.is_ours(folder)
