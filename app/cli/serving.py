"""The process that serves a mount: how it is started in the background, and what it does.

sigmavault mount            asks for the passphrase, starts the child, waits for its report
  `-- python -m app mount --foreground --handed-over
                            unlocks, mounts, reports, serves until unmounted or told to stop
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import handover
from app.cli.failures import ExplainedFailure
from app.cli.interrupts import interrupts_raise
from app.cli.launching import command_of
from app.cli.logs import quiet_logs
from app.cli.output import note
from app.text.errors import ExitCode, Explanation
from app.text.memory import memory_warning
from app.text.names import shown
from engine.types import OnRollback

if TYPE_CHECKING:
    from engine.mount import MountSession
    from engine.vault import Vault
    from engine.vault.credentials import Credential


CHILD_END_S = 15.0
"""How long an interrupted child may take to clean up."""


@dataclass(frozen=True, slots=True)
class MountRequest:
    """What is to be mounted, where and how. Both paths are absolute."""

    vault: Path
    mountpoint: Path
    read_only: bool = False
    allow_other: bool = False
    binding: str | None = None
    accept_rollback: bool = False
    """A copy that is older than this device remembers is meant to be there."""

    def arguments(self) -> list[str]:
        """The command line that asks for the same."""
        arguments = ["mount"]
        if self.read_only:
            arguments.append("--read-only")
        if self.allow_other:
            arguments.append("--allow-other")
        if self.accept_rollback:
            arguments.append("--accept-rollback")
        if self.binding is not None:
            arguments += ["--binding", self.binding]
        return [*arguments, "--", str(self.vault), str(self.mountpoint)]


class ChildFailed(ExplainedFailure):
    """The serving process did not come to serve; says why."""

    def __init__(self, report: handover.ChildReport) -> None:
        code = _exit_code(report.exit_code)
        super().__init__(Explanation(report.code, report.message, code))


def start_serving(
    request: MountRequest, credential: Credential, stands: Callable[[], object] | None = None
) -> int:
    """Serve a mount in a process of its own; return when it is usable.

    Args:
        request: What to mount, and where.
        credential: What opens the vault.
        stands: Called when it is usable. What is raised before that, or by it, takes it away again.

    Returns:
        The process's id.

    Raises:
        ChildFailed: It could not be mounted.
    """
    child = _start(request)
    try:
        report = _talk(child, credential)
        if stands is not None and report is not None and report.exit_code == ExitCode.DONE:
            stands()
    except BaseException:
        _end(child)  # it shall not go on to mount behind our back
        raise
    finally:
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
    if report is None:
        code = child.wait()
        message = f"The process that serves the mount ended early (exit code {code})."
        report = handover.ChildReport(int(ExitCode.FAILED), "mount", message)
    if report.exit_code != ExitCode.DONE:
        child.wait()
        raise ChildFailed(report)
    if report.message:
        note(f"sigmavault: {report.message}")
    # It goes on without us: nothing to wait for, and nothing to complain about at our end.
    child.returncode = 0
    return child.pid


def _start(request: MountRequest) -> subprocess.Popen[bytes]:
    """Start the child in a session of its own, so that closing the terminal does not end it."""
    mount, *arguments = request.arguments()
    return subprocess.Popen(
        [*command_of("app"), mount, "--foreground", "--handed-over", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",  # whatever folder we were started in can be unmounted or removed
    )


def _talk(child: subprocess.Popen[bytes], credential: Credential) -> handover.ChildReport | None:
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child has no pipes")
    from engine.vault.credentials import wipe

    packed = handover.pack_credential(credential)
    with contextlib.suppress(BrokenPipeError):  # its report says why it did not read
        child.stdin.write(packed)
        child.stdin.close()
    wipe(packed)
    return handover.receive(child.stdout)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let the child end by itself, which unmounts and locks; if it does not, end it."""
    child.terminate()
    try:
        child.wait(CHILD_END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _exit_code(number: int) -> ExitCode:
    try:
        return ExitCode(number)
    except ValueError:
        return ExitCode.FAILED


def serve(request: MountRequest, credential: Credential, *, in_background: bool) -> None:
    """Mount, serve, and end when unmounted or told to by SIGTERM, SIGINT or SIGHUP.

    Args:
        request: What to mount, and where.
        credential: Opens the vault; wiped once it has.
        in_background: Somebody waits for a report on standard output.
    """
    from engine.health import keep_rekeyed, keep_scrubbed
    from engine.mount import MountSession

    quiet_logs()
    with _unlock(request, credential) as vault:
        keep_scrubbed(vault)
        keep_rekeyed(vault)
        session = MountSession(
            vault,
            request.mountpoint,
            binding=request.binding,
            read_only=request.read_only,
            allow_other=request.allow_other,
        )
        with interrupts_raise():
            _serve_session(session, memory_warning(vault) or "", in_background=in_background)


def _unlock(request: MountRequest, credential: Credential) -> Vault:
    from engine.vault import Vault
    from engine.vault.credentials import wipe_credential

    try:
        return Vault.unlock(
            request.vault,
            credential,
            read_only=request.read_only,
            purpose=f"mounted at {request.mountpoint}",
            on_rollback=_on_rollback(request),
        )
    finally:
        wipe_credential(credential)


def _on_rollback(request: MountRequest) -> OnRollback:
    """What was said of a copy that is older than this device remembers."""
    if request.accept_rollback:
        return OnRollback.ACCEPT
    return OnRollback.READ_ONLY if request.read_only else OnRollback.REFUSE


def _serve_session(session: MountSession, warning: str, *, in_background: bool) -> None:
    """Serve until the mount ends.

    `warning` is what has to be said of the vault when the mount is usable, if anything.

    SIGTERM, SIGINT and SIGHUP are the session's own business once it serves; before, they come as
    KeyboardInterrupt.
    """
    session.start()
    usable = False
    try:
        session.wait_ready()
        usable = True
        if in_background:
            handover.send_ready(sys.stdout.fileno(), warning)
            _let_go_of_standard_streams()
        else:
            if warning:
                note(f"sigmavault: {warning}")
            note(f"Mounted at {shown(session.mountpoint)}; Ctrl-C unmounts.")
        session.serve()
    except BaseException as error:
        session.unmount(lazy=True)
        if not (usable and isinstance(error, KeyboardInterrupt)):
            raise


def _let_go_of_standard_streams() -> None:
    """Close our ends of the parent's pipes, without leaving the numbers to other files."""
    void = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(void, number)
    os.close(void)
