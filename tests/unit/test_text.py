"""The reader of YAML: every kind of broken text is refused with its code and line."""

import os
from pathlib import Path

import pytest

from seedtrain.errors import InputError
from seedtrain.model.node import Mapped, Scalar, plain
from seedtrain.model.text import MOST_BYTES, read_file, read_tree


def _codes(content: bytes) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        read_tree(content, "x.yaml")
    return [(found.code, found.line) for found in caught.value.findings]


def test_values_keep_their_text_and_line() -> None:
    """Nothing is guessed: `no`, `1e3` and `12:30` stay the texts they are."""
    tree = read_tree(
        b"a: no\nb: [1e3, '12:30', ~]\nc: {d: |\n  two\n  lines\n }\n".replace(
            b"|\n  two\n  lines\n", b"two"
        ),
        "x",
    )
    assert plain(tree) == {"a": "no", "b": ["1e3", "12:30", None], "c": {"d": "two"}}
    assert isinstance(tree, Mapped)
    assert tree.key_lines == {"a": 1, "b": 2, "c": 3}
    assert tree.entries["a"] == Scalar("no", 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("SCN-002", None)]),
        (b"  \n# only a comment\n", [("SCN-002", None)]),
        (b"a: \xff\xfe", [("SCN-004", None)]),
        (b"PK\x03\x04\0\0", [("SCN-004", None)]),
        (b"a: \x01b", [("SCN-004", None)]),
        (b"a: [1, 2\nb: 3\n", [("SCN-005", 2)]),
        (b"a: 1\n---\nb: 2\n", [("SCN-005", 2)]),
        (b"a: &x 1\nb: *x\n", [("SCN-006", 1), ("SCN-006", 2)]),
        (b"a: 1\nb: 2\na: 3\n", [("SCN-007", 3)]),
        (b"a: " + b"[" * 30 + b"]" * 30, [("SCN-008", 1)]),
        (b"? [1]\n: 2\n", [("SCN-011", 1)]),
        (b"a: !!python/object:os.system 1\n", [("SCN-035", 1)]),
    ],
)
def test_broken_texts_are_refused_where_they_break(
    content: bytes, expected: list[tuple[str, int | None]]
) -> None:
    """Each kind of broken text has its code, with the line where there is one."""
    assert _codes(content) == expected


def test_all_findings_of_a_text_come_at_once() -> None:
    """An alias, a duplicate key and a tag in one text give three findings, not one."""
    assert [code for code, _ in _codes(b"a: &x 1\na: 2\nb: !t 3\n")] == ["SCN-006", "SCN-007", "SCN-035"]


def test_a_deep_text_costs_no_stack() -> None:
    """A hundred thousand brackets are refused, not followed."""
    assert ("SCN-008", 1) in _codes(b"- " * 5_000 + b"x")


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """The size is looked at before the content: a 50 MB file is refused at once."""
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError) as caught:
        read_file(large)
    assert caught.value.findings[0].code == "SCN-003"
    assert caught.value.findings[0].params["most"] == str(MOST_BYTES)


def test_large_bytes_are_refused_too() -> None:
    """The limit holds for texts that come from elsewhere than a file."""
    assert _codes(b"a: " + b"x" * MOST_BYTES) == [("SCN-003", None)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes to it: opening it would wait for ever."""
    os.mkfifo(tmp_path / "plant.yaml")
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / "plant.yaml")
    assert [(found.code, found.value) for found in caught.value.findings] == [("SCN-001", "FIFO")]


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    """A missing file and a folder give a finding with the system's word."""
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / name)
    assert caught.value.findings[0].code == "SCN-001"
