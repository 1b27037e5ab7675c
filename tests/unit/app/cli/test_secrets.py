"""Passphrases come from where they may, and nobody is asked where nobody can answer."""

from __future__ import annotations

import io
import shlex
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from app.cli import secrets
from app.cli.credentials import CredentialSource
from app.cli.secrets import MAX_SECRET_BYTES, SecretSource
from engine.errors import InvalidPassphraseError, MistypedRecoveryKeyError
from engine.vault.credentials import Passphrase, RecoveryKey

PRINTS = f"{shlex.quote(sys.executable)} -c 'print(\"from command\\nsecond\")'"
FAILS = f"{shlex.quote(sys.executable)} -c 'raise SystemExit(3)'"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person at a terminal, with what that person will type."""
    typed: list[str] = []

    def answer(prompt: str, stream: Any = None) -> str:
        assert stream is sys.stderr
        return typed.pop(0)

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(secrets.getpass, "getpass", answer)
    return typed


@pytest.fixture
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> str:
        raise AssertionError("asked on a pipe")

    monkeypatch.setattr(sys, "stdin", io.StringIO("piped\n"))
    monkeypatch.setattr(secrets.getpass, "getpass", never)


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"one\ntwo\n", b"one"),
        (b"one\r\ntwo\r\n", b"one"),
        (b"no end", b"no end"),
        (b"  spaces kept \n", b"  spaces kept "),
        (b"decomposed e\xcc\x81\n", b"decomposed \xc3\xa9"),
    ],
)
def test_first_line_of_a_file(tmp_path: Path, content: bytes, secret: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    assert SecretSource(file).read() == secret
    assert SecretSource(file).read_new() == secret


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", click.UsageError),
        (b"\nsecond\n", click.UsageError),
        (b"x" * (MAX_SECRET_BYTES + 1), click.UsageError),
        (b"\xff\xfe\n", InvalidPassphraseError),
    ],
)
def test_files_that_hold_no_passphrase(
    tmp_path: Path, content: bytes, error: type[Exception]
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    with pytest.raises(error):
        SecretSource(file).read()


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SecretSource(tmp_path / "none").read()


def test_first_line_of_a_command() -> None:
    assert SecretSource(command=PRINTS).read() == b"from command"


def test_a_failing_command_opens_nothing() -> None:
    with pytest.raises(click.ClickException, match="exit code 3"):
        SecretSource(command=FAILS).read()


@pytest.mark.parametrize("command", ["", "  ", "unbalanced 'quote"])
def test_a_command_that_is_none(command: str) -> None:
    with pytest.raises(click.UsageError):
        SecretSource(command=command).read()


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises((click.UsageError, OSError)):
        SecretSource(command=f"true; touch {trace}").read()
    assert not trace.exists()


def test_file_and_command_contradict() -> None:
    with pytest.raises(click.UsageError):
        SecretSource(Path("x"), "y").check()


@pytest.mark.usefixtures("no_terminal")
def test_nobody_is_asked_on_a_pipe() -> None:
    with pytest.raises(click.UsageError, match="--passphrase-file"):
        SecretSource().read()
    with pytest.raises(click.UsageError, match="--passphrase-file"):
        SecretSource().read_new()
    with pytest.raises(click.UsageError, match="--recovery-key-file"):
        CredentialSource(SecretSource(), recovery=True).read(None)


def test_asked_once_to_open(answers: list[str]) -> None:
    answers[:] = ["typed"]
    assert SecretSource().read() == b"typed"
    assert not answers


def test_asked_twice_to_set(answers: list[str]) -> None:
    answers[:] = ["typed", "typed"]
    assert SecretSource().read_new() == b"typed"
    assert not answers


@pytest.mark.parametrize("again", ["other", "", "-"])
def test_two_entries_must_agree(answers: list[str], again: str) -> None:
    answers[:] = ["typed", again]
    with pytest.raises(click.UsageError, match="differ"):
        SecretSource().read_new()


def test_a_new_passphrase_is_never_empty(answers: list[str]) -> None:
    answers[:] = ["", ""]
    with pytest.raises(InvalidPassphraseError):
        SecretSource().read_new()


@pytest.mark.parametrize(
    "source",
    [
        CredentialSource(SecretSource(Path("x")), recovery=True),
        CredentialSource(SecretSource(command="x"), recovery_file=Path("y")),
        CredentialSource(SecretSource(), recovery_file=Path("y"), recovery=True),
        CredentialSource(SecretSource(), device=True, recovery=True),
        CredentialSource(SecretSource(), device=True, keyfile=Path("x")),
        CredentialSource(SecretSource(command="x"), device=True),
        CredentialSource(SecretSource(), keyfile=Path("x"), recovery=True),
    ],
)
def test_one_credential_only(source: CredentialSource) -> None:
    assert source.given
    with pytest.raises(click.UsageError):
        source.check()


def test_recovery_key_from_a_file(tmp_path: Path) -> None:
    from engine.keys import format_recovery_key

    file = tmp_path / "key"
    file.write_text(format_recovery_key(bytes(range(32))).lower() + "\n")
    credential = CredentialSource(SecretSource(), recovery_file=file).read(None)
    assert isinstance(credential, RecoveryKey)
    assert credential.secret == bytes(range(32))


def test_recovery_key_with_a_typing_error(answers: list[str]) -> None:
    answers[:] = ["ABCD-EFGH"]
    with pytest.raises(MistypedRecoveryKeyError):
        CredentialSource(SecretSource(), recovery=True).read(None)


def test_a_passphrase_is_the_usual_credential(answers: list[str]) -> None:
    answers[:] = ["typed"]
    source = CredentialSource(SecretSource())
    assert not source.given
    credential = source.read(None)
    assert isinstance(credential, Passphrase)
    assert credential.secret == b"typed"
