#!/usr/bin/env bash
# Work out requirements.lock from pyproject.toml: run-time, development and build dependencies, with hashes, for
# every Python from 3.11 on and for Linux on both processors. Needs uv. `tools/lock.sh --upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v uv >/dev/null || {
    echo "seedtrain: 'make lock' needs uv; install it with: python3 -m pip install uv" >&2
    exit 2
}
uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --only-binary :all: \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    --group dev --group build --output-file requirements.lock "$@" pyproject.toml
