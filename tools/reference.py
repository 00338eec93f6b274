"""Write the generated pages of docs/reference from the code: ``python -m tools.reference``."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.pages import (
    catalogue,
    commands,
    equations,
    errors,
    expressions,
    fields,
    indicators,
    units,
    validation,
)

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "catalogue.md": catalogue.tables_page,
    "commands.md": commands.page,
    "equations.md": equations.page,
    "errors.md": errors.page,
    "expressions.md": expressions.page,
    "indicators.md": indicators.page,
    "recipes.md": catalogue.recipes_page,
    "scenario-fields.md": fields.page,
    "scenario.schema.json": fields.schema,
    "sources.md": catalogue.sources_page,
    "units.md": units.page,
    "validation.md": validation.page,
}
"""Every generated page and the function that makes it."""


def main() -> None:
    """Write every page that has changed and say which."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, made in PAGES.items():
        path, text = FOLDER / name, made()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"written: docs/reference/{name}\n")


if __name__ == "__main__":
    main()
