"""What the two processes of a mount say to each other."""

from __future__ import annotations

import io
import os

import pytest

from app.cli import handover
from app.cli.secrets import MAX_SECRET_BYTES
from app.cli.serving import MountRequest
from app.text.errors import ExitCode, Explanation
from engine.vault.credentials import Passphrase, RecoveryKey


@pytest.mark.parametrize(
    "credential",
    [Passphrase(b"secret"), Passphrase(b"\n\0 all bytes \xff"), RecoveryKey(bytes(range(32)))],
)
def test_credentials_arrive(credential: Passphrase | RecoveryKey) -> None:
    arrived = handover.read_credential(io.BytesIO(handover.pack_credential(credential)))
    assert type(arrived) is type(credential)
    assert arrived.secret == credential.secret


@pytest.mark.parametrize("packed", [b"", b"Xsecret", b"P" + bytes(MAX_SECRET_BYTES + 1)])
def test_what_is_no_credential(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no credential"):
        handover.read_credential(io.BytesIO(packed))


def test_reports_arrive() -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe:
        handover.send_ready(writing)
        handover.send_failure(writing, Explanation("vault-busy", "In use.", ExitCode.BUSY))
        os.close(writing)
        assert handover.receive(pipe) == handover.ChildReport(0)
        assert handover.receive(pipe) == handover.ChildReport(5, "vault-busy", "In use.")
        assert handover.receive(pipe) is None


@pytest.mark.parametrize("line", [b"", b"half", b"no json\n", b'{"other": 1}\n', b"[]\n"])
def test_what_is_no_report(line: bytes) -> None:
    assert handover.receive(io.BytesIO(line)) is None


def test_a_request_survives_its_command_line() -> None:
    from pathlib import Path

    from app.cli.mounting import mount

    request = MountRequest(Path("/-v"), Path("/m t"), True, True, "mfusepy")
    name, *arguments = request.arguments()
    assert name == "mount"
    context = mount.make_context("mount", arguments)
    assert context.params["vault"] == request.vault
    assert context.params["mountpoint"] == request.mountpoint
    assert context.params["read_only"]
    assert context.params["allow_other"]
    assert context.params["binding"] == "mfusepy"
