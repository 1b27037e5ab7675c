"""Whatever comes out of a command becomes a line and an exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest

from app.cli import failures
from app.cli.failures import CommandFailed, run
from app.text.errors import ExitCode
from engine.errors import StripeLostError, WrongKeyError


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Make the command line raise the error that the test puts here."""
    errors: list[BaseException] = []

    def fail(*_: object, **__: object) -> None:
        raise errors[0]

    monkeypatch.setattr(failures.sigmavault, "main", fail)
    return errors


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (WrongKeyError(), 3, "does not open"),
        (StripeLostError("bands/1", 3, 7), 4, "bands/1"),
        (KeyboardInterrupt(), 1, "Cancelled"),
        (click.Abort(), 1, "Cancelled"),
        (click.ClickException("no luck"), 1, "no luck"),
        (ZeroDivisionError("ours"), 1, "Internal error"),
        (PermissionError(13, "Permission denied", "/x"), 1, "/x: Permission denied"),
    ],
)
def test_errors(
    raising: list[BaseException],
    error: BaseException,
    code: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raising.append(error)
    assert run(["ls", "v"]) == code
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert output.err.startswith("sigmavault: ")
    assert line in output.err
    assert run(["ls", "v", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["error"]["exit_code"] == code


def test_json_after_two_dashes_is_no_option(
    raising: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    raising.append(WrongKeyError())
    run(["ls", "v", "--", "--json"])
    assert capsys.readouterr().out == ""


def test_a_command_that_has_said_it_all(
    raising: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    raising.append(CommandFailed(ExitCode.DAMAGE))
    assert run(["scrub", "v", "--json"]) == 4
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "")


def test_the_traceback_is_for_those_who_ask(
    raising: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raising.append(ZeroDivisionError())
    monkeypatch.setenv(failures.TRACEBACK_VARIABLE, "1")
    assert run(["ls", "v"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    """`sigmavault --help | true`: nothing on standard error, whoever wins the race."""
    code = (
        "import sys\n"
        "from app.cli import failures\n"
        "def much(*_, **__):\n"
        "    sys.stdout.write('x')\n"
        "failures.sigmavault.main = much\n"
        "sys.exit(failures.run([]))\n"
    )
    reading, writing = os.pipe()
    os.close(reading)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1
