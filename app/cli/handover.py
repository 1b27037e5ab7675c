"""What `mount` and the process that serves the mount say to each other, over two pipes.

    parent -- standard input  --> child:  for each credential: kind 1 | for each part: length 4 | it
    parent <-- standard output -- child:  one line of JSON: ready, or an error

A secret goes neither into an argument nor into the environment: other processes can read both.
"""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

from app.cli.secrets import MAX_SECRET_BYTES
from app.text.errors import ExitCode, Explanation

if TYPE_CHECKING:
    from engine.vault.credentials import Credential, SlotCredential

MAX_HANDOVER_BYTES = 8 * (MAX_SECRET_BYTES + 64)
"""More than the parent ever sends."""

MAX_REPORT_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class ChildReport:
    """What the serving process says once it knows: exit code 0 is a usable mount."""

    exit_code: int
    code: str = ""
    message: str = ""


def pack_credential(credential: Credential) -> bytearray:
    """The bytes that hand a credential to the child, for the caller to wipe."""
    from engine.vault.credentials import credentials_in

    kinds = {kind: letter for letter, kind in _kinds().items()}
    packed = bytearray()
    for each in credentials_in(credential):
        packed += kinds[type(each)]
        for part in dataclasses.fields(each):
            value = getattr(each, part.name)
            packed += len(value).to_bytes(4, "little")
            packed += value
    return packed


def read_credential(pipe: IO[bytes]) -> Credential:
    """Take the credential that the parent hands over.

    Raises:
        ValueError: The other end is no parent of ours.
    """
    from engine.vault.credentials import AnyOf

    packed = pipe.read(MAX_HANDOVER_BYTES + 1)
    if not packed or len(packed) > MAX_HANDOVER_BYTES:
        raise ValueError("no credential was handed over")
    read: list[SlotCredential] = []
    at = 0
    while at < len(packed):
        kind = _kinds().get(packed[at : at + 1])
        if kind is None:
            raise ValueError("no credential was handed over")
        at += 1
        parts = []
        for _ in dataclasses.fields(kind):
            length = int.from_bytes(packed[at : at + 4], "little")
            parts.append(bytearray(packed[at + 4 : at + 4 + length]))
            at += 4 + length
        read.append(kind(*parts))
    if at != len(packed):
        raise ValueError("no credential was handed over")
    return read[0] if len(read) == 1 else AnyOf(tuple(read))


def _kinds() -> dict[bytes, type[SlotCredential]]:
    from engine.vault import credentials

    return {
        b"P": credentials.Passphrase,
        b"R": credentials.RecoveryKey,
        b"K": credentials.Keyfile,
        b"D": credentials.DeviceSecret,
        b"d": credentials.PassphraseAndDevice,
        b"k": credentials.PassphraseAndKeyfile,
        b"S": credentials.SecurityKey,
        b"s": credentials.PassphraseAndSecurityKey,
    }


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
