"""Paths as URLs: names of files are bytes, and the files that we keep settings in are text."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes


def url_of(path: Path) -> str:
    """A path as a URL."""
    return "file://" + quote_from_bytes(os.fsencode(path))


def path_of(url: str) -> Path | None:
    """The path of such a URL; None when it is none, or not absolute."""
    scheme, _, rest = url.partition("://")
    raw = unquote_to_bytes(rest)
    path = Path(os.fsdecode(raw))
    return path if scheme == "file" and path.is_absolute() and b"\0" not in raw else None
