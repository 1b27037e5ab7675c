"""What the browser changes: new folders, names, places, the trash; and how it is undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.jobs import copying, entries, trash
from app.jobs.entries import Move, Moved, Place
from app.models.carrying import ENTRIES_MIME, on_clipboard, places_of
from app.models.session import VaultJob, VaultSession
from app.models.undo import UndoStack, UndoStep
from app.text.names import shown
from app.text.translation import tr, trn
from app.views.properties_dialog import PropertiesDialog
from app.views.question_dialog import QuestionDialog
from app.views.sentences import is_expected, sentence
from app.views.trash_dialog import TrashDialog

if TYPE_CHECKING:
    from app.views.browser import Browser

T = TypeVar("T")

FEW = 100
"""Entries that are changed at once, without a bar; more run as a job that can be cancelled."""


class BrowserEdits(QObject):
    """The browser's hands."""

    undo_stack_changed = Signal()
    unexpected = Signal(object)

    def __init__(self, browser: Browser, session: VaultSession) -> None:
        super().__init__(browser)
        self._browser = browser
        self._session = session
        self._cut: list[Place] = []
        self.undo_stack = UndoStack(self.undo_stack_changed.emit)
        self.dialog: QDialog | None = None
        """The dialog that is open just now."""

    def forget(self) -> None:
        """The vault is locked: nothing of it is kept."""
        self.undo_stack.clear()
        self._cut = []
        if self.dialog is not None:
            self.dialog.reject()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() and on_clipboard().hasFormat(ENTRIES_MIME):
            clipboard.clear()

    # -- names ----------------------------------------------------------------------------------

    def new_folder(self) -> None:
        """Make a folder where one is, and let its name be typed."""
        self.new_folder_in(self._browser.folder)

    def new_folder_in(self, folder: int) -> None:
        """Make a folder; if it is in sight, let its name be typed."""
        name = tr("New folder").encode()

        def made(place: Place) -> None:
            if place.parent == self._browser.folder:
                self._browser.show_when_there(place.name, edit=True)

        self._session.ask(
            lambda vault, cancel, report: entries.make_folder(vault, folder, name, cancel, report),
            made,
            self.failed,
        )

    def rename_current(self) -> None:
        """Let the current entry's name be typed."""
        view = self._browser.views.view
        if view.currentIndex().isValid():
            view.edit_name(view.currentIndex().row())

    def rename(self, place: Place, text: str) -> None:
        """Give an entry the name that was typed."""
        name = text.encode("utf-8", "surrogatepass")

        def renamed(done: Moved) -> None:
            self.undo_stack.push_rename(done.moves)
            if place.parent == self._browser.folder:
                self._browser.show_when_there(name)

        self._session.ask(
            lambda vault, cancel, report: entries.rename(vault, place, name, cancel, report),
            renamed,
            self.failed,
        )

    # -- places ---------------------------------------------------------------------------------

    def move(self, places: Sequence[Place], folder: int) -> None:
        """Move entries into a folder."""
        moving = [place for place in places if place.parent != folder]
        if not moving:
            return

        def moved(done: Moved) -> None:
            self.undo_stack.push_move(done.moves)
            self._tell_failures(done, tr("Not moved: {why}"))

        self._work(
            len(moving),
            lambda vault, cancel, report: entries.move(vault, moving, folder, cancel, report),
            moved,
            tr("Moving"),
        )

    def cut(self) -> None:
        """Mark the selection to be moved by the next paste; other programs are given nothing."""
        self._browser.traffic.copy_selection(to_others=False)
        self._cut = self._browser.selected_places()

    def copy(self) -> None:
        """Put the selection on the clipboard, for this vault and for other programs."""
        self._browser.traffic.copy_selection(to_others=True)
        self._cut = []

    def paste(self) -> None:
        """Move what was cut here, copy what was copied here, or import what others have copied."""
        mime = on_clipboard()
        browser = self._browser
        cut, self._cut = self._cut, []
        own = places_of(mime, self._session) if mime.hasFormat(ENTRIES_MIME) else []
        if own and self._session.read_only:
            browser.banner.say(tr("The vault is open for reading only."), "warning")
        elif own and cut:
            self.move(cut, browser.folder)
        elif own:
            self.copy_into(own, browser.folder)
        elif mime.hasUrls() or mime.hasFormat(ENTRIES_MIME):
            browser.traffic.take(mime, browser.folder, browser.folder_name)

    def copy_into(self, places: Sequence[Place], folder: int) -> None:
        """Copy entries of this vault into a folder of it."""

        def copied(done: copying.Copied) -> None:
            if folder == self._browser.folder and done.places:
                self._browser.show_when_there(done.places[0].name)

        self._session.run(
            lambda vault, cancel, report: copying.copy(vault, places, folder, cancel, report),
            copied,
            self.failed,
            label=tr("Copying"),
        )

    # -- deleting -------------------------------------------------------------------------------

    def delete(self) -> None:
        """Move the selection to the trash."""
        self.delete_places(self._browser.selected_places())

    def delete_places(self, places: Sequence[Place]) -> None:
        """Move entries to the trash."""
        if not places:
            return

        def deleted(done: Moved) -> None:
            self.undo_stack.push_delete(done.moves)
            if done.moves and not done.failures:
                amount = len(done.moves)
                text = trn("Moved %n entry to the trash.", "Moved %n entries to the trash.", amount)
                if amount == 1:
                    name = shown(done.moves[0].origin.name)
                    text = tr("Moved “{name}” to the trash.").format(name=name)
                self._browser.banner.say(text, "info", tr("Undo"), self.undo)
            self._tell_failures(done, tr("Not deleted: {why}"))

        self._work(
            len(places),
            lambda vault, cancel, report: trash.delete(vault, places, cancel, report),
            deleted,
            tr("Moving to the trash"),
        )

    def purge(self) -> None:
        """Delete the selection for good, after a question."""
        places = self._browser.selected_places()
        if not places:
            return
        amount = len(places)
        title = trn("Delete %n entry for good?", "Delete %n entries for good?", amount)
        if amount == 1:
            title = tr("Delete “{name}” for good?").format(name=shown(places[0].name))
        text = tr("This cannot be undone.")
        if any(row.is_closed for row in self._browser.views.few_selected() or ()):
            text = tr(
                "This cannot be undone. What lies under a second lock goes, too, and its passphrase"
                " is not asked for."
            )
        self._ask_and_purge(
            title,
            text,
            lambda vault, cancel, report: trash.purge(vault, places, cancel, report),
        )

    def _ask_and_purge(
        self, title: str, text: str, job: VaultJob[trash.Purged], then: Any = None
    ) -> None:
        dialog = QuestionDialog(title, text, tr("Delete for good"), self._window(), danger=True)

        def purged(done: trash.Purged) -> None:
            if done.failures:
                text = trn(
                    "%n entry could not be deleted.",
                    "%n entries could not be deleted.",
                    len(done.failures),
                )
                self._browser.banner.say(text, "warning")
            if then is not None:
                then()

        def answered(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                self._session.run(job, purged, self.failed, label=tr("Deleting"))

        dialog.finished.connect(answered)
        self._open(dialog)

    # -- the trash ------------------------------------------------------------------------------

    def show_trash(self) -> None:
        """Show what is in the trash."""
        dialog = TrashDialog(self._window())

        def load(_: object = None) -> None:
            self._session.ask(trash.contents, dialog.show_entries, self.failed)

        def restore(names: Sequence[bytes]) -> None:
            self._session.ask(
                lambda vault, cancel, report: trash.restore(vault, names, cancel, report),
                load,
                self.failed,
            )

        dialog.restore_asked.connect(restore)
        dialog.empty_asked.connect(
            lambda: self._ask_and_purge(
                tr("Empty the trash?"), tr("What is in it is deleted for good."), trash.empty
            )
        )
        load()
        self._open(dialog)

    # -- undo -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Undo the last change of names or places."""
        step = self.undo_stack.pop()
        if step is not None:
            self._take_step(step, self.undo_stack.undone, tr("Undoing"))

    def redo(self) -> None:
        """Do again what was undone last."""
        step = self.undo_stack.pop_redo()
        if step is not None:
            self._take_step(step, self.undo_stack.redone, tr("Redoing"))

    def _take_step(
        self, step: UndoStep, then: Callable[[UndoStep, Sequence[Move]], None], label: str
    ) -> None:
        def taken(done: Moved) -> None:
            then(step, done.moves)
            self._browser.banner.clear()
            self._tell_failures(done, tr("Not put back: {why}"))
            here = [
                move.target for move in done.moves if move.target.parent == self._browser.folder
            ]
            if here:
                self._browser.show_when_there(here[0].name)

        self._work(len(step.moves), step.job, taken, label)

    # -- properties -----------------------------------------------------------------------------

    def show_properties(self) -> None:
        """Show what is known of the selection."""
        self.show_properties_of(self._browser.selected_places())

    def show_properties_of(self, places: Sequence[Place]) -> None:
        """Show what is known of entries."""
        if not places:
            return
        amount = len(places)
        title = shown(places[0].name) if amount == 1 else trn("%n entry", "%n entries", amount)
        self._session.ask(
            lambda vault, cancel, report: entries.properties(vault, places, cancel, report),
            lambda found: self._open(PropertiesDialog(title, found, self._window())),
            self.failed,
        )

    # -- answers --------------------------------------------------------------------------------

    def failed(self, error: Exception) -> None:
        """Say what went wrong."""
        if is_expected(error):
            self._browser.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)

    def _tell_failures(self, done: Moved, template: str) -> None:
        if not done.failures:
            return
        first = done.failures[0]
        text = template.format(why=sentence(first.error, first.name))
        more = len(done.failures) - 1
        if more:
            text += " " + trn("And %n more.", "And %n more.", more)
        self._browser.banner.say(text, "warning")

    def _work(self, amount: int, job: VaultJob[T], done: Callable[[T], object], label: str) -> None:
        if amount <= FEW:
            self._session.ask(job, done, self.failed)
        else:
            self._session.run(job, done, self.failed, label=label)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: QDialog, _result: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None

    def _window(self) -> Any:
        return self._browser.window()
