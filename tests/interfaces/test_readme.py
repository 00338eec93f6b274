"""The README says what the program says, and its example runs."""

import re
from pathlib import Path

import pytest
from tools import readme

README = readme.ROOT / "README.md"


def pasted(name: str) -> str:
    """The block of the README that is made from ``name``."""
    found = re.search(rf"<!-- pasted: {name} -->\n```\w*\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", readme.MADE)
def test_what_is_pasted_is_what_the_program_says(name: str) -> None:
    """Each pasted block of the README is what its maker makes now; ``make docs`` makes it again."""
    assert pasted(name) == readme.MADE[name]()


def test_the_example_is_short_and_says_what_stands_beside_it() -> None:
    """At most 20 lines, and they print what is kept beside them."""
    assert len(readme.example().splitlines()) <= 20
    assert readme.said(str(readme.EXAMPLE)) == readme.EXAMPLE.with_suffix(".out").read_text("utf-8")


def test_a_changed_block_is_seen() -> None:
    """A block that was edited by hand is made again, the text around it is kept."""
    text = "before\n<!-- pasted: example -->\n```python\nx = 1\n```\nafter\n"
    assert readme.readme(text) == text.replace("x = 1\n", readme.example())


def test_links_lead_somewhere() -> None:
    """Every file the README links to is there."""
    links = re.findall(r"\]\(([^)#]+)", README.read_text("utf-8"))
    assert len(links) > 10
    assert [link for link in links if not (README.parent / Path(link)).exists()] == []
