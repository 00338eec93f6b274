r"""People paid for a batch: the crew of its line round the clock, shared by the batches of a year.

.. math:: H = \max\left( H_{att}, \; c \frac{8766}{N} \right), \qquad H_q = \max\left( H_{rev}, \; q H \right)

:math:`H_{att}` hours attended at the steps, :math:`c` operators a shift, :math:`N` batches a year,
:math:`q` quality staff over operators, :math:`H_{rev}` hours of tests and review. Valid for a line staffed
all year; a line that runs a campaign now and then shares its crew with others.
"""

import numpy as np

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.process.cost import HOURS_A_YEAR
from seedtrain.results.indicator import Draws


def paid_hours(
    kind: str, attended_h: Draws, review_h: Draws, batches_a: Draws, inputs: Inputs
) -> tuple[Draws, Draws]:
    """Return person-hours of operators and of quality staff paid for a batch, each of shape (1 + n,).

    ``kind`` of the suite; ``attended_h`` and ``review_h`` person-hours of work counted at the steps;
    ``batches_a``.
    """
    economics = table("plant_economics")
    crew = inputs.draw(economics[f"crew-{kind.replace('_', '-')}"].value)
    operators = np.maximum(attended_h, crew * HOURS_A_YEAR / batches_a)
    quality = np.maximum(review_h, inputs.draw(economics["quality-staff"].value) * operators)
    return operators, quality
