"""The project's texts speak of the project alone, and hold nobody's paths or hosts."""

import re
from pathlib import Path

import pytest

# Written in two halves so that this file does not break its own rule.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w/])/(wo" r"rk|home|root|tmp|opt)/",
    "a folder outside the project": r"\.\./sha" r"red",
    "a file address": r"file:" r"//",
    "a registry host": r"(pypi\.o"
    r"rg|pythonhosted\.o"
    r"rg|anaconda\.o"
    r"rg|/pypi/sim"
    r"ple|/simple/? *$)",
    "an issue number": r"(?i)\bissues? +#?\d",
    "a writing machine": r"(?i)\b(cla"
    r"ude|anthro"
    r"pic|chat"
    r"gpt|open"
    r"ai|copi"
    r"lot|co-auth"
    r"ored-by)\b",
}
# (file, kind, reason); nothing else may hold a forbidden text.
EXCEPTIONS: list[tuple[str, str, str]] = []


def offences(texts: dict[Path, str]) -> list[str]:
    """Place and kind of every forbidden text."""
    excepted = {(name, kind) for name, kind, _ in EXCEPTIONS}
    return [
        f"{path}:{number}: {kind}"
        for path, text in texts.items()
        for kind, pattern in FORBIDDEN.items()
        if (str(path), kind) not in excepted
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_no_text_names_a_machine_or_a_workplace(texts: dict[Path, str]) -> None:
    """No file holds a local path, a registry host, a tracker number or the name of a writing machine."""
    assert Path("pyproject.toml") in texts
    assert offences(texts) == []


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/x",
        "../sha" + "red/cases",
        "file:" + "///opt/wheels",
        "https://pypi.o" + "rg/simple",
        "fixes issue " + "12",
        "Co-Auth" + "ored-By: someone",
    ],
)
def test_a_forbidden_text_is_found(text: str) -> None:
    """Each kind of forbidden text is seen."""
    assert offences({Path("README.md"): f"first line\n{text}\n"})[0].startswith("README.md:2: ")


@pytest.mark.parametrize(
    "text", ["frame/wo" + "rk/flow", "https://a.example/wo" + "rk/plan.html", "issue a lot", "a / b"]
)
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    """Words and addresses that only resemble a local path or a number in a tracker pass."""
    assert offences({Path("README.md"): text}) == []
