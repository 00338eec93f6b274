"""The tight mixed-integer program of a plan in periods, one file for each family of constraints.

Symbols, used in every file of this package:

======  ==========================================================  =============
symbol  meaning                                                     unit
======  ==========================================================  =============
g       group of identical suites of a stage, ``m_g`` suites
p, t    product, period
Y       suites of g that hold p in t (integer)                      suite
Z       campaigns of p that start in g in t (integer)               campaign
W       of these, starts that wait for the stage before (integer)   campaign
V       1 if the stage before starts p in t                         -
n       batches of p made in g in t (integer)                       batch
O       1 if suite s is open in t                                   -
I       stock of p behind a stage at the end of t                   quantity
Q       waste of p behind a stage in t                              quantity
S       sales of p in t                                             quantity
B       backlog of p at the end of t                                quantity
U       quantity of p bought in t                                   quantity
L       demand for p given up in t                                  quantity
E       what is short of the safety stock of p at the end of t      quantity
X       quantity sent from site to site in t                        quantity
x       1 if a project begins in t                                  -
y       1 if the qualification of p in suite s begins in t          -
q       1 if p is qualified in s in t                               -
kappa   studies of comparability of p begun in t                    study
D       demand for p in t                                           quantity
H       days of a period                                            day
======  ==========================================================  =============

Campaign days are no variable: days = a n + b Z fixes them, so that their limits become whole limits of
batches.
"""
