"""The application in a process of its own, used by nobody: `python -m tests.support.window VAULT FOLDER`.

Unlocks the vault, mounts it, and imports the folder, as a person would by the window. Prints
"mounted" and the place, then "half-way" once so much of the import is done, then "imported".
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from app.gui.application import Desktop, make_application
from app.jobs.opening import passphrase_of
from app.models.session import VaultSession

HALF_WAY = 0.4
_STEP_MS = 5


class Hands:
    """Whoever sits before the window."""

    def __init__(self, desktop: Desktop, vault: Path, source: Path, passphrase: str) -> None:
        self._desktop, self._vault, self._source = desktop, vault, source
        self._passphrase = passphrase
        self._looks = QTimer(desktop, interval=_STEP_MS)
        self._looks.timeout.connect(self._look)
        self.session: VaultSession

    def begin(self) -> None:
        """Add the vault, and unlock it once it was seen."""
        self.session = self._desktop.vaults.add(self._vault)
        self.session.opened.connect(lambda: self.session.mount(self._mounted, _fail))
        self.session.state_changed.connect(self._unlock)

    def _unlock(self) -> None:
        self.session.state_changed.disconnect(self._unlock)
        self.session.unlock(passphrase_of(self._passphrase), failed=_fail)

    def _mounted(self) -> None:
        print("mounted", self.session.mountpoint, flush=True)
        browser = self._desktop.window.page_of(self.session).open_page.browser
        browser.transfers.import_files([self._source], browser.folder, "Top")
        self._looks.start()

    def _look(self) -> None:
        for job in self.session.running_jobs:
            done = job.latest
            if done is not None and done.total and done.done > HALF_WAY * done.total:
                print("half-way", done.items_done, flush=True)
                self._looks.stop()
                job.finished.connect(lambda _: print("imported", flush=True))


def _fail(error: Exception) -> None:
    sys.exit(f"it went wrong: {error!r}")


def main() -> int:
    """Run until we are killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("vault", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("passphrase")
    options = parser.parse_args()
    application = make_application([sys.argv[0]])
    desktop = Desktop(application)
    hands = Hands(desktop, options.vault, options.source, options.passphrase)
    desktop.show_window()
    QTimer.singleShot(0, desktop, hands.begin)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
