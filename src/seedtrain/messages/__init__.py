"""The one message table: every sentence a user reads, in English and Simplified Chinese.

The table is the union of the TOML files in ``table/``; each key holds ``en`` and ``zh``, which take the
same named parameters.
"""

from seedtrain.messages.findings import WordedFinding, describe
from seedtrain.messages.message import LANGUAGES, Message, Renders, Wording, say, table

__all__ = ["LANGUAGES", "Message", "Renders", "WordedFinding", "Wording", "describe", "say", "table"]
