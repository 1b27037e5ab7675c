"""Name and place of the new vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton

from app.jobs.mounting import mountpoint_name
from app.text.names import shown
from app.text.translation import mark, tr
from app.views.creation.page import WizardPage
from app.widgets.theme import GAP, muted


class PlacePage(WizardPage):
    """Two fields, both filled in."""

    title = mark("Create a vault")
    note = mark(
        "A vault is a folder full of noise. It can lie on this disk, on a stick, or in a folder"
        " that is synchronised with a cloud."
    )

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit(tr("Vault"))
        self.name.setMaxLength(80)
        self.name.setAccessibleName(tr("Name"))
        self.folder = QLineEdit(str(_usual_folder()))
        self.folder.setAccessibleName(tr("Folder that the vault goes into"))
        self.choose = QPushButton(tr("Choose…"))
        self.result: QLabel = muted()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        for text, field in ((tr("&Name"), self.name), (tr("&Where"), self.folder)):
            label = QLabel(text)
            label.setBuddy(field)
            self.column.addWidget(label)
            if field is self.folder:
                self.column.addLayout(row)
            else:
                self.column.addWidget(field)
        self.column.addWidget(self.result)
        self.column.addStretch()
        self.name.textChanged.connect(self._update)
        self.folder.textChanged.connect(self._update)
        self.choose.clicked.connect(self._choose)
        self._update()

    @property
    def path(self) -> Path:
        """The new vault's folder."""
        return Path(self.folder.text().strip()).expanduser() / mountpoint_name(self.name.text())

    def is_complete(self) -> bool:
        """Both fields are filled in."""
        folder = Path(self.folder.text().strip()).expanduser()
        return bool(self.name.text().strip()) and folder.is_absolute()

    def enter(self) -> None:
        """Most people only want another name."""
        self.name.setFocus()
        self.name.selectAll()

    def _update(self) -> None:
        self.result.setText(
            tr("The vault will be the folder {place}.").format(place=shown(self.path))
        )
        self.changed.emit()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose a folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def _usual_folder() -> Path:
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
