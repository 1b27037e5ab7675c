"""What a mount is asked to be."""

from __future__ import annotations

import enum
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
