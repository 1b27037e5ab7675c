"""One question for everything that stands in the way of a transfer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.jobs.transfer import MOST_CONFLICTS, Resolution
from app.text.names import shown
from app.text.quantities import count
from app.widgets.theme import GAP, heading, muted, primary

LISTED = 8


class ConflictDialog(QDialog):
    """Accepted with a `resolution`, or rejected: then nothing is transferred."""

    def __init__(self, names: Sequence[bytes], place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Already there")
        self.setMinimumWidth(460)
        self.resolution = Resolution.SKIP
        one = len(names) == 1
        some = count(len(names), "file") + ("or more" if len(names) >= MOST_CONFLICTS else "")
        title = f"“{shown(names[0])}” exists already" if one else f"{some} exist already"
        self.listed = QLabel("\n".join(shown(name) for name in names[:LISTED]))
        if len(names) > LISTED:
            self.listed.setText(f"{self.listed.text()}\n… and {len(names) - LISTED:,} more")
        self.skip_button = QPushButton("Skip")
        self.both_button = QPushButton("Keep both")
        self.replace_button = QPushButton("Replace")
        self.cancel_button = QPushButton("Cancel")
        # What cannot lose anything is what Enter does.
        self.both_button.setDefault(True)
        self.both_button.setProperty("primary", True)
        self.replace_button.setProperty("danger", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        answer = "" if one else " The answer holds for all of them."
        layout.addWidget(muted(f"In {place}. Files of other names are not touched.{answer}"))
        if not one:
            layout.addWidget(self.listed)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.cancel_button)
        row.addStretch()
        for button, resolution in (
            (self.skip_button, Resolution.SKIP),
            (self.replace_button, Resolution.REPLACE),
            (self.both_button, Resolution.KEEP_BOTH),
        ):
            row.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=resolution: self._choose(chosen))
        self.cancel_button.clicked.connect(self.reject)
        layout.addSpacing(GAP)
        layout.addLayout(row)

    def _choose(self, resolution: Resolution) -> None:
        self.resolution = resolution
        self.accept()


class QuestionDialog(QDialog):
    """A question with one thing to do, and Cancel."""

    def __init__(
        self,
        title: str,
        text: str,
        action: str,
        parent: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(420)
        self.action_button = primary(action)
        if danger:
            self.action_button.setProperty("primary", False)
            self.action_button.setProperty("danger", True)
        self.cancel_button = QPushButton("Cancel")
        (self.cancel_button if danger else self.action_button).setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        layout.addWidget(muted(text))
        layout.addSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.action_button)
        layout.addLayout(row)
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
