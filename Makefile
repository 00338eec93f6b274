# Everything a clone needs: `make demo` to see it work, `make test` for every check.
# Needs make and Python 3.11 or newer with venv; another interpreter: `PYTHON=python3.12 make demo`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The user's own pip mirror, proxy and certificates are kept; settings that would change what is
# installed, where, or how the checks run are not.
PIP_KEPT := PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_CONFIG_FILE PIP_CACHE_DIR PIP_NO_CACHE_DIR \
	PIP_CERT PIP_CLIENT_CERT PIP_TRUSTED_HOST PIP_PROXY PIP_RETRIES PIP_TIMEOUT PIP_DEFAULT_TIMEOUT
unexport $(filter-out $(PIP_KEPT),$(filter PIP_%,$(.VARIABLES)))
unexport $(filter PYTEST_% MYPY% RUFF_% COVERAGE_% NUMBA_%,$(.VARIABLES))
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTHONOPTIMIZE PYTHONUSERBASE PYTHONSAFEPATH \
	PYTHONINSPECT PYTHONPLATLIBDIR VIRTUAL_ENV

BIN := .venv/bin

.NOTPARALLEL:
.PHONY: help demo test lint types contracts docs lock clean environment

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

demo: environment ## judge the packaged scenario zencore-lingang
	@$(BIN)/seedtrain run zencore-lingang

test: lint types contracts ## every check, the test run last
	@$(BIN)/python -m pytest -n logical --dist worksteal --cov --cov-report=term-missing:skip-covered

lint: environment ## form and habits of the code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: environment ## types
	@$(BIN)/mypy

contracts: environment ## imports run down only
	@$(BIN)/lint-imports --no-logo --no-cache

docs: environment ## write again what README.md and docs/reference take from the program
	@$(BIN)/python -m tools.reference
	@$(BIN)/python -m tools.readme

lock: ## work out requirements.lock again from pyproject.toml (maintainers; needs uv)
	@tools/lock.sh

clean: ## delete the environment and everything made by a run
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov \
		build dist seedtrain-out
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@tools/environment.sh
