"""The times of a vault's files: one value for all, so that they tell nothing of their content."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from engine.errors import VaultError
from engine.medium.bands import BAND_FOLDER, is_band
from engine.medium.disk import Disk


def level_times(disk: Disk, others: Iterable[str]) -> None:
    """Give every band, and `others`, the same times: the folder's own, in whole seconds.

    Best effort: a disk that does not take times keeps nobody from locking.
    """
    with suppress(VaultError, OSError):
        now = os.stat(disk.root).st_mtime_ns // 10**9 * 10**9
        bands = [f"{BAND_FOLDER}/{name}" for name in disk.names(BAND_FOLDER) if is_band(name)]
        for name in (*bands, *others):
            with suppress(VaultError):  # something else may lie in a file's place
                disk.set_times(name, now)
