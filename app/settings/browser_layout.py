"""How the browser was arranged when it was last used."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.settings.places import config_folder
from app.settings.toml_file import read_toml, replace_file, table_text

FILE_NAME = "browser.toml"

_HEAD = "# How SigmaVault's browser is arranged; it goes back to the usual if this is removed.\n\n"
_WIDEST = 4000


@dataclass(frozen=True, slots=True)
class BrowserLayout:
    """What the browser's own buttons change, for all vaults."""

    icons: bool = False
    """Icons instead of the table."""
    tree: bool = True
    """The tree of folders is shown."""
    tree_width: int = 170
    preview_width: int = 270


def load_layout(folder: Path | None = None) -> BrowserLayout:
    """The layout; whatever is missing or makes no sense is as usual."""
    stored = read_toml((folder or config_folder()) / FILE_NAME)
    chosen: dict[str, object] = {}
    for field in fields(BrowserLayout):
        value = stored.get(field.name)
        if isinstance(field.default, bool):
            if isinstance(value, bool):
                chosen[field.name] = value
        elif isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _WIDEST:
            chosen[field.name] = value
    return BrowserLayout(**chosen)  # type: ignore[arg-type]  # each value was checked above


def save_layout(layout: BrowserLayout, folder: Path | None = None) -> None:
    """Store the layout.

    Raises:
        OSError: The disk refused; the old one is still there.
    """
    replace_file((folder or config_folder()) / FILE_NAME, _HEAD + table_text(asdict(layout)))
