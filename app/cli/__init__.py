"""The command line. One module per family of commands; nothing here imports Qt.

`main` is the entry point of the `sigmavault` command. What a command needs of the engine is
imported inside the command, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command's arguments; those of the process unless given.

    Returns:
        The exit code, as docs/cli.md lists them.
    """
    from app.cli.failures import run

    return run(arguments)
