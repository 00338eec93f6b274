#!/usr/bin/env bash
# Make .venv hold exactly what requirements.lock says, and seedtrain itself. Does nothing, and uses no
# network, when it already does. PYTHON names the interpreter to build it with (default: python3).
# Exits 2 with one sentence when that interpreter will not do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

refuse() {
    printf 'seedtrain: %s\n' "$1" >&2
    exit 2
}

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

python=${PYTHON:-python3}
here=$(pwd -P)
stamp=.venv/seedtrain.stamp
has_version=$(version_of .venv/bin/python || true)
wanted_with() { { echo "$here" "$1" && cat requirements.lock pyproject.toml tools/environment.sh; } | sha256sum; }

if [[ -n $has_version && -f $stamp && $(<"$stamp") == "$(wanted_with "$has_version")" ]]; then
    # An interpreter asked for by name must be the one in use; the default is content with any.
    if [[ -z ${PYTHON:-} || $(version_of "$PYTHON" || true) == "$has_version" ]]; then
        exit 0
    fi
fi

version=$(version_of "$python") || refuse "cannot run '$python'; install Python 3.11 or newer: sudo apt install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "needs Python 3.11 or newer, and '$python' is $version; name a newer one, for instance: PYTHON=python3.12 make demo"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    refuse "'$python' has no venv module; install it: sudo apt install python3-venv"

# Begin afresh when there is none, when it is another Python's, or when it was made in another place.
if [[ $has_version != "$version" || ! -d .venv/lib/python$version ]] || ! grep -qsF "$here/.venv" .venv/bin/activate; then
    "$python" -m venv --clear .venv
fi
rm -f "$stamp"
echo "seedtrain: installing the locked dependencies into .venv (some 260 MB to fetch; once, and again when they change)" >&2
pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input)
"${pip[@]}" install --quiet --no-user --no-deps --only-binary :all: --require-hashes -r requirements.lock
"${pip[@]}" install --quiet --no-user --no-index --no-deps --no-build-isolation -e .
wanted_with "$version" >"$stamp"
