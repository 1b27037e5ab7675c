"""What is known of a file or folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.jobs.entries import Properties
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import isolated, number, tr, trn, without_marks
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted, plain_buttons


def facts(found: Properties) -> list[tuple[str, str]]:
    """The lines of the dialog."""
    lines = []
    if found.paths:
        lines.append((tr("Place"), "\n".join(shown(path) for path in found.paths[:5])))
    inside = []
    if found.files:
        inside.append(trn("%n file", "%n files", found.files))
    if found.folders:
        inside.append(trn("%n folder", "%n folders", found.folders))
    if found.others:
        inside.append(trn("%n other", "%n others", found.others))
    lines.append((tr("Holds"), tr(", ").join(inside)))
    exact = trn("%n byte", "%n bytes", found.content_bytes)
    lines.append((tr("Size"), f"{size(found.content_bytes)} ({exact})"))
    if found.pieces:
        pieces = trn(
            "%n piece of 8 KiB, parity included",
            "%n pieces of 8 KiB, parity included",
            found.pieces,
        )
        lines.append((tr("On disk"), pieces))
    else:
        lines.append((tr("On disk"), tr("inside the index")))
    if found.mode:
        lines.append((tr("Created"), moment(found.created_ns)))
        lines.append((tr("Modified"), moment(found.modified_ns)))
        lines.append((tr("Changed"), moment(found.changed_ns)))
        lines.append((tr("Permissions"), isolated(_permissions(found.mode))))
        if found.links > 1 and not found.folders:
            lines.append((tr("Hard links"), number(found.links)))
    health = tr("no damage seen")
    if found.damaged:
        health = trn(
            "%n damaged piece seen; check the vault's health",
            "%n damaged pieces seen; check the vault's health",
            found.damaged,
        )
    lines.append((tr("Health"), health))
    return lines


class PropertiesDialog(Dialog):
    """A form of facts; each can be selected and copied."""

    def __init__(self, title: str, found: Properties, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Properties"))
        self.setMinimumWidth(440)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP * 3)
        form.setVerticalSpacing(GAP)
        self.values: dict[str, str] = {}
        for name, text in facts(found):
            value = QLabel(text)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setWordWrap(True)
            value.setAccessibleName(name)
            form.addRow(muted(name), value)
            self.values[name] = text
        QGuiApplication.clipboard().changed.connect(self._unmark)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addWidget(heading(title, 13))
        layout.addLayout(form)
        layout.addWidget(plain_buttons(buttons))

    @Slot(QClipboard.Mode)
    def _unmark(self, mode: QClipboard.Mode) -> None:
        """What was copied is text for others: the marks that direct it on screen are no part of it."""
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text(mode)
        if text and any(text in value for value in self.values.values()):
            plain = without_marks(text)
            if plain != text:
                clipboard.setText(plain, mode)


def _permissions(mode: int) -> str:
    letters = "".join(
        letter if mode >> shift & 1 else "-"
        for shift, letter in zip(range(8, -1, -1), "rwxrwxrwx", strict=True)
    )
    return f"{letters} ({mode & 0o7777:o})"
