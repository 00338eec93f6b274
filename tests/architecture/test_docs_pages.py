"""The written pages: links lead somewhere, snippets can be used, commands run, examples hold."""

import re
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs_text import DOCS, ROOT, anchors, blocks, links, sections, whole

from seedtrain import cli, service
from seedtrain.messages import describe, say
from seedtrain.model.build import fields_of
from seedtrain.model.scenario import Scenario

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
FEW = "30"


def _broken(page: Path, target: str) -> bool:
    """Whether a link of a page leads nowhere; addresses of the web are not looked up."""
    if re.match(r"https?://|mailto:", target):
        return False
    path, _, anchor = target.partition("#")
    aim = (page.parent / path).resolve() if path else page
    return not aim.exists() or bool(anchor and anchor not in anchors(aim.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there, and an anchor that it has."""
    assert [target for target in links(page.read_text("utf-8")) if _broken(page, target)] == []


def test_a_broken_link_is_found() -> None:
    """A link to nothing and an anchor that is not there are seen; those that are there pass."""
    page = DOCS / "index.md"
    targets = ["nothing.md", "conventions.md#nothing", "conventions.md", "https://example.org/x"]
    assert [_broken(page, target) for target in targets] == [True, True, False, False]


def test_every_page_is_on_the_map() -> None:
    """A reader finds each page from docs/index.md."""
    index = DOCS / "index.md"
    told = {(DOCS / target.partition("#")[0]).resolve() for target in links(index.read_text("utf-8"))}
    assert [
        str(page) for page in sorted(DOCS.rglob("*")) if page.is_file() and page not in {*told, index}
    ] == []


SNIPPETS = [
    pytest.param(text, id=f"{page.stem}-{number}")
    for page in sorted(DOCS.rglob("*.md"))
    for number, text in enumerate(blocks(page, "yaml"))
]


@pytest.mark.parametrize("text", SNIPPETS)
def test_a_snippet_is_a_part_of_a_scenario(text: str, tmp_path: Path) -> None:
    """Every YAML block of the pages, put into the starter, makes a scenario without an error."""
    file = tmp_path / "snippet.yaml"
    file.write_text(whole(text), encoding="utf-8")
    document, findings = service.check(file)
    assert document is not None, [describe(found, "en").line for found in findings]


PROGRAMS = [
    pytest.param(text, id=f"{page.stem}-{number}")
    for page in sorted(DOCS.rglob("*.md"))
    for number, text in enumerate(blocks(page, "python"))
]


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_program_of_a_page_runs(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block of the pages works as written."""
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "page", "exec"), {})


def _commands(page: Path) -> list[str]:
    return [line for block in blocks(page, "sh") for line in block.splitlines() if line.strip()]


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader in an empty folder; what the command line sets up for its process is put back."""
    ends = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    yield
    signal.signal(signal.SIGTERM, ends)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("page", ["tutorial.md", "zh/quickstart.md"])
def test_the_commands_of_a_page_run_one_after_the_other(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every seedtrain command works as written (with few replications); every other one is known."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    ran = 0
    for line in _commands(DOCS / page):
        program, *arguments = shlex.split(line, comments=True)
        if program == "make":
            assert set(arguments) <= targets
        else:
            assert program == "seedtrain", line
            few = ["--replications", FEW] if arguments[0] in ("run", "compare") else []
            assert cli.run([*arguments, *few]) == 0, (line, capsys.readouterr().err)
            ran += 1
    assert ran >= 4


VERDICTS = ("supported", "likely", "unlikely", "contradicted", "not_assessable")


def test_each_verdict_has_an_example_that_holds(tmp_path: Path) -> None:
    """The claims shown under a verdict get that verdict, and no verdict lacks one."""
    shown = {
        verdict: [*re.findall(r"```yaml\n(.*?)```", body, re.DOTALL)]
        for verdict, body in sections((DOCS / "verdicts.md").read_text("utf-8"))
        if verdict in VERDICTS
    }
    assert tuple(shown) == VERDICTS
    for verdict, examples in shown.items():
        assert examples, verdict
        for text in examples:
            file = tmp_path / "example.yaml"
            file.write_text(whole(text), encoding="utf-8")
            found = service.run(file, replications=400).assessment.verdicts
            own = [each for each in found if f"  {each.claim}:\n" in text]
            assert {each.verdict for each in own} == {verdict}, text


def _glossary() -> dict[str, str]:
    """Word to Chinese, in the order of the page."""
    text = (DOCS / "glossary.md").read_text("utf-8")
    return dict(
        re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", text.partition("|---|")[2], re.MULTILINE)
    )


def test_the_glossary_is_in_order_and_in_both_languages() -> None:
    """Words stand in the order of the alphabet, each with Chinese beside it."""
    words = _glossary()
    assert list(words) == sorted(words, key=str.lower)
    assert [word for word, zh in words.items() if not re.search("[\u4e00-\u9fff]", zh)] == []


def test_the_glossary_has_the_words_of_the_format() -> None:
    """Every collection of a scenario is in it, and titer with its other spelling."""
    collections = [each.key for each in fields_of(Scenario) if "by id" in str(each.hint)]
    assert len(collections) > 10
    words = [key.replace("_", " ") for key in collections]
    assert [word for word in words if not {word, word.removesuffix("s")} & set(_glossary())] == []
    assert "titre" in (DOCS / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_glossary_names_verdicts_as_the_screen_does(verdict: str) -> None:
    """The Chinese word of a verdict is that of the message table, in the glossary and the quick start."""
    word = say(f"report.verdict.{verdict}", "zh")
    assert _glossary()[verdict.replace("_", " ")] == word
    assert f"| {word} |" in (DOCS / "zh" / "quickstart.md").read_text("utf-8")
