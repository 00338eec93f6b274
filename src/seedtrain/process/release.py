"""Tests, record review and release of a lot. Nothing flows but time, tests and quality labour."""

from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Outcome, Stream, passed


def release(frame: Frame, stream: Stream) -> Outcome:
    """Release of the batch ``release_time`` after its last step; no unit is held.

    Parameters: ``release_time`` [h], ``test_packages``, ``review_labour`` [person-hour].
    """
    components = {stream.target: stream.mass_g, LIQUID: stream.volume_L}
    return Outcome(
        out=stream,
        balances={name: passed(amount, frame.ones) for name, amount in components.items()},
        processing_h=frame("release_time"),
        step_yield=frame.ones,
        attended_h=frame.zeros,
        uses={"test_packages": frame("test_packages"), "quality_labour_h": frame("review_labour")},
    )
