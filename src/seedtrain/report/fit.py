"""Which columns of a table fit on a screen."""

from unicodedata import east_asian_width

from seedtrain.report.table import Column, Table

GAP = 3
"""Characters between two columns (two of padding and a rule)."""


def breadth(text: str) -> int:
    """Return how many places ``text`` takes on a screen; a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def fit(table: Table, lang: str, width: int, *, wrap: int = 24) -> tuple[Column, ...]:
    """Choose the columns of ``table`` that fit in ``width`` places.

    Words longer than ``wrap`` places may wrap, numbers may not. While the columns are too wide, the one of
    the highest priority number goes, the last of them first; those of priority 1 stay.
    """
    texts = table.texts(lang)
    need = {}
    for place, column in enumerate(table.columns):
        longest = max((breadth(line[place]) for line in texts), default=0)
        if column.align == "left":
            longest = min(longest, wrap)
        need[column.key] = max(longest, min(breadth(table.heading(column, lang)), 12))
    kept = list(table.columns)
    while sum(need[column.key] + GAP for column in kept) + 1 > width:
        least = max(kept, key=lambda column: (column.priority, table.columns.index(column)))
        if least.priority == 1:
            break
        kept.remove(least)
    return tuple(kept)
