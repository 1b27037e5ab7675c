"""What `mount` and the process that serves the mount say to each other, over two pipes.

    parent -- standard input  --> child:  kind 1 | secret, up to the end of the pipe
    parent <-- standard output -- child:  one line of JSON: ready, or an error

A secret goes neither into an argument nor into the environment: other processes can read both.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

from app.cli.secrets import MAX_SECRET_BYTES
from app.text.errors import ExitCode, Explanation

if TYPE_CHECKING:
    from engine.vault.credentials import Passphrase, RecoveryKey

_PASSPHRASE = b"P"
_RECOVERY_KEY = b"R"

MAX_REPORT_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class ChildReport:
    """What the serving process says once it knows: exit code 0 is a usable mount."""

    exit_code: int
    code: str = ""
    message: str = ""


def pack_credential(credential: Passphrase | RecoveryKey) -> bytes:
    """The bytes that hand a credential to the child."""
    from engine.vault.credentials import Passphrase

    kind = _PASSPHRASE if isinstance(credential, Passphrase) else _RECOVERY_KEY
    return kind + bytes(credential.secret)


def read_credential(pipe: IO[bytes]) -> Passphrase | RecoveryKey:
    """Take the credential that the parent hands over.

    Raises:
        ValueError: The other end is no parent of ours.
    """
    from engine.vault.credentials import Passphrase, RecoveryKey

    packed = pipe.read(MAX_SECRET_BYTES + 2)
    kind, secret = packed[:1], packed[1:]
    if len(secret) > MAX_SECRET_BYTES or kind not in (_PASSPHRASE, _RECOVERY_KEY):
        raise ValueError("no credential was handed over")
    return Passphrase(secret) if kind == _PASSPHRASE else RecoveryKey(secret)


def send_ready(fd: int, warning: str = "") -> None:
    """Tell the parent that the mount is usable, and what it has to warn of."""
    _send(fd, ChildReport(int(ExitCode.DONE), message=warning))


def send_failure(fd: int, explanation: Explanation) -> None:
    """Tell the parent why there is no mount."""
    _send(fd, ChildReport(int(explanation.exit_code), explanation.code, explanation.sentence))


def receive(pipe: IO[bytes]) -> ChildReport | None:
    """The child's report; None when it ended without one.

    One line, not up to the end of the pipe: a helper of the child's may hold the pipe open.
    """
    line = pipe.readline(MAX_REPORT_BYTES)
    if not line.endswith(b"\n"):
        return None
    try:
        return ChildReport(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _send(fd: int, report: ChildReport) -> None:
    line = json.dumps(asdict(report)).encode() + b"\n"
    while line:
        line = line[os.write(fd, line) :]
