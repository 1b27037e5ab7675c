"""What was measured last, and where: the choice that the speed page begins with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.settings.places import config_folder
from app.settings.toml_file import read_toml, replace_file, table_text
from app.settings.urls import path_of, url_of

FILE_NAME = "speed.toml"

CATEGORIES = ("crypto", "scatter", "filesystem")

_HEAD = "# What SigmaVault's speed page measured last.\n\n"


@dataclass(frozen=True, slots=True)
class BenchmarkChoice:
    """What the page's controls say."""

    categories: frozenset[str] = frozenset(CATEGORIES)
    thorough: bool = False
    place: Path | None = None
    """None: the disk's folder for temporary files."""


def load_choice(folder: Path | None = None) -> BenchmarkChoice:
    """The choice; whatever is missing or makes no sense is as usual."""
    stored = read_toml((folder or config_folder()) / FILE_NAME)
    chosen = frozenset(name for name in CATEGORIES if stored.get(name, True) is True)
    place = stored.get("place")
    return BenchmarkChoice(
        chosen or frozenset(CATEGORIES),
        stored.get("thorough") is True,
        path_of(place) if isinstance(place, str) else None,
    )


def save_choice(choice: BenchmarkChoice, folder: Path | None = None) -> None:
    """Store the choice.

    Raises:
        OSError: The disk refused; the old one is still there.
    """
    values: dict[str, str | int | bool] = {name: name in choice.categories for name in CATEGORIES}
    values["thorough"] = choice.thorough
    if choice.place is not None:
        values["place"] = url_of(choice.place)
    replace_file((folder or config_folder()) / FILE_NAME, _HEAD + table_text(values))
