"""Preferences for all vaults, and those of one vault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.settings.preferences import Language, Preferences, Theme
from app.settings.vault_list import VaultEntry
from app.text.translation import isolated, mark, tr, tr_marked
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted, plain_buttons

_THEMES = (
    (Theme.SYSTEM, mark("Like the system")),
    (Theme.LIGHT, mark("Light")),
    (Theme.DARK, mark("Dark")),
    (Theme.CONTRAST, mark("High contrast")),
)

_LANGUAGES = (
    (Language.SYSTEM, ""),
    (Language.ENGLISH, "English"),
    (Language.GERMAN, "Deutsch"),
    (Language.ARABIC, "العربية"),
)
"""Each by its own name, so that its speakers find it."""


class SettingsDialog(Dialog):
    """Accepted with `preferences` and `starts_at_login`.

    Args:
        preferences: What is chosen so far.
        has_tray: Whether there is a tray to stay in.
        starts_at_login: Whether we start with the session; None where nobody knows how.
        parent: The window.
    """

    def __init__(
        self,
        preferences: Preferences,
        *,
        has_tray: bool,
        starts_at_login: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setMinimumWidth(440)
        self._before = preferences
        self.theme = QComboBox()
        for theme, text in _THEMES:
            self.theme.addItem(tr_marked(text), theme)
        self.theme.setCurrentIndex([theme for theme, _ in _THEMES].index(preferences.theme))
        self.theme.setAccessibleName(tr("Appearance"))
        self.language = QComboBox()
        for language, name in _LANGUAGES:
            self.language.addItem(name or tr("Like the system"), language)
        self.language.setCurrentIndex(
            [language for language, _ in _LANGUAGES].index(preferences.language)
        )
        self.language.setAccessibleName(tr("Language"))
        self.tray = QCheckBox(tr("Stay in the tray when the window is closed"))
        self.tray.setChecked(preferences.keep_in_tray and has_tray)
        self.tray.setEnabled(has_tray)
        self.login = QCheckBox(tr("Start, without a window, when I log in"))
        self.login.setVisible(starts_at_login is not None)
        self.login.setChecked(bool(starts_at_login))
        self.sleep = QCheckBox(tr("Lock all vaults when the machine sleeps or the screen locks"))
        self.sleep.setChecked(preferences.lock_on_sleep)
        self.hidden = QCheckBox(tr("Show files whose names begin with a dot"))
        self.hidden.setChecked(preferences.show_hidden)
        self.preview = QCheckBox(tr("Show the preview beside the files"))
        self.preview.setChecked(preferences.show_preview)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP)
        form.addRow(tr("Appearance"), self.theme)
        form.addRow(tr("Language"), self.language)
        form.addRow("", muted(tr("Another language is spoken from the next start on.")))
        _align(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("Settings"), 13))
        layout.addLayout(form)
        for box in (self.login, self.tray, self.sleep, self.hidden, self.preview):
            layout.addWidget(box)
        if not has_tray:
            layout.addWidget(
                muted(tr("This desktop has no tray; closing the window ends SigmaVault."))
            )
        layout.addSpacing(GAP)
        layout.addWidget(_buttons(self))

    @property
    def starts_at_login(self) -> bool:
        """Whether we shall start with the session."""
        return self.login.isChecked()

    @property
    def preferences(self) -> Preferences:
        """What was chosen."""
        return replace(
            self._before,
            theme=Theme(self.theme.currentData()),
            language=Language(self.language.currentData()),
            keep_in_tray=self.tray.isChecked()
            if self.tray.isEnabled()
            else self._before.keep_in_tray,
            lock_on_sleep=self.sleep.isChecked(),
            show_hidden=self.hidden.isChecked(),
            show_preview=self.preview.isChecked(),
        )


class VaultSettingsDialog(Dialog):
    """Accepted with an `entry`."""

    def __init__(
        self, entry: VaultEntry, usual_mountpoint: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Vault settings"))
        self.setMinimumWidth(480)
        self._entry = entry
        self.name = QLineEdit(entry.name)
        self.name.setMaxLength(80)
        self.name.setAccessibleName(tr("Name"))
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 10_000)
        self.minutes.setSpecialValueText(tr("Never"))
        self.minutes.setSuffix(tr(" minutes"))
        self.minutes.setValue(entry.lock_after_min)
        self.minutes.setAccessibleName(tr("Lock when not used for"))
        self.mountpoint = QLineEdit(str(entry.mountpoint) if entry.mountpoint else "")
        self.mountpoint.setPlaceholderText(str(usual_mountpoint))
        self.mountpoint.setAccessibleName(tr("Mount at"))
        choose = QPushButton(tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.mountpoint, 1)
        row.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP * 3 // 2)
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Lock when not used for"), self.minutes)
        form.addRow(tr("Mount at"), row)
        _align(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addWidget(heading(isolated(entry.name), 13))
        layout.addLayout(form)
        layout.addWidget(_buttons(self))

    @property
    def entry(self) -> VaultEntry:
        """What was chosen."""
        place = self.mountpoint.text().strip()
        path = Path(place).expanduser() if place else None
        return replace(
            self._entry,
            name=self.name.text().strip() or self._entry.name,
            lock_after_min=self.minutes.value(),
            mountpoint=path if path is not None and path.is_absolute() else None,
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Mount at an empty folder"))
        if chosen:
            self.mountpoint.setText(chosen)


def _align(form: QFormLayout) -> None:
    """Put labels in the middle of their lines; a form puts those of high fields a little above."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = item.widget() if item is not None else None
        if label is not None:
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(tr("Save"))
    ok.setProperty("primary", True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return plain_buttons(box)
