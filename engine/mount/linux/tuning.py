"""Limits of the kernel that only root may lift.

The kernel reads FUSE files ahead by 128 KiB and lets them have 1 % of memory in dirty pages, which
keeps a writer waiting long before the disk does. For a mount made by root we say otherwise.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from engine.mount.linux.wire import MAX_WRITE_BYTES
from engine.mount.mount_table import find_mount

_BACKING_DEVICES = Path("/sys/class/bdi")

_SETTINGS = (
    ("read_ahead_kb", str(MAX_WRITE_BYTES // 1024)),
    ("max_ratio", "100"),
    ("strict_limit", "0"),
)


def lift_limits(mountpoint: Path) -> None:
    """Set what we may; a user who may not has a mount that is slower, and no error."""
    mount = find_mount(mountpoint)
    if mount is None:
        return
    folder = _BACKING_DEVICES / mount.device
    for name, value in _SETTINGS:
        with contextlib.suppress(OSError):
            (folder / name).write_text(value)
