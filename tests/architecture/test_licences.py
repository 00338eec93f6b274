"""What seedtrain needs at run time may be used in an Apache-2.0 work."""

import re
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Words that stand for a licence in a package's metadata, in any of its spellings there.
ALLOWED = (
    r"mit|mit license|bsd|bsd license|0bsd|bsd-[23]-clause|[23]-clause bsd license|simplified bsd"
    r"|apache( |-)?2(\.0)?|apache software license|apache-2\.0 with llvm-exception"
    r"|isc( license( \(iscl\))?)?|psf-2\.0|python software foundation license|zlib|cc0-1\.0|unlicense"
    r"|mit-cmu"  # the permissive licence of Pillow
    r"|mpl-2\.0|mozilla public license 2\.0 \(mpl 2\.0\)"
)
# name -> reason, for a package whose metadata does not say it in those words
EXCEPTIONS: dict[str, str] = {}


def dependencies(name: str) -> set[str]:
    """Every distribution needed at run time by one, itself left out, on this platform."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for line in metadata.requires(waiting.pop()) or []:
            requirement = Requirement(line)
            key = canonicalize_name(requirement.name)
            if key not in found and (
                requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            ):
                found.add(key)
                waiting.append(key)
    return found


def licence_words(name: str) -> list[str]:
    """What the metadata say: the SPDX expression, else the classifiers, else the free text."""
    data = metadata.metadata(name)
    for expression in data.get_all("License-Expression") or []:
        return re.split(r" (?:AND|OR) ", re.sub(r"[()]", "", expression))
    classifiers = [
        line for line in data.get_all("Classifier") or [] if line.startswith("License :: OSI Approved :: ")
    ]
    if classifiers:
        return [line.rpartition(" :: ")[2] for line in classifiers]
    return [word for text in data.get_all("License") or [] for word in re.split(r" (?:AND|OR) ", text)]


def is_allowed(words: list[str]) -> bool:
    """Every licence named is on the list, and at least one is."""
    return bool(words) and all(re.fullmatch(ALLOWED, word.strip().lower()) for word in words)


def test_every_dependency_has_a_licence_we_may_use() -> None:
    """Each distribution needed at run time is permissive, or under the MPL, which stays in its own files."""
    needed = dependencies("seedtrain")
    assert {"numpy", "linopy", "chinesecalendar"} <= needed
    found = {name: licence_words(name) for name in needed - EXCEPTIONS.keys()}
    assert {name: words for name, words in found.items() if not is_allowed(words)} == {}
    assert EXCEPTIONS.keys() <= needed


def test_other_licences_are_refused() -> None:
    """Copyleft that would reach our own files, and silence, are not on the list."""
    assert not is_allowed(["GPL-3.0-only"])
    assert not is_allowed(["MIT", "AGPL-3.0"])
    assert not is_allowed([""])
    assert not is_allowed([])
