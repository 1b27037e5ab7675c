#!/usr/bin/env bash
# Opens the window from this folder with the vaults of the command line: for a desktop's menu.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bash "$root/packaging/setup.sh" app
exec "$root/.venv/bin/sigmavault" open "$@"
