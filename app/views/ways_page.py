"""Ways to open this vault: the page that lists, adds, names, exchanges and revokes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.jobs import rekeying, ways_in
from app.jobs.rekeying import Movement, PlannedRekey
from app.jobs.ways_in import MOST_WAYS, NewRecoveryKey, NewWay, Way, WaysIn
from app.models.session import VaultJob, VaultSession
from app.text.names import shown
from app.text.translation import number, tr
from app.text.ways_in import kind_text, removal_text, touch_text, way_name
from app.views.question_dialog import QuestionDialog
from app.views.rekey_dialogs import RekeyDialog, RekeyPlanDialog
from app.views.sentences import is_expected, sentence
from app.views.ways_dialogs import NameDialog, RecoveryKeyDialog, WayDialog
from app.widgets.banner import Banner
from app.widgets.icons import icon
from app.widgets.theme import GAP, heading, muted
from engine.progress import CancelToken, Report

T = TypeVar("T")

ROW_PX = 32
MOVE_LOOK_MS = 1000
"""How often we look how far a move to a new key is, while there is one."""

_ICONS = {
    "passphrase": "key",
    "passphrase+device": "shield",
    "device": "drive",
    "keyfile": "file",
    "passphrase+keyfile": "file",
    "fido2": "usb",
    "passphrase+fido2": "usb",
    "recovery": "printer",
}


class WaysPage(QWidget):
    """The list and its buttons. Everything that asks the engine is a job of the session."""

    unexpected = Signal(object)

    def __init__(self, session: VaultSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found = WaysIn((), is_read_only=True, is_moving=False)
        self.dialog: QDialog | None = None
        self.banner = Banner()
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Ways to open this vault"))
        self.list.setHeaderLabels([tr("Name"), tr("Kind"), tr("Since")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.add_button = QPushButton(icon("plus"), tr("Add…"))
        self.rename_button = QPushButton(tr("Rename…"))
        self.change_button = QPushButton(tr("Change…"))
        self.remove_button = QPushButton(icon("trash"), tr("Remove…"))
        self.recovery_button = QPushButton(icon("key"), tr("New recovery key…"))
        self.rekey_button = QPushButton(icon("shield"), tr("New key for the vault…"))
        self.moving = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Moving to the new key"))
        self._timer = QTimer(self, interval=MOVE_LOOK_MS)
        self._timer.timeout.connect(self._ask_movement)
        self._build()
        self._connect()
        self._update()

    def _build(self) -> None:
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.add_button, self.rename_button, self.change_button, self.remove_button):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.recovery_button)
        row.addWidget(self.rekey_button)
        move = QHBoxLayout()
        move.setSpacing(GAP * 2)
        move.addWidget(self.moving)
        move.addWidget(self.bar, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("Ways to open this vault"), 13))
        layout.addWidget(
            muted(
                tr(
                    "Any of them opens it. Changing or removing one is done at once and encrypts"
                    " nothing again, so an old copy of the vault still opens with what it had then."
                    " To end that, give the vault a new key."
                )
            )
        )
        layout.addWidget(self.banner)
        layout.addLayout(move)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._update)
        self.list.itemDoubleClicked.connect(lambda *_: self.ask_rename())
        self.add_button.clicked.connect(self.ask_add)
        self.rename_button.clicked.connect(self.ask_rename)
        self.change_button.clicked.connect(self.ask_change)
        self.remove_button.clicked.connect(self.ask_remove)
        self.recovery_button.clicked.connect(self.ask_recovery)
        self.rekey_button.clicked.connect(self.ask_rekey)

    # -- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """The vault was unlocked."""
        self.banner.clear()
        self._session.ask(ways_in.survey, self.show_ways, self._trouble)

    def stop(self) -> None:
        """The vault was locked."""
        if self.dialog is not None:
            self.dialog.reject()
        self.show_ways(WaysIn((), is_read_only=True, is_moving=False))

    def show_ways(self, found: WaysIn) -> None:
        """Show what there is; the selection stays on what it was."""
        chosen = self.chosen
        self._found = found
        self.list.clear()
        for way in found.ways:
            item = QTreeWidgetItem([_name(way), kind_text(way.kind), _since(way)])
            item.setIcon(0, icon(_ICONS.get(way.kind, "key")))
            item.setData(0, Qt.ItemDataRole.UserRole, way.slot_id)
            item.setToolTip(0, _name(way))
            item.setSizeHint(0, QSize(0, ROW_PX))
            self.list.addTopLevelItem(item)
            if chosen is not None and chosen.slot_id == way.slot_id:
                self.list.setCurrentItem(item)
        self._update()

    @property
    def chosen(self) -> Way | None:
        """The way that is selected."""
        items = self.list.selectedItems()
        wanted = items[0].data(0, Qt.ItemDataRole.UserRole) if items else None
        return next((way for way in self._found.ways if way.slot_id == wanted), None)

    def _update(self) -> None:
        chosen, writable = self.chosen, not self._found.is_read_only
        self.add_button.setEnabled(writable and len(self._found.ways) < MOST_WAYS)
        self.recovery_button.setEnabled(writable)
        moving = self._found.is_moving
        self.rekey_button.setEnabled(writable and not moving)
        self.moving.setVisible(moving)
        self.bar.setVisible(moving)
        if moving and not self._timer.isActive():
            self.moving.setText(tr("Moving to the new key…"))
            self.bar.setValue(0)
            self._timer.start()
            self._ask_movement()
        elif not moving:
            self._timer.stop()
        self.rename_button.setEnabled(writable and chosen is not None)
        self.remove_button.setEnabled(writable and chosen is not None and len(self._found.ways) > 1)
        changeable = (
            chosen is not None
            and chosen.is_known
            and not {"passphrase", "fido2"}.isdisjoint(chosen.kind.split("+"))
        )
        self.change_button.setEnabled(
            writable and changeable and (chosen is None or _is_ours(chosen))
        )

    # -- what the buttons do --------------------------------------------------------------------

    def ask_add(self) -> None:
        """Ask for a new way."""
        dialog = WayDialog(self.window())

        def add() -> None:
            wanted = dialog.wanted
            self._run(_bound(ways_in.add, wanted), self.show_ways, touches="fido2" in wanted.kind)

        self._show(dialog, add)

    def ask_change(self) -> None:
        """Ask what the selected way is to take instead."""
        chosen = self.chosen
        if chosen is None or not self.change_button.isEnabled():
            return
        dialog = WayDialog(self.window(), chosen.kind)

        def change() -> None:
            wanted: NewWay = dialog.wanted
            job = _bound(ways_in.change, chosen.slot_id, wanted)
            self._run(job, self.show_ways, touches="fido2" in wanted.kind)

        self._show(dialog, change)

    def ask_rename(self) -> None:
        """Ask for another name of the selected way."""
        chosen = self.chosen
        if chosen is None or not self.rename_button.isEnabled():
            return
        dialog = NameDialog(chosen.label, self.window())

        def rename() -> None:
            label = dialog.label.text().strip()
            self._run(_bound(ways_in.rename, chosen.slot_id, label), self.show_ways)

        self._show(dialog, rename)

    def ask_remove(self) -> None:
        """Ask whether the selected way is to open the vault no longer."""
        chosen = self.chosen
        if chosen is None:
            return
        others = [way for way in self._found.ways if way.slot_id != chosen.slot_id]
        dialog = QuestionDialog(
            tr("Remove “{name}”?").format(name=way_name(chosen.label, chosen.kind)),
            removal_text(
                chosen.kind, is_last_but_recovery=all(way.kind == "recovery" for way in others)
            ),
            tr("Remove"),
            self.window(),
            danger=True,
        )
        self._show(
            dialog, lambda: self._run(_bound(ways_in.remove, chosen.slot_id), self.show_ways)
        )

    def ask_recovery(self) -> None:
        """Ask whether to make a new recovery key."""
        dialog = QuestionDialog(
            tr("Make a new recovery key?"),
            tr("The one that you have kept opens nothing any more as soon as the new one is made."),
            tr("Make it"),
            self.window(),
        )
        self._show(dialog, lambda: self._run(ways_in.new_recovery_key, self._show_recovery))

    def _show_recovery(self, made: NewRecoveryKey) -> None:
        self.show_ways(made.ways)
        self._show(RecoveryKeyDialog(made, self._session.entry.name, self.window()), lambda: None)

    # -- a new key ------------------------------------------------------------------------------

    def ask_rekey(self) -> None:
        """Ask what is to open the vault under a new key."""
        dialog = RekeyDialog(self._found, self.window())

        def plan() -> None:
            wish = dialog.wish
            job = _bound(rekeying.plan, wish)
            self._run(job, self._confirm_rekey, touches=wish.security_key)

        self._show(dialog, plan)

    def _confirm_rekey(self, planned: PlannedRekey) -> None:
        dialog = RekeyPlanDialog(planned, self._session.entry.name, self.window())
        dialog.rejected.connect(planned.drop)
        self._show(
            dialog, lambda: self._run(_bound(rekeying.begin, planned), lambda _: self.start())
        )

    def _ask_movement(self) -> None:
        self._session.ask(rekeying.movement, self.show_movement, self._trouble)

    def show_movement(self, movement: Movement | None) -> None:
        """Show how far the move is; None: it has come to its end."""
        if movement is None:
            if self._found.is_moving:
                self.show_ways(replace(self._found, is_moving=False))
                self.start()
                self.banner.say(tr("Everything is under the new key; the old one opens nothing."))
            return
        self.bar.setValue(round(movement.fraction * self.bar.maximum()))
        percent = number(int(movement.fraction * 100))
        self.moving.setText(tr("Moving to the new key: {percent} %").format(percent=percent))
        if movement.unreadable:
            names = tr(", ").join(shown(path) for path in movement.unreadable[:3])
            text = tr(
                "The old key is kept for what cannot be read any more: {names}. Repair the vault, or"
                " delete these files."
            )
            self.banner.say(text.format(names=names), "warning")
        elif movement.is_stopped:
            self.banner.say(
                tr("The move to the new key has stopped; it is tried again by itself."), "warning"
            )

    # -- details --------------------------------------------------------------------------------

    def _run(self, job: VaultJob[T], done: Callable[[T], object], *, touches: bool = False) -> None:
        self.banner.clear()
        label = touch_text() if touches else tr("Changing the ways in")
        self._session.run(job, done, self._trouble, label=label)

    def _show(self, dialog: QDialog, accepted: Callable[[], object]) -> None:
        self.dialog = dialog

        def ended() -> None:
            if self.dialog is dialog:
                self.dialog = None
            dialog.deleteLater()

        dialog.accepted.connect(accepted)  # before `finished`, which wipes what was typed
        dialog.finished.connect(ended)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _trouble(self, error: Exception) -> None:
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)


def _bound(job: Callable[..., T], *arguments: object) -> VaultJob[T]:
    def run(vault: object, cancel: CancelToken, report: Report) -> T:
        return job(vault, *arguments, cancel, report)

    return run


def _name(way: Way) -> str:
    name = way_name(way.label, way.kind)
    return tr("{name} (opened with it)").format(name=name) if way.is_used else name


def _since(way: Way) -> str:
    return way.created.isoformat() if way.created is not None else "–"


def _is_ours(way: Way) -> bool:
    """Whether its part that is no passphrase is here: another device's cannot be set from here."""
    return way.is_here or "device" not in way.kind
