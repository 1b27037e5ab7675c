"""The kernel's protocol as a binding."""

from __future__ import annotations

import os
from collections.abc import Callable

from engine.errors import MountError
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.fusermount import FuseConnection, attach
from engine.mount.linux.server import KernelServer
from engine.mount.linux.tuning import set_limits
from engine.mount.options import MountOptions
from engine.mount.refusals import Refusal


class LinuxBinding:
    """Mounts through fusermount3 and serves /dev/fuse."""

    def __init__(
        self, fs: SigmaVaultFS, options: MountOptions, on_ready: Callable[[], None]
    ) -> None:
        self._fs = fs
        self._options = options
        self._on_ready = on_ready
        self._connection: FuseConnection | None = None
        self._server: KernelServer | None = None

    def attach(self) -> None:
        """Mount; nothing is served yet."""
        self._connection = attach(self._options)
        set_limits(self._options.mountpoint)

    def serve(self) -> None:
        """Serve until unmounted."""
        if self._connection is None:
            raise MountError(self._options.mountpoint, Refusal.NOT_MOUNTED)
        self._server = KernelServer(self._fs, self._connection.device, on_ready=self._on_ready)
        unmounted = False
        try:
            self._server.serve()
            unmounted = self._server.terms is not None
        finally:
            self._connection.close(unmounted=unmounted)
        if self._server.terms is None:
            raise MountError(self._options.mountpoint, Refusal.KERNEL_TOO_OLD)

    def drop_caches(self, concerns: Callable[[int], bool]) -> None:
        """See `ServingBinding`."""
        if self._server is not None:
            self._server.drop_caches(concerns)

    def prepare_stop(self) -> bool:
        """See `ServingBinding`."""
        if self._server is None:
            return False
        self._server.prepare_stop()
        try:
            os.statvfs(self._options.mountpoint)  # a request, after which it waits for both
        except OSError:
            return False
        return True

    def stop(self, *, interrupt: bool) -> None:
        """See `ServingBinding`."""
        if self._server is not None:
            self._server.stop()
            if interrupt:
                self._server.interrupt()
