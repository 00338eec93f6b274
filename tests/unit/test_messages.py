"""The message table: nothing untranslated, nothing that can't be filled in."""

import string

import msgspec
import pytest

from seedtrain.catalog import parameters, tables
from seedtrain.catalog.text import content
from seedtrain.errors import CODES
from seedtrain.messages import LANGUAGES, Message, Wording, say, table
from seedtrain.model.build import fields_of, unwrapped
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_key_is_worded_in_every_language() -> None:
    """No key lacks a language, none has one more, none is empty."""
    lacking = {
        key for key, words in table().items() if set(words) != set(LANGUAGES) or not all(words.values())
    }
    assert lacking == set()


def test_both_languages_take_only_parameters_of_the_other_or_fewer() -> None:
    """A parameter that only the Chinese text names would never be given."""
    odd = {key for key, words in table().items() if not _names(words["zh"]) <= _names(words["en"])}
    assert odd == set()


def test_chinese_texts_are_chinese() -> None:
    """A text with words has Chinese characters in it, unless it only passes a value on."""
    untranslated = [
        key
        for key, words in table().items()
        if words["zh"] == words["en"]
        and any(len(word) > 3 and word.isalpha() for word in words["en"].split())
    ]
    assert untranslated == []


def test_every_code_is_worded() -> None:
    """Each registered code has rule and remedy."""
    wanted = {f"finding.{code}.{part}" for code in CODES for part in ("rule", "remedy")}
    assert wanted - set(table()) == set()


def _value_fields(noun: type[msgspec.Struct], seen: set[type]) -> set[str]:
    found: set[str] = set()
    seen.add(noun)
    for declared in fields_of(noun):
        hint = unwrapped(declared.hint)[0]
        for inner in (hint, *(unwrapped(part)[0] for part in getattr(hint, "__args__", ()))):
            if inner is Value:
                found.add(declared.key)
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner not in seen:
                found |= _value_fields(inner, seen)
    return found


def test_every_value_of_a_scenario_has_a_name() -> None:
    """A driver is named in the reader's language, whatever field it is."""
    fields = _value_fields(Scenario, set())
    assert len(fields) > 40
    assert {f"field.{name}" for name in fields} - set(table()) == set()


def test_every_column_of_the_catalogue_has_a_name() -> None:
    """Likewise for the columns of tables and the parameters of recipes."""
    columns = {name for each in tables() for name in content(f"data/{each}.yaml").get("columns") or {}}
    assert {f"field.{name}" for name in columns} - set(table()) == set()
    assert all(parameter.meaning.zh for parameter in parameters().values())


def test_a_message_words_what_it_holds() -> None:
    """Messages and wordings inside a message follow its language."""
    inner = Message("severity.error")
    outer = Message("label.of", {"what": inner, "of": Wording("hall", "车间")})
    assert (outer.render("en"), outer.render("zh")) == ("error (hall)", "车间：错误")


def test_a_missing_parameter_is_an_error_of_ours() -> None:
    """It is never passed over in silence."""
    with pytest.raises(KeyError):
        say("label.of", "en", what="x")


def test_a_wording_without_chinese_stays_english() -> None:
    """What a user wrote in one language is shown as written."""
    assert Wording("hall").render("zh") == "hall"
