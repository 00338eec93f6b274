"""The lock pins all that is installed, by hash, and says nothing about where from."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HASH = r"--hash=sha256:[0-9a-f]{64}"


def entries(text: str) -> list[str]:
    """The requirements of a lock, each with its hashes on one line; comments are dropped."""
    joined = re.sub(r" *\\\n *", " ", text)
    return [
        line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def flaws(text: str) -> list[str]:
    """Entries that are not ``name==version [; marker]`` followed by hashes."""
    pattern = rf"[a-z0-9-]+==[\w.+!]+( ; [^#@]*?)?( {HASH})+"
    return [entry for entry in entries(text) if not re.fullmatch(pattern, entry)]


def test_every_entry_is_pinned_with_hashes(root: Path) -> None:
    """No entry lacks an exact version or a hash, and none is an address or an option of the installer."""
    text = (root / "requirements.lock").read_text("utf-8")
    assert len(entries(text)) > 50
    assert flaws(text) == []
    assert "://" not in text


def test_a_flawed_entry_is_found() -> None:
    """A missing hash, a range, an address and an installer option are all seen."""
    bad = ["a==1", "a>=1 --hash=sha256:" + "0" * 64, "a @ https://x.example/a.whl", "--find-links wheels"]
    assert flaws("\n".join(bad)) == bad
    assert flaws("a==1 ; python_version < '3.12' \\\n    --hash=sha256:" + "0" * 64 + "\n    # via b\n") == []


def test_the_lock_meets_the_project_file(root: Path) -> None:
    """Each dependency of the project file is in the lock, at versions its range allows."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = [
        Requirement(line) for line in project["project"]["dependencies"] + groups["dev"] + groups["build"]
    ]
    pins: dict[str, list[str]] = {}
    for entry in entries((root / "requirements.lock").read_text("utf-8")):
        pin = Requirement(entry.partition(" --hash")[0])
        pins.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier).removeprefix("=="))
    unmet = {
        str(need): pins.get(canonicalize_name(need.name))
        for need in wanted
        if not all(need.specifier.contains(pin) for pin in pins.get(canonicalize_name(need.name), ["0.dev0"]))
    }
    assert unmet == {}
