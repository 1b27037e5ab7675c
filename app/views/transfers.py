"""The course of an import or export: what is in the way, one question, the transfer, a summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.jobs import transfer
from app.jobs.entries import Place
from app.jobs.transfer import Conflicts, Resolution, Transferred
from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.text.names import shown
from app.text.quantities import size
from app.text.translation import tr, trn
from app.views.conflict_dialog import ConflictDialog
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted, plain_buttons


class Transfers(QObject):
    """Imports and exports of one vault, from the window's side."""

    unexpected = Signal(object)
    imported = Signal(object)
    """A `Transferred`, when an import is done."""

    def __init__(self, session: VaultSession, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._banner = banner
        self._window = window
        self.question: ConflictDialog | None = None
        """The question that is asked just now."""

    # -- in -------------------------------------------------------------------------------------

    def import_files(self, sources: Sequence[Path], folder: int, folder_name: str) -> None:
        """Import files into a folder of the vault."""
        if not sources:
            return
        label = trn("Importing %n item", "Importing %n items", len(sources))
        if len(sources) == 1:
            label = tr("Importing “{name}”").format(name=shown(sources[0].name))

        def transfer_all(resolution: Resolution) -> None:
            handle = self._session.run(
                lambda vault, cancel, report: transfer.import_files(
                    vault, sources, folder, resolution, cancel, report
                ),
                self._imported,
                partial(self._failed, tr("Nothing was imported.")),
                label=label,
                can_pause=True,
            )
            self._when_cancelled(handle, tr("Cancelled; nothing was imported."))

        self._session.run(
            lambda vault, cancel, report: transfer.import_conflicts(
                vault, sources, folder, cancel, report
            ),
            partial(self._resolve, transfer_all, tr("“{name}”").format(name=folder_name)),
            partial(self._failed, tr("Nothing was imported.")),
            label=label,
            can_pause=True,
        )

    def _imported(self, done: Transferred) -> None:
        self.imported.emit(done)
        self._summarise(tr("Imported {what}, {size}."), done)
        if done.originals and not done.failures:
            self._banner.say(
                f"{self._banner.text} "
                + tr("The originals are still where they were, unencrypted."),
                "info",
                tr("Move originals to the trash"),
                partial(self._discard, done.originals),
            )

    def _discard(self, originals: Sequence[Path]) -> None:
        def discarded(left: tuple[Path, ...]) -> None:
            if left:
                names = tr(", ").join(shown(path.name) for path in left[:3])
                text = tr("Could not be moved to the trash: {names}.").format(names=names)
                self._banner.say(text, "warning")
            else:
                self._banner.say(
                    tr(
                        "The originals are in the desktop's trash. Empty it to delete them for"
                        " good."
                    )
                )

        self._session.run(
            lambda _vault, cancel, report: transfer.discard_originals(originals, cancel, report),
            discarded,
            partial(self._failed, ""),
            label=tr("Moving originals to the trash"),
        )

    # -- out ------------------------------------------------------------------------------------

    def export_files(self, places: Sequence[Place], dest: Path) -> None:
        """Export entries of the vault into a folder outside."""
        if not places:
            return
        label = trn("Exporting %n item", "Exporting %n items", len(places))
        if len(places) == 1:
            label = tr("Exporting “{name}”").format(name=shown(places[0].name))

        def transfer_all(resolution: Resolution) -> None:
            handle = self._session.run(
                lambda vault, cancel, report: transfer.export_files(
                    vault, places, dest, resolution, cancel, report
                ),
                partial(self._summarise, tr("Exported {what}, {size}.")),
                partial(self._failed, ""),
                label=label,
                can_pause=True,
            )
            self._when_cancelled(handle, tr("Cancelled; files that were complete are there."))

        self._session.run(
            lambda vault, cancel, report: transfer.export_conflicts(
                vault, places, dest, cancel, report
            ),
            partial(self._resolve, transfer_all, shown(dest)),
            partial(self._failed, ""),
            label=label,
            can_pause=True,
        )

    # -- on the way -----------------------------------------------------------------------------

    def _resolve(
        self, go_on: Callable[[Resolution], None], place: str, conflicts: Conflicts
    ) -> None:
        if not conflicts.names:
            go_on(Resolution.REPLACE)  # what appears in between is replaced by what is newer
            return
        dialog = ConflictDialog(conflicts.names, place, self._window)
        self.question = dialog

        def answered(result: int) -> None:
            self.question = None
            dialog.deleteLater()
            if result == QDialog.DialogCode.Accepted:
                go_on(dialog.resolution)

        dialog.finished.connect(answered)
        dialog.open()

    def _when_cancelled(self, handle: JobHandle | None, text: str) -> None:
        if handle is not None:
            handle.cancelled.connect(lambda: self._banner.say(text))

    def _failed(self, safe: str, error: Exception) -> None:
        if not is_expected(error):
            self.unexpected.emit(error)
            return
        self._banner.say(f"{sentence(error)} {safe}".strip(), "critical")

    def _summarise(self, template: str, done: Transferred) -> None:
        what = trn("%n file", "%n files", done.files)
        if done.folders:
            folders = trn("%n folder", "%n folders", done.folders)
            what = tr("{files} and {folders}").format(files=what, folders=folders)
        text = template.format(what=what, size=size(done.data_bytes))
        if done.skipped:
            text += " " + trn("%n file skipped.", "%n files skipped.", len(done.skipped))
        if not done.failures:
            self._banner.say(text)
            return
        text += " " + trn(
            "%n file could not be read or written.",
            "%n files could not be read or written.",
            len(done.failures),
        )
        self._banner.say(text, "warning", tr("Details…"), partial(self._show_failures, done))

    def _show_failures(self, done: Transferred) -> None:
        FailuresDialog(done, self._window).open()


class FailuresDialog(Dialog):
    """Names every file that was not transferred, and says why."""

    def __init__(self, done: Transferred, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Not transferred"))
        self.resize(640, 380)
        title = trn("%n file not transferred", "%n files not transferred", len(done.failures))
        lines = [f"{shown(each.path)}\n    {sentence(each.error)}" for each in done.failures]
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("Files that were not transferred"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        layout.addWidget(muted(tr("Everything else was. These are unchanged where they were.")))
        layout.addWidget(self.text, 1)
        layout.addWidget(plain_buttons(buttons))
