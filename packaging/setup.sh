#!/usr/bin/env bash
# Brings a fresh machine to where SigmaVault runs: Python, a virtual environment in .venv with exactly
# the locked packages, and the few system packages that Python's cannot bring.
#
#   bash packaging/setup.sh run|app|test      for the command line, with the window, with the tests
#   bash packaging/setup.sh bundle            in build/bundle-venv: what packaging/bundle.sh freezes
#
# Quick when nothing is missing: a stamp in .venv remembers what was set up. Never asks anything.
set -euo pipefail

goal=${1:-run}
case $goal in
    run | app) lock=packaging/requirements.lock ;;
    test) lock=packaging/requirements-dev.lock ;;
    bundle) lock=packaging/requirements-bundle.lock ;;
    *) echo "usage: bash packaging/setup.sh run|app|test|bundle" >&2; exit 2 ;;
esac
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
venv=$root/.venv
# Apart, so that what is frozen is what is locked for it, and nothing that a developer has.
[ "$goal" != bundle ] || venv=$root/build/bundle-venv
python=$venv/bin/python
stamp=$venv/.ready-for-$goal

# Everything that the set-up depends on; the path too, since an environment cannot be moved.
wanted=$({ printf '%s\n' "$root"; cat packaging/setup.sh packaging/*.lock pyproject.toml; } | cksum)
if [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi

say() { printf 'sigmavault: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# -- system packages ------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        return 1
    fi
}

package_tool() {
    local tool
    for tool in apt-get dnf pacman brew; do
        if command -v "$tool" >/dev/null 2>&1; then echo "$tool"; return; fi
    done
    echo none
}

# Names of the packages that give NEED (python, fuse, window or test) here.
package_names() { # TOOL NEED
    case $1-$2 in
        apt-get-python) echo python3 python3-venv ;;
        apt-get-fuse) echo fuse3 ;;
        apt-get-window) echo libdbus-1-3 libegl1 libfontconfig1 libgl1 libxcb-cursor0 \
            libxcb-icccm4 libxcb-keysyms1 libxkbcommon0 libxkbcommon-x11-0 ;;
        apt-get-test) echo acl attr git procps rsync xvfb ;;
        apt-get-tpm) echo libtss2-tcti-swtpm0 swtpm tpm2-tools ;;
        dnf-python) echo python3 ;;
        dnf-fuse) echo fuse3 fuse3-libs ;;
        dnf-window) echo dbus-libs fontconfig libglvnd-egl libglvnd-glx libxkbcommon libxkbcommon-x11 \
            xcb-util-cursor xcb-util-keysyms xcb-util-wm ;;
        dnf-test) echo acl attr git procps-ng rsync xorg-x11-server-Xvfb ;;
        pacman-python) echo python ;;
        pacman-fuse) echo fuse3 ;;
        pacman-window) echo dbus fontconfig libglvnd libxkbcommon libxkbcommon-x11 xcb-util-cursor \
            xcb-util-keysyms xcb-util-wm ;;
        pacman-test) echo acl attr git procps-ng rsync xorg-server-xvfb ;;
        brew-python) echo python@3.13 ;;
        brew-test) echo git rsync ;;
    esac
}

is_installed() { # TOOL PACKAGE
    case $1 in
        apt-get) dpkg-query -W -f='${Status}' "$2" 2>/dev/null | grep -q 'ok installed' ;;
        dnf) rpm -q --quiet "$2" ;;
        pacman) [ -z "$(pacman -T "$2")" ] ;;
        brew) brew list --versions "$2" >/dev/null 2>&1 ;;
    esac
}

apt_install() { # PACKAGES...
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

install_packages() { # TOOL PACKAGES...
    local tool=$1
    shift
    case $tool in
        # A package list that is out of date is the usual reason for a failure: renew it, try again.
        apt-get)
            apt_install "$@" 2>/dev/null || { as_root apt-get update -qq && apt_install "$@"; } ;;
        dnf) as_root dnf install -y -q "$@" ;;
        pacman) as_root pacman -S --needed --noconfirm "$@" || as_root pacman -Sy --needed --noconfirm "$@" ;;
        brew) brew install -q "$@" ;;
    esac
}

# Installs what is missing for NEED. Returns 1, after saying what to do, where that is not possible.
need_packages() { # NEED
    local tool package missing=()
    tool=$(package_tool)
    for package in $(package_names "$tool" "$1"); do
        is_installed "$tool" "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    if ! install_packages "$tool" "${missing[@]}" </dev/null >/dev/null; then
        say "could not install ${missing[*]}: please install them with $tool as an administrator"
        return 1
    fi
}

need_fuse() {
    case $(uname -s) in
        Linux)
            command -v fusermount3 >/dev/null 2>&1 || need_packages fuse || true
            command -v fusermount3 >/dev/null 2>&1 ||
                say "fusermount3 (package fuse3) is missing: everything but mounting works"
            ;;
        Darwin)
            [ -d /Library/Filesystems/macfuse.fs ] || [ -d /Library/Filesystems/fuse-t.fs ] ||
                say "macFUSE (https://macfuse.io) is missing: everything but mounting works"
            ;;
    esac
}

# -- Python ---------------------------------------------------------------------------------------

is_usable_python() { # COMMAND
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints a Python of at least 3.11 that can make virtual environments.
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 python3.14 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python /opt/homebrew/bin/python3 /usr/local/bin/python3; do
        if command -v "$candidate" >/dev/null 2>&1 && is_usable_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

make_environment() {
    local base
    if [ -x "$python" ] && is_usable_python "$python" &&
        [ "$(cat "$venv/.made-in" 2>/dev/null || true)" = "$root" ]; then
        return
    fi
    rm -rf "$venv"
    if ! base=$(find_python); then
        need_packages python || true
        base=$(find_python) || base=
    fi
    if [ -n "$base" ]; then
        say "making ${venv#"$root/"} with $("$base" --version)"
        "$base" -m venv "$venv"
    elif command -v uv >/dev/null 2>&1; then
        say "making ${venv#"$root/"} with uv"
        uv venv --quiet --seed --python '>=3.11' "$venv"
    else
        stop "Python 3.11 or later with its venv module is needed; please install it and run this again"
    fi
    printf '%s' "$root" >"$venv/.made-in"
}

install_locked() {
    say "installing the locked packages (about a minute)"
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$python" --require-hashes -r "$lock"
        uv pip install --quiet --python "$python" --no-deps --no-build-isolation -e .
    else
        # Twice quiet: a machine's own pip settings may name indices that are not there.
        local pip=("$python" -m pip install --quiet --quiet --no-input --disable-pip-version-check)
        "${pip[@]}" --require-hashes -r "$lock"
        "${pip[@]}" --no-deps --no-build-isolation -e .
    fi
}

make_environment
install_locked </dev/null >&2
need_fuse
if [ "$goal" != run ]; then
    need_packages window || say "going on without them: the window may not open"
fi
if [ "$goal" = test ]; then
    need_packages test || say "going on without them: some tests may be skipped"
    need_packages tpm || say "going on without a TPM in software: its tests are skipped"
fi
printf '%s' "$wanted" >"$stamp"
[ "$goal" != bundle ] || exit 0
# Each goal holds those before it.
for done in run app test; do
    printf '%s' "$wanted" >"$venv/.ready-for-$done"
    [ "$done" != "$goal" ] || break
done
