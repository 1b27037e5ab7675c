"""Serving on the core of the program that waits for us.

A program that asks for one thing after another sleeps while we answer, and we sleep while it goes
on. On two cores each request then wakes an idle core twice, which on a virtual machine costs many
times what the request costs; on one core it is two changes of context.

So while requests come from one program alone, the serving thread keeps to that program's core. The
scheduler would move the program away as soon as we wake it, since its core is busy: with us. It
does not where all that runs on a core has the policy SCHED_IDLE (`sched_idle_cpu` in the kernel's
`select_idle_sibling`), so the thread has that policy for as long as a reply is being written.

A thread of that policy gets nearly no time on a core that somebody else wants. While it writes it
holds no lock, the interpreter's neither, so nobody but those whose requests come next would wait; and
a watch frees it when it has not come back for some hundredths of a second. Then it stays free for a
while. As soon as a second program asks, or much data is moved at once (where copying and
our work overlap), the thread runs wherever the system likes.

Leaving SCHED_IDLE again is allowed to root, or with a limit on niceness that lets one (`ulimit -e`);
without, nothing of this is done.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from engine.mount.linux.request import Reply

PATIENCE = 16
"""Requests in a row from one program before its core is looked up."""

LOOK_AGAIN = 128
"""Requests after which it is looked up anew, and at once when nobody ran in between."""

RESCUE_S = 0.01
RESCUE_LOOKS = 2
"""The watch looks each RESCUE_S, and frees a thread that it has found away RESCUE_LOOKS times with no
reply in between: so long at most others wait for it."""

REST_S = 1.0
LONGEST_REST_S = 60.0
"""How long it stays free after that: doubled each time that it follows soon."""

_PROCESSOR_FIELD = 36
"""Of /proc/PID/stat, counted from behind the name: the core it ran on last."""

_LINE_BYTES = 1024
"""More than one line of /proc/PID/stat."""


class Companion:
    """Keeps the thread that makes it on the core of the one program that it serves.

    All calls come from that thread.
    """

    __slots__ = ("_allowed", "_away", "_core", "_left", "_lock", "_pid", "_preempted", "_rest_s",
                 "_rest_until", "_served", "_stat", "_stat_pid", "_stopped", "_thread_id",
                 "_wanted", "_watch")  # fmt: skip

    def __init__(self) -> None:
        self._allowed = _choice()
        self._thread_id = threading.get_native_id()
        self._lock = threading.Lock()
        """Over what the watch changes too: the core, and the thread's policy and cores."""
        self._core = -1
        self._away = False
        """Whether a reply is being written."""
        self._pid = 0
        self._left = PATIENCE
        self._served = 0
        self._preempted = 0
        self._stat = -1
        self._stat_pid = 0
        self._rest_s = REST_S
        self._rest_until = 0.0
        self._wanted = threading.Event()
        self._stopped = False
        self._watch: threading.Thread | None = None

    @property
    def core(self) -> int:
        """The core that the thread keeps to, or -1."""
        return self._core

    def served(self, pid: int) -> None:
        """Take note of a request that somebody waits for; `pid` is 0 for the kernel's own."""
        if pid == self._pid:
            self._served += 1
            self._left -= 1
            if self._core >= 0:
                preempted = _times_preempted()
                if preempted == self._preempted:
                    self._left = 0  # nobody came in between: the program runs elsewhere
                self._preempted = preempted
            if self._left <= 0:
                self._left = LOOK_AGAIN
                self._follow(pid)
        elif pid:
            self._pid = pid
            self._left = PATIENCE
            self.let_go()

    def reply(self, send: Callable[[int, Reply], None], unique: int, reply: Reply) -> None:
        """Send a reply so that whom it wakes stays on this core. For a thread that keeps to one."""
        self._away = True
        try:
            os.sched_setscheduler(0, os.SCHED_IDLE, _NO_PRIORITY)
            send(unique, reply)
        finally:
            os.sched_setscheduler(0, os.SCHED_OTHER, _NO_PRIORITY)
            self._away = False

    def let_go(self) -> None:
        """Run wherever the system likes."""
        if self._core >= 0:
            self._left = PATIENCE
            self._free()

    def close(self) -> None:
        """Let go of the thread, and end the watch."""
        self.let_go()
        self._forget()
        self._stopped = True
        self._wanted.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None

    # -- which core -----------------------------------------------------------------------------

    def _follow(self, pid: int) -> None:
        if not self._allowed or time.monotonic() < self._rest_until:
            return
        fields = self._fields(pid)
        core = int(fields[_PROCESSOR_FIELD]) if len(fields) > _PROCESSOR_FIELD else -1
        if core not in self._allowed:
            self.let_go()
        elif core != self._core:
            self._keep_to(core)

    def _keep_to(self, core: int) -> None:
        with self._lock, contextlib.suppress(OSError):  # somebody took the core away: no harm done
            os.sched_setaffinity(self._thread_id, (core,))
            self._core = core
        if self._watch is None:
            self._watch = threading.Thread(
                target=self._look_after, name="mount-companion", daemon=True
            )
            self._watch.start()
        self._wanted.set()

    def _free(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._core = -1
            os.sched_setscheduler(self._thread_id, os.SCHED_OTHER, _NO_PRIORITY)
            os.sched_setaffinity(self._thread_id, self._allowed)

    def _fields(self, pid: int) -> list[bytes]:
        """Of /proc/PID/stat, from the state on; none if the thread is gone or not to be seen."""
        try:
            if self._stat_pid != pid:
                self._forget()
                self._stat = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
                self._stat_pid = pid
            return _split(os.pread(self._stat, _LINE_BYTES, 0))
        except OSError:
            self._forget()
            return []

    def _forget(self) -> None:
        if self._stat >= 0:
            os.close(self._stat)
        self._stat, self._stat_pid = -1, 0

    # -- the watch ------------------------------------------------------------------------------

    def _look_after(self) -> None:
        """Sleep until the thread keeps to a core; then see each RESCUE_S that it comes back."""
        while not self._stopped:
            self._wanted.wait()
            self._wanted.clear()
            missed, idle = 0, 0
            while self._core >= 0 and not self._stopped:
                served = self._served
                time.sleep(RESCUE_S)
                missed = missed + 1 if self._away and served == self._served else 0
                idle = idle + 1 if served == self._served else 0
                if missed >= RESCUE_LOOKS:
                    self._rest()
                if idle >= RESCUE_LOOKS:
                    self._free()

    def _rest(self) -> None:
        """It wanted to run and could not: leave it free for a while, longer if that was so before."""
        now = time.monotonic()
        soon = now - self._rest_until < self._rest_s
        self._rest_s = min(2 * self._rest_s, LONGEST_REST_S) if soon else REST_S
        self._rest_until = now + self._rest_s


_NO_PRIORITY: Any = os.sched_param(0) if hasattr(os, "sched_param") else None


def _split(line: bytes) -> list[bytes]:
    return line.rpartition(b")")[2].split()


def _choice() -> frozenset[int]:
    """The cores that the calling thread may use; none where there is no choice to make."""
    if not hasattr(os, "SCHED_IDLE") or os.sched_getscheduler(0) != os.SCHED_OTHER:
        return frozenset()
    cores = frozenset(os.sched_getaffinity(0))
    return cores if len(cores) > 1 and _may_come_back() else frozenset()


def _may_come_back() -> bool:
    """Whether a thread may leave SCHED_IDLE again, tried in one that ends at once."""
    allowed = []

    def try_it() -> None:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, _NO_PRIORITY)
            os.sched_setscheduler(0, os.SCHED_OTHER, _NO_PRIORITY)
            allowed.append(True)

    thread = threading.Thread(target=try_it)
    thread.start()
    thread.join()
    return bool(allowed)


def _times_preempted() -> int:
    """How often the calling thread was taken from its core before it wanted to leave it."""
    import resource  # which Windows does not have

    return resource.getrusage(resource.RUSAGE_THREAD).ru_nivcsw
