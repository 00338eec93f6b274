"""The rows of the message table that the report uses are there, in both languages, and all are used."""

import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

from seedtrain.messages import Wording, table
from seedtrain.report.words import clauses, counted, listing, tally

SOURCES = Path(str(files("seedtrain.report")))
TABLE = {key: words for key, words in table().items() if key.startswith("report.")}


def used() -> tuple[set[str], set[str]]:
    """Keys written out in the sources, and the stems of keys put together from a name."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(SOURCES.rglob("*.py")))
    whole = set(re.findall(r'"(report\.[\w.-]+)"', text)) | set(re.findall(r"'(report\.[\w.-]+)'", text))
    stems = set(re.findall(r"f[\"'](report\.[\w.]*\.)\{", text))
    return whole, stems


def test_every_key_in_the_sources_has_its_row() -> None:
    """No sentence is asked for that the table does not hold; families of names have at least one row."""
    keys, stems = used()
    families = {key for key in keys if any(row.startswith(f"{key}.") for row in TABLE)}
    assert keys - families - set(TABLE) == set()
    assert all(any(row.startswith(stem) for row in TABLE) for stem in stems)


def test_no_row_is_left_unused() -> None:
    """Each row of the report's table is asked for by key, by family or by a stem."""
    keys, stems = used()
    unused = [
        row
        for row in TABLE
        if row not in keys
        and not any(row.startswith(f"{key}.") for key in keys)
        and not any(row.startswith(stem) for stem in stems)
    ]
    assert unused == []


def test_both_languages_take_the_same_parameters() -> None:
    """What one language names, the other names too, unless it is said in the words of one."""
    for key, words in TABLE.items():
        assert set(words) == {"en", "zh"}, key
        asked = {lang: {name for _, name, _, _ in Formatter().parse(words[lang]) if name} for lang in words}
        assert asked["en"] == asked["zh"], key


def test_parts_are_joined_as_each_language_joins_them() -> None:
    """One, two and three parts; statements take a comma in Chinese where names take a word."""
    parts = [Wording("a", "甲"), Wording("b", "乙"), Wording("c", "丙")]
    assert listing(parts[:1]).render("en") == "a"
    assert listing(parts).render("en") == "a, b and c"
    assert listing(parts).render("zh") == "甲、乙和丙"
    assert tally(parts[:2]).render("zh") == "甲，乙"
    assert clauses(parts).render("zh") == "甲；乙；丙"
    assert counted("batches", 1).render("en") == "one batch"
    assert counted("batches", 1200).render("en") == "1,200 batches"
