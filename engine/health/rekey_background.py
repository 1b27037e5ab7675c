"""A move to a new master key that goes on by itself, while the vault is open anyway.

Whoever keeps a vault open (a mount, the window) keeps it moving: what was begun goes on where it
was, takes a share of the time, stops within moments when the vault is locked, and ends by itself.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from weakref import WeakValueDictionary

from engine.errors import CancelledError, VaultError
from engine.health.pacing import Clock
from engine.health.rekey import RekeyReport, move_to_new_key
from engine.progress import CancelToken, Progress
from engine.vault.vault import Vault

log = logging.getLogger(__name__)

REKEY_SHARE = 0.25
"""Of one core's and the disk's time: somebody waits for the old key to be worth nothing."""
LOOK_EVERY_S = 60.0
"""Seconds between two looks at whether a move has begun."""
AFTER_FAILURE_S = 600.0
"""Until it is tried again after the disk, a full vault or a lost block stopped it."""


class BackgroundRekey:
    """Moves one vault to its new master key, in a thread of its own, until the vault is locked."""

    def __init__(
        self, vault: Vault, share: float = REKEY_SHARE, clock: Clock | None = None
    ) -> None:
        self._vault = vault
        self._share = share
        self._clock = clock or Clock()
        self._end = CancelToken()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sigmavault-rekey", daemon=True)
        self.progress: Progress | None = None
        """How far the move under way is; None when none is."""
        self.failure: VaultError | None = None
        """What stopped it the last time, if something did."""
        self.last: RekeyReport | None = None
        """What the last move came to; one that is not finished names the files that stop it."""

    def start(self) -> None:
        """Begin to look whether there is something to move; ends with the vault's lock."""
        self._vault.before_lock.append(self.stop)
        self._thread.start()

    def stop(self) -> None:
        """End, and return when nothing is read or written any more."""
        self._end.cancel()
        self._begun.set()
        if self._thread.is_alive():
            self._thread.join()

    def look_now(self) -> None:
        """A move has just begun: do not wait for the next look."""
        self._begun.set()

    def serves(self, vault: Vault) -> bool:
        """Whether this is the vault that it moves."""
        return self._vault is vault

    # -- the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        pause_s = 0.0
        while not self._end.cancelled:
            self._begun.wait(pause_s)
            self._begun.clear()
            pause_s = LOOK_EVERY_S
            if self._is_wanted() and not self._move():
                pause_s = AFTER_FAILURE_S

    def _is_wanted(self) -> bool:
        vault = self._vault
        return vault.rekey_under_way and not vault.read_only and not self._end.cancelled

    def _move(self) -> bool:
        """Whether it need not wait before it looks again."""
        try:
            with suppress(CancelledError):
                self.last = move_to_new_key(
                    self._vault,
                    share=self._share,
                    report=self._note,
                    cancel=self._end,
                    clock=self._clock,
                )
                self.failure = None
                return self.last.finished
        except VaultError as error:
            error.forget_trace()
            self.failure = error
            log.warning("a move to a new key stopped (%s)", error.code)
            return False
        finally:
            self.progress = None
        return True

    def _note(self, progress: Progress) -> None:
        self.progress = progress


_started: WeakValueDictionary[int, BackgroundRekey] = WeakValueDictionary()


def keep_rekeyed(vault: Vault) -> BackgroundRekey:
    """Have an open vault moved to its new master key, whenever it has one, until it is locked."""
    mover = BackgroundRekey(vault)
    _started[id(vault)] = mover
    mover.start()
    return mover


def rekey_of(vault: Vault) -> BackgroundRekey | None:
    """Who moves the vault by itself, if anybody does."""
    mover = _started.get(id(vault))
    return mover if mover is not None and mover.serves(vault) else None
