"""Bad input of any kind: exit code 2, a clear message in both languages, never a traceback."""

import re
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.messages import table

CODE = re.compile(r"[A-Z]{3}-\d{3}")


def changed(old: str, new: str) -> bytes:
    """The starter with one text in the place of another."""
    text = service.starter()
    assert old in text
    return text.replace(old, new).encode()


FILES: dict[str, tuple[bytes, set[str]]] = {
    "empty": (b"", {"SCN-002"}),
    "blank": (b"\n  \n", {"SCN-002"}),
    "50 MB": (b"a" * 50_000_000, {"SCN-003"}),
    "binary": (bytes(range(256)) * 9, {"SCN-004"}),
    "not YAML": (b"a: [1, 2\nb: }", {"SCN-005"}),
    "a list": (b"- 1\n- 2\n", {"SCN-011"}),
    "a word": (b"hello", {"SCN-011"}),
    "wrong types": (changed("batches: 3 ", "batches: [3] "), {"SCN-011"}),
    "word for a number": (changed("2000 L", "large"), {"QTY-001"}),
    "wrong dimension": (changed("2000 L", "2000 kg"), {"SCN-014"}),
    "negative volume": (changed("2000 L", "-2000 L"), {"SCN-012"}),
    "not a number": (changed("2000 L", ".nan L"), {"SCN-013"}),
    "zero suites": (changed("count: 2\n", "count: 0\n"), {"SCN-023"}),
    "horizon that ends before it starts": (changed("end: 2028-01-01", "end: 2025-01-01"), {"SCN-020"}),
    "horizon that ends before as_of": (changed("horizon:", "as_of: 2029-01-01\nhorizon:"), {"SCN-021"}),
    "unknown key": (changed("modality: mab", "modality: mab\n    colour: red"), {"SCN-009"}),
    "dangling reference": (changed("product: our-antibody", "product: no-antibody"), {"SCN-018"}),
    "unknown recipe": (changed("from: mab-fed-batch", "from: mab-fed-bach"), {"SCN-018"}),
    "bad expression": (changed("test:", 'value: "kpi(1)"\n        test:'), {"SCN-007"}),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", FILES)
def test_bad_files_are_refused(call: Call, tmp_path: Path, kind: str, lang: str) -> None:
    """Each kind is refused by run and by check with exit code 2 and its code; no result, no traceback."""
    content, codes = FILES[kind]
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    run, check = call("run", file, "--lang", lang), call("check", file, "--lang", lang)
    assert (run.code, check.code, run.out) == (2, 2, "")
    assert codes <= set(CODE.findall(run.err))
    assert set(CODE.findall(check.out)) == set(CODE.findall(run.err))
    assert "Traceback" not in run.err
    assert table()["cli.said.refused"][lang] in run.err
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_without_end_is_refused(call: Call) -> None:
    """A device that never ends is read no further than the limit."""
    said = call("check", "/dev/zero")
    assert (said.code, CODE.findall(said.out)) == (2, ["SCN-003"])


def test_all_findings_come_at_once(call: Call, tmp_path: Path) -> None:
    """Faults in three places are listed together, each with its line."""
    file = tmp_path / "bad.yaml"
    text = (
        service.starter()
        .replace("count: 2\n", "count: -2\n")
        .replace("shutdown: {value: 21 d", "shutdown: {value: 21 g")
    )
    file.write_text(
        text.replace("horizon: {start: 2026-01-05", "horizon: {start: 2026-31-05"), encoding="utf-8"
    )
    said = call("check", "bad.yaml")
    assert said.code == 2
    assert set(CODE.findall(said.out)) == {"SCN-012", "SCN-014", "SCN-017"}
    assert said.out.count("bad.yaml:") >= 3
    assert "3 to mend" in said.out


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["run", "zencore-lingan"], ["CLI-001"]),
        (["run", "no-such-file.yaml"], ["CLI-001"]),
        (["show", "."], ["SCN-001"]),
        (["run", "x", "--replication", "5"], ["CLI-002"]),
        (["list", "--json"], ["CLI-002"]),
        (["--verbose"], ["CLI-002"]),
        (["runn", "x"], ["CLI-003"]),
        (["run"], ["CLI-004"]),
        (["compare", "a"], ["CLI-004"]),
        (["run", "x", "--seed"], ["CLI-005"]),
        (["run", "x", "--quiet=1"], ["CLI-005"]),
        (["check", "a", "b", "c"], ["CLI-006", "CLI-006"]),
        (["run", "small.yaml", "--replications", "0", "--seed", "-1"], ["CLI-007", "CLI-007"]),
        (["run", "small.yaml", "--replications", "100001"], ["CLI-007"]),
        (["run", "small.yaml", "--replications", "ten"], ["CLI-007"]),
        (["compare", "small.yaml", "small.yaml", "--seed", "1.5"], ["CLI-007"]),
        (["run", "small.yaml", "--set", "horizon.end", "--set", "=5", "--as-of", "yesterday"],
         ["CLI-008", "CLI-008", "SCN-017"]),
        (["run", "small.yaml", "--set", "products.our-antibody.titre=5 g/L"], ["SCN-029"]),
        (["run", "small.yaml", "--set", "recipes.antibody.production.titer=5 L"], ["SCN-014"]),
        (["run", "small.yaml", "--as-of", "2030-01-01"], ["SCN-021"]),
        (["run", "small.yaml", "--out", "full"], ["CLI-009"]),
        (["run", "small.yaml", "--out", "small.yaml"], ["CLI-009"]),
        (["run", "small.yaml", "--out", "small.yaml/inside"], ["CLI-011"]),
        (["new", "small.yaml"], ["CLI-010"]),
        (["new", "nowhere/new.yaml"], ["CLI-011"]),
        (["catalog", "price"], ["CLI-012"]),
        (["compare", "full", "small.yaml"], ["CLI-013"]),
        (["list", "--lang", "fr"], ["SCN-016"]),
    ],
)  # fmt: skip
def test_bad_arguments_are_refused(call: Call, small: Path, arguments: list[str], codes: list[str]) -> None:
    """Every slip on the command line is a finding with its code, and nothing is written."""
    full = small.parent / "full"
    full.mkdir()
    (full / "diary.txt").write_text("mine")
    before = sorted(small.parent.rglob("*"))
    for lang in ("en", "zh"):
        said = call(*arguments) if "--lang" in arguments else call(*arguments, "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert CODE.findall(said.err) == codes
        assert "Traceback" not in said.err
    assert sorted(small.parent.rglob("*")) == before


def test_a_wrong_name_brings_the_near_ones(call: Call) -> None:
    """A slip in a name, a command, an option or a path is answered with what is near."""
    assert "zencore-lingang" in call("show", "zencore").err
    assert "Commands: run." in call("runn").err
    assert "--replications" in call("run", "x", "--replication", "5").err
    assert (
        "recipes.mab-high"
        in call("run", "zencore-lingang", "--set", "recipes.mab-hihg.production.titer=5 g/L").err
    )
