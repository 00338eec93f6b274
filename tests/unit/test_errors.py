"""The tree of exceptions, the findings and the register of codes."""

import pickle
import re

import pytest

from seedtrain.errors import (
    CODES,
    Finding,
    InfeasibleError,
    InputError,
    InternalError,
    SeedtrainError,
    StoppedError,
    finding,
)
from seedtrain.errors.codes import _ROWS


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(InternalError, 1), (InfeasibleError, 3), (StoppedError, 4), (SeedtrainError, 1)]
)
def test_exit_codes(kind: type[SeedtrainError], exit_code: int) -> None:
    """Each exception carries the exit code the command line promises, and is caught by the root."""
    with pytest.raises(SeedtrainError) as caught:
        raise kind("no room")
    assert caught.value.exit_code == exit_code
    assert str(caught.value) == "no room"


def test_input_error_lists_every_finding() -> None:
    """An input error has exit code 2 and shows code, place and value of all its findings."""
    first = finding("SCN-012", file="plant.yaml", line=12, path="products.mab-a.titer", value="-1 g/L", low=0)
    second = finding("SCN-002", file="empty.yaml")
    error = InputError([first, second])
    assert error.exit_code == 2
    assert error.findings == (first, second)
    assert str(error).splitlines() == [
        "SCN-012  plant.yaml:12 products.mab-a.titer  '-1 g/L'",
        "SCN-002  empty.yaml",
    ]


def test_input_error_refuses_to_be_empty() -> None:
    """A refusal without a reason is our own mistake."""
    with pytest.raises(ValueError, match="at least one finding"):
        InputError([])


def test_errors_survive_a_process_boundary() -> None:
    """Exceptions can be sent from a worker: findings, message and exit code are kept."""
    found = finding("SCN-010", path="suites", key="suites")
    for error in (InputError([found], "two words"), InfeasibleError("no room", [found])):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert (again.findings, again.message) == (error.findings, error.message)


def test_finding_takes_severity_from_the_register() -> None:
    """The factory turns parameters to text and never chooses a severity of its own."""
    found = finding("SCN-025", path="products.mab-a.titer", value=5.0, key="titer")
    assert found == Finding(
        "SCN-025", "warning", path="products.mab-a.titer", value="5.0", params={"key": "titer"}
    )
    assert found.place == "products.mab-a.titer"
    assert len({found, finding("SCN-025", path="products.mab-a.titer", value=5.0, key="titer")}) == 1


def test_unknown_code_is_refused() -> None:
    """A code nobody registered can't be used."""
    with pytest.raises(KeyError):
        finding("SCN-999")


def test_register_has_no_code_twice_and_one_shape() -> None:
    """Codes are unique and have the shape ABC-123."""
    codes = [row[0] for row in _ROWS]
    assert len(codes) == len(set(codes)) == len(CODES)
    pattern = re.compile(r"[A-Z]{3}-\d{3}")
    assert [code for code in codes if not pattern.fullmatch(code)] == []
