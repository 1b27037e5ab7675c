#!/usr/bin/env bash
# Makes a Debian package that needs no network to install: the application with all its locked Python
# packages in /usr/lib/sigmavault, run by the distribution's own Python.
#
#   bash packaging/deb.sh        writes dist/sigmavault_VERSION_ARCHITECTURE.deb
#
# Compiled packages fit one Python (3.11, say), so build on the release that it is for. The same
# sources give the same bytes: times are SOURCE_DATE_EPOCH, which is the last commit's unless set.
# DEBFULLNAME and DEBEMAIL name the maintainer.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
say() { printf 'sigmavault: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

for tool in dpkg-deb dpkg ldd gzip md5sum; do
    command -v "$tool" >/dev/null 2>&1 || stop "$tool is needed; packages for Debian are made on Debian or a relative of it"
done
system_python=/usr/bin/python3
"$system_python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "$system_python must be Python 3.11 or later: the package runs on it"
bash packaging/setup.sh app

python=$root/.venv/bin/python
version=$("$python" -c 'import engine; print(engine.__version__)')
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH PYTHONPATH=$root LC_ALL=C.UTF-8 TZ=UTC
umask 022

build=$root/build/deb
tree=$build/tree
library=$tree/usr/lib/sigmavault
doc=$tree/usr/share/doc/sigmavault
rm -rf "$build"
mkdir -p "$library" "$doc" "$tree/usr/bin" "$tree/DEBIAN" "$root/dist"

# -- what is installed ----------------------------------------------------------------------------

say "fetching the locked packages for $("$system_python" --version)"
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python "$system_python" --target "$library" --require-hashes \
        --only-binary :all: -r packaging/requirements.lock
else
    # By the .venv's pip, but as the system's Python: which wheels fit is that one's to say.
    "$python" -m pip --python "$system_python" install --quiet --quiet --no-input \
        --disable-pip-version-check --no-compile --require-hashes --only-binary :all: \
        --root-user-action ignore --target "$library" -r packaging/requirements.lock
fi
"$python" packaging/trim.py "$library"
cp -R app engine "$library/"
find "$library" -name __pycache__ -prune -exec rm -rf {} +
QT_QPA_PLATFORM=offscreen PYTHONPATH=$library "$system_python" -B -s -P \
    -c 'import app.cli, app.gui.application, engine.mount'
# Who installed what from where, with hashes of what was trimmed: true of this machine alone.
find "$library" -path '*.dist-info/*' \( -name RECORD -o -name INSTALLER -o -name REQUESTED \
    -o -name direct_url.json \) -delete
find "$library" -name py.typed -delete

for program in sigmavault:app.cli sigmavault-gui:app.gui.main; do
    # Isolated: neither the user's environment nor the current folder decides what is loaded. The
    # folder is found from here, so that the package works unpacked anywhere too.
    cat >"$tree/usr/bin/${program%%:*}" <<EOF
#!$system_python -I
import os
import sys

here = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(1, os.path.join(os.path.dirname(here), "lib", "sigmavault"))

from ${program##*:} import main

sys.exit(main())
EOF
done

"$python" packaging/share.py "$tree/usr"
mkdir -p "$tree/usr/share/zsh/vendor-completions"
mv "$tree/usr/share/zsh/site-functions/_sigmavault" "$tree/usr/share/zsh/vendor-completions/"
rmdir "$tree/usr/share/zsh/site-functions"
gzip -9n "$tree/usr/share/man/man1/sigmavault.1"
rm "$tree/usr/share/man/man1/sigmavault-gui.1"
ln -s sigmavault.1.gz "$tree/usr/share/man/man1/sigmavault-gui.1.gz"

# -- what Debian wants to know --------------------------------------------------------------------

maintainer="${DEBFULLNAME:-The SigmaVault founders} <${DEBEMAIL:-packages@sigmavault.invalid}>"
minor=$("$system_python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
next=$("$system_python" -c 'import sys; print("%d.%d" % (sys.version_info[0], sys.version_info[1] + 1))')

# What packaging/setup.sh installs for the window, and what the libraries are linked with besides.
depends="python3 (>= $minor), python3 (<< $next),
fuse3, libbrotli1, libc6 (>= 2.28), libdbus-1-3, libegl1, libfontconfig1, libfreetype6, libgl1,
libglib2.0-0, libstdc++6, libwayland-client0, libwayland-cursor0, libwayland-egl1, libx11-6,
libx11-xcb1, libxcb-cursor0, libxcb-glx0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1,
libxcb-randr0, libxcb-render-util0, libxcb-render0, libxcb-shape0, libxcb-shm0, libxcb-sync1,
libxcb-util1, libxcb-xfixes0, libxcb-xkb1, libxcb1, libxkbcommon-x11-0, libxkbcommon0, libzstd1,
zlib1g"
depends=${depends//$'\n'/ }

"$python" packaging/licences.py "$library" >"$doc/copyright"
gzip -9nc CHANGELOG.md >"$doc/NEWS.gz"
gzip -9nc >"$doc/changelog.gz" <<EOF
sigmavault ($version) unstable; urgency=medium

  * What changed is in NEWS.gz.

 -- $maintainer  $(date -R -d "@$SOURCE_DATE_EPOCH")
EOF

mkdir -p "$tree/usr/share/lintian/overrides"
cat >"$tree/usr/share/lintian/overrides/sigmavault" <<EOF
# The package brings its libraries, as they were locked and tested, in a folder of its own.
sigmavault: embedded-library *
sigmavault: custom-library-search-path *
sigmavault: unstripped-binary-or-object *
sigmavault: shared-library-lacks-prerequisites *
sigmavault: library-not-linked-against-libc *
sigmavault: sharedobject-in-library-directory-missing-soname *
sigmavault: package-contains-documentation-outside-usr-share-doc *
sigmavault: extra-license-file *
# It is made for the one Python that its compiled parts fit.
sigmavault: spelling-error-in-binary *
sigmavault: initial-upload-closes-no-bugs
EOF

cat >"$tree/DEBIAN/postinst" <<'EOF'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
    py3compile -p sigmavault /usr/lib/sigmavault
fi
EOF
cat >"$tree/DEBIAN/prerm" <<'EOF'
#!/bin/sh
set -e
py3clean -p sigmavault
EOF

find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod 644 {} +
chmod 755 "$tree"/usr/bin/* "$tree/DEBIAN/postinst" "$tree/DEBIAN/prerm"
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
installed_kib=$(find "$tree/usr" -printf '%y %s\n' |
    awk '{ kib += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print kib }')

cat >"$tree/DEBIAN/control" <<EOF
Package: sigmavault
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $installed_kib
Section: utils
Priority: optional
Depends: $depends
Recommends: hicolor-icon-theme, libcups2, shared-mime-info, xdg-utils
Suggests: gnome-keyring | kwalletmanager
Description: encrypted vaults that can be mounted as drives
 A vault is a folder that you unlock with a passphrase. Browse it, drop files
 into it, or mount it as a drive with one click.
 .
 Names, sizes, the number of files and which bytes are data at all stay hidden
 from whoever has no key. Every block is spread over several pieces, so that
 damage is noticed, named and repaired.
 .
 This package holds the window, the command line, and the Python packages that
 they need.
EOF

# -- the package ----------------------------------------------------------------------------------

find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$root/dist/sigmavault_${version}_$architecture.deb
say "packing $(du -sm "$tree" | cut -f1) MB"
# The number of threads is part of what comes out, so it does not follow the machine.
dpkg-deb --root-owner-group -Zxz --threads-max=2 --build "$tree" "$package" >/dev/null
rm -rf "$build"
say "made dist/${package##*/}, $(du -m "$package" | cut -f1) MB"
