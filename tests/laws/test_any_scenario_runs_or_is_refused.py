"""Whatever is written, a scenario runs to numbers or is refused with findings; nothing else happens."""

import random
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from tests.scenario_files import DOCUMENTS, source

from seedtrain.assess import RunSettings
from seedtrain.assess import run as assess
from seedtrain.errors import InputError
from seedtrain.model.document import Document, read_document
from seedtrain.model.value import Value
from seedtrain.model.walk import values
from seedtrain.service.documents import open_document, starter

Change = Callable[[str, random.Random], Document]
NAMES = ("starter", "starter", *DOCUMENTS)
JUNK = (
    "-1", "0", "nan", "1e400", "", "[]", "{}", "5 kg", "2026-02-30", "9999-12-31", "true", "~", "1e-300 L",
    "100000000", "- a", ": :", "{dist: uniform, low: 5, high: 1}", "50 %", "1000 d", "fact: Z99",
)  # fmt: skip
SIZES = ("0", "-1", "1e-12", "1e-5", "0.5", "2", "7", "1000", "1e6", "1e15", "1e300")
DAYS = ("0001-01-01", "1900-01-01", "2024-02-29", "2026-06-15", "2040-01-01", "2200-12-31", "9999-12-31")
BLOCKS = ("sites", "recipes", "products", "orders", "investments", "programmes", "park", "claims", "context")


@cache
def whole(name: str) -> Document:
    """A scenario as it ships, with the checks that every user's file goes through."""
    further = open_document(DOCUMENTS[0]).further
    text = starter() if name == "starter" else source(name)
    return read_document(text.encode(), f"{name}.yaml", further)


def scribbled(name: str, chance: random.Random) -> Document:
    """One to three lines lost, doubled elsewhere, given another value or a wrong sign."""
    lines = whole(name).text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 3))):
        place, kind = chance.randrange(len(lines)), chance.random()
        line = lines[place]
        if kind < 0.3:
            del lines[place]
        elif kind < 0.45:
            lines.insert(place, chance.choice(lines))
        elif kind < 0.8:
            lines[place] = f"{line.partition(':')[0]}: {chance.choice(JUNK)}"
        elif line:
            at = chance.randrange(len(line))
            lines[place] = line[:at] + chance.choice('0[]{}:,-9x"%') + line[at + 1 :]
    return read_document("\n".join(lines).encode(), f"{name}.yaml", whole(name).further)


def exaggerated(name: str, chance: random.Random) -> Document:
    """One or two values made far too small or large, or uncertain; days moved."""
    document = whole(name)
    said = ("claims.", "observations.")
    paths = [each for each in values(document.scenario) if not each.path.startswith(said)]
    changes: dict[str, str | None] = {}
    for value in chance.sample(paths, chance.choice((1, 1, 2))):
        unit = (value.text if isinstance(value, Value) else str(value.content)).partition(" ")[2]
        size = chance.choice(SIZES)
        uncertain = f"{{dist: triangular, low: 0, mode: {size}, high: {size}, assumption: x"
        uncertain += f", unit: {unit}}}" if unit else "}"
        changes[value.path] = chance.choice((f"{size} {unit}", f"{size} {unit}", uncertain))
    if chance.random() < 0.3:
        changes[chance.choice(("as_of", "horizon.start", "horizon.end"))] = chance.choice(DAYS)
    return document.replace(changes)


def stripped(name: str, chance: random.Random) -> Document:
    """One or two whole sections taken out."""
    document = whole(name)
    there = [key for key in BLOCKS if f"\n{key}:" in document.text]
    return document.replace(dict.fromkeys(chance.sample(there, chance.choice((1, 2)))))


def runs(document: Document) -> None:
    """Assess in a few worlds; every indicator is a number, infinite only where something never comes."""
    found = assess(document, RunSettings(replications=4, seed=1))
    for each in found.indicators:
        if each.draws is not None:
            assert not np.isnan(each.draws).any(), each.id
            assert each.dimension == "date" or "cost_per" in each.id or np.isfinite(each.draws).all(), each.id


@pytest.mark.parametrize("change", [scribbled, exaggerated, stripped])
def test_any_scenario_is_read_or_refused(change: Change) -> None:
    """Fifty changes of each kind to every scenario that ships: a document, or findings; some of both."""
    chance = random.Random(7)
    read, refused, ran = 0, 0, 0
    for _ in range(50):
        try:
            document = change(chance.choice(NAMES), chance)
            read += 1
            if ran < 3:
                ran += 1
                runs(document)
        except InputError as error:
            refused += len(error.findings) > 0
    assert read > 5
    assert refused > 5
    assert read + refused >= 50
