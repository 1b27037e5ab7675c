#!/usr/bin/env bash
# Runs SigmaVault from this folder, setting up first whatever is missing.
#
#   bash packaging/run.sh             opens the app; without a display, the demonstration
#   bash packaging/run.sh ARGUMENTS   sigmavault ARGUMENTS
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bash "$root/packaging/setup.sh" run
sigmavault=$root/.venv/bin/sigmavault

if [ $# -gt 0 ]; then
    exec "$sigmavault" "$@"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    if [ -d "$root/app/gui" ]; then
        exec "$root/.venv/bin/python" -m app.gui
    fi
fi
exec "$sigmavault" demo
