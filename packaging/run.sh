#!/usr/bin/env bash
# Runs SigmaVault from this folder, setting up first whatever is missing.
#
#   bash packaging/run.sh             opens the app; without a display, the demonstration
#   bash packaging/run.sh ARGUMENTS   sigmavault ARGUMENTS
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# The window opens where it exists and there is a screen for it.
if [ $# -eq 0 ] && [ -f "$root/app/gui/__main__.py" ] &&
    { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; }; then
    bash "$root/packaging/setup.sh" app
    exec "$root/.venv/bin/python" -m app.gui
fi

bash "$root/packaging/setup.sh" run
[ $# -gt 0 ] || set -- demo
exec "$root/.venv/bin/sigmavault" "$@"
