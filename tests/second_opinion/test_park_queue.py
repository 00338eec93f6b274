"""Waiting times of the platforms against queueing theory."""

import math

import numpy as np
import pytest
from tests.years_cases import inputs

from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.dispatch import dispatch
from seedtrain.park.platforms import mean_wait
from seedtrain.park.queue import first_come


def erlang_c_wait(load: float, servers: int, service: float) -> float:
    """Mean wait of M/M/c: C(c, a) service / (c - a), a = load x service.

    Reference: L. Kleinrock, Queueing Systems, volume 1, 1975, equations 3.40 and 5.92 of M/M/m.
    """
    a = load * service
    terms = [a**k / math.factorial(k) for k in range(servers)]
    last = a**servers / math.factorial(servers) * servers / (servers - a)
    return last / (sum(terms) + last) * service / (servers - a)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (2, 1.2), (4, 2.4)])
def test_the_long_run_wait_is_erlangs(servers: int, load: float) -> None:
    """Over 2,000 arrivals from an empty start the mean wait is that of M/M/c within four standard errors."""
    worlds = 150
    service = 10.0
    rate = np.full(1 + worlds, load / service)
    span = np.full(1 + worlds, 2000.0 / (load / service))
    found = mean_wait("p", rate, np.full(1 + worlds, service), servers, span, inputs(worlds))
    expected = erlang_c_wait(load / service, servers, service)
    error = found[1:].std() / math.sqrt(worlds)
    assert found[1:].mean() == pytest.approx(expected, abs=4 * error)
    assert found[0] == pytest.approx(0.0, abs=1e-6)  # the base: even arrivals, mean services


@pytest.mark.parametrize("servers", [1, 3])
def test_the_recurrence_is_the_event_engine(servers: int) -> None:
    """Starts of 60 arrivals in 20 worlds are those of the event engine; ten more never come."""
    streams = inputs(0).world.streams
    gaps = -np.log(streams.uniform("gaps", 1200)).reshape(20, 60)
    service = -np.log(streams.uniform("services", 1200)).reshape(20, 60) * servers
    arrive = np.cumsum(gaps, axis=1)
    arrive[:, 50:] = np.inf
    pool = Pool("desk", tuple(Part(str(server)) for server in range(servers)))
    jobs = [Job(name=str(job), steps=(Step(name="serve", duration_h=0.0, pool="desk"),)) for job in range(60)]
    trace = dispatch(build(jobs, [pool]), service, releases_h=arrive)
    found = first_come(arrive, service, servers)
    assert found[:, :50] == pytest.approx(trace.start_h[:, :50])
    assert np.isinf(found[:, 50:]).all()
