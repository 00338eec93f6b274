"""The page of equations: every docstring with an equation or a reference, as the code states it."""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.pages.markdown import page as made

SOURCE = Path(__file__).resolve().parents[2] / "src" / "seedtrain"
FLOORS = ("quantities", "process", "schedule", "simulate", "plan", "lifecycle", "park", "flow", "assess")

_LEAD = """The equations as they stand beside the code that works them out, with their range of validity and
source, and the methods that rest on a published one. Where no source is named, the equation is a definition
or a balance, or our own derivation."""
_MATH = re.compile(r"\.\. math::\s*((?:[^\n]+(?:\n|$))+)")
_CODE = re.compile(r"\.\. code-block:: text\n\n((?: +[^\n]*(?:\n|$))+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A docstring of the page: ``place`` dotted name, ``text`` as written."""

    floor: str
    place: str
    text: str


def entries() -> Iterator[Entry]:
    """Yield every docstring that holds an equation or names a reference, floor by floor."""
    for floor in FLOORS:
        for path in sorted((SOURCE / floor).rglob("*.py")):
            module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    text = ast.get_docstring(node) or ""
                    if _MATH.search(text) or "Reference:" in text:
                        name = "" if isinstance(node, ast.Module) else f".{node.name}"
                        yield Entry(floor, f"{module}{name}", text)


def page() -> str:
    """Return the page."""
    parts = [_LEAD]
    floor = ""
    for entry in entries():
        if entry.floor != floor:
            floor = entry.floor
            parts.append(f"## {floor}")
        parts.append(rendered(entry))
    return made("Equations", *parts)


def rendered(entry: Entry) -> str:
    """Return one entry in Markdown: sentence, equation, words, validity, source."""
    blocks: list[str] = []

    def equation(found: re.Match[str]) -> str:
        return kept(f"```math\n{' '.join(found[1].split())}\n```")

    def code(found: re.Match[str]) -> str:
        return kept(f"```text\n{textwrap.dedent(found[1]).rstrip()}\n```")

    def kept(block: str) -> str:
        blocks.append(block)
        return f"\0{len(blocks) - 1}\0\n"

    title, _, rest = _CODE.sub(code, _MATH.sub(equation, entry.text)).partition("\n\n")
    words = [_plain(paragraph) for paragraph in rest.split("\n\n")]
    text = "\n\n".join(
        [f"### {_plain(title).rstrip('.')}", f"`{entry.place}`", *(each for each in words if each)]
    )
    text = re.sub(r"(?<=\S) (?=Valid\b)", "\n\n", text)
    text = re.sub(r"(?:^|(?<=\s))Valid(?: for)?(?=[:\s])", lambda m: f"*{m[0].strip()}*", text)
    text = re.sub(r"\s+Reference:\s*", "\n\n*Source:* ", text)
    return (
        re.sub("\0(\\d+)\0", lambda found: f"\n\n{blocks[int(found[1])]}\n\n", text)
        .replace("\n\n\n\n", "\n\n")
        .strip()
    )


def _plain(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(r":math:`([^`]*)`", r"$`\1`$", text)
    text = re.sub(r":(?:func|class|mod|attr|data):`~?([^`]*)`", r"`\1`", text)
    return text.replace("``", "`")
