"""Plans in which many products share suites in a period and suites can be built: a plan, and a bound on all
plans.

The plan comes from a search that takes products out and puts each back by dynamic programming over periods;
the bound from a program that says which period's output serves which period's demand (facility location).

Symbols, used in every file of this package:

======  =======================================================  ==========
symbol  meaning                                                  unit
======  =======================================================  ==========
p, s    product, suite
t, u    period of production, period of demand
n, Y    batches of p in s in t; 1 if it has a campaign there     batch
y       yield of p in s                                          quantity/batch
a, b    days a batch, days a campaign                            day
x       output of t that serves the demand D of u                quantity
H, O    days of a period; 1 if the suite is open                 day
======  =======================================================  ==========
"""
