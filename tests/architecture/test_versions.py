"""The version is told the same wherever it is told."""

import re
import tomllib
from importlib import metadata
from pathlib import Path


def test_every_place_tells_the_same_version(root: Path) -> None:
    """The project file, the installed package and the citation file agree."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    cited = re.search(r"^version: (\S+)$", (root / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited is not None
    assert {project, metadata.version("seedtrain"), cited.group(1)} == {project}
