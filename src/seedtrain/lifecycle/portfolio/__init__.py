"""Portfolio: which programmes to go on with, and when, under budget, suites and platforms."""

from seedtrain.lifecycle.portfolio.candidates import problem_of
from seedtrain.lifecycle.portfolio.choose import Portfolio, choose
from seedtrain.lifecycle.portfolio.problem import Candidate, Limit, PortfolioProblem

__all__ = ["Candidate", "Limit", "Portfolio", "PortfolioProblem", "choose", "problem_of"]
