"""The two bindings behind one interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.binding import LinuxBinding
from engine.mount.options import Binding, MountOptions


class ServingBinding(Protocol):
    """How a session speaks FUSE. `attach` and `stop` are called from outside the serving thread."""

    def attach(self) -> None:
        """Mount, as far as that can be told from serving."""

    def serve(self) -> None:
        """Serve until unmounted, or stopped. Calls `on_ready` once the mount is usable."""

    def drop_caches(self, concerns: Callable[[int], bool]) -> None:
        """Have the kernel write what it holds of inodes, and forget it. Not while serving waits."""

    def prepare_stop(self) -> bool:
        """Called while the mount is still there; whether `stop` will end serving."""

    def stop(self, *, interrupt: bool) -> None:
        """End serving while the mount is in use; the kernel writes what it holds first.

        With `interrupt` SIGTERM has a handler, so the serving thread can be interrupted by it.
        """


def make_binding(
    kind: Binding, fs: SigmaVaultFS, options: MountOptions, on_ready: Callable[[], None]
) -> ServingBinding:
    """The binding asked for. mfusepy loads libfuse, so it is imported only when it is used."""
    if kind is Binding.LINUX:
        return LinuxBinding(fs, options, on_ready)
    from engine.mount.mfuse import MfuseBinding

    return MfuseBinding(fs, options, on_ready)
