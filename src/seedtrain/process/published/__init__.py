"""Published figures against ours: what was expected, what we get, whether it holds."""

from seedtrain.process.published.rows import ValidationRow, validation

__all__ = ["ValidationRow", "validation"]
