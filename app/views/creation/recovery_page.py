"""The recovery key: shown once, to be saved or printed, and asked back."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from app.jobs.opening import recovery_words_of
from app.text.recovery_sheet import RecoverySheet
from app.text.translation import mark, number, tr
from app.views.creation.page import WizardPage
from app.views.recovery_sheets import SheetActions
from app.widgets.theme import GAP, heading, muted

_GROUPS_IN_A_LINE = 5


class RecoveryPage(WizardPage):
    """Shows the key, and the ways to keep it."""

    title = mark("Keep the recovery key")
    note = mark(
        "It opens the vault when the passphrase is forgotten. It is shown only now, and stored"
        " nowhere: print it, or save it to a place that is not this disk."
    )
    next_text = mark("I have kept it")

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self._vault_name = self._vault_id = ""
        frame = QFrame()
        frame.setProperty("card", True)
        self.label = QLabel()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() + 3)
        self.label.setFont(font)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Groups of digits alone would change places.
        self.label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.label.setAccessibleName(tr("Recovery key"))
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(GAP * 2, GAP * 3, GAP * 2, GAP * 3)
        inner.addWidget(self.label)
        self.sheets = SheetActions(self._sheet, self)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.sheets.save_button)
        row.addWidget(self.sheets.print_button)
        row.addStretch()
        self.column.addWidget(frame)
        self.column.addLayout(row)
        self.column.addWidget(self.sheets.banner)
        self.column.addStretch()

    def show_key(self, key: str, vault_name: str, vault_id: str = "") -> None:
        """Show a key."""
        self.key, self._vault_name, self._vault_id = key, vault_name, vault_id
        groups = key.split("-")
        lines = [
            "  ".join(groups[start : start + _GROUPS_IN_A_LINE])
            for start in range(0, len(groups), _GROUPS_IN_A_LINE)
        ]
        self.label.setText("\n".join(lines))

    def _sheet(self) -> RecoverySheet:
        words = recovery_words_of(self.key)
        return RecoverySheet(self._vault_name, self._vault_id, self.key, words)


class ConfirmPage(WizardPage):
    """Asks for one group of the key, so that it was surely kept."""

    title = mark("One check")
    next_text = mark("Finish")

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[str] = []
        self.asked = 0
        self.question = heading("", 11)
        self.answer = QLineEdit()
        self.answer.setMaxLength(8)
        self.answer.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.answer.setAccessibleName(tr("Group of the recovery key"))
        self.result: QLabel = muted(" ")
        self.column.addWidget(self.question)
        self.column.addWidget(self.answer)
        self.column.addWidget(self.result)
        self.column.addStretch()
        self.answer.textChanged.connect(self._update)

    def ask(self, key: str) -> None:
        """Ask for a group of this key."""
        self._groups = key.split("-")
        self.asked = secrets.randbelow(len(self._groups))
        self.question.setText(
            tr("Enter group {group} of the {groups} groups of the recovery key.").format(
                group=number(self.asked + 1), groups=number(len(self._groups))
            )
        )
        self.answer.clear()

    def is_complete(self) -> bool:
        """The group is right."""
        return bool(self._groups) and self.answer.text().strip().upper() == self._groups[self.asked]

    def enter(self) -> None:
        """Typing can begin."""
        self.answer.setFocus()

    def _update(self) -> None:
        typed = self.answer.text().strip()
        wrong = len(typed) >= 4 and not self.is_complete()
        self.result.setText(
            tr("That is not the group. Go back to look at the key.") if wrong else " "
        )
        self.changed.emit()
