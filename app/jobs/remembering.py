"""Keeping a vault's passphrase in the desktop's keyring, for those who want that.

Only keyrings that the system itself guards are taken; one that writes plain text to a file is not,
even where Python is told to use it. What is kept stands under the vault's id, so that a vault that
moves keeps it.

A keyring may put up a prompt of its own, or never answer (D-Bus has no end of its own): each
question is asked in a thread that is left behind when the time is over.
"""

from __future__ import annotations

import contextlib
import enum
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "SigmaVault"

PROBE_S = 10.0
"""How long a keyring may take to say that it is there."""

ANSWER_S = 60.0
"""How long it may take to answer: it may have to ask for a password of its own."""

_STEP_S = 0.05
"""How often a wait looks whether it was cancelled."""

GUARDED = frozenset(
    (
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    )
)
"""The keyrings that encrypt what they keep under the user's login."""

_NONE = frozenset(("keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"))


class Trouble(enum.Enum):
    """Why a keyring is no help."""

    ABSENT = "absent"
    UNGUARDED = "unguarded"
    """There is one, but it is none that we would trust."""
    LOCKED = "locked"
    """It stayed locked: its prompt was dismissed."""
    SILENT = "silent"
    REFUSED = "refused"


class KeyringError(Exception):
    """The keyring did not do what was asked. Holds no passphrase."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def probe(cancel: CancelToken, _report: Report) -> None:
    """Return when there is a keyring to be used; asks it for nothing.

    Raises:
        KeyringError: There is none.
    """
    ask_keyring(keyring_backend, cancel, PROBE_S)


def save(path: Path, passphrase: str, cancel: CancelToken, _report: Report) -> str:
    """Keep a vault's passphrase.

    Returns:
        The vault's id, under which it is kept.

    Raises:
        KeyringError: It is not kept.
    """
    vault_id = _id_of(path)

    def ask() -> None:
        keyring_backend().set_password(SERVICE, vault_id, passphrase)

    def undo() -> None:
        keyring_backend().delete_password(SERVICE, vault_id)

    ask_keyring(ask, cancel, ANSWER_S, undo)
    return vault_id


def recall(path: Path, saved_as: str, cancel: CancelToken, _report: Report) -> str | None:
    """The passphrase that was kept. None when it is not there any more, or is another vault's.

    Raises:
        KeyringError: The keyring could not be asked.
        VaultError: The vault's header cannot be read.
    """
    if _id_of(path) != saved_as:
        return None
    return ask_keyring(lambda: keyring_backend().get_password(SERVICE, saved_as), cancel, ANSWER_S)


def forget(saved_as: str, cancel: CancelToken, _report: Report) -> None:
    """Keep a passphrase no longer. The vault itself need not be there.

    Raises:
        KeyringError: It is still kept.
    """

    def ask() -> None:
        from keyring.errors import PasswordDeleteError

        backend = keyring_backend()
        try:
            backend.delete_password(SERVICE, saved_as)
        except PasswordDeleteError:
            if backend.get_password(SERVICE, saved_as) is not None:
                raise

    ask_keyring(ask, cancel, ANSWER_S)


def _id_of(path: Path) -> str:
    from engine.vault import read_info

    return read_info(path).vault_id


def keyring_backend() -> KeyringBackend:
    """The keyring to use; to be called by what `ask_keyring` asks.

    Raises:
        KeyringError: There is none that we would trust.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    found = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in found:
        if _name(backend) in GUARDED:
            return backend
    absent = all(_name(backend) in _NONE for backend in found)
    raise KeyringError(Trouble.ABSENT if absent else Trouble.UNGUARDED)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


# -- asking ---------------------------------------------------------------------------------------


class _Question(threading.Thread):
    """One question to the keyring, in a thread that nobody has to wait for."""

    def __init__(self, ask: Callable[[], object], undo: Callable[[], object] | None) -> None:
        super().__init__(name="keyring", daemon=True)
        self._ask = ask
        self._undo = undo
        self._lock = threading.Lock()
        self._left = False
        self.answers: queue.SimpleQueue[tuple[object, Exception | None]] = queue.SimpleQueue()

    def run(self) -> None:
        """Ask; take back what was done when nobody waits for it any more."""
        try:
            result, error = self._ask(), None
        except Exception as caught:  # noqa: BLE001 - keyrings raise what their libraries raise
            result, error = None, _told(caught)
        with self._lock:
            left = self._left
            self.answers.put((result, error))
        if left and error is None and self._undo is not None:
            self._take_back(self._undo)

    def leave(self) -> None:
        """Wait for it no longer."""
        with self._lock:
            self._left = True

    @staticmethod
    def _take_back(undo: Callable[[], object]) -> None:
        with contextlib.suppress(Exception):  # nobody is left to be told
            undo()


_latest: _Question | None = None
"""While it lives, the keyring is not asked anything else: one prompt at a time."""


def ask_keyring(
    ask: Callable[[], T],
    cancel: CancelToken,
    timeout_s: float,
    undo: Callable[[], object] | None = None,
) -> T:
    """Ask the keyring one thing, in a thread that is left behind when the time is over.

    Args:
        ask: What to ask; runs in that thread.
        cancel: Ends the wait.
        timeout_s: Time that the answer may take, in seconds.
        undo: Takes back what was done when the answer came too late.

    Raises:
        KeyringError: It refused, did not answer, or there is none.
        CancelledError: Nobody waits any more.
    """
    global _latest
    if _latest is not None and _latest.is_alive():
        _latest.join(_STEP_S)  # it may have answered, and be on its way out
        if _latest.is_alive():
            raise KeyringError(Trouble.SILENT)
    question = _latest = _Question(ask, undo)
    question.start()
    deadline = time.monotonic() + timeout_s
    try:
        while True:
            try:
                result, error = question.answers.get(timeout=_STEP_S)
            except queue.Empty:
                cancel.check()
                if time.monotonic() >= deadline:
                    raise KeyringError(Trouble.SILENT) from None
            else:
                if error is not None:
                    raise error
                return result  # type: ignore[return-value]  # what `ask` returned
    finally:
        question.leave()


def _told(error: Exception) -> KeyringError:
    """A keyring's exception as ours, without its text: nobody knows what stands in it."""
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, KeyringError):
        return KeyringError(error.trouble)
    if isinstance(error, KeyringLocked):
        return KeyringError(Trouble.LOCKED)
    if isinstance(error, NoKeyringError | ImportError):
        return KeyringError(Trouble.ABSENT)
    return KeyringError(Trouble.REFUSED)
