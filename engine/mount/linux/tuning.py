"""Limits of the kernel that only root may set.

The kernel reads FUSE files ahead by 128 KiB. Of dirty pages it lets them have 1 % of memory, which
keeps a writer waiting long before the disk does, or, in newer versions, a fifth of it: then nothing
is handed to us before the writer syncs, and he waits for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.mount.linux.wire import MAX_WRITE_BYTES
from engine.mount.mount_table import find_mount

_BACKING_DEVICES = Path("/sys/class/bdi")

_READ_AHEAD = {"read_ahead_kb": str(MAX_WRITE_BYTES // 1024)}

DIRTY_BYTES = 128 * 1024 * 1024
"""Of a mount's dirty pages: from half of it on the kernel hands them over while the writer goes on.

1 GiB with fsync, in turns: 710 MB/s without, 900 with 64 MiB, 850 with 128, 880 with 256, 820 with
512. It is also what the kernel at most holds of what programs have written and not synced.
"""

_BOUND_DIRTY = {"max_bytes": str(DIRTY_BYTES), "strict_limit": "1"}
_UNBOUND_DIRTY = {"max_ratio": "100", "strict_limit": "0"}
"""For kernels before 6.2, which cannot be told a number of bytes."""


def set_limits(mountpoint: Path) -> None:
    """Set what we may; a user who may not has a mount that is slower, and no error."""
    mount = find_mount(mountpoint)
    if mount is None:
        return
    folder = _BACKING_DEVICES / mount.device
    _set(folder, _READ_AHEAD)
    if not _set(folder, _BOUND_DIRTY):
        _set(folder, _UNBOUND_DIRTY)


def _set(folder: Path, values: Mapping[str, str]) -> bool:
    """Set one after the other; whether all were taken, of which the first one that is not ends it."""
    try:
        for name, value in values.items():
            (folder / name).write_text(value)
    except OSError:
        return False
    return True
