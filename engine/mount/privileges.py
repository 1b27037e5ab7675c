"""What a change of owner or content takes from a file's mode, as Linux does it."""

from __future__ import annotations

import stat


def without_privileges(mode: int) -> int:
    """The mode less set-user-id, and less set-group-id where the group may execute.

    Set-group-id without group execution once marked mandatory locking; Linux leaves it
    (`setattr_should_drop_sgid`). Directories keep theirs: it means inheritance there.
    """
    if stat.S_ISDIR(mode):
        return mode
    mode &= ~stat.S_ISUID
    if mode & stat.S_IXGRP:
        mode &= ~stat.S_ISGID
    return mode
