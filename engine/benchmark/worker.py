"""Processes of the suite's own: `python -m engine.benchmark.worker TASK …`.

A server mounts a vault as `sigmavault mount` does, so that client and server do not share an
interpreter; several clients need one each; what a vault takes of memory shows in a process that
does nothing else; and a whole run has one where a window wants it. Each says a line on standard output, and ends when standard input does:
so none outlives a run that was killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

from engine.benchmark.folder_files import FolderFiles
from engine.errors import MountError, VaultError

READY = b"ready\n"
DONE = b"done\n"


def main(arguments: list[str]) -> int:
    """Do one task."""
    task, *operands = arguments
    if task == "serve":
        return _serve(Path(operands[0]), Path(operands[1]))
    if task == "client":
        return _client()
    if task == "unlock":
        return _unlock(Path(operands[0]))
    if task == "run":
        from engine.benchmark.apart import serve_run

        return serve_run(operands[0])
    raise ValueError(task)


def _serve(folder: Path, mountpoint: Path) -> int:
    """Mount a scratch vault until standard input ends."""
    from engine.benchmark.scratch_vault import unlock_scratch_vault
    from engine.mount import MountSession

    try:
        with unlock_scratch_vault(folder) as vault:
            session = MountSession(vault, mountpoint)
            session.start()
            session.wait_ready()
            _say(READY)
            threading.Thread(target=_end_with_input, daemon=True).start()
            session.serve()
    except MountError as error:
        _say(json.dumps({"code": error.code, "reason": str(error.reason)}).encode() + b"\n")
        return 1
    except VaultError as error:
        _say(json.dumps({"code": error.code, "reason": ""}).encode() + b"\n")
        return 1
    return 0


def _client() -> int:
    """Create or read small files whenever a line says so: `[work, folder, count]`."""
    _say(READY)
    while line := sys.stdin.buffer.readline():
        work, folder, count = json.loads(line)
        files = FolderFiles(Path(folder))
        {"create": files.create_tree, "read": files.read_tree}[work](count)
        _say(DONE)
    return 0


def _unlock(folder: Path) -> int:
    """Unlock a scratch vault, and tell what this process takes of memory then."""
    from engine.benchmark.machine import process_resident_bytes
    from engine.benchmark.scratch_vault import unlock_scratch_vault

    with unlock_scratch_vault(folder):
        _say(b"%d\n" % process_resident_bytes(os.getpid()))
    return 0


def _end_with_input() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _say(line: bytes) -> None:
    while line:
        line = line[os.write(sys.stdout.fileno(), line) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
