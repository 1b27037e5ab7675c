"""Entries on the clipboard and in a drag: what they are called there, and how they are read back."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from app.jobs.entries import Place
from app.models.session import VaultSession

ENTRIES_MIME = "application/x-sigmavault-entries"
"""Entries that are dragged, cut or copied inside a vault."""


def on_clipboard() -> QMimeData:
    """What the clipboard holds; something empty where Qt says None, which its signature does not."""
    held: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if held is None else held


def entries_mime(session: VaultSession, places: Sequence[Place]) -> QMimeData:
    """Entries as something to drop or paste inside this vault."""
    mime = QMimeData()
    found = [[place.parent, place.name.hex()] for place in places]
    text = json.dumps({"vault": str(session.path), "places": found})
    mime.setData(ENTRIES_MIME, QByteArray(text.encode("utf-8", "surrogateescape")))
    return mime


def add_urls(mime: QMimeData, mountpoint: Path, paths: Sequence[bytes]) -> None:
    """Add the entries' paths on a drive, for other programs."""
    root = os.fsencode(mountpoint)
    mime.setUrls([QUrl.fromLocalFile(os.fsdecode(root + path)) for path in paths])


def places_of(mime: QMimeData, session: VaultSession) -> list[Place]:
    """The entries of this vault that are dragged or were cut; none if they are another's."""
    try:
        found = json.loads(bytes(mime.data(ENTRIES_MIME).data()).decode("utf-8", "surrogateescape"))
        if found["vault"] != str(session.path):
            return []
        return [Place(int(parent), bytes.fromhex(name)) for parent, name in found["places"]]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return []


def local_paths(mime: QMimeData) -> list[Path]:
    """Files of the disk outside that are dragged or were copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
