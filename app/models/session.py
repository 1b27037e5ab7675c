"""One vault of the list: its state, its threads, and the way to everything that is done with it.

    missing <-> locked <-> damaged          what a look at its place finds
    locked -> unlocking -> unlocked         or back to locked
    unlocked <-> busy <-> mounted           mounting and unmounting
    unlocked, mounted -> busy -> locked     locking

Two threads run the engine: one for jobs that take long (unlock, import, scrub, lock), one for short
questions, which would otherwise wait for an import to end. The window's thread calls none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.jobs import mounting, opening
from app.jobs.bound import on_vault
from app.jobs.changes import ChangeRelay
from app.jobs.opening import Locked, Means, Presence, Sighting
from app.jobs.worker import JobHandle, Worker
from app.models.idleness import IdleClock
from app.models.state import VaultState
from app.settings.places import mounts_folder
from app.settings.vault_list import VaultEntry
from app.text.memory import memory_warning
from app.text.translation import tr
from engine.errors import DamageError, HeaderDamagedError
from engine.progress import CancelToken, Report
from engine.types import OnRollback

if TYPE_CHECKING:
    from engine.mount import MountSession
    from engine.vault import Vault

T = TypeVar("T")

VaultJob = Callable[["Vault", CancelToken, Report], T]
"""A job on an unlocked vault."""

MOUNT_LOOK_MS = 1000
"""How often we look whether a mount was ended from outside; asks a flag, not the mount."""
_SETTLED = frozenset((VaultState.LOCKED, VaultState.MISSING, VaultState.DAMAGED, VaultState.BUSY))


class VaultSession(QObject):
    """A vault as the window knows it. Lives in the window's thread, and so do its signals."""

    state_changed = Signal()
    entry_changed = Signal()
    opened = Signal()
    """It was unlocked."""
    closed = Signal()
    """It was locked."""
    changed = Signal(object)
    """A tuple of the namespace's `Change`, whoever made them."""
    job_started = Signal(object)
    """The `JobHandle` of something that takes long."""
    trouble = Signal(object)
    """An exception that nobody waits for: a mount that ended, a commit that failed on locking."""
    lock_refused = Signal(object)
    """A `MountBusyError`: the vault stays open."""

    def __init__(self, entry: VaultEntry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._state = VaultState.LOCKED
        self.detail: Path | None = None
        """Of a busy vault: where another program has it mounted."""
        self.error: Exception | None = None
        """Of a damaged or missing vault: what its look said."""
        self.notice = ""
        """Of an unlocked vault: what has to be known about how it was found."""
        self.sighted = False
        """Whether it was looked for at all."""
        self._vault: Vault | None = None
        self._mount: MountSession | None = None
        self.lent: MountSession | None = None
        """A mount that a drag was given; it goes before the vault is locked."""
        self._locking = False
        self._jobs, self._desk = Worker("jobs", self), Worker("desk", self)
        self._relay = ChangeRelay(self)
        self._relay.changed.connect(self._note_changes)
        self._idle = IdleClock(self)
        self._idle.due.connect(self._lock_if_idle)
        self._mount_timer = QTimer(self, interval=MOUNT_LOOK_MS)
        self._mount_timer.timeout.connect(self._look_at_mount)

    # -- what it is -----------------------------------------------------------------------------

    @property
    def entry(self) -> VaultEntry:
        """What the list remembers of it."""
        return self._entry

    def change_entry(self, entry: VaultEntry) -> None:
        """Another name, time-out or mount point; the place stays."""
        self._entry = replace(entry, path=self._entry.path)
        if self._vault is not None:
            self._idle.watch(entry.lock_after_min * 60)
        self.entry_changed.emit()

    @property
    def path(self) -> Path:
        """The vault's folder."""
        return self._entry.path

    @property
    def state(self) -> VaultState:
        """What it is just now."""
        return self._state

    @property
    def vault(self) -> Vault | None:
        """The unlocked vault, to be handed to jobs; nothing of it is called in this thread."""
        return self._vault

    @property
    def read_only(self) -> bool:
        """Whether nothing in it can be changed."""
        return self._vault is not None and self._vault.read_only

    @property
    def mountpoint(self) -> Path:
        """Where it is mounted, or would be."""
        if self._mount is not None:
            return self._mount.mountpoint
        usual = mounts_folder() / mounting.mountpoint_name(self._entry.name)
        return self._entry.mountpoint or usual

    @property
    def running_jobs(self) -> tuple[JobHandle, ...]:
        """What takes long and has not ended."""
        return self._jobs.jobs

    def _move(self, *expected: VaultState, to: VaultState) -> bool:
        """Change the state if it is one of those expected."""
        if self._state not in expected:
            return False
        if self._state is not to:
            self._state = to
            self.state_changed.emit()
        return True

    # -- looking --------------------------------------------------------------------------------

    def look(self) -> None:
        """See whether the vault is there; tells by `state_changed`."""
        if self._vault is None and self._state in _SETTLED and not self._desk.jobs:
            own = None if self._entry.mountpoint else self.mountpoint
            self._desk.submit(partial(opening.look, self.path, own), self._note_sighting)

    def _note_sighting(self, sighting: Sighting) -> None:
        if self._vault is not None or self._jobs.jobs or self._state not in _SETTLED:
            return
        self.detail = sighting.mountpoint
        self.error = sighting.error
        changed = not self.sighted
        self.sighted = True
        state = {
            Presence.PRESENT: VaultState.LOCKED,
            Presence.MISSING: VaultState.MISSING,
            Presence.DAMAGED: VaultState.DAMAGED,
            Presence.ELSEWHERE: VaultState.BUSY,
        }[sighting.presence]
        # A damage that only the key brought to light is not seen from outside.
        if self._state is VaultState.DAMAGED and state is VaultState.LOCKED and not changed:
            return
        if self._state is state and changed:
            self.state_changed.emit()
        self._move(*_SETTLED, to=state)

    # -- unlocking and locking ------------------------------------------------------------------

    def ask_means(self, done: Callable[[Means], object]) -> JobHandle:
        """See without a key what may be offered."""
        return self._desk.submit(partial(opening.means, self.path), done)

    def unlock(
        self,
        credential: opening.Credential,
        done: Callable[[], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        read_only: bool = False,
        on_rollback: OnRollback = OnRollback.REFUSE,
    ) -> JobHandle | None:
        """Unlock the vault. None when its state does not allow that."""
        if not self._move(*_SETTLED, to=VaultState.UNLOCKING):
            return None

        def opened(vault: Vault) -> None:
            self._opened(vault)
            if done is not None:
                done()

        def not_opened(error: Exception) -> None:
            damaged = isinstance(error, DamageError | HeaderDamagedError)
            self.error = error if damaged else None
            after = VaultState.DAMAGED if damaged else VaultState.LOCKED
            self._move(VaultState.UNLOCKING, to=after)
            if failed is not None:
                failed(error)

        handle = self._jobs.submit(
            partial(opening.unlock, self.path, credential, read_only, on_rollback),
            opened,
            not_opened,
            label=tr("Unlocking"),
        )
        handle.cancelled.connect(lambda: self._move(VaultState.UNLOCKING, to=VaultState.LOCKED))
        return handle

    def _opened(self, vault: Vault) -> None:
        self._vault = vault
        self.notice = memory_warning(vault) or ""
        self.error = self.detail = None
        vault.namespace.subscribe(self._relay.note)
        self.touch()
        self._idle.watch(self._entry.lock_after_min * 60)
        self._move(VaultState.UNLOCKING, to=VaultState.UNLOCKED)
        self.opened.emit()

    def lock(self, *, force: bool = False) -> bool:
        """Cancel what runs, unmount, lock. Whether that has begun; `closed` or `lock_refused` tell."""
        vault, state = self._vault, self._state
        if vault is None or not self._move(
            VaultState.UNLOCKED,
            VaultState.MOUNTED,
            VaultState.MOUNTED_READ_ONLY,
            to=VaultState.BUSY,
        ):
            return False
        mount = self._mount
        self._locking = True
        self._mount_timer.stop()
        self._jobs.cancel_all()
        self._desk.cancel_all()

        def refused(error: Exception) -> None:
            self._locking = False
            self._move(VaultState.BUSY, to=state)
            self._mount_timer.start()
            self.touch()
            self.lock_refused.emit(error)

        def begin(_: None) -> None:
            self._jobs.submit(
                partial(opening.lock, vault, mount, self.lent, force),
                self._locked,
                refused,
                label=tr("Locking"),
            )

        # Behind the last of the browser's questions: none of them is left when the keys go.
        self._desk.submit(lambda _cancel, _report: None, begin)
        return True

    def _locked(self, locked: Locked) -> None:
        self._vault = self._mount = self.lent = None
        self._locking = False
        self._idle.watch(0)
        self._relay.take()
        self._move(VaultState.BUSY, to=VaultState.LOCKED)
        self.closed.emit()
        if locked.error is not None:
            self.trouble.emit(locked.error)

    # -- the drive ------------------------------------------------------------------------------

    def mount(
        self,
        done: Callable[[], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> bool:
        """Mount the vault at `mountpoint`. Whether that has begun."""
        vault, place = self._vault, self.mountpoint
        if vault is None or not self._move(VaultState.UNLOCKED, to=VaultState.BUSY):
            return False

        def mounted(session: MountSession) -> None:
            self._mount = session
            self._mount_timer.start()
            self._move(
                VaultState.BUSY,
                to=VaultState.MOUNTED_READ_ONLY if vault.read_only else VaultState.MOUNTED,
            )
            if done is not None:
                done()

        def not_mounted(error: Exception) -> None:
            self._move(VaultState.BUSY, to=VaultState.UNLOCKED)
            if failed is not None:
                failed(error)

        # Not behind an import: the drive and the import do not disturb each other.
        self._desk.submit(partial(mounting.mount, vault, place), mounted, not_mounted)
        return True

    def unmount(
        self, failed: Callable[[Exception], object] | None = None, *, force: bool = False
    ) -> bool:
        """Unmount; the vault stays unlocked. Whether that has begun."""
        session, state = self._mount, self._state
        if session is None or not self._move(
            VaultState.MOUNTED, VaultState.MOUNTED_READ_ONLY, to=VaultState.BUSY
        ):
            return False
        self._mount_timer.stop()

        def unmounted(_: None) -> None:
            self._mount = None
            self._move(VaultState.BUSY, to=VaultState.UNLOCKED)

        def not_unmounted(error: Exception) -> None:
            if session.is_mounted:
                self._move(VaultState.BUSY, to=state)
                self._mount_timer.start()
            else:
                unmounted(None)
            if failed is not None:
                failed(error)

        self._desk.submit(partial(mounting.unmount, session, force), unmounted, not_unmounted)
        return True

    @Slot()
    def _look_at_mount(self) -> None:
        """Notice a drive that was ejected by another program."""
        if self._mount is not None and not self._mount.is_mounted:
            self.unmount(self.trouble.emit)

    # -- work -----------------------------------------------------------------------------------

    def run(
        self,
        job: VaultJob[T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        label: str,
        can_pause: bool = False,
    ) -> JobHandle | None:
        """Run something that takes long; it shows in the job bar. None when the vault is locked."""
        if self._vault is None or self._locking:
            return None
        handle = self._jobs.submit(
            on_vault(self._vault, job), done, failed, label=label, sampled=True
        )
        handle.can_pause = can_pause
        handle.ended.connect(self.touch)
        self.job_started.emit(handle)
        return handle

    def ask(
        self,
        job: VaultJob[T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> JobHandle | None:
        """Ask something that takes a moment. None when the vault is locked."""
        if self._vault is None or self._locking:
            return None
        return self._desk.submit(on_vault(self._vault, job), done, failed)

    @Slot(object)
    def _note_changes(self, changes: object) -> None:
        self.touch()
        self.changed.emit(changes)

    # -- idleness -------------------------------------------------------------------------------

    @Slot()
    def touch(self) -> None:
        """Somebody uses the vault."""
        self._idle.touch()

    @property
    def idle_s(self) -> float:
        """How long nobody has used the vault, in seconds."""
        return self._idle.idle_s

    @Slot()
    def _lock_if_idle(self) -> None:
        if not self._jobs.jobs:
            self.lock()  # a mount in use refuses, and is asked again after as long a time

    # -- end ------------------------------------------------------------------------------------

    def stop(self) -> None:
        """End the threads. The vault is locked by then, or was never unlocked."""
        self._desk.stop()
        self._jobs.stop()
        self._desk.wait()
        self._jobs.wait()
