"""Campaigns in continuous time: one suite by dynamic programming, several by constraint programming.

The single suite is a walk from batch to batch. Symbols, used in every file on it:

=========  =================================================================================
symbol     meaning
=========  =================================================================================
p, k       product; number of its batches stored so far
t          day on which a batch is stored; all batches so far are known at t
q          due date; a batch of p counts at q when it is stored before the cut-off of p and q
class      how long the present campaign is, as far as the rules can tell
deficit    sum over products and due dates of max(0, target - stock after demand)
=========  =================================================================================

Quantities are whole multiples of the least common unit of the case, so that nothing is rounded.
"""
