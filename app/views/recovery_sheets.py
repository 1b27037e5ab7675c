"""The sheet with a recovery key, from a window: to a file, or to a printer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from app.text.names import shown
from app.text.recovery_sheet import RecoverySheet, qr_rows
from app.text.translation import tr
from app.views.sentences import sentence
from app.widgets.banner import Banner
from app.widgets.icons import icon

_DOT_PX = 4


class SheetActions:
    """Buttons that keep a sheet, and what comes of it; whoever has them puts them where they belong."""

    def __init__(self, sheet: Callable[[], RecoverySheet], window: QWidget) -> None:
        self._sheet = sheet
        self._window = window
        self.banner = Banner()
        self.save_button = QPushButton(icon("save"), tr("Save to a file…"))
        self.print_button = QPushButton(icon("printer"), tr("Print…"))
        self.save_button.clicked.connect(self._ask_where)
        self.print_button.clicked.connect(self._print)

    def save(self, path: Path) -> None:
        """Write the key to a file that only the user can read: a sheet to print, or text."""
        try:
            _save(path, self._sheet())
        except OSError as error:
            self.banner.say(sentence(error, path), "critical")
            return
        self.banner.say(tr("Saved. Move the file to a safe place, away from this machine."))

    def _ask_where(self) -> None:
        name = tr("{vault} recovery key.pdf").format(vault=self._sheet().vault_name)
        kinds = ";;".join((tr("PDF, to print (*.pdf)"), tr("Text (*.txt)")))
        title = tr("Save the recovery key")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, kinds)
        if chosen:
            self.save(Path(chosen))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self._window).exec() == QDialog.DialogCode.Accepted:
            document(self._sheet()).print_(printer)


def _save(path: Path, sheet: RecoverySheet) -> None:
    as_text = path.suffix.lower() == ".txt"
    content = _text(sheet).encode() if as_text else sheet.pdf()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)


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
    rows = qr_rows(key)
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, 0xFF000000)
    return image.scaled(len(rows) * _DOT_PX, len(rows) * _DOT_PX)
