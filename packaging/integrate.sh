#!/bin/sh
# Puts SigmaVault, where it lies now, into the menu of this user: entry, icons, double click on a
# vault, commands in ~/.local/bin, manual and completions. Run it again after moving the folder.
#
#   sh integrate.sh             into the menu
#   sh integrate.sh --remove    out of it again; vaults and settings stay
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
share=${XDG_DATA_HOME:-$HOME/.local/share}
programs=$HOME/.local/bin
case ${1:-} in
    "" | --remove) ;;
    *) echo "usage: sh integrate.sh [--remove]" >&2; exit 2 ;;
esac

refresh() {
    for command in "update-desktop-database $share/applications" "update-mime-database $share/mime" \
        "gtk-update-icon-cache -f -t $share/icons/hicolor"; do
        if command -v "${command%% *}" >/dev/null 2>&1; then
            "${command%% *}" ${command#* } >/dev/null 2>&1 || true
        fi
    done
}

(cd "$here/share" && find . \( -type f -o -type l \)) | while IFS= read -r each; do
    if [ "${1:-}" = --remove ]; then
        rm -f "$share/$each"
    else
        mkdir -p "$(dirname "$share/$each")"
        cp -P "$here/share/$each" "$share/$each"
    fi
done
for program in sigmavault sigmavault-gui; do
    if [ "${1:-}" = --remove ]; then
        [ ! -L "$programs/$program" ] || rm -f "$programs/$program"
    else
        mkdir -p "$programs"
        ln -sfn "$here/$program" "$programs/$program"
    fi
done
if [ "${1:-}" != --remove ]; then
    # The menu's path has no ~/.local/bin everywhere, so the entry names the program in full; with a
    # backslash before what means something to the entry's quotes, and two where the file wants two.
    quoted=$(printf '%s' "$here/sigmavault-gui" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g')
    tried=$(printf '%s' "$here/sigmavault-gui" | sed 's/\\/\\\\/g')
    entry=$share/applications/sigmavault.desktop
    {
        while IFS= read -r line; do
            case $line in
                Exec=*) printf 'Exec="%s" %%F\n' "$quoted" ;;
                TryExec=*) printf 'TryExec=%s\n' "$tried" ;;
                *) printf '%s\n' "$line" ;;
            esac
        done <"$here/share/applications/sigmavault.desktop"
    } >"$entry"
fi
refresh
