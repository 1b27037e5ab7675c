"""One mount from beginning to end.

    session = MountSession(vault, mountpoint)
    session.start()
    session.wait_ready()
    session.serve()

Serving happens in a thread of the session's own. `serve` is for processes that do nothing else: it
waits for the end and sees to signals. The application does not call it and ends with `unmount`.
"""

from __future__ import annotations

import atexit
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MountError
from engine.mount.control import LockControl
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.mount_table import find_mount
from engine.mount.mountpoints import check_mountpoint
from engine.mount.options import Binding, MountOptions, default_binding
from engine.mount.refusals import Refusal
from engine.mount.registry import MountRecord, control_path, new_record, register, unregister
from engine.mount.serving import ServingBinding, make_binding
from engine.mount.signals import EndWaiter
from engine.mount.unmounting import detach

if TYPE_CHECKING:
    from engine.vault import Vault

READY_TIMEOUT_S = 30.0
"""A mount that is not usable by then never will be."""

LINGER_S = 5.0
"""How long programs may go on with what they have open after a signal told us to end."""


class MountSession:
    """A vault mounted in this process."""

    def __init__(
        self,
        vault: Vault,
        mountpoint: Path,
        binding: str | None = None,
        read_only: bool = False,
        allow_other: bool = False,
        *,
        nonempty: bool = False,
        dedicated: bool = True,
    ) -> None:
        """Nothing happens yet.

        Args:
            vault: Unlocked. It stays so: locking it after the session is the caller's.
            mountpoint: An existing, empty folder.
            binding: A `Binding`; the best of this system if None.
            read_only: Refuse changes through the mount. A vault opened read-only is in any case.
            allow_other: Let other users in, subject to the files' permissions.
            nonempty: Mount over what is in the folder.
            dedicated: This process ends with the mount: who unmounts it waits for that, and
                SIGTERM, SIGINT and SIGHUP end the mount, from `start` in the main thread on.
        """
        self._vault = vault
        self._requested = mountpoint
        self._binding_kind = Binding(binding) if binding else default_binding()
        self._nonempty = nonempty
        self._dedicated = dedicated
        self._read_only = read_only or vault.read_only
        self._allow_other = allow_other
        self._ready = threading.Event()
        self._ended = threading.Event()
        self._waiter: EndWaiter | None = None
        self._binding: ServingBinding | None = None
        self._failure: Exception | None = None
        self._record: MountRecord | None = None
        self._control: LockControl | None = None
        self._thread: threading.Thread | None = None
        self._can_stop = False
        self.mountpoint = mountpoint
        """Absolute once started."""

    # -- beginning ------------------------------------------------------------------------------

    def start(self) -> None:
        """Mount and begin to serve.

        Raises:
            FuseUnavailableError: This machine has no FUSE that we can use.
            MountError: The mount point will not do; the reason is a `Refusal`.
        """
        self.mountpoint = check_mountpoint(
            self._requested, self._vault.path, nonempty=self._nonempty
        )
        options = MountOptions(self.mountpoint, self._read_only, self._allow_other, self._nonempty)
        fs = SigmaVaultFS(self._vault.namespace, read_only=self._read_only)
        if self._dedicated and threading.current_thread() is threading.main_thread():
            self._waiter = EndWaiter()
            self._waiter.catch_signals()
        try:
            self._start_serving(fs, options)
        except BaseException:
            self._give_signals_back()
            raise

    def _start_serving(self, fs: SigmaVaultFS, options: MountOptions) -> None:
        binding = make_binding(self._binding_kind, fs, options, self._ready.set)
        binding.attach()
        self._record = new_record(
            self._vault.path,
            self.mountpoint,
            read_only=self._read_only,
            binding=self._binding_kind,
            dedicated=self._dedicated,
        )
        self._enter_record(self._record)
        self._binding = binding
        self._vault.file_locks.caches.append(binding.drop_caches)
        self._control = LockControl(self._vault, control_path(self.mountpoint))
        self._control.start()
        self._thread = threading.Thread(
            target=self._run, args=(binding, fs), name="mount-serving", daemon=True
        )
        self._thread.start()

    def wait_ready(self, timeout_s: float = READY_TIMEOUT_S) -> None:
        """Return when the mount is usable.

        Raises:
            MountError: It ended before, or was not usable in time.
        """
        if self._ready.wait(timeout_s) and not self._ended.is_set():
            return
        if self._ended.is_set() and self._failure is not None:
            raise self._failure
        raise MountError(self.mountpoint, Refusal.NOT_READY)

    @property
    def is_mounted(self) -> bool:
        """Whether the session still serves."""
        return self._thread is not None and not self._ended.is_set()

    # -- serving --------------------------------------------------------------------------------

    def serve(self) -> None:
        """Return when the mount has ended and everything is durable.

        SIGTERM, SIGINT and SIGHUP unmount; programs that use the mount then have LINGER_S to
        finish, and what they wrote by then is kept.

        Raises:
            VaultError: The last changes could not be made durable, or serving failed.
        """
        waiter = self._waiter
        if waiter is not None and waiter.wait():
            self._end_by_signal(waiter)
        self._join()

    def _end_by_signal(self, waiter: EndWaiter) -> None:
        try:
            detach(self.mountpoint)
        except MountError:
            # In use; or detached before, and then perhaps in use as well.
            self._detach_lazily()
            waiter.wait(LINGER_S)
            if not self._ended.is_set():
                self._stop()

    def _detach_lazily(self) -> None:
        if self._binding is not None and find_mount(self.mountpoint) is not None:
            self._can_stop = self._binding.prepare_stop()
        try:
            detach(self.mountpoint, lazy=True)
        except MountError as error:
            if error.reason != Refusal.NOT_MOUNTED:
                raise

    def _stop(self) -> None:
        """End serving though the mount is still in use; what the kernel holds is written first."""
        interrupt = self._waiter is not None and self._binding_kind is Binding.LINUX
        if self._binding is not None and (self._can_stop or interrupt):
            self._binding.prepare_stop()
            self._binding.stop(interrupt=interrupt)
            return
        # Serving cannot be ended, only this process can: what has arrived so far is kept.
        self._thread = None
        self._vault.namespace.sync()

    def unmount(self, *, lazy: bool = False, linger_s: float | None = None) -> None:
        """Unmount; returns when everything is durable.

        Args:
            lazy: Take it away from under programs that use it, and wait for them to finish.
            linger_s: Wait for them only so long. What they wrote by then is kept.

        Raises:
            MountBusyError: In use, and not `lazy`; the mount goes on.
            VaultError: The last changes could not be made durable.
        """
        if lazy:
            self._detach_lazily()
            if not self._ended.wait(linger_s):
                self._stop()
        elif not self._ended.is_set():
            detach(self.mountpoint)
        self._join()

    def _enter_record(self, record: MountRecord) -> None:
        """Let others find the mount.

        A dedicated process keeps its record until it ends: only then is the vault's lock released.
        """
        register(record)
        if self._dedicated:
            atexit.register(unregister, record)

    def _give_signals_back(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            waiter.close()

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
        self._give_signals_back()
        if self._failure is not None:
            raise self._failure

    def _run(self, binding: ServingBinding, fs: SigmaVaultFS) -> None:
        """The serving thread."""
        try:
            try:
                binding.serve()
            finally:
                fs.sync()
        except Exception as error:  # noqa: BLE001 - raised again in whoever waits for the end
            self._failure = error
        finally:
            self._vault.file_locks.caches.remove(binding.drop_caches)
            if self._control is not None:
                self._control.stop()
            if self._record is not None and not self._dedicated:
                unregister(self._record)
            self._ended.set()
            self._ready.set()
            if (waiter := self._waiter) is not None:
                waiter.tell_ended()
