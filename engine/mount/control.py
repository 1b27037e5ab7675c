"""What others of the same user may ask of a process that serves a mount.

That is to lock, open and close by a second passphrase, and how far a move to a new master key is.

A Unix socket beside the mount's record, in a folder that is the user's alone, mode 0600; the
kernel says who is at the other end. One request and one answer to a connection, each one line of
JSON. A passphrase passes through it as it would through a pipe.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import errors
from engine.errors import MountError, VaultError
from engine.mount.refusals import Refusal
from engine.mount.registry import MountRecord, control_path
from engine.progress import CancelToken

if TYPE_CHECKING:
    from engine.vault import Vault

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 256 * 1024
REQUEST_TIMEOUT_S = 10.0
"""How long somebody may take to say what they want."""

_PEER = struct.Struct("3i")
_LONGEST_PATH = 100
"""A socket's path may have 107 bytes."""


class LockControl:
    """Answers requests for one mounted vault, in a thread of its own."""

    def __init__(self, vault: Vault, path: Path) -> None:
        self._vault = vault
        self._path = path
        self._cancel = CancelToken()
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, name="mount-control", daemon=True)

    def start(self) -> None:
        """Listen. Where no socket can be made, locks stay as they are while the vault is mounted."""
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)
            before = os.umask(0o177)
            try:
                with _short(self._path) as name:
                    listener.bind(name)
            finally:
                os.umask(before)
            listener.listen()
        except OSError as error:
            log.warning("no control socket (errno %s)", error.errno)
            listener.close()
            return
        self._socket = listener
        self._thread.start()

    def stop(self) -> None:
        """Let what is under way end between two files, and listen no more."""
        self._cancel.cancel()
        if self._socket is None:
            return
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _serve(self) -> None:
        while self._socket is not None and not self._cancel.cancelled:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        if not _is_ours(connection):
            return
        try:
            connection.settimeout(REQUEST_TIMEOUT_S)
            request = _receive(connection)
            connection.settimeout(None)
            try:
                answer: dict[str, Any] = {"value": self._do(request)}
            except VaultError as error:
                answer = _packed(error)
            _send(connection, answer)
        except (OSError, ValueError, KeyError, TypeError):
            log.warning("a request to a mount was none")

    def _do(self, request: dict[str, Any]) -> int | float | None:
        locks = self._vault.file_locks
        if request["do"] == "rekey-progress":
            progress = self._vault.rekey_progress
            return None if progress is None else progress.fraction
        path, what = bytes.fromhex(request["path"]), request["do"]
        secret = bytes.fromhex(request["secret"])
        if what == "lock":
            return locks.lock(path, secret, cancel=self._cancel)
        if what == "remove":
            return locks.remove(path, secret, cancel=self._cancel)
        if what == "open":
            locks.open(path, secret)
        elif what == "close":
            locks.close(path)
        else:
            raise ValueError(what)
        return 0


def ask_mount(record: MountRecord, what: str, path: bytes, secret: bytes | bytearray = b"") -> int:
    """Have the process that serves a mount lock, open, close or remove a second lock.

    Args:
        record: The mount.
        what: "lock", "open", "close" or "remove"; see `FileLocks`.
        path: Inside the vault.
        secret: The second passphrase; not for "close".

    Returns:
        Files that were sealed or opened for good.

    Raises:
        MountError: Nobody answers there.
        VaultError: What the other process met.
    """
    return int(_asked(record, {"do": what, "path": path.hex(), "secret": secret.hex()}, None) or 0)


def rekey_fraction(record: MountRecord) -> float | None:
    """How far a mounted vault is on its way to a new master key, 0 to 1; None if it is on none.

    Raises:
        MountError: Nobody answers there.
    """
    found = _asked(record, {"do": "rekey-progress"}, REQUEST_TIMEOUT_S)
    return None if found is None else float(found)


def _asked(record: MountRecord, request: dict[str, Any], timeout_s: float | None) -> Any:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(timeout_s)
            with _short(control_path(record.mountpoint)) as name:
                connection.connect(name)
            _send(connection, request)
            answer = _receive(connection)
    except (OSError, ValueError) as error:
        raise MountError(record.mountpoint, Refusal.NO_CONTROL) from error
    if "value" in answer:
        return answer["value"]
    raise _unpacked(answer)


def _is_ours(connection: socket.socket) -> bool:
    """Whether the other end is this user; elsewhere than on Linux the file's mode has to do."""
    if sys.platform != "linux":
        return True
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
    return bool(_PEER.unpack(raw)[1] == os.getuid())


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name for the path that fits into a socket's address."""
    if len(os.fsencode(path)) <= _LONGEST_PATH or sys.platform != "linux":
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _send(connection: socket.socket, message: dict[str, Any]) -> None:
    connection.sendall(json.dumps(message).encode() + b"\n")


def _receive(connection: socket.socket) -> dict[str, Any]:
    raw = bytearray()
    while not raw.endswith(b"\n"):
        piece = connection.recv(65536)
        if not piece or len(raw) > MAX_LINE_BYTES:
            raise ValueError("no whole line")
        raw += piece
    message = json.loads(raw)
    if not isinstance(message, dict):
        raise TypeError("message")
    return message


def _packed(error: VaultError) -> dict[str, Any]:
    fields = {name: value for name, value in vars(error).items() if isinstance(value, str | int)}
    named = {name: value.hex() for name, value in vars(error).items() if isinstance(value, bytes)}
    return {"code": error.code, "fields": fields, "bytes": named}


def _unpacked(answer: dict[str, Any]) -> VaultError:
    """The error that the other process met, as far as it can be told."""
    kinds = [each for each in vars(errors).values() if _is_error(each)]
    kind = next((each for each in kinds if each.code == answer.get("code")), VaultError)
    try:
        named = {name: bytes.fromhex(value) for name, value in answer["bytes"].items()}
        return kind(**answer["fields"], **named)
    except (KeyError, TypeError, ValueError, AttributeError):
        return VaultError()


def _is_error(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, VaultError)
