"""What is known of a file or folder."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.jobs.entries import Properties
from app.text.names import shown
from app.text.quantities import count, moment, size
from app.widgets.theme import GAP, heading, muted, plain_buttons


def facts(found: Properties) -> list[tuple[str, str]]:
    """The lines of the dialog."""
    lines = []
    if found.paths:
        lines.append(("Place", "\n".join(shown(path) for path in found.paths[:5])))
    inside = []
    if found.files:
        inside.append(count(found.files, "file"))
    if found.folders:
        inside.append(count(found.folders, "folder"))
    if found.others:
        inside.append(count(found.others, "other", "others"))
    lines.append(("Holds", ", ".join(inside)))
    lines.append(("Size", f"{size(found.content_bytes)} ({found.content_bytes:,} bytes)"))
    if found.pieces:
        lines.append(("On disk", f"{count(found.pieces, 'piece')} of 8 KiB, parity included"))
    else:
        lines.append(("On disk", "inside the index"))
    if found.mode:
        lines.append(("Created", moment(found.created_ns)))
        lines.append(("Modified", moment(found.modified_ns)))
        lines.append(("Changed", moment(found.changed_ns)))
        lines.append(("Permissions", _permissions(found.mode)))
        if found.links > 1 and not found.folders:
            lines.append(("Hard links", str(found.links)))
    health = "no damage seen"
    if found.damaged:
        health = f"{count(found.damaged, 'damaged piece')} seen; check the vault's health"
    lines.append(("Health", health))
    return lines


class PropertiesDialog(QDialog):
    """A form of facts; each can be selected and copied."""

    def __init__(self, title: str, found: Properties, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Properties")
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addWidget(heading(title, 13))
        layout.addLayout(form)
        layout.addWidget(plain_buttons(buttons))


def _permissions(mode: int) -> str:
    letters = "".join(
        letter if mode >> shift & 1 else "-"
        for shift, letter in zip(range(8, -1, -1), "rwxrwxrwx", strict=True)
    )
    return f"{letters} ({mode & 0o7777:o})"
