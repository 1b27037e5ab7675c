"""Who has mounted what: small records in the user's state folder, one for each mount.

A record is written by the serving process and removed when everything is durable. Records of dead
processes are recognised by process id and start time, so a reused id is not taken for a server.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import MountError
from engine.medium.device_state import state_root
from engine.mount.mount_table import find_mount
from engine.mount.mountpoints import clear_dead_mount
from engine.mount.processes import is_running, start_time
from engine.mount.refusals import Refusal
from engine.mount.unmounting import detach

UNMOUNT_TIMEOUT_S = 120.0
"""How long a serving process may take to make everything durable after the unmount."""

_RECORD_LIMIT_BYTES = 65536
_STEP_S = 0.005


@dataclass(frozen=True, slots=True)
class MountRecord:
    """One mount."""

    vault: Path
    mountpoint: Path
    pid: int
    started: str
    """When the process started, in the system's own terms."""
    read_only: bool
    binding: str
    dedicated: bool
    """The process ends with the mount. Else (the application) it goes on."""

    @property
    def alive(self) -> bool:
        """Whether the serving process still runs."""
        return is_running(self.pid, self.started)


def state_folder() -> Path:
    """Where the records are, made if it is not there; for the user's eyes only."""
    folder = state_root() / "mounts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def new_record(
    vault: Path, mountpoint: Path, *, read_only: bool, binding: str, dedicated: bool
) -> MountRecord:
    """A record of a mount that this process serves."""
    pid = os.getpid()
    return MountRecord(
        vault.resolve(), mountpoint, pid, start_time(pid), read_only, binding, dedicated
    )


def register(record: MountRecord) -> None:
    """Write the record, whole or not at all."""
    fields = {**asdict(record), "vault": str(record.vault), "mountpoint": str(record.mountpoint)}
    path = _path(record.mountpoint)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
        json.dump(fields, file)
    os.replace(temporary, path)


def unregister(record: MountRecord) -> None:
    """Remove the record, unless the mount point has another by now."""
    path = _path(record.mountpoint)
    if _load(path) == record:
        path.unlink(missing_ok=True)


def list_mounts() -> list[MountRecord]:
    """The live mounts of this user, by mount point.

    What dead servers left is cleared on the way: their records, and their mounts if any are left.
    """
    found = []
    for path in sorted(state_folder().glob("*.json")):
        record = _load(path)
        if record is None:
            path.unlink(missing_ok=True)
        elif record.alive:
            found.append(record)
        else:
            clear_stale(record)
    return sorted(found, key=lambda record: record.mountpoint)


def clear_stale(record: MountRecord) -> None:
    """Remove a dead server's record, and its mount if it left one."""
    with contextlib.suppress(MountError):
        clear_dead_mount(record.mountpoint)
    unregister(record)


def find_record(path: Path) -> MountRecord | None:
    """The record of a live mount, by its mount point or its vault."""
    absolute = path.parent.resolve() / path.name
    resolved = None if find_mount(absolute) else path.resolve()
    for record in list_mounts():
        if record.mountpoint in (absolute, resolved) or record.vault == resolved:
            return record
    return None


def unmount(
    path: Path,
    *,
    lazy: bool = False,
    force: bool = False,
    timeout_s: float = UNMOUNT_TIMEOUT_S,
) -> MountRecord | None:
    """Unmount a mount point, or the mount of a vault; returns when everything is durable.

    That is when the serving process has ended, and its lock on the vault with it (or when it says
    so, where the application is the server).

    Args:
        path: The mount point or the vault's folder.
        lazy: Take it away from under programs that use it; they may finish with what they have
            open, and this waits for them.
        force: The same, but they have a few seconds only; for a process that ends with its mount.
        timeout_s: How long to wait for the serving process.

    Returns:
        The record of the mount; None for a mount without one, whose server we cannot wait for.

    Raises:
        MountBusyError: In use, and not `lazy`.
        MountError: Not mounted (`not-mounted`), or the server did not end (`still-serving`).
    """
    absolute = path.parent.resolve() / path.name
    was_dead = clear_dead_mount(absolute)
    record = find_record(path)
    if record is None:
        if not was_dead:
            detach(absolute, lazy=lazy)
        return None
    try:
        detach(record.mountpoint, lazy=lazy or force)
    except MountError as error:
        if error.reason != Refusal.NOT_MOUNTED:
            raise  # else somebody was faster, and what is left is to wait
    if force and record.dedicated and record.alive:
        with contextlib.suppress(ProcessLookupError):
            os.kill(record.pid, signal.SIGTERM)
    _wait_for_end(record, timeout_s)
    return record


def _wait_for_end(record: MountRecord, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while record.alive and (record.dedicated or _load(_path(record.mountpoint)) == record):
        if time.monotonic() > deadline:
            raise MountError(record.mountpoint, Refusal.STILL_SERVING)
        time.sleep(_STEP_S)
    if not record.alive:
        unregister(record)


def _path(mountpoint: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(mountpoint)).hexdigest()
    return state_folder() / f"{digest[:32]}.json"


def control_path(mountpoint: Path) -> Path:
    """Where the process that serves a mount is asked about second locks."""
    return _path(mountpoint).with_suffix(".sock")


def _load(path: Path) -> MountRecord | None:
    """A record, or None if there is none or it is not one of ours."""
    try:
        with path.open("rb") as file:
            fields = json.loads(
                file.read(_RECORD_LIMIT_BYTES).decode("utf-8", errors="surrogateescape")
            )
        return _record(fields)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _record(fields: dict[str, Any]) -> MountRecord:
    return MountRecord(
        vault=_record_path(fields["vault"]),
        mountpoint=_record_path(fields["mountpoint"]),
        pid=int(fields["pid"]),
        started=str(fields["started"]),
        read_only=bool(fields["read_only"]),
        binding=str(fields["binding"]),
        dedicated=bool(fields["dedicated"]),
    )


def _record_path(value: object) -> Path:
    """A path that the system can be asked for.

    Raises:
        ValueError: It is none.
    """
    text = str(value)
    if "\0" in text:
        raise ValueError("path")
    os.fsencode(text)  # half a character: UnicodeEncodeError, which is a ValueError
    return Path(text)
