r"""What no continuation of a walk can beat.

Deficit, product by product as if the suite were its own from t on:

.. math:: h_p(t,k) = \sum_{q:\,c_{pq} > t} \delta_{pq}(k + \lfloor (c_{pq}-1-t-g_p)/d_p \rfloor^+)

``c`` cut-off, ``delta`` deficit with that many batches, ``g`` shortest changeover to p (0 if p is running),
``d`` DSP days. Throughput, by the best walk that forgets demand:

.. math:: G(p,c,t) = \max\{\,0,\; y_r + G(r,c',t')\,\}

over the next batch of r, stored on t' before the end.
"""

import numpy as np

from seedtrain.plan.sequence.tables import NEVER, Array, Tables


def deficit_bound(tables: Tables) -> Array:
    """Table h by product, whether it is running, day and batches [unit]."""
    most = tables.most
    bound = np.zeros((tables.count, 2, tables.end + 1, most + 1), dtype=np.int64)
    rows = np.arange(tables.cut.shape[1])
    for p in range(tables.count):
        others = [tables.gap[a][p] for a in range(tables.count) if a != p]
        for running in (0, 1):
            wait = 0 if running else min(others, default=0)
            for t in range(tables.end + 1):
                extra = np.maximum(0, (tables.cut[p] - 1 - t - wait) // tables.days[p])
                batches = np.minimum(most, np.arange(most + 1)[None, :] + extra[:, None])
                missing = _at_best(tables.deficit[p])[rows[:, None], batches]
                ahead = tables.cut[p] > t
                bound[p, running, t] = np.minimum(NEVER, missing[ahead].sum(axis=0))
    return bound


def _at_best(deficit: Array) -> Array:
    """Least deficit with at most so many batches: more are never forced."""
    best: Array = np.minimum.accumulate(deficit, axis=1)
    return best


def throughput_bound(tables: Tables) -> Array:
    """Table G by product, class and day: most units that can still be stored."""
    classes = max(len(run.following) for run in tables.runs)
    longest = max(max(row) for row in tables.gap) + max(tables.days)
    best = np.zeros((tables.count, classes, tables.end + longest + 1), dtype=np.int64)
    for t in range(tables.end - 1, -1, -1):
        for p in range(tables.count):
            for c in range(len(tables.runs[p].following)):
                best[p, c, t] = max(
                    (gain for _, _, _, gain in next_batches(tables, best, p, c, t)), default=0
                )
    return best


def next_batches(tables: Tables, best: Array, p: int, c: int, t: int) -> list[tuple[int, int, int, int]]:
    """Batches that may follow one of p in class c stored on t: product, class, day stored, units to come."""
    run, options = tables.runs[p], []
    if run.following[c] >= 0:
        options.append((p, run.following[c], t + tables.days[p]))
    if run.may_end[c]:
        options += [
            (r, 0, t + tables.gap[p][r] + tables.days[r])
            for r in range(tables.count)
            if r != p or tables.may_repeat
        ]
    return [(r, d, u, tables.gain[r] + int(best[r, d, u])) for r, d, u in options if u < tables.end]
