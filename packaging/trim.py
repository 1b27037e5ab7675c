"""Takes out of a folder of installed packages what SigmaVault never loads: two thirds of Qt, mostly.

    python packaging/trim.py FOLDER

Which libraries the rest needs is asked of the system's loader (`ldd`), so nothing that is kept can
miss one. Linux only.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

QT_MODULES = frozenset(("Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Test", "Widgets"))
"""What the window imports, and what pyqtgraph does; a test compares."""

QT_PLUGINS = (
    "iconengines",
    "imageformats/libq[!p]*.so",  # that for PDF lacks its own library
    "platforminputcontexts/lib[!q]*.so",  # likewise the virtual keyboard
    "platforms/libqminimal.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland*.so",
    "platforms/libqxcb.so",
    "platformthemes",
    "printsupport",
    "wayland-decoration-client",
    "wayland-graphics-integration-client",
    "wayland-shell-integration",
    "xcbglintegrations",
)
"""What Qt loads by itself, below `Qt/plugins`: all that a desktop on X11 or Wayland may need."""

UNUSED = (
    "PySide6/*.pyi",
    "PySide6/Qt/translations/qt_help_*",
    "PySide6/Qt/translations/assistant_*",
    "PySide6/Qt/translations/designer_*",
    "PySide6/Qt/translations/linguist_*",
    "PySide6/Qt/translations/qtdeclarative_*",
    "_distutils_hack",
    "apsw/sqlite_extra_binaries",
    "bin",
    "distutils-precedence.pth",
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/f2py",
    "numpy/**/tests",
    "pip*",
    "pkg_resources",
    "pyqtgraph/examples",
    "setuptools*",
    "shiboken6/*.pyi",
)


def trim(folder: Path) -> None:
    """Remove from `folder` what is not needed."""
    for pattern in UNUSED:
        _remove(folder.glob(pattern))
    _trim_qt(folder / "PySide6")


def _trim_qt(pyside: Path) -> None:
    qt = pyside / "Qt"
    kept = {pyside / f"Qt{name}.abi3.so" for name in QT_MODULES}
    for pattern in QT_PLUGINS:
        found = list((qt / "plugins").glob(pattern))
        kept.update(
            path for each in found for path in ([each] if each.is_file() else each.iterdir())
        )
    kept.update((pyside.parent / "shiboken6").glob("*.so*"))
    kept |= _needed(kept, pyside)
    languages = set((qt / "translations").glob("*.qm"))
    python = set(pyside.glob("*.py")) | set((pyside / "support").rglob("*.py"))
    stays = kept | languages | python
    _remove(path for path in pyside.rglob("*") if path.is_file() and path not in stays)
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _needed(libraries: Iterable[Path], below: Path) -> set[Path]:
    """The libraries below a folder that these are linked with, directly or not.

    Raises:
        RuntimeError: One of them is to lie there, and does not.
    """
    listed = subprocess.run(
        ["ldd", *sorted(libraries)], capture_output=True, text=True, check=True
    ).stdout
    lost = set(re.findall(r"(lib(?:Qt6|pyside6|shiboken6|icu)\S+) => not found", listed))
    if lost:
        raise RuntimeError(f"missing: {', '.join(sorted(lost))}")
    found = {Path(each) for each in re.findall(r"=> (/\S.*?) \(0x", listed)}
    paths = {Path(path.parent.resolve(), path.name) for path in found}
    root = below.resolve()
    return {below / path.relative_to(root) for path in paths if path.is_relative_to(root)}


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def main() -> None:
    """Trim the folder of the command line."""
    parser = argparse.ArgumentParser(description="Remove what SigmaVault never loads.")
    parser.add_argument("folder", type=Path)
    trim(parser.parse_args().folder)


if __name__ == "__main__":
    main()
