"""What a person at a terminal meets: prompts without echo, progress, Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine
from tests.cli.terminal import Terminal

Key = tuple[str, str]
Open = Callable[..., Terminal]


@pytest.fixture
def terminal() -> Iterator[Open]:
    opened: list[Terminal] = []

    def open_terminal(*arguments: str | Path) -> Terminal:
        opened.append(Terminal(*arguments))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.kill()


def test_a_passphrase_is_asked_for_without_echo(terminal: Open, vault: Path) -> None:
    screen = terminal("info", vault, "--unlock")
    screen.wait_for("Passphrase: ")
    screen.type(PASSPHRASE)
    assert screen.end() == 0
    assert "Content:" in screen.shown
    assert "horse" not in screen.shown


def test_the_wrong_one(terminal: Open, vault: Path) -> None:
    screen = terminal("ls", vault)
    screen.wait_for("Passphrase: ")
    screen.type("wrong")
    assert screen.end() == 3


def test_the_recovery_key_can_be_typed(terminal: Open, vault: Path, recovery_key: str) -> None:
    screen = terminal("ls", vault, "--recovery")
    screen.wait_for("Recovery key: ")
    screen.type(recovery_key.lower())
    assert screen.end() == 0


def test_a_new_passphrase_is_asked_for_twice(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("create", tmp_path / "v", "--kdf-time", "0.01")
    screen.wait_for("Passphrase: ")
    screen.type("typed Σ")
    screen.wait_for("Passphrase again: ")
    screen.type("typed Σ")
    assert screen.end() == 0
    assert "Recovery key" in screen.shown
    again = terminal("ls", tmp_path / "v")
    again.wait_for("Passphrase: ")
    again.type("typed Σ")
    assert again.end() == 0


def test_two_entries_that_differ(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("create", tmp_path / "v")
    screen.wait_for("Passphrase: ")
    screen.type("one")
    screen.wait_for("again: ")
    screen.type("two")
    assert screen.end() == 2
    assert not (tmp_path / "v").exists()


def test_there_is_no_vault_is_said_before_anybody_types(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("ls", tmp_path)
    assert screen.end() == 1
    assert "Passphrase" not in screen.shown


def test_ctrl_c_at_the_prompt(terminal: Open, vault: Path) -> None:
    screen = terminal("ls", vault)
    screen.wait_for("Passphrase: ")
    screen.interrupt()
    assert screen.end() == 1
    assert "Cancelled." in screen.shown
    assert "Traceback" not in screen.shown


def test_ctrl_c_during_put_leaves_no_trace(
    run: CommandLine, terminal: Open, vault: Path, key: Key, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "sparse").open("wb") as file:
        file.truncate(1)  # a first file that is whole before the interrupt
    with (tmp_path / "in" / "stream").open("wb") as file:
        for _ in range(100):
            file.write(os.urandom(4 * 2**20))
    screen = terminal("put", vault, tmp_path / "in", "/", *key)
    screen.wait_for("of 400 MiB")  # the progress bar
    screen.interrupt()
    assert screen.end() == 1
    assert "nothing was changed" in screen.shown
    assert run("ls", vault, *key).out == ""
    content = run("info", vault, "--json", *key).json["content"]
    assert (content["files"], content["directories"]) == (0, 1)
    assert content["space"]["used_bytes"] < 8 * 2**20
    run("scrub", vault, *key)


def test_names_cannot_act_on_the_terminal(
    run: CommandLine, terminal: Open, vault: Path, key: Key, tmp_path: Path
) -> None:
    (tmp_path / "evil\x1b]0;title\x07").write_bytes(b"x")
    run("put", vault, tmp_path / "evil\x1b]0;title\x07", "/", *key)
    for arguments in (("ls", "-lR"), ("ls",)):
        screen = terminal(arguments[0], vault, *arguments[1:], *key)
        assert screen.end() == 0
        assert "evil\\x1b]0;title\\x07" in screen.shown
        assert "\x1b" not in screen.shown
