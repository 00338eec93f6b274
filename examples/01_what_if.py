"""A what-if in Python: run a packaged scenario, change one value, run it again."""

import polars as pl

import seedtrain as st

scenario = st.load("zencore-lingang")
run = st.run(scenario, seed=1, replications=200)
print(run.verdicts.select("claim", "reading", "verdict", "probability"))
print(run.timetable.select("job", "operation", "unit", "start_h", "end_h").head(3))

# What if today's processes gave 8 g/L?
richer = scenario.replace({"recipes.mab-current.production.titer": "8 g/L"})
other = st.run(richer, seed=1, replications=200)
for name in ("capacity.total.mass", "output.batches"):
    before, after = (each.kpis.filter(pl.col("id") == name).row(0, named=True) for each in (run, other))
    print(f"{before['name']} [{before['unit']}]: {before['p50']:,.0f}, then {after['p50']:,.0f}")
other.save("seedtrain-out/richer")
