"""A command line to run, and vaults to run it on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

REPOSITORY = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery staple"


@dataclass
class Outcome:
    """What a command returned and printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output."""
        return json.loads(self.out)


class CommandLine:
    """Runs commands in this process: the same code as the entry point, without its start-up."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str | Path, code: int | None = 0) -> Outcome:
        """Run one command and insist on its exit code, unless that is None."""
        self._capture.readouterr()
        returned = main([str(argument) for argument in arguments])
        captured = self._capture.readouterr()
        outcome = Outcome(returned, captured.out, captured.err)
        assert code is None or returned == code, outcome
        return outcome


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the list of mounts of this user out of it."""
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.delenv("SIGMAVAULT_TRACEBACK", raising=False)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> CommandLine:
    """Runs a command in this process."""
    return CommandLine(capfd)


@pytest.fixture
def pass_file(tmp_path: Path) -> Path:
    """A file with the passphrase of `vault`."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    return file


@pytest.fixture
def key(pass_file: Path) -> tuple[str, str]:
    """The options that open `vault`."""
    return "--passphrase-file", str(pass_file)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An empty vault to copy, and its recovery key: cheaper than a new one for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "passphrase").write_text(PASSPHRASE)
    done = start(
        "create", folder / "vault", "--kdf-time", "0.01", "--json",
        "--passphrase-file", folder / "passphrase",
    )  # fmt: skip
    output, _ = done.communicate()
    assert done.returncode == 0
    return folder / "vault", json.loads(output)["recovery_key"]


@pytest.fixture
def vault(prepared: tuple[Path, str], tmp_path: Path) -> Path:
    """An empty vault."""
    return Path(shutil.copytree(prepared[0], tmp_path / "vault"))


@pytest.fixture
def recovery_key(prepared: tuple[Path, str]) -> str:
    """What also opens `vault`."""
    return prepared[1]


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Run a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "app", *map(str, arguments)],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})},
        text=True,
        **options,
    )
