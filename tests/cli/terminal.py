"""A person at a terminal: a command on a pseudo-terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import REPOSITORY

PATIENCE_S = 60.0


class Terminal:
    """Runs a command on a terminal; what it shows is collected in `shown`."""

    def __init__(self, *arguments: str | Path, stdout: int | None = None) -> None:
        self._master, slave = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CONTROLLING, *map(str, arguments)],
            stdin=slave,
            stdout=slave if stdout is None else stdout,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "100"},
        )
        os.close(slave)

    def wait_for(self, text: str) -> None:
        """Read until the terminal shows `text`, which is then forgotten with all before it."""
        deadline = time.monotonic() + PATIENCE_S
        while text not in self.shown:
            assert time.monotonic() < deadline, f"no {text!r} in {self.shown!r}"
            if not self._read():
                raise AssertionError(f"it ended without {text!r}: {self.shown!r}")
        self.shown = self.shown.partition(text)[2]

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, text.encode() + b"\n")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self._master, b"\x03")

    def end(self) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + PATIENCE_S
        while self._read():
            assert time.monotonic() < deadline, self.shown
        os.close(self._master)
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        """End it if it has not ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], PATIENCE_S)
        try:
            data = os.read(self._master, 65536) if ready else b""
        except OSError:  # Linux's way to say that nobody has the other end open
            return False
        self.shown += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


_CONTROLLING = """
import fcntl, signal, sys, termios
# A run in the background of a shell hands it on ignored, which no terminal does.
signal.signal(signal.SIGINT, signal.default_int_handler)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from app.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Makes the terminal the process's own, so that Ctrl-C reaches it, and runs the command."""
