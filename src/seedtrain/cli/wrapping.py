"""Line breaks for both scripts: at blanks, and between Chinese characters but not before a closing mark."""

import re

from rich.cells import cell_len

_CJK = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。；：、？！）》」』”’…％"
_OPENING = "（《「『“‘"
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:[{_CJK}]|[^\s{_CJK}{_CLOSING}{_OPENING}]+)?[{_CLOSING}]*\s*", re.UNICODE
)


def wrapped(text: str, width: int) -> str:
    """Return ``text`` with a line break wherever ``width`` places would be passed.

    A piece longer than a line stays whole.
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if line and piece.strip() and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return "\n".join([*lines, line.rstrip()])
