"""Compiled kernels. Import one inside the function that runs it: loading Numba takes a third of a second."""
