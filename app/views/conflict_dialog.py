"""One question for everything that stands in the way of a transfer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.jobs.transfer import MOST_CONFLICTS, Resolution
from app.text.names import shown
from app.text.translation import tr, trn
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted

LISTED = 8


class ConflictDialog(Dialog):
    """Accepted with a `resolution`, or rejected: then nothing is transferred."""

    def __init__(self, names: Sequence[bytes], place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Already there"))
        self.setMinimumWidth(460)
        self.resolution = Resolution.SKIP
        one = len(names) == 1
        title = trn("%n file exists already", "%n files exist already", len(names))
        if one:
            title = tr("“{name}” exists already").format(name=shown(names[0]))
        elif len(names) >= MOST_CONFLICTS:
            title = trn(
                "%n file or more exist already", "%n files or more exist already", len(names)
            )
        self.listed = QLabel("\n".join(shown(name) for name in names[:LISTED]))
        if len(names) > LISTED:
            more = trn("… and %n more", "… and %n more", len(names) - LISTED)
            self.listed.setText(f"{self.listed.text()}\n{more}")
        self.skip_button = QPushButton(tr("Skip"))
        self.both_button = QPushButton(tr("Keep both"))
        self.replace_button = QPushButton(tr("Replace"))
        self.cancel_button = QPushButton(tr("Cancel"))
        # What cannot lose anything is what Enter does.
        self.both_button.setDefault(True)
        self.both_button.setProperty("primary", True)
        self.replace_button.setProperty("danger", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        note = tr("In {place}. Files of other names are not touched.").format(place=place)
        if not one:
            note += " " + tr("The answer holds for all of them.")
        layout.addWidget(muted(note))
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
