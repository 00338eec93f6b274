"""Help: at once, in both languages, and something a newcomer can act on."""

import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

import pytest
from tests.interfaces.conftest import Call

from seedtrain.cli.language import of_locale, split_language
from seedtrain.errors import InputError
from seedtrain.messages import table

COMMANDS = [
    "run",
    "list",
    "show",
    "check",
    "new",
    "compare",
    "catalog",
    "schema",
    "plan",
    "schedule",
    "quote",
    "simulate",
    "cases",
    "clock",
    "zone",
    "allot",
    "portfolio",
]
OPTIONS = {
    "run": "--replications --seed --out --set --as-of --quiet --json --lang --help",
    "batch": "--volume --material --count --trains --dose --set --compare --replications --seed --out --quiet"
    " --json --lang --help",
    "validate": "--json --lang --help",
    "list": "--lang --help",
    "show": "--text --lang --help",
    "check": "--lang --help",
    "new": "--shared --lang --help",
    "compare": "--replications --seed --quiet --json --lang --help",
    "catalog": "--lang --help",
    "schema": "--lang --help",
    "plan": "--objective --time-limit --gap --front --solver --explain --worlds --risk --alternatives"
    " --within --build-from --each-option --roll --simulate --seed --out --json --lang --help",
    "schedule": "--objective --time-limit --orders --resources --timetable --pin --actuals --at --freeze"
    " --explain --keep-dates --out --json --lang --help",
    "quote": "--product --batches --by --asked --suite --purpose --state --terms --client --vary --for-client"
    " --replications --seed --out --json --lang --help",
    "simulate": "--replications --policy --vary --warm-up --until-error --sampling --sobol --trace --cluster"
    " --workers --chunk --checkpoint --seed --out --json --lang --help",
    "cases": "--time-limit --list --json --lang --help",
    "clock": "--stop --json --lang --help",
    "zone": "--companies --over --by --target --set --replications --seed --json --lang --help",
    "allot": "--set --replications --seed --json --lang --help",
    "portfolio": "--budget --set --replications --seed --json --lang --help",
}
LATE = {"numpy", "polars", "numba", "plotly", "pint", "ortools", "linopy", "highspy", "msgspec", "ruamel"}


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_names_every_command(call: Call, arguments: tuple[str, ...]) -> None:
    """Without arguments and with --help the commands are listed, and how to begin."""
    said = call(*arguments)
    assert (said.code, said.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in said.out] == []
    assert "seedtrain run zencore-lingang" in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_names_its_options(call: Call, command: str) -> None:
    """Each command's help shows exactly its options, within 80 columns."""
    said = call(command, "--help")
    shown = [line.split()[0] for line in said.out.splitlines() if line.startswith("  --")]
    assert (said.code, " ".join(shown)) == (0, OPTIONS[command])
    assert max(len(line) for line in said.out.splitlines()) <= 80


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_in_chinese(call: Call, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """--lang zh and a Chinese locale give the same Chinese help, without a sentence of the English one."""
    arguments = (command, "--help") if command else ("--help",)
    english = {key: words["en"] for key, words in table().items() if key.startswith("cli.help.")}
    by_option = call("--lang", "zh", *arguments)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert call(*arguments) == by_option
    assert "用法" in by_option.out
    assert "显示本帮助" in by_option.out
    assert [words for words in english.values() if words in by_option.out] == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_language_of_the_locale(environment: dict[str, str], expected: str) -> None:
    """The first variable that is set decides: LC_ALL, LC_MESSAGES, LANG."""
    assert of_locale(environment) == expected


def test_language_may_stand_anywhere() -> None:
    """--lang is taken out wherever it stands; the last one counts; after -- it is left alone."""
    assert split_language(["--lang", "zh", "list"], {}) == ("zh", ["list"])
    assert split_language(["run", "x", "--lang=zh", "--seed", "1"], {}) == ("zh", ["run", "x", "--seed", "1"])
    assert split_language(["--lang=zh", "list", "--lang", "en"], {"LANG": "zh"}) == ("en", ["list"])
    assert split_language(["show", "--", "--lang"], {}) == ("en", ["show", "--", "--lang"])
    for wrong in (["--lang"], ["--lang", "fr"], ["--lang="]):
        with pytest.raises(InputError) as caught:
            split_language(wrong, {})
        assert [found.code for found in caught.value.findings] == ["SCN-016"]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"]])
def test_help_loads_nothing_that_takes_time(
    arguments: list[str], record_property: Callable[[str, object], None]
) -> None:
    """Help and version load no library of numbers, tables or text; the seconds are kept with the test."""
    code = (
        "import sys\nfrom seedtrain.cli import run\n"
        f"code = run({arguments!r})\nprint('|'.join(sys.modules))\nsys.exit(code)"
    )
    began = perf_counter()
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    record_property("seconds", round(perf_counter() - began, 2))
    loaded = {name.partition(".")[0] for name in ended.stdout.splitlines()[-1].split("|")}
    assert "typer" in loaded
    assert loaded & LATE == set()
