"""Claims: what the document says, and the sentence that is judged for each reading of it."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from seedtrain.messages import Wording
from seedtrain.model.block import Block
from seedtrain.model.fields import meaning
from seedtrain.model.value import RawValue

ClaimKind = Literal["plan", "status", "target", "forecast", "arithmetic"]
Operator = Literal["", "~", "~<", ">", ">=", "<", "<=", "=", "in"]
ClaimMeasure = Literal["amount", "area", "price", "date", "count", "rank", "list", "truth"]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What was claimed: operator and value as the source has them.

    ``op`` empty: the source gives no operator. ``measure`` picks what that then means: *at least* for a
    target or forecast, plus or minus 5 % for an area, price or date, equal for a status. ``low`` and ``high``
    with ``in`` give a pair; ``items`` a list of names. ``measure: truth``: it is said to be so, without a
    figure; a reading then brings its own ``bound``, or a value that is 1 where it holds.
    """

    op: Annotated[Operator, meaning("operator as the source has it; none, when empty")] = ""
    value: Annotated[RawValue | None, meaning("value that is claimed")] = None
    low: Annotated[RawValue | None, meaning("lower end of a pair")] = None
    high: Annotated[RawValue | None, meaning("upper end of a pair")] = None
    items: Annotated[list[Wording], meaning("names that are listed")] = []
    measure: Annotated[ClaimMeasure, meaning("what is measured; tells what no operator means")] = "count"
    dimension: Annotated[str, meaning("dimension of the value")] = "count"


class Reading(Block, frozen=True, kw_only=True):
    """One way to understand a claim, and how it is judged.

    ``value`` is an expression over indicators, other claims and scenario values that is compared with what
    was claimed (or with ``op`` and ``bound`` of the reading). ``self_reported``: only the publisher says so;
    ``value``, where given, is then a plausibility check beside the verdict.
    """

    test: Annotated[Wording, meaning("the sentence actually judged")]
    value: Annotated[str | None, meaning("expression whose value is compared with the claim")] = None
    op: Annotated[Operator | None, meaning("operator of this reading; the claim's, when absent")] = None
    bound: Annotated[str | None, meaning("expression to compare with; the claimed value, when absent")] = None
    self_reported: Annotated[bool, meaning("only its publisher says so")] = False
    needs: Annotated[list[str], meaning("scenario paths without which it can't be assessed")] = []
    remedy: Annotated[Wording | None, meaning("what would make it hold, where the engines can't tell")] = None


class Claim(Block, frozen=True, kw_only=True):
    """A plan, status, target or forecast of the document (or an identity: kind ``arithmetic``)."""

    kind: Annotated[ClaimKind, meaning("what sort of claim")]
    text: Annotated[Wording, meaning("the claim, in our own words")]
    said: Annotated[Said, meaning("operator and value")]
    by: Annotated[date | None, meaning("day by which it should hold")] = None
    as_of: Annotated[date | None, meaning("day it was made; the document's date when absent")] = None
    document: Annotated[str | None, meaning("document, when it is not the scenario's own")] = None
    readings: Annotated[dict[str, Reading], meaning("readings by id")]
    issue: Annotated[Wording | None, meaning("a contradiction or gap of the source that touches it")] = None


class Context(Block, frozen=True, kw_only=True):
    """A fact that is not judged: an event or an attribute."""

    kind: Annotated[Literal["event", "attribute"], meaning("what sort of fact")]
    text: Annotated[Wording, meaning("the fact, in our own words")]


class Observation(Block, frozen=True, kw_only=True):
    """A dated fact later than ``as_of`` about a claim."""

    claim: Annotated[str, meaning("claim it bears on")]
    on: Annotated[date, meaning("day it was observed")]
    value: Annotated[RawValue, meaning("what was observed")]
    source: Annotated[Wording, meaning("where it was published")]
