#!/usr/bin/env bash
# Checks the whole project: style, types, layers, tests. Sets up first whatever is missing.
#
#   bash packaging/test.sh                     everything
#   bash packaging/test.sh PYTEST-ARGUMENTS    the same checks, then the tests that the arguments choose
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bash "$root/packaging/setup.sh" test
cd "$root"
export PATH="$root/.venv/bin:$PATH" QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

status=0
check() { "$@" || { status=1; echo "sigmavault: failed: $*" >&2; }; }

check ruff check --quiet --output-format concise .
check ruff format --check --quiet .
check mypy
check lint-imports --no-logo

# Two workers: more only wait for each other's KDF and mounts on a small machine. Pytest comes last,
# whatever the checks said, so that one run tells everything.
python -m pytest -n 2 --dist worksteal "$@" || status=$?
exit "$status"
