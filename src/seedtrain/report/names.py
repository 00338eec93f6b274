"""Display names: what people call the things an assessment speaks of."""

from collections.abc import Mapping

from seedtrain.messages import Wording


def named(names: Mapping[str, Wording], kind: str, name: str) -> Wording:
    """Return the display name of ``name`` in the collection ``kind`` (``products``, ``suites`` ...).

    A collection may stand inside others (``sites.lingang.suites.su1``). The id itself, where none is given.
    """
    tail = f"{kind}.{name}"
    if tail in names:
        return names[tail]
    inside = sorted(path for path in names if path.endswith(f".{tail}"))
    return names[inside[0]] if inside else Wording(name)
