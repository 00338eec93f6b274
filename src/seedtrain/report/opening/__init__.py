"""The opening: five sentences a manager can act on, and the three assumptions that move them most."""

from collections.abc import Iterator
from dataclasses import dataclass

from seedtrain.messages import Message
from seedtrain.report.opening.change import what_to_change
from seedtrain.report.opening.outcome import how_much, when
from seedtrain.report.opening.scope import what
from seedtrain.report.opening.sureness import assumptions, how_sure
from seedtrain.results.assessment import Assessment

__all__ = ["Opening", "opening"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What happens, how much comes of it, when, how sure that is, and what to change; one sentence each.

    ``assumptions``: up to three sentences, the strongest first; fewer where fewer inputs are uncertain.
    """

    what: Message
    how_much: Message
    when: Message
    how_sure: Message
    what_to_change: Message
    assumptions: tuple[Message, ...]

    def sentences(self) -> Iterator[tuple[Message, Message]]:
        """Yield the five sentences in order, each with the question it answers."""
        for name in ("what", "how_much", "when", "how_sure", "what_to_change"):
            yield Message(f"report.question.{name}"), getattr(self, name)


def opening(assessment: Assessment) -> Opening:
    """Word the opening from whatever the assessment holds: plant, pipeline, park or any mixture."""
    return Opening(
        what=what(assessment),
        how_much=how_much(assessment),
        when=when(assessment),
        how_sure=how_sure(assessment),
        what_to_change=what_to_change(assessment),
        assumptions=assumptions(assessment),
    )
