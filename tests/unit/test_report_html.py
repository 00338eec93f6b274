"""The page: one file that loads nothing, the same bytes, escaped, and readable without a script."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.unit.report_sample import SAMPLES, bare, claim, mixed, plant

from seedtrain.messages import Wording
from seedtrain.report import render
from seedtrain.report.page.markup import asset, embedded
from seedtrain.results.assessment import Assessment

VOID = {"meta", "line", "rect", "br", "img", "link", "input"}
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp;'


class Page(HTMLParser):
    """What a browser would see: elements with attributes, text by element, and any that is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every element of a kind."""
        return [attributes for name, attributes in self.seen if name == tag]


def without_library(text: str) -> str:
    """The page without the chart library, whose own text is not ours."""
    scripts = re.findall(r"<script>.*?</script>", text, flags=re.DOTALL)
    return text.replace(max(scripts, key=len), "") if len(scripts) > 1 else text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_page_is_whole(name: str, lang: str) -> None:
    """Elements close in order, ids are unique, links lead to sections, every chart says what it shows."""
    text = without_library(render(SAMPLES[name](), lang))
    page = Page(text)
    assert page.crossed == []
    assert page.open == []
    ids = [str(attributes["id"]) for _, attributes in page.seen if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {str(link["href"])[1:] for link in page.all("a")} <= set(ids)
    assert page.all("html")[0]["lang"] == {"en": "en", "zh": "zh-Hans"}[lang]
    assert len(page.all("h1")) == 1
    charts = [attributes for attributes in page.all("div") if attributes.get("class") == "chart"]
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)
    assert len(page.all("noscript")) == len(charts)
    assert all("scope" in header for header in page.all("th"))


def test_the_page_loads_nothing() -> None:
    """No source, link, import or font from elsewhere, and a policy that would not allow it."""
    text = without_library(render(mixed(), "en"))
    assert not re.search(r"https?://|@import|url\(|<link|<iframe| src=", text)
    assert "default-src 'none'" in text
    assert "eval" not in asset("script.js")


def test_the_bytes_of_the_page_are_the_same() -> None:
    """Two assessments made alike give the same page; another seed gives another."""
    assert render(mixed(), "en") == render(mixed(), "en")
    assert render(mixed(), "en") != render(replace(mixed(), seed=2), "en")


def hostile() -> Assessment:
    """An assessment whose every text tries to break out."""
    words = Wording(HOSTILE)
    made = mixed()
    names = dict.fromkeys(made.names, words) | {"products.mab-a": words}
    verdict = replace(claim("A1", "unlikely", 0.3, text=words, remedy=words), test=words, document=HOSTILE)
    return replace(made, title=words, scenario_id=HOSTILE, names=names, verdicts=(verdict, *made.verdicts))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_text_of_a_scenario_stays_text(lang: str) -> None:
    """Names, titles and claims that hold markup are shown, never run: no element or handler comes of them."""
    text = without_library(render(hostile(), lang))
    page = Page(text)
    assert page.crossed == []
    assert page.all("img") == []
    assert "<script>alert" not in text
    assert not any("onerror" in attributes for _, attributes in page.seen)
    assert len(page.all("script")) == len(Page(without_library(render(mixed(), lang))).all("script"))


def test_embedded_data_cannot_end_its_element() -> None:
    """The signs that could close a script element are written as escapes."""
    assert embedded({"a": "</script>&"}) == '{"a":"\\u003c/script\\u003e\\u0026"}'


def test_a_page_without_charts_carries_no_library() -> None:
    """Nothing to draw, nothing to load: the page stays small."""
    assert len(render(bare(), "en")) < 60_000


def test_verdicts_are_told_by_sign_word_and_colour() -> None:
    """Each verdict has its badge with a sign and a word; both readings of sources are on the page."""
    text = without_library(render(plant(), "en"))
    for name, sign in {
        "supported": "✔",
        "contradicted": "✘",
        "not_assessable": "?",
        "self-reported": "◇",
    }.items():
        assert f'<span class="badge v-{name}"><span aria-hidden="true">{sign}</span>' in text
    assert "Press release, 2022-03-09" in text
    assert "catalog:prices.media" in text


def test_light_and_dark_name_the_same_colours() -> None:
    """Every colour of the dark style exists in the light one, and every colour a chart may ask for."""
    light, dark = (set(re.findall(r"(--[\w-]+):", asset(name))) for name in ("style.css", "dark.css"))
    assert dark <= light
    asked = set(re.findall(r'"var\((--[\w-]+)\)"', render(mixed(), "en")))
    assert asked <= light


def test_the_unknown_language_is_refused() -> None:
    """English and Chinese, nothing else."""
    with pytest.raises(ValueError, match="'de'"):
        render(bare(), "de")
