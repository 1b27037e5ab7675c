"""What the window does with a vault's header: save a copy of it, restore a saved one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from app.jobs import header as header_jobs
from app.jobs.worker import Worker
from app.models.session import VaultSession
from app.text.names import shown
from app.text.translation import tr
from app.views.question_dialog import QuestionDialog
from engine.errors import HeaderDamagedError
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from engine.vault import HeaderBackup, Vault

Choice = tuple[str, Callable[[], object], bool]
"""What the menu says, what it does, and whether that is possible."""


class HeaderActions:
    """Belongs to the main window, whose worker and dialogs it uses."""

    def __init__(
        self,
        window: MainWindow,
        worker: Worker,
        show: Callable[[QDialog], object],
        tell: Callable[[Exception], object],
    ) -> None:
        self._window = window
        self._worker = worker
        self._show = show
        self._tell = tell

    def choices(self, session: VaultSession) -> tuple[Choice, ...]:
        """The entries of a vault's menu: saving, or restoring where there is nothing to save."""
        if self.can_restore(session):
            return ((tr("Restore the header…"), partial(self.restore, session), True),)
        possible = session.state.is_open or session.state.can_unlock
        return ((tr("Save a copy of the header…"), partial(self.ask_save, session), possible),)

    @staticmethod
    def can_restore(session: VaultSession) -> bool:
        """Whether the vault has lost its header."""
        return session.vault is None and isinstance(session.error, HeaderDamagedError)

    # -- saving ---------------------------------------------------------------------------------

    def ask_save(self, session: VaultSession) -> None:
        """Ask where to, and save."""
        suggested = Path.home() / f"{session.entry.name.replace('/', '-')}.header"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Save a copy of the header"),
            str(suggested),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.save(session, Path(chosen))

    def save(self, session: VaultSession, file: Path) -> None:
        """Save; of an open vault, what its key vouches for."""

        def saved(_: HeaderBackup) -> None:
            self._show(
                QuestionDialog(
                    tr("The header is saved"),
                    tr(
                        "{file} opens the vault together with a passphrase or recovery key of"
                        " today, also after you have changed them. Keep it as safe as the vault,"
                        " in another place."
                    ).format(file=shown(file)),
                    tr("Done"),
                    self._window,
                    cancel=False,
                )
            )

        if session.vault is not None:
            session.ask(partial(_save_unlocked, file), saved, self._tell)
        else:
            self._worker.submit(partial(header_jobs.save, session.path, file), saved, self._tell)

    # -- restoring ------------------------------------------------------------------------------

    def restore(self, session: VaultSession) -> None:
        """Show the dialog that restores a saved header."""
        from app.views.restore_dialog import RestoreHeaderDialog

        dialog = RestoreHeaderDialog(session, self._worker, self._window)
        dialog.accepted.connect(partial(look_anew, session))
        self._show(dialog)


def look_anew(session: VaultSession) -> None:
    """The vault was mended: what was said of it before does not count any more."""
    session.sighted = False
    session.look()


def _save_unlocked(file: Path, vault: Vault, cancel: CancelToken, report: Report) -> HeaderBackup:
    return header_jobs.save_unlocked(vault, file, cancel, report)
