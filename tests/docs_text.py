"""The written pages as data for tests: their fenced blocks, links and anchors, and snippets made whole."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seedtrain.model.node import plain
from seedtrain.model.text import read_tree
from seedtrain.service import starter

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [found[2] for found in _FENCE.finditer(page.read_text("utf-8")) if found[1] == language]


def prose(text: str) -> str:
    """A page without its fenced blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))


def links(text: str) -> list[str]:
    """The targets of the links of a page."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(text))


def anchors(text: str) -> set[str]:
    """What a link may name after ``#``: each heading as code hosts write it, and the anchors set by hand."""
    named = set(re.findall(r'<a id="([^"]+)"', text))
    for heading in re.findall(r"^#+ +(.*)$", _FENCE.sub("", text), re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "").replace("*", ""))
        named.add(words.replace(" ", "-"))
    return named


def whole(snippet: str) -> str:
    """A scenario: the starter with the parts that ``snippet`` states in place of its own."""
    scenario = _tree(starter())
    for key, stated in _tree(snippet).items():
        held = scenario.get(key)
        scenario[key] = {**held, **stated} if isinstance(held, dict) and isinstance(stated, dict) else stated
    return json.dumps(scenario, ensure_ascii=False, indent=1)


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Heading of the second level and text of each section."""
    parts = re.split(r"^## +(.*)$", text, flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _tree(text: str) -> dict[str, Any]:
    tree = plain(read_tree(text.encode(), "page"))
    assert isinstance(tree, dict)
    return tree
