"""The one reader of YAML: from bytes to a tree of nodes, every problem of the text found in one pass.

The scan events are walked before anything is built, so that aliases, tags, duplicate keys and deep nesting
are refused with their lines and a hostile file costs no more than its size.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.node import Listing, Mapped, Node, Scalar

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

MOST_BYTES = 1_048_576
MOST_DEPTH = 24


def read_file(path: Path) -> bytes:
    """Return the bytes of ``path``.

    Raises :class:`InputError` when it can't be read, is larger than :data:`MOST_BYTES`, or is a named pipe,
    which would be waited for without end. The shell's own pipes (``/dev/fd/63``) are read.
    """
    if path.is_fifo() and path.parts[:2] not in (("/", "dev"), ("/", "proc")):
        raise InputError([finding("SCN-001", file=str(path), value="FIFO")])
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            size = max(path.stat().st_size, len(content))
            raise InputError([finding("SCN-003", file=str(path), value=size, most=MOST_BYTES)])
    except OSError as error:
        raise InputError([finding("SCN-001", file=str(path), value=error.strerror or error)]) from None
    return content


def read_tree(content: bytes, file: str) -> Node:
    """Return the tree of a YAML 1.2 text of one document.

    Raises :class:`InputError` with every finding about the text: not UTF-8, empty, too large, syntax, alias
    or anchor, tag, duplicate key, deeper than :data:`MOST_DEPTH`.
    """
    if len(content) > MOST_BYTES:
        raise InputError([finding("SCN-003", file=file, value=len(content), most=MOST_BYTES)])
    text = _decoded(content, file)
    reader = _Reader(file)
    node = reader.document(text)
    if reader.findings or node is None:
        raise InputError(reader.findings or [finding("SCN-002", file=file)])
    return node


def _decoded(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([finding("SCN-004", file=file, value=f"byte {error.start}")]) from None
    if "\0" in text:
        raise InputError([finding("SCN-004", file=file, value=f"byte {text.index(chr(0))}")])
    if not text.strip():
        raise InputError([finding("SCN-002", file=file)])
    return text


class _Reader:
    """Walks the events of one text; gathers findings, goes on where it can."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def document(self, text: str) -> Node | None:
        """Return the root node, or None when the text holds none or breaks off."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.events import DocumentStartEvent, NodeEvent

        root: Node | None = None
        documents = 0
        try:
            events = iter(YAML(typ="safe", pure=True).parse(text))
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._found("SCN-005", event, "---")
                        break
                elif isinstance(event, NodeEvent):
                    root = self._node(event, events, 1)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else None
            problem = " ".join(str(error.problem or error.context).split())
            self.findings.append(finding("SCN-005", file=self.file, line=line, value=problem))
        except YAMLError as error:
            problem = " ".join(str(error).split())[:200]
            self.findings.append(finding("SCN-004", file=self.file, value=problem))
        return root

    def _found(self, code: str, event: "Event", value: str, **params: str) -> None:
        line = event.start_mark.line + 1
        self.findings.append(finding(code, file=self.file, line=line, value=value, **params))

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """Return the node that ``event`` begins, with all it contains."""
        from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            self._found("SCN-006", event, f"*{event.anchor}")
            return Scalar("", line)
        if event.anchor is not None:
            self._found("SCN-006", event, f"&{event.anchor}")
        if event.tag is not None and str(event.tag) != "!":
            self._found("SCN-035", event, str(event.tag))
        if isinstance(event, ScalarEvent):
            return Scalar(event.value, line, quoted=event.style in ("'", '"', "|", ">"))
        if depth > MOST_DEPTH:
            self._found("SCN-008", event, str(depth), most=str(MOST_DEPTH))
            _skip(events)
            return Scalar("", line)
        if isinstance(event, SequenceStartEvent):
            return self._listing(events, line, depth)
        assert isinstance(event, MappingStartEvent)
        return self._mapped(events, line, depth)

    def _listing(self, events: Iterator[Any], line: int, depth: int) -> Listing:
        from ruamel.yaml.events import SequenceEndEvent

        items: list[Node] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1))
        return Listing(tuple(items), line)

    def _mapped(self, events: Iterator[Any], line: int, depth: int) -> Mapped:
        from ruamel.yaml.events import MappingEndEvent

        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._found("SCN-011", event, "?", expected="expect.text")
            elif key.text in entries:
                self._found("SCN-007", event, key.text, first=str(lines[key.text]))
            else:
                entries[key.text], lines[key.text] = value, key.line
        return Mapped(entries, line, lines)


def _skip(events: Iterator[Any]) -> None:
    """Pass over the rest of a list or mapping whose start was just read."""
    from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = 1
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth == 0:
            return
