"""The list of vaults, with a button to add one and a button for the settings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.session import VaultSession
from app.models.vaults import SESSION_ROLE, STATE_ROLE, STATE_TEXT_ROLE, VaultListModel
from app.text.translation import tr
from app.widgets.icons import icon
from app.widgets.theme import GAP, heading
from app.widgets.vault_delegate import VaultDelegate

WIDTH = 264


class _List(QListView):
    pressed_enter = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_enter.emit()
            return
        super().keyPressEvent(event)


class Sidebar(QFrame):
    """The left side of the window."""

    chosen = Signal(object)
    """The `VaultSession` that is to be shown, or None."""
    acted = Signal(object)
    """The one obvious thing is to be done with a `VaultSession`."""
    menu_asked = Signal(object, QPoint)
    create_asked = Signal()
    add_asked = Signal()
    settings_asked = Signal()
    speed_asked = Signal(bool)
    """The speed page is to be shown, or what was shown before it."""

    def __init__(self, model: VaultListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.view = _List()
        self.view.setModel(model)
        self._delegate = VaultDelegate(STATE_ROLE, STATE_TEXT_ROLE)
        self.view.setItemDelegate(self._delegate)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(tr("Vaults"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add_button = QPushButton(icon("plus"), tr("Add vault"))
        self.speed_button = QPushButton(icon("speed"), tr("Speed"))
        self.speed_button.setProperty("flat", True)
        self.speed_button.setProperty("entry", True)
        self.speed_button.setCheckable(True)
        self.speed_button.setToolTip(tr("How fast vaults are on this computer"))
        self.settings_button = QToolButton()
        self.settings_button.setIcon(icon("settings"))
        self.settings_button.setIconSize(QSize(18, 18))
        self.settings_button.setToolTip(tr("Settings"))
        self.settings_button.setAccessibleName(tr("Settings"))
        self._build()
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.doubleClicked.connect(lambda index: self.acted.emit(index.data(SESSION_ROLE)))
        self.view.pressed_enter.connect(self._enter)
        self.view.customContextMenuRequested.connect(self._ask_menu)
        self._delegate.acted.connect(lambda index: self.acted.emit(index.data(SESSION_ROLE)))
        self.settings_button.clicked.connect(self.settings_asked)
        self.speed_button.clicked.connect(self.speed_asked)

    def _build(self) -> None:
        menu = QMenu(self.add_button)
        self.create_action = menu.addAction(tr("Create a new vault…"))
        self.existing_action = menu.addAction(tr("Add an existing vault…"))
        self.create_action.triggered.connect(self.create_asked)
        self.existing_action.triggered.connect(self.add_asked)
        self.add_button.setMenu(menu)
        title = heading(tr("Vaults"), 11)
        title.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(GAP * 3 // 2, GAP, GAP * 3 // 2, GAP * 3 // 2)
        bottom.setSpacing(GAP)
        bottom.addWidget(self.add_button, 1)
        bottom.addWidget(self.settings_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(self.view, 1)
        entries = QVBoxLayout()
        entries.setContentsMargins(GAP * 3 // 2, GAP, GAP * 3 // 2, 0)
        entries.addWidget(self.speed_button)
        layout.addLayout(entries)
        layout.addLayout(bottom)

    @property
    def current(self) -> VaultSession | None:
        """The vault that is chosen."""
        session = self.view.currentIndex().data(SESSION_ROLE)
        return session if isinstance(session, VaultSession) else None

    def choose(self, row: int) -> None:
        """Choose a vault."""
        model = self.view.model()
        if 0 <= row < model.rowCount():
            self.view.setCurrentIndex(model.index(row, 0))

    def _current_changed(self, current: QModelIndex) -> None:
        self.chosen.emit(current.data(SESSION_ROLE) if current.isValid() else None)

    def _enter(self) -> None:
        if self.current is not None:
            self.acted.emit(self.current)

    def _ask_menu(self, point: QPoint) -> None:
        session = self.view.indexAt(point).data(SESSION_ROLE)
        if isinstance(session, VaultSession):
            self.menu_asked.emit(session, self.view.viewport().mapToGlobal(point))
