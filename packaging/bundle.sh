#!/usr/bin/env bash
# Makes a folder that holds SigmaVault with its own Python and Qt, for machines that have neither, and
# packs it: as an AppImage where appimagetool is installed, as .tar.gz everywhere.
#
#   bash packaging/bundle.sh     writes dist/sigmavault-VERSION-SYSTEM-MACHINE/ and .tar.gz beside it
#
# It runs on systems whose C library is not older than this one's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
say() { printf 'sigmavault: %s\n' "$*" >&2; }

bash packaging/setup.sh bundle
python=$root/build/bundle-venv/bin/python
build=$root/build/bundle
rm -rf "$build"
mkdir -p "$build/source" dist
# A copy, so that what is frozen is of one moment, whoever edits meanwhile.
cp -R app engine packaging resources docs LICENSE "$build/source/"
cd "$build/source"
find . -name __pycache__ -prune -exec rm -rf {} +
export PYTHONPATH=$build/source
QT_QPA_PLATFORM=offscreen "$python" -c 'import app.cli, app.gui.application, engine.mount'

version=$("$python" -c 'import engine; print(engine.__version__)')
name=sigmavault-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}
# One seed: the order of sets is part of what PyInstaller writes.
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 LC_ALL=C.UTF-8 TZ=UTC

say "freezing (about two minutes)"
if ! "$python" -m PyInstaller --noconfirm --log-level ERROR --workpath "$build/work" \
    --distpath "$build" packaging/sigmavault.spec >"$build/log" 2>&1; then
    cat "$build/log" >&2
    exit 1
fi
bundle=$build/sigmavault
"$python" packaging/share.py "$bundle"
cp packaging/integrate.sh LICENSE docs/install.md "$bundle/"
"$python" packaging/licences.py "$(dirname "$("$python" -c 'import click; print(click.__path__[0])')")" \
    >"$bundle/COPYRIGHT"
if [ "$(uname -s)" = Linux ] && command -v strip >/dev/null 2>&1; then
    strip --strip-unneeded "$bundle"/_internal/libpython3.*.so*  # half of it may be for debuggers
fi
cd "$root"
rm -rf "dist/${name:?}"
mv "$bundle" "dist/$name"
say "made dist/$name, $(du -sm "dist/$name" | cut -f1) MB"

if tar --version 2>/dev/null | grep -q GNU; then
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime "@$SOURCE_DATE_EPOCH" \
        -C dist -cf - "$name" | gzip -9n >"dist/$name.tar.gz"
else
    tar -C dist -czf "dist/$name.tar.gz" "$name"
fi
say "made dist/$name.tar.gz, $(du -m "dist/$name.tar.gz" | cut -f1) MB"

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v appimagetool >/dev/null 2>&1; then
    say "no AppImage: appimagetool is not installed, and no package registry has it"
    exit 0
fi
appdir=$build/SigmaVault.AppDir
mkdir -p "$appdir/usr"
cp -a "dist/$name/." "$appdir/usr/"
cp "$appdir/usr/share/applications/sigmavault.desktop" resources/sigmavault.svg "$appdir/"
# Called as `sigmavault`, or with a command, it is the command line; else it is the window.
cat >"$appdir/AppRun" <<'EOF'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/usr
case ${1:-} in
    "" | /* | ./* | ../* | --hidden) exec "$here/sigmavault-gui" "$@" ;;
    *) exec "$here/sigmavault" "$@" ;;
esac
EOF
chmod 755 "$appdir/AppRun"
ARCH=$(uname -m) appimagetool --no-appstream "$appdir" "dist/$name.AppImage" >/dev/null
say "made dist/$name.AppImage"
