"""Mounting a vault that is unlocked in this process, and unmounting it.

The session serves in a thread of its own, so the browser and the drive show one and the same
namespace, and each is told of the other's changes. The window's thread never looks into the mount:
it would wait for a thread that waits for it.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MountError
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.mount import MountSession
    from engine.vault import Vault

FORCED_LINGER_S = 3.0
"""How long programs may finish what they write when the drive is taken away from under them. Less
than the 5 s that logind holds a sleep back."""

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def mountpoint_name(vault_name: str) -> str:
    """A vault's name as a folder's name."""
    return _NOT_IN_A_NAME.sub(" ", vault_name).strip(" .")[:80] or "Vault"


def mount(vault: Vault, mountpoint: Path, _cancel: CancelToken, _report: Report) -> MountSession:
    """Mount a vault; returns when the drive is usable.

    The folder is made for the occasion, and goes with it: what does not exist while the vault is
    locked cannot be written into by mistake.

    Raises:
        MountError: It could not be mounted there.
    """
    from engine.mount import MountSession

    _make_folder(mountpoint)
    session = MountSession(vault, mountpoint, dedicated=False)
    try:
        session.start()
        try:
            session.wait_ready()
        except BaseException:
            session.unmount(lazy=True)
            raise
    except BaseException:
        remove_folder(mountpoint)
        raise
    return session


def unmount(session: MountSession, force: bool, _cancel: CancelToken, _report: Report) -> None:
    """Unmount; returns when everything is durable.

    Raises:
        MountBusyError: Programs use it, and not `force`.
        VaultError: It is unmounted, but the last changes could not be made durable.
    """
    take_away(session, force)


def unmount_elsewhere(vault: Path, _cancel: CancelToken, _report: Report) -> None:
    """Unmount a vault that another process serves; returns when that has locked it.

    Raises:
        MountBusyError: Programs use it.
    """
    from engine.mount import unmount as run_unmount

    run_unmount(vault)


def take_away(session: MountSession, force: bool) -> None:
    """Unmount, and remove the folder that was mounted on."""
    try:
        session.unmount(lazy=force, linger_s=FORCED_LINGER_S if force else None)
    finally:
        if not session.is_mounted:
            remove_folder(session.mountpoint)


def _make_folder(mountpoint: Path) -> None:
    # A dead mount may lie there, which says that it exists and then that it does not answer;
    # the session clears it away.
    with contextlib.suppress(FileExistsError):
        try:
            mountpoint.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            raise
        except OSError as error:
            raise MountError(mountpoint, error.strerror or "") from error


def remove_folder(mountpoint: Path) -> None:
    """Remove the folder that was mounted on: what does not exist is not written into by mistake.

    One that holds something was not ours alone, and stays.
    """
    with contextlib.suppress(OSError):
        mountpoint.rmdir()
