"""A run in a process of its own, for a program that has something else to do meanwhile.

The process is a worker (see `engine.benchmark.worker`), since what measures holds the interpreter:
a window would stutter, and the figures would be those of two programs in one interpreter. The two
speak in lines of JSON:

    worker --> standard output: {"done": 3, "total": 92, "current": "BLAKE2b of 64 KiB"}, …
                                and at the end {"results": {…}} or {"error": "…", …}
    worker <-- standard input:  nothing; its end means: stop

So whichever of the two is killed, the other one notices. Everything lies in one folder that is
removed by the worker, else by us, else (when both were killed) by the next run in the same place,
which knows by a lock in the folder whether anybody still works there.
"""

from __future__ import annotations

import errno
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from engine.benchmark.plan import Plan
from engine.benchmark.processes import end, start_worker
from engine.benchmark.record import dump_results, parse_results
from engine.benchmark.results import Results
from engine.errors import CancelledError, MediumError, MountError, NoSpaceError
from engine.medium.system import lock_exclusively
from engine.progress import CancelToken, Progress, Report

APART_PREFIX = "sigmavault-speed-"
"""Of the folder in the place that all of a run lies in."""

LOCK_NAME = "lock"
_STATE_NAME = "state"
_STEP_S = 0.1
_PATIENCE_S = 60.0
"""For a worker that was asked to stop: it may have to unmount a vault first."""
_CLEARING_S = 30.0
"""For the server of a worker that was killed to notice that, and to unmount."""


def run_apart(plan: Plan, report: Report, cancel: CancelToken) -> Results:
    """As `engine.benchmark.run`, in a process of its own.

    Raises:
        RuntimeError: That process came to an unexpected end; the text is what it said.
    """
    with _folder_in(plan.place) as folder:
        worker = start_worker("run", _packed(replace(plan, place=folder)), state=folder / "state")
        try:
            last = _listen(worker, report, cancel)
        finally:
            end(worker, _PATIENCE_S)
    if cancel.cancelled and "results" not in last:
        raise CancelledError
    return _outcome(last, plan.place)


def clear_abandoned(place: Path) -> None:
    """Remove what runs left in a place whose processes were all killed."""
    with suppress(OSError):
        for folder in place.glob(APART_PREFIX + "*"):
            if not folder.is_symlink() and _is_abandoned(folder):
                _clear(folder)


# -- in the process that wants the results --------------------------------------------------------


@contextmanager
def _folder_in(place: Path) -> Iterator[Path]:
    clear_abandoned(place)
    try:
        folder = Path(tempfile.mkdtemp(prefix=APART_PREFIX, dir=place)).resolve()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpaceError(str(place)) from error
        raise MediumError(str(place), error.errno or errno.EIO) from error
    try:
        yield folder
    finally:
        _clear(folder)


def _packed(plan: Plan) -> str:
    return json.dumps(
        {
            "categories": sorted(plan.categories),
            "rounds": plan.rounds,
            "quick": plan.quick,
            "place": os.fsencode(plan.place).hex(),  # names are bytes, JSON is text
        }
    )


def _listen(worker: subprocess.Popen[bytes], report: Report, cancel: CancelToken) -> dict[str, Any]:
    """Pass progress on until the worker has said its last word, and give that."""
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(worker.stdout, lines), daemon=True).start()
    deadline = None
    while True:
        if cancel.cancelled and deadline is None:
            deadline = time.monotonic() + _PATIENCE_S
            if worker.stdin is not None:
                worker.stdin.close()
        try:
            line = lines.get(timeout=_STEP_S)
        except queue.Empty:
            if deadline is not None and time.monotonic() > deadline:
                worker.kill()
            continue
        said = _parsed(line) if line is not None else {}
        if line is None or "results" in said or "error" in said:
            return said
        if "done" in said:
            report(Progress(said["done"], said["total"], "steps", current=said["current"]))


def _read(pipe: IO[bytes] | None, lines: queue.SimpleQueue[bytes | None]) -> None:
    with suppress(OSError, ValueError):  # closed while we read: the run is over
        for line in pipe or ():
            lines.put(line)
    lines.put(None)


def _parsed(line: bytes) -> dict[str, Any]:
    """What a line says; a worker that was killed may have left half of one."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _outcome(said: dict[str, Any], place: Path) -> Results:
    if "results" in said:
        return parse_results(json.dumps(said["results"]).encode())
    code = said.get("error", "")
    if code == NoSpaceError.code:
        raise NoSpaceError(str(place))
    if code == MediumError.code:
        raise MediumError(str(place), int(said["errno"]), str(said["said"]))
    if code == CancelledError.code or not said:
        raise MediumError(str(place), errno.EINTR)
    raise RuntimeError(said.get("said", code))


# -- what is left ---------------------------------------------------------------------------------


def _is_abandoned(folder: Path) -> bool:
    """Whether a worker worked there, and none does any more."""
    try:
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        lock_exclusively(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _clear(folder: Path) -> None:
    """Remove a folder, once nothing is mounted in it any more."""
    deadline = time.monotonic() + _CLEARING_S
    while _mounts_in(folder) and time.monotonic() < deadline:
        time.sleep(_STEP_S)
    for mounted in _mounts_in(folder):
        from engine.mount import unmount

        with suppress(MountError):
            unmount(mounted, lazy=True)
    shutil.rmtree(folder, ignore_errors=True)


def _mounts_in(folder: Path) -> list[Path]:
    try:
        lines = Path("/proc/self/mounts").read_bytes().splitlines()
    except OSError:
        return []
    unescape = rb"\040", rb"\011", rb"\012", rb"\134"
    found = []
    for line in lines:
        name = line.split(b" ")[1]
        for each in unescape:
            name = name.replace(each, bytes([int(each[1:], 8)]))
        place = Path(os.fsdecode(name))
        if place.is_relative_to(folder):
            found.append(place)
    return found


# -- in the process that measures -----------------------------------------------------------------


def serve_run(packed: str) -> int:
    """Measure what the plan says, and tell of it on standard output."""
    from engine.benchmark import run

    fields = json.loads(packed)
    folder = Path(os.fsdecode(bytes.fromhex(fields["place"])))
    plan = Plan(frozenset(fields["categories"]), fields["rounds"], fields["quick"], folder)
    cancel = CancelToken()
    threading.Thread(target=_cancel_at_end, args=(cancel,), daemon=True).start()
    lock = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock_exclusively(lock)
        _say({"results": json.loads(dump_results(run(plan, _tell, cancel)))})
    except MediumError as error:
        _say({"error": error.code, "errno": error.errno_value, "said": error.reason})
        return 1
    except (CancelledError, NoSpaceError) as error:
        _say({"error": error.code})
        return 1
    except Exception as error:  # noqa: BLE001 - whoever waits shows it
        import traceback

        _say({"error": type(error).__name__, "said": traceback.format_exc()})
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
    return 0


def _tell(progress: Progress) -> None:
    _say({"done": progress.done, "total": progress.total, "current": progress.current})


def _cancel_at_end(cancel: CancelToken) -> None:
    while os.read(0, 64):
        pass
    cancel.cancel()


def _say(fields: dict[str, Any]) -> None:
    """Write a line; when nobody listens any more, the end of our input says so too."""
    line = json.dumps(fields).encode() + b"\n"
    with suppress(OSError):
        while line:
            line = line[os.write(1, line) :]
