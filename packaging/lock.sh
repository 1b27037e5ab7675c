#!/usr/bin/env bash
# Renews the lock files from pyproject.toml, for every platform and Python that we support.
#
#   bash packaging/lock.sh [--upgrade | --upgrade-package NAME]
#
# Needs uv (https://docs.astral.sh/uv/). The locks name packages, versions and hashes only: no index
# and no path, so that they mean the same on every machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

header="# Made by packaging/lock.sh from pyproject.toml; do not edit by hand."

compile() { # OUTPUT ARGUMENTS...
    local output=$1
    shift
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --no-config \
        --output-file "$output" "$@" >/dev/null
    { printf '%s\n' "$header"; grep -v -F "$header" "$output"; } >"$output.new"
    mv "$output.new" "$output"
}

compile packaging/requirements.lock --extra build --extra gui "$@"
compile packaging/requirements-dev.lock --extra build --extra gui --extra dev \
    --constraint packaging/requirements.lock "$@"
compile packaging/requirements-bundle.lock --extra build --extra gui --extra bundle \
    --constraint packaging/requirements.lock "$@"
