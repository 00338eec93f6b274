"""The generated pages are those that the code makes now."""

import pytest
from tools.pages.equations import Entry, rendered
from tools.pages.expressions import MEANINGS
from tools.reference import FOLDER, PAGES

from seedtrain.assess.expression import FUNCTIONS, problems
from seedtrain.messages import Wording
from seedtrain.model.claim import Claim, Said


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    """The page on disk is the page the code makes, byte for byte."""
    made = PAGES[name]()
    assert (FOLDER / name).read_text("utf-8") == made, (
        f"docs/reference/{name} is out of date: run `make docs`"
    )


def test_no_generated_page_is_left_over() -> None:
    """Every file of docs/reference is made."""
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_is_accepted(name: str) -> None:
    """What the page shows for a function of claims can be written."""
    said = Said()
    claims = {each: Claim(kind="plan", text=Wording(each), said=said, readings={}) for each in ("K1", "K2")}
    assert problems(MEANINGS[name][0], claims) == []


def test_an_equation_keeps_its_parts_apart() -> None:
    """Sentence, equation, words, validity and source of a docstring stand in this order."""
    text = (
        "Does it.\n\n.. math:: a = b\n          + c\n\n"
        ":math:`a` what. Valid for b > 0. Reference: a book, p. 1."
    )
    shown = rendered(Entry("process", "seedtrain.process.it", text))
    assert shown.split("\n\n") == [
        "### Does it",
        "`seedtrain.process.it`",
        "```math\na = b + c\n```",
        "$`a`$ what.",
        "*Valid for* b > 0.",
        "*Source:* a book, p. 1.",
    ]
