"""Messages: a key of the table with its parameters, worded when the reader's language is known."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Protocol, runtime_checkable

LANGUAGES: Final = ("en", "zh")


@runtime_checkable
class Renders(Protocol):
    """Anything that words itself once the reader's language is known."""

    def render(self, lang: str) -> str:
        """Return the text in ``lang`` (``en`` or ``zh``)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text its author wrote in one or both languages; English stands in where Chinese is absent."""

    en: str
    zh: str | None = None

    def render(self, lang: str) -> str:
        """Return the text in ``lang`` (``en`` or ``zh``)."""
        return self.zh if lang == "zh" and self.zh is not None else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A key of the message table with parameters; parameters may be such themselves."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, lang: str) -> str:
        """Return the sentence in ``lang`` (``en`` or ``zh``).

        Raises ``KeyError`` for a key that is not in the table or a parameter that is not given.
        """
        return say(self.key, lang, **self.params)


def say(key: str, lang: str, /, **params: object) -> str:
    """Word the message ``key`` in ``lang`` with ``params`` filled in."""
    words = {
        name: value.render(lang) if isinstance(value, Renders) else value for name, value in params.items()
    }
    return table()[key][lang].format(**words)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the whole table: key to language to template."""
    rows: dict[str, Mapping[str, str]] = {}
    for file in sorted((files("seedtrain.messages") / "table").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for key, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if key in rows:
                    raise KeyError(f"message key {key!r} stands twice in the table, again in {file.name}")
                rows[key] = words
    return rows
