"""Why a mount or an unmount was refused: the values of `MountError.reason`.

Stable words for programs; sentences for people live in the application. Where the system said
something that we do not know, the reason is its own text instead.
"""

from __future__ import annotations

import enum


class Refusal(enum.StrEnum):
    """A reason that we know."""

    NO_FUSE = "no-fuse"
    """No /dev/fuse, or no libfuse."""
    NO_FUSERMOUNT = "no-fusermount"
    """fusermount3 is not installed."""
    KERNEL_TOO_OLD = "kernel-too-old"
    NO_MFUSEPY = "no-mfusepy"
    MISSING = "missing"
    """There is nothing at the mount point."""
    NOT_A_DIRECTORY = "not-a-directory"
    NOT_EMPTY = "not-empty"
    INSIDE_VAULT = "inside-vault"
    """The mount point lies in the vault's own folder, or the vault in it."""
    ALREADY_A_MOUNT = "already-a-mount"
    NO_PERMISSION = "no-permission"
    ALLOW_OTHER_FORBIDDEN = "allow-other-forbidden"
    """`user_allow_other` is not set in /etc/fuse.conf."""
    TOO_MANY_MOUNTS = "too-many-mounts"
    NOT_MOUNTED = "not-mounted"
    BUSY = "busy"
    """Programs still use files or folders in it."""
    NOT_READY = "not-ready"
    """The mount did not become usable in time, or ended before."""
    NO_CONTROL = "no-control"
    """The serving process does not answer."""
    STILL_SERVING = "still-serving"
    """Unmounted, but the serving process did not end in time."""
