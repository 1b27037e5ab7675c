"""Starting with the user's session: the one place that knows how each system is told.

Linux and its kin read desktop entries in `$XDG_CONFIG_HOME/autostart` (freedesktop.org, "Desktop
Application Autostart Specification"), macOS property lists in `~/Library/LaunchAgents`. Elsewhere
the option is absent. What is switched on stands in that file alone, since the desktop's own
settings may change it as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.settings.toml_file import replace_file

_ENTRY = "sigmavault.desktop"
"""The name of our menu entry: desktops take the two for one program."""

_LABEL = "org.sigmavault.SigmaVault"

_TRUE = "true"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Characters that the Desktop Entry Specification wants in quotes."""


class LoginItem(Protocol):
    """Whether the program starts with the session."""

    def is_on(self) -> bool:
        """Whether it does."""

    def turn(self, on: bool) -> None:
        """Switch it on or off.

        Raises:
            OSError: The disk refused; it is as before.
        """


def login_item(command: Sequence[str]) -> LoginItem | None:
    """This system's, for a command that starts the window; None where we know of none."""
    hidden = [*command, "--hidden"]
    if sys.platform == "darwin":
        return LaunchAgent(hidden, Path.home() / "Library" / "LaunchAgents")
    if os.name == "posix":
        config = os.environ.get("XDG_CONFIG_HOME", "")
        base = Path(config) if os.path.isabs(config) else Path.home() / ".config"
        return DesktopEntry(hidden, base / "autostart")
    return None


class DesktopEntry:
    """A file that desktops on Linux and its kin read."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self.path = folder / _ENTRY

    def is_on(self) -> bool:
        """Whether the file is there, and no desktop has marked it as switched off."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        lines = [line.partition("=") for line in text.splitlines()]
        values = {key.strip(): value.strip() for key, _, value in lines}
        return (
            values.get("Hidden") != _TRUE
            and values.get("X-GNOME-Autostart-enabled", _TRUE) == _TRUE
        )

    def turn(self, on: bool) -> None:
        """Write the file, or remove it."""
        if on:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, self._text())
        else:
            self.path.unlink(missing_ok=True)

    def _text(self) -> str:
        words = " ".join(_quoted(word) for word in self._command)
        return (
            "[Desktop Entry]\n"
            "Type=Application\n"
            "Name=SigmaVault\n"
            f"Exec={words}\n"
            "Icon=sigmavault\n"
            "Terminal=false\n"
            "X-GNOME-Autostart-enabled=true\n"
        )


class LaunchAgent:
    """A file that launchd reads."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self.path = folder / f"{_LABEL}.plist"

    def is_on(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def turn(self, on: bool) -> None:
        """Write the file, or remove it."""
        if on:
            import plistlib

            self.path.parent.mkdir(parents=True, exist_ok=True)
            agent = {"Label": _LABEL, "ProgramArguments": list(self._command), "RunAtLoad": True}
            replace_file(self.path, plistlib.dumps(agent).decode("utf-8"))
        else:
            self.path.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """An argument of an Exec line: quoted as an argument, then escaped as a string."""
    text = word.replace("%", "%%")
    if not text or _RESERVED & set(text):
        for character in ("\\", '"', "`", "$"):
            text = text.replace(character, "\\" + character)
        text = f'"{text}"'
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
