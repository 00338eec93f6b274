"""What the list scheduler refuses, each by its code."""

import numpy as np
import pytest

from seedtrain.errors import InputError
from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.sequence import place_in_order


def test_a_batch_cant_come_back_to_what_a_shared_skid_cleans() -> None:
    """Two steps on one column that a skid cleans in between; with cleaning of its own it is placed."""
    column, skid = Pool("column", (Part("C1"),)), Pool("skid", (Part("CIP1"),))

    def job(clean_pool: str) -> Job:
        first = Step(name="load", duration_h=2, pool="column", clean_h=1, clean_pool=clean_pool)
        return Job(name="a", steps=(first, Step(name="polish", duration_h=2, pool="column")))

    with pytest.raises(InputError) as caught:
        place_in_order(build([job("skid")], [column, skid]), np.arange(1))
    assert [each.code for each in caught.value.findings] == ["SCH-003"]
    # By itself: 0-2, cleaned to 3, 3-5.
    assert place_in_order(build([job("")], [column, skid]), np.arange(1)).end_h.tolist() == [2.0, 5.0]
