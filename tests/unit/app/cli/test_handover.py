"""What the two processes of a mount say to each other."""

from __future__ import annotations

import io
import os

import pytest

from app.cli import handover
from app.cli.secrets import MAX_SECRET_BYTES
from app.cli.serving import MountRequest
from app.text.errors import ExitCode, Explanation
from engine.vault.credentials import (
    AnyOf,
    Credential,
    DeviceSecret,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    RecoveryKey,
    SecurityKey,
    SlotCredential,
    credentials_in,
    wipe_credential,
)

ONE_OF_EACH: tuple[SlotCredential, ...] = (
    Passphrase(b"secret"),
    Passphrase(b"\n\0 all bytes \xff"),
    Passphrase(bytes(MAX_SECRET_BYTES)),
    RecoveryKey(bytes(range(32))),
    Keyfile(bytes(range(32))),
    DeviceSecret(bytes(range(32))),
    PassphraseAndDevice(b"secret", bytes(range(32))),
    PassphraseAndKeyfile(b"secret", bytes(range(32))),
    SecurityKey(bytes(range(32)), b"handle"),
    PassphraseAndSecurityKey(b"secret", bytes(range(32)), bytes(1056)),
)


def secrets_in(credential: Credential) -> list[tuple[object, ...]]:
    return [
        (
            type(each),
            bytes(each.secret),
            *(bytes(secret) for _, secret in each.further),
            *(each.parameters(bytes(16))),
        )
        for each in credentials_in(credential)
    ]


@pytest.mark.parametrize("credential", [*ONE_OF_EACH, AnyOf(ONE_OF_EACH)])
def test_credentials_arrive(credential: Credential) -> None:
    arrived = handover.read_credential(io.BytesIO(handover.pack_credential(credential)))
    assert type(arrived) is type(credential)
    assert secrets_in(arrived) == secrets_in(credential)
    wipe_credential(arrived)
    assert {bytes(each.secret).strip(b"\0") for each in credentials_in(arrived)} == {b""}


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"X\x06\0\0\0secret",
        b"P",
        b"P\x07\0\0\0secret",
        b"P\x06\0\0\0secretX",
        b"d\x06\0\0\0secret",
        bytes(handover.MAX_HANDOVER_BYTES + 1),
    ],
)
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
