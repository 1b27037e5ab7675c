"""The command tree: complete, quick to start, helpful, and without a window."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import engine
from app.cli import main
from app.cli.root import COMMANDS, sigmavault
from app.text.errors import ExitCode

DOCUMENT = Path(__file__).parents[4] / "docs" / "cli.md"


def all_commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(sigmavault)
    for name in COMMANDS:
        command = sigmavault.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for inner, child in command.commands.items():
                yield f"{name} {inner}", child


@pytest.mark.parametrize(("name", "command"), list(all_commands()))
def test_help_has_an_example(
    name: str, command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*name.split(), "--help"]) == 0
    text = capsys.readouterr().out
    assert f"Usage: sigmavault {name}" in text
    assert "Example" in text
    assert f"  sigmavault {name.split()[0]}" in text
    assert command.help


def test_the_document_has_every_command_option_and_exit_code() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, command in all_commands():
        assert f"sigmavault {name}" in text
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert any(f"`{option}" in text for option in parameter.opts), (name, parameter)
    for code in ExitCode:
        assert f"| {int(code)} |" in text


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sigmavault, version {engine.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["info"],
        ["info", "x", "--nonsense"],
        ["create", "x", "--parity", "9"],
        ["create", "x", "--kdf-time", "0"],
        ["mount", "x"],
        ["put", "x", "y"],
        ["keys", "nonsense"],
    ],
)
def test_usage_errors(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("sigmavault: ")


def test_a_usage_error_under_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "--json"]) == ExitCode.USAGE
    record = json.loads(capsys.readouterr().out)
    assert record["error"]["exit_code"] == 2


def test_an_error_under_json_is_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(tmp_path / "none"), "--json"]) == ExitCode.FAILED
    record = json.loads(capsys.readouterr().out)
    assert record["error"]["code"] == "not-a-vault"


def test_without_arguments_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.USAGE
    assert "Commands:" in capsys.readouterr().err


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command line has loaded when it ends."""
    code = (
        "import sys; from app.cli import main; code = main(sys.argv[1:]);"
        "print('\\n' + ' '.join(sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_starting_loads_next_to_nothing() -> None:
    loaded = loaded_by("--version")
    heavy = {"rich", "apsw", "cryptography", "numpy", "argon2", "pyeclib", "PySide6", "asyncio"}
    assert not loaded & heavy
    assert "engine.vault" not in loaded


def test_no_command_loads_qt() -> None:
    for name in COMMANDS:
        assert not {each for each in loaded_by(name, "--help") if each.startswith("PySide6")}
