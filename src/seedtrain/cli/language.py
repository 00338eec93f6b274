"""The reader's language: from ``--lang`` wherever it stands on the command line, else from the locale."""

from collections.abc import Mapping, Sequence

from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_OPTION = "--lang"


def of_locale(environment: Mapping[str, str]) -> str:
    """Return ``zh`` where the first locale variable that is set begins so, else ``en``."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def split_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the language, and the arguments without ``--lang``; the last one counts, ``--`` ends the search.

    Raises :class:`InputError` for a language that is not known and for ``--lang`` without one.
    """
    language = of_locale(environment)
    left: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            left += [argument, *waiting]
        elif argument == _OPTION or argument.startswith(f"{_OPTION}="):
            given = argument.partition("=")[2] if "=" in argument else next(waiting, "")
            if given not in LANGUAGES:
                raise InputError([_unknown(given)])
            language = given
        else:
            left.append(argument)
    return language, left


def _unknown(given: str) -> Finding:
    return finding("SCN-016", path=_OPTION, value=given, near=", ".join(LANGUAGES))
