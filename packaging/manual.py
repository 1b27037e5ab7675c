"""The manual page, made from the commands themselves: what a command's `--help` says, in troff.

    PYTHONPATH=. python packaging/manual.py > sigmavault.1

SOURCE_DATE_EPOCH in the environment dates it; without it, it has no date.
"""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import engine
from app.cli.root import sigmavault

ROOT = Path(__file__).resolve().parents[1]


def manual() -> str:
    """The whole page."""
    lines = [
        f'.TH SIGMAVAULT 1 "{_date()}" "sigmavault {engine.__version__}" "User Commands"',
        ".SH NAME",
        r"sigmavault, sigmavault\-gui \- encrypted vaults that can be mounted as drives",
        ".SH SYNOPSIS",
        r".B sigmavault",
        r"[\fIOPTION\fR]... \fICOMMAND\fR [\fIARGUMENT\fR]...",
        ".br",
        r".B sigmavault\-gui",
        r"[\fB\-\-hidden\fR] [\fIVAULT\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(_summary(sigmavault)),
        ".PP",
        r"A vault is a folder. \fBsigmavault\fR does everything from a terminal or a script;",
        r"\fBsigmavault\-gui\fR opens the window, with each \fIVAULT\fR in it and its passphrase",
        r"asked for. With \fB\-\-hidden\fR it starts in the tray, where there is one.",
        ".SH COMMANDS",
    ]
    context = click.Context(sigmavault, info_name="sigmavault")
    for command in commands(sigmavault, context):
        lines += _command(command)
    lines += [".SH EXIT STATUS", *_exit_status()]
    lines += [".SH ENVIRONMENT", *_environment()]
    lines += [".SH FILES", *_files()]
    return "\n".join(lines) + "\n"


def commands(group: click.Group, context: click.Context) -> Iterator[click.Context]:
    """Every command that can be run, as a context that knows its full name."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from commands(command, inner)
        else:
            yield inner


def _command(context: click.Context) -> Iterator[str]:
    command = context.command
    pieces = [each for each in command.collect_usage_pieces(context) if each != "[OPTIONS]"]
    yield ".SS " + _bold(context.command_path) + " " + escape(" ".join(["[OPTIONS]", *pieces]))
    yield from _paragraphs(_summary(command))
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option):
            record = parameter.get_help_record(context)  # None for what is hidden
            if record is not None and "--help" not in parameter.opts:
                yield ".TP"
                yield _bold(record[0])
                yield escape(record[1])
    yield from _examples(command.epilog or "")


def _examples(epilog: str) -> Iterator[str]:
    heading, *examples = [line for line in epilog.splitlines() if line.strip() != "\b"] or [""]
    if examples:
        yield ".PP"
        yield escape(heading)
        yield ".RS 4"
        yield ".nf"
        yield from (escape(each.strip()) for each in examples)
        yield ".fi"
        yield ".RE"


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        yield escape(" ".join(paragraph.split()))


def _summary(command: click.Command) -> str:
    text = inspect.cleandoc(command.help or "").partition("\f")[0]
    # The root's list of exit codes has a section of its own.
    return re.split(r"\n\s*\nExit codes:", text)[0]


def _exit_status() -> Iterator[str]:
    for code, meaning in exit_codes():
        yield ".TP"
        yield f".B {code}"
        yield escape(meaning)


def exit_codes() -> list[tuple[str, str]]:
    """The codes and their meanings, from the document that promises them."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = text.partition("## Exit codes")[2].partition("\n## ")[0]
    return re.findall(r"^\| (\d+) \| (.+) \|$", section, flags=re.MULTILINE)


def _environment() -> Iterator[str]:
    for name, meaning in (
        ("SIGMAVAULT_CONFIG_DIR", "Another folder for the settings and the list of vaults."),
        ("SIGMAVAULT_STATE_DIR", "Another folder for the list of mounts."),
        ("SIGMAVAULT_TRACEBACK", "If set, an error is followed by its traceback."),
        ("SIGMAVAULT_LOG", "If DEBUG, the engine's log goes to standard error."),
    ):
        yield ".TP"
        yield f".B {name}"
        yield escape(meaning)


def _files() -> Iterator[str]:
    for place, meaning in (
        ("VAULT/vault.sigma", "The header: what must be readable before there is a key."),
        ("~/.config/sigmavault", "The window's settings and its list of vaults."),
        ("~/.local/state/sigmavault", "Which vaults are mounted, and by which process."),
        ("~/SigmaVault", "Where the window mounts vaults."),
    ):
        yield ".TP"
        yield rf".I {escape(place)}"
        yield escape(meaning)


def escape(text: str) -> str:
    """Text that troff takes for text: dashes as typed, and no line that is a request."""
    safe = text.replace("\\", r"\e").replace("-", r"\-").replace("~", r"\(ti").replace("`", "")
    return r"\&" + safe if safe.startswith((".", "'")) else safe


def _bold(text: str) -> str:
    return rf"\fB{escape(text)}\fR"


def _date() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return ""
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).strftime("%Y-%m-%d")


if __name__ == "__main__":
    sys.stdout.write(manual())
