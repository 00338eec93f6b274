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
D       demand for p in t                                           quantity
H       days of a period                                            day
======  ==========================================================  =============

Campaign days are no variable: days = a n + b Z fixes them, so that their limits become whole limits of
batches.
"""
