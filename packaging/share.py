"""Lays out what a desktop and a shell need to know of SigmaVault, as `share/` below a prefix.

    PYTHONPATH=. python packaging/share.py PREFIX [--exec PROGRAM]

Menu entry, MIME type, icons in all sizes, software centre's page, manual, completions. PROGRAM is
the window's program as the menu is to start it; `sigmavault-gui` on the path unless told otherwise.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"

ICON_SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""In pixels; what takes a scalable icon finds that too."""

ICONS = {"sigmavault": "apps", "application-x-sigmavault": "mimetypes"}
"""Each icon with its folder in the theme."""

COMPLETIONS = {
    "bash": "bash-completion/completions/sigmavault",
    "zsh": "zsh/site-functions/_sigmavault",
    "fish": "fish/vendor_completions.d/sigmavault.fish",
}


def lay_out(share: Path, program: str) -> None:
    """Write everything below `share`."""
    _copy("org.sigmavault.SigmaVault.metainfo.xml", share / "metainfo")
    mime = share / "mime" / "packages" / "sigmavault.xml"
    mime.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(RESOURCES / "sigmavault-mime.xml", mime)
    _write(share / "applications" / "sigmavault.desktop", desktop_entry(program))
    write_icons(share / "icons" / "hicolor")
    write_manual(share / "man" / "man1")
    for shell, place in COMPLETIONS.items():
        _write(share / place, completion(shell))


def desktop_entry(program: str) -> str:
    """The menu entry, starting this program."""
    text = (RESOURCES / "sigmavault.desktop").read_text(encoding="utf-8")
    if program == "sigmavault-gui":
        return text
    # Inside quotes four characters need a backslash, and a percent sign begins a field code; over
    # all of it lies the rule of the file, in which a backslash is two.
    quoted = "".join("\\" + each if each in '"`$\\' else each for each in program)
    quoted = quoted.replace("%", "%%").replace("\\", "\\\\")
    tried = program.replace("\\", "\\\\")
    return text.replace("Exec=sigmavault-gui %F", f'Exec="{quoted}" %F', 1).replace(
        "TryExec=sigmavault-gui", f"TryExec={tried}"
    )


def write_icons(theme: Path) -> None:
    """The icons as they are, and drawn in every usual size."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    for name, folder in ICONS.items():
        _copy(f"{name}.svg", theme / "scalable" / folder)
        for side in ICON_SIDES:
            image = QImage(side, side, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            QSvgRenderer(str(RESOURCES / f"{name}.svg")).render(painter)
            painter.end()
            place = theme / f"{side}x{side}" / folder / f"{name}.png"
            place.parent.mkdir(parents=True, exist_ok=True)
            if not image.save(str(place)):
                raise OSError(f"cannot write {place}")


def write_manual(folder: Path) -> None:
    """The manual page, under both programs' names."""
    from manual import manual

    _write(folder / "sigmavault.1", manual())
    other = folder / "sigmavault-gui.1"
    other.unlink(missing_ok=True)
    other.symlink_to("sigmavault.1")


def completion(shell: str) -> str:
    """What a shell reads to complete our command line: click's own text."""
    from click.shell_completion import get_completion_class

    from app.cli.root import sigmavault

    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(f"click cannot complete for {shell}")
    made = kind(sigmavault, {}, "sigmavault", "_SIGMAVAULT_COMPLETE")
    # Not `source()`, which for bash asks the bash of this machine for its version.
    return made.source_template % made.source_vars()


def _copy(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(RESOURCES / name, folder / name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Lay everything out below the prefix of the command line."""
    parser = argparse.ArgumentParser(description="Lay out share/ below a prefix.")
    parser.add_argument("prefix", type=Path)
    parser.add_argument("--exec", default="sigmavault-gui", dest="program", metavar="PROGRAM")
    given = parser.parse_args()
    lay_out(given.prefix / "share", given.program)


if __name__ == "__main__":
    main()
