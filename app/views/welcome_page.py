"""What is shown while there is no vault."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.text.translation import tr
from app.widgets.icons import application_icon
from app.widgets.theme import GAP, centred_column, heading, muted, primary


class WelcomePage(QWidget):
    """Two ways to begin."""

    create_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(QSize(96, 96)))
        title = heading(tr("Welcome to SigmaVault"), 18)
        text = muted(
            tr(
                "A vault is an encrypted folder that shows nothing and loses nothing. Create your"
                " first one, or add one that you have; you can also drop its folder here."
            )
        )
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.create_button = primary(tr("Create a vault…"))
        self.add_button = QPushButton(tr("Add an existing vault…"))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.add_button)
        buttons.addStretch()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = centred_column(self)
        for widget, after in ((picture, GAP * 2), (title, GAP), (text, GAP * 3)):
            layout.addWidget(widget)
            layout.addSpacing(after)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self.create_button.clicked.connect(self.create_asked)
        self.add_button.clicked.connect(self.add_asked)
