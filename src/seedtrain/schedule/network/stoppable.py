"""CP-SAT beside the main thread, so that an interruption by the user ends its search and not the result."""

from threading import Event, Thread
from typing import Any

TURN_S = 0.1
"""How often the main thread looks up; so long an interruption may wait. [s]"""


def solve_stoppable(solver: Any, model: Any, callback: Any) -> tuple[Any, bool]:
    """Solve ``model``; return the status, and whether an interruption ended the search.

    An interruption (``KeyboardInterrupt`` in the main thread) asks the solver to stop and waits until it has;
    what it had found by then is in ``solver``. A second one is raised. What the solver raises is raised here.
    """
    ended: list[Any] = []
    raised: list[BaseException] = []

    is_done = Event()  # a join that is interrupted takes its thread for ended, whether it is or not

    def run() -> None:
        try:
            ended.append(solver.solve(model, callback))
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            raised.append(error)
        finally:
            is_done.set()

    Thread(target=run, daemon=True).start()
    was_interrupted = False
    try:
        while not is_done.wait(TURN_S):
            pass
    except KeyboardInterrupt:
        was_interrupted = True
        solver.stop_search()
        while not is_done.wait(TURN_S):
            solver.stop_search()
    if raised:
        raise raised[0]
    return ended[0], was_interrupted
