"""The manual and the completions say what the commands are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from app.cli.root import COMMANDS, sigmavault
from app.text.errors import ExitCode
from tests.house.sources import ROOT


def every_command() -> list[click.Context]:
    """All that can be run, found here in another way than the manual does."""
    found, waiting = [], [click.Context(sigmavault, info_name="sigmavault")]
    while waiting:
        context = waiting.pop()
        if not isinstance(context.command, click.Group):
            found.append(context)
            continue
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            waiting.append(click.Context(command, info_name=name, parent=context))
    return [context for context in found if not context.command.hidden]


def plain(roff: str) -> str:
    """Troff without its fonts and dashes."""
    return re.sub(r"\\f[BIR]|\\&", "", roff).replace(r"\-", "-").replace(r"\(ti", "~")


def sections(page: str) -> dict[str, str]:
    """The manual's parts, by command."""
    found = {}
    for part in plain(page).split("\n.SS ")[1:]:
        heading, _, text = part.partition("\n")
        found[heading.partition(" [OPTIONS]")[0]] = text.partition("\n.SH ")[0]
    return found


def test_the_manual_has_every_command_with_every_option(manual: ModuleType) -> None:
    described = sections(manual.manual())
    contexts = every_command()
    assert described.keys() == {context.command_path for context in contexts}
    missing = [
        f"{context.command_path} {name}"
        for context in contexts
        for parameter in context.command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in parameter.opts
        if not re.search(rf"(^|\s){re.escape(name)}\b", described[context.command_path])
    ]
    assert not missing
    assert "--handed-over" not in manual.manual(), "hidden options are nobody's business"


def test_the_manual_has_every_exit_code(manual: ModuleType) -> None:
    assert [int(code) for code, _ in manual.exit_codes()] == sorted(ExitCode)
    assert (
        plain(manual.manual()).count(
            "wrong passphrase, recovery key, keyfile, device, security key or PIN"
        )
        == 1
    )


def test_man_finds_nothing_wrong_with_it(manual: ModuleType, tmp_path: Path) -> None:
    if shutil.which("man") is None or shutil.which("groff") is None:
        pytest.skip("no man here")
    page = tmp_path / "sigmavault.1"
    page.write_text(manual.manual(), encoding="utf-8")
    run = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page],
        capture_output=True, text=True, check=False,
        env={**os.environ, "MANROFFSEQ": "", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert run.returncode == 0
    assert run.stderr == ""


def completed(words: str, number: int) -> set[str]:
    """What the shell would offer for a line, asked as its completion asks."""
    run = subprocess.run(
        [sys.executable, "-m", "app"], cwd=ROOT, capture_output=True, text=True, check=True,
        env={
            **os.environ, "_SIGMAVAULT_COMPLETE": "bash_complete",
            "COMP_WORDS": words, "COMP_CWORD": str(number),
        },
    )  # fmt: skip
    return {line.partition(",")[2] for line in run.stdout.splitlines()}


def test_the_program_answers_its_completions(share: ModuleType) -> None:
    assert completed("sigmavault ", 1) == set(COMMANDS)
    assert "--read-only" in completed("sigmavault mount --", 2)
    for shell in share.COMPLETIONS:
        assert "_SIGMAVAULT_COMPLETE" in share.completion(shell)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_its_completion(share: ModuleType, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    run = subprocess.run(
        [shell, "-n", "/dev/stdin"], input=share.completion(shell), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
