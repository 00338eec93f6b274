"""The base of every noun a user writes."""

from typing import Annotated, TypeVar

import msgspec

from seedtrain.messages import Wording
from seedtrain.model.fields import meaning
from seedtrain.model.value import Origin

Name = Annotated[Wording | None, meaning("what people call it, in one or both languages")]
Note = Annotated[Wording | None, meaning("anything a reader should know")]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping of the scenario.

    ``origin`` is where the block as a whole comes from (keys ``fact``, ``catalog`` or ``assumption``);
    the values in it that state no origin of their own inherit it. ``path`` is its place in the scenario.
    """

    origin: Origin = Origin()
    path: str = ""
    name: Name = None
    note: Note = None


_Noun = TypeVar("_Noun", bound=msgspec.Struct)


def changed(noun: _Noun, **changes: object) -> _Noun:
    """Return ``noun`` with some of its fields changed."""
    return msgspec.structs.replace(noun, **changes)
