"""The sheet with a recovery key, from a window: to a file, or to a printer."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import segno
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.text.names import shown
from app.text.recovery_sheet import RecoverySheet
from app.text.translation import tr

_DOT_PX = 4


def sheet_of(vault_name: str, vault_id: str, key: str, words: str) -> RecoverySheet:
    """The sheet as of today."""
    return RecoverySheet(vault_name, vault_id, key, words, dt.datetime.now().astimezone().date())


def ask_where(parent: QWidget, sheet: RecoverySheet) -> Path | None:
    """Where to save it; None if nowhere."""
    name = tr("{vault} recovery key.pdf").format(vault=sheet.vault_name)
    kinds = ";;".join((tr("PDF, to print (*.pdf)"), tr("Text (*.txt)")))
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save the recovery key"), name, kinds)
    return Path(chosen) if chosen else None


def save(path: Path, sheet: RecoverySheet) -> None:
    """Write it to a file that only the user can read: as text if its name ends so, else as PDF.

    Raises:
        OSError: It could not be written.
    """
    as_text = path.suffix.lower() == ".txt"
    content = _text(sheet).encode() if as_text else sheet.pdf()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)


def print_out(parent: QWidget, sheet: RecoverySheet) -> None:
    """Ask for a printer, and print it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        document(sheet).print_(printer)


def document(sheet: RecoverySheet) -> QTextDocument:
    """The sheet for a printer, in letters of any language."""
    made = QTextDocument()
    made.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("code"), _code(sheet.key))
    cursor = QTextCursor(made)
    cursor.insertText(_text(sheet))
    cursor.insertImage("code")
    return made


def _text(sheet: RecoverySheet) -> str:
    return tr(
        "SigmaVault recovery key\n\nVault: {vault}\n\n{key}\n\n{words}\n\n"
        "Whoever has this key can open the vault. Keep it where the vault is not.\n"
    ).format(vault=shown(sheet.vault_name), key=sheet.key, words=sheet.words)


def _code(key: str) -> QImage:
    rows = list(segno.make_qr(key, error="q").matrix_iter(border=4))
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, 0xFF000000)
    return image.scaled(len(rows) * _DOT_PX, len(rows) * _DOT_PX)
