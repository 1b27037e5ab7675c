"""Starting programs and workers of ours, and not waiting for them longer than anybody wants."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import engine

Check = Callable[[], None]

WORKER_ARGUMENT = "--benchmark-worker"
"""First argument of a program without an interpreter beside it (a bundle) that is to be a worker."""

_STEP_S = 0.1
"""How long it may take to notice that somebody asked to stop."""


class ProgramFailedError(OSError):
    """A program of a workload ended with an error; the text is the end of what it said."""


def start_worker(*arguments: str, state: Path) -> subprocess.Popen[bytes]:
    """Start `engine.benchmark.worker` with both its pipes in our hands.

    In a session of its own, so that Ctrl-C reaches us alone and we end it in good order.

    Args:
        arguments: The task and its operands.
        state: Folder for its records of mounts: the user's own list of mounts stays as it is.
    """
    ours = str(Path(engine.__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [*_worker_command(), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "SIGMAVAULT_STATE_DIR": str(state)},
        start_new_session=True,
    )


def _worker_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    # -P keeps the current folder out of the module path: an "engine" that lies there is not ours.
    return [sys.executable, "-P", "-m", "engine.benchmark.worker"]


def end(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Close a worker's standard input, which it takes as the end; kill it when it does not end."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # it ended before, and what we wrote was never read
                pipe.close()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run_program(
    command: Sequence[str], check: Check, environment: Mapping[str, str] | None = None
) -> None:
    """Run a program to its end.

    Its end is seen at once (its pipe closes), and every now and then `check` is asked, which may
    raise: then the program is killed.

    Raises:
        ProgramFailedError: Its exit code is not 0.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        said = wait_for(process, check)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode:
        raise ProgramFailedError(f"{command[0]}: {said.decode(errors='replace')[-200:].strip()}")


def wait_for(process: subprocess.Popen[bytes], check: Check) -> bytes:
    """Wait until a process has ended; what it wrote to its standard error.

    Raises:
        Exception: Whatever `check` raises; the process goes on.
    """
    while True:
        try:
            _, said = process.communicate(timeout=_STEP_S)
        except subprocess.TimeoutExpired:
            check()
        else:
            return said or b""
