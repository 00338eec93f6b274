"""Nodes: the text of a file as a tree in which every value keeps its line."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``quoted`` when it stood in quotes, so that it is never taken for empty."""

    text: str
    line: int
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing was written (``key:``, ``~`` or ``null``)."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ``line`` is where it begins."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping; ``line`` is where it begins, ``key_lines`` where each key stands."""

    entries: Mapping[str, "Node"]
    line: int
    key_lines: Mapping[str, int]


Node = Scalar | Listing | Mapped


def plain(node: Node) -> object:
    """Return the content without lines: ``str`` or ``None``, ``list``, ``dict``."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
