"""Scrubs that happen by themselves: when one is due, while the vault is open anyway.

They take a small share of the time, give way to a scrub that somebody asks for, stop within
moments when the vault is locked, and go on where they stopped. They repair nothing: a band that
is missing may be one that a cloud's program has not fetched yet, and to write a tenth of the vault
anew for it is for people to decide.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from weakref import WeakValueDictionary

from engine.errors import CancelledError, VaultError
from engine.health.pacing import BACKGROUND_SHARE, Clock, turn_of
from engine.health.record import schedule_of
from engine.health.scrub import Manner, run_scrub
from engine.progress import CancelToken, PauseToken, Progress
from engine.types import Severity
from engine.vault.vault import Vault

log = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0
"""Seconds between two looks at the schedule."""
SETTLE_S = 30.0
"""Left in peace after unlocking, when everything else is read for the first time."""
AFTER_FAILURE_S = 3600.0
"""Until it is tried again after the disk or the vault failed it."""


class BackgroundScrub:
    """Scrubs one vault when it is due, in a thread of its own, until the vault is locked."""

    def __init__(
        self, vault: Vault, share: float = BACKGROUND_SHARE, clock: Clock | None = None
    ) -> None:
        self._vault = vault
        self._share = share
        self._clock = clock or Clock()
        self._end = CancelToken()
        self._token: PauseToken | None = None
        self._held = False
        self._thread = threading.Thread(target=self._run, name="sigmavault-scrub", daemon=True)
        self.progress: Progress | None = None
        """How far the scrub under way is; None when none is."""

    def start(self) -> None:
        """Begin to look at the schedule; ends with the vault's lock."""
        self._vault.before_lock.append(self.stop)
        self._thread.start()

    def stop(self) -> None:
        """End, and return when nothing is read or written any more."""
        self._end.cancel()
        token = self._token
        if token is not None:
            token.cancel()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether a scrub is under way, held or not."""
        return self.progress is not None

    @property
    def is_held(self) -> bool:
        """Whether somebody held it."""
        return self._held

    def hold(self, held: bool) -> None:
        """Hold the scrub under way and those to come, or let them go on."""
        self._held = held
        token = self._token
        if token is not None:
            (token.pause if held else token.resume)()

    def serves(self, vault: Vault) -> bool:
        """Whether this is the vault that it scrubs."""
        return self._vault is vault

    # -- the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        pause_s = SETTLE_S
        while not self._clock.wait(self._end, pause_s):
            pause_s = LOOK_EVERY_S
            try:
                if self._is_due():
                    self._scrub()
            except VaultError as error:
                log.warning("a scrub in the background failed (%s)", error.code)
                pause_s = AFTER_FAILURE_S

    def _is_due(self) -> bool:
        if self._held or self._vault.read_only:
            return False
        due_s = schedule_of(self._vault).due_s
        return due_s is not None and due_s <= self._clock.now_s()

    def _scrub(self) -> None:
        token = self._token = PauseToken()
        if self._end.cancelled:  # `stop` may have come before it could see the token
            return
        manner = Manner(share=self._share, clock=self._clock)
        try:
            with turn_of(self._vault).background(token), suppress(CancelledError):
                if not self._is_due():  # somebody else did it while we waited
                    return
                report = run_scrub(self._vault, manner, self._note, token)
                if report.worst > Severity.GOOD:
                    log.warning("a scrub found %d faults", len(report.findings))
        finally:
            self._token = self.progress = None

    def _note(self, progress: Progress) -> None:
        self.progress = progress


_started: WeakValueDictionary[int, BackgroundScrub] = WeakValueDictionary()


def keep_scrubbed(vault: Vault) -> BackgroundScrub:
    """Have an open vault scrubbed when it is due, from now until it is locked."""
    scrubber = BackgroundScrub(vault)
    _started[id(vault)] = scrubber
    scrubber.start()
    return scrubber


def background_of(vault: Vault) -> BackgroundScrub | None:
    """Who scrubs the vault by itself, if anybody does."""
    scrubber = _started.get(id(vault))
    return scrubber if scrubber is not None and scrubber.serves(vault) else None
