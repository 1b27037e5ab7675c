"""What a mount is asked to be."""

from __future__ import annotations

import enum
import os
import sys
from dataclasses import dataclass
from pathlib import Path

FILE_SYSTEM_TYPE = "sigmavault"
"""Mounts show as fuse.sigmavault in the system's table."""


class Binding(enum.StrEnum):
    """How we speak FUSE."""

    LINUX = "linux"
    """The kernel's protocol, spoken directly."""
    MFUSEPY = "mfusepy"
    """libfuse, macFUSE or WinFsp through mfusepy."""


def default_binding() -> Binding:
    """The better one that this system has."""
    return Binding.LINUX if sys.platform == "linux" else Binding.MFUSEPY


@dataclass(frozen=True, slots=True)
class MountOptions:
    """The options that every binding knows."""

    mountpoint: Path
    """Absolute."""
    read_only: bool = False
    allow_other: bool = False
    nonempty: bool = False
    source_name: str = FILE_SYSTEM_TYPE
    """What the table of mounts shows as the source; not the vault's path, which is the user's."""

    @property
    def kernel_checks_permissions(self) -> bool:
        """Whether the kernel is to look at owners and modes before it asks us.

        Not where root alone comes in, to whom everything is allowed but running what nobody may
        run: checking makes the kernel ask for a folder's attributes after each change in it.
        """
        return self.allow_other or os.geteuid() != 0
