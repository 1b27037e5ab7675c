"""A mount for a drag: other programs take files by path, and a vault that is not mounted has none.

It is read-only, lies in a folder that only this user can enter, and its name cannot be guessed.
Nothing of the vault's content is written anywhere: what reads there is served from memory.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MountError, VaultError
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.mount import MountSession
    from engine.vault import Vault

LINGER_S = 2.0
"""How long programs may finish with what they have open when the vault must be locked."""

_PREFIX = "drag-"


def lending_place(folder: Path) -> Path:
    """A place for a mount, new each time; nothing is there yet."""
    return folder / f"{_PREFIX}{os.getpid()}-{os.urandom(8).hex()}"


def lend(vault: Vault, place: Path, cancel: CancelToken, _report: Report) -> MountSession:
    """Mount a vault read-only at a place of `lending_place`; returns when it is usable.

    Raises:
        FuseUnavailableError: This machine has no FUSE that we can use.
        MountError: It could not be mounted there.
        CancelledError: Nobody wants it any more.
    """
    from engine.mount import MountSession

    cancel.check()
    _make_folder(place.parent)
    _clear_leftovers(place.parent)
    try:
        place.mkdir(mode=0o700)
    except OSError as error:
        raise MountError(place, error.strerror or "") from error
    session = MountSession(vault, place, read_only=True, dedicated=False)
    try:
        session.start()
        try:
            session.wait_ready()
        except BaseException:
            session.unmount(lazy=True, linger_s=LINGER_S)
            raise
    except BaseException:
        _remove(place)
        raise
    return session


def take_back(session: MountSession, force: bool) -> None:
    """Unmount it, and remove its folder.

    Args:
        session: What `lend` has given.
        force: Take it away from under programs that use it.

    Raises:
        MountBusyError: Programs use it, and not `force`.
    """
    try:
        session.unmount(lazy=force, linger_s=LINGER_S if force else None)
    except MountError:
        if session.is_mounted and not force:
            raise
    except VaultError:
        pass  # nothing was written through it; who commits next says what is wrong
    _remove(session.mountpoint)


def _make_folder(folder: Path) -> None:
    """A folder of this user's that nobody else can enter; one that was put there will not do."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise MountError(folder, "not-ours")
        if stat.S_IMODE(found.st_mode) & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise MountError(folder, error.strerror or "") from error


def _clear_leftovers(folder: Path) -> None:
    """Remove the empty folders of processes that were killed; their mounts went with them."""
    for left in folder.glob(f"{_PREFIX}*"):
        if not left.name.startswith(f"{_PREFIX}{os.getpid()}-"):
            _remove(left)


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):  # a mount that is still in use: its folder is busy
        place.rmdir()
