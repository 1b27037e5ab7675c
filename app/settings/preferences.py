"""What the user prefers, for all vaults."""

from __future__ import annotations

import enum
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from app.settings.places import config_folder
from app.settings.toml_file import read_toml, replace_file, table_text

FILE_NAME = "preferences.toml"

_HEAD = "# SigmaVault's preferences.\n\n"

_Choice = TypeVar("_Choice", bound=enum.StrEnum)


class Theme(enum.StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    """High contrast, light or dark like the system."""


class Language(enum.StrEnum):
    """What the window speaks."""

    SYSTEM = "system"
    """The system's, where it is one of the others; else English."""
    ENGLISH = "en"
    GERMAN = "de"
    ARABIC = "ar"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every preference has a default that nobody needs to change."""

    theme: Theme = Theme.SYSTEM
    language: Language = Language.SYSTEM
    """Spoken from the next start on."""
    keep_in_tray: bool = True
    """Closing the window leaves the application in the tray, where there is one."""
    lock_on_sleep: bool = True
    """Lock all vaults when the machine goes to sleep or the screen locks."""
    show_hidden: bool = False
    """Show files whose names begin with a dot."""
    show_preview: bool = True


def load_preferences(folder: Path | None = None) -> Preferences:
    """The preferences; whatever is missing or makes no sense is at its default."""
    stored = read_toml((folder or config_folder()) / FILE_NAME)
    chosen: dict[str, object] = {}
    for field in fields(Preferences):
        value = stored.get(field.name)
        if field.name == "theme":
            chosen["theme"] = _member(Theme, value, Theme.SYSTEM)
        elif field.name == "language":
            chosen["language"] = _member(Language, value, Language.SYSTEM)
        elif isinstance(value, bool):
            chosen[field.name] = value
    return Preferences(**chosen)  # type: ignore[arg-type]  # each value was checked above


def _member(kind: type[_Choice], value: object, usual: _Choice) -> _Choice:
    return kind(value) if isinstance(value, str) and value in set(kind) else usual


def save_preferences(preferences: Preferences, folder: Path | None = None) -> None:
    """Store the preferences.

    Raises:
        OSError: The disk refused; the old ones are still there.
    """
    values = {field.name: getattr(preferences, field.name) for field in fields(Preferences)}
    text = _HEAD + table_text(
        {**values, "theme": str(preferences.theme), "language": str(preferences.language)}
    )
    replace_file((folder or config_folder()) / FILE_NAME, text)
