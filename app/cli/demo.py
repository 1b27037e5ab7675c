"""`sigmavault demo`: the whole promise in one run, on real files, measured."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from app.cli.demo_sample import Sample, choose_sample
from app.cli.demo_ways import DirectWay, MountedWay, Way
from app.cli.failures import CommandFailed
from app.cli.interrupts import interrupts_raise
from app.cli.logs import quiet_logs
from app.cli.options import examples
from app.cli.output import note, say
from app.cli.serving import ChildFailed
from app.text.errors import ExitCode
from app.text.names import shown
from app.text.quantities import count, duration, rate, size

if TYPE_CHECKING:
    from engine.health import ScrubReport
    from engine.vault.credentials import Passphrase

T = TypeVar("T")

KDF_TIME_S = 0.2
"""Less than a real vault's second: the demonstration unlocks seven times."""

LANE_FILE = "bands/00000000-03"
"""The band file that is destroyed: a lane of the group that has the superblocks too."""


@click.command(epilog=examples("sigmavault demo", "sigmavault demo --size 200"))
@click.option(
    "--size",
    "size_mib",
    type=click.IntRange(1, 1024),
    default=40,
    show_default=True,
    metavar="MIB",
    help="How much of the Python installation to copy.",
)
@click.option("--without-mount", is_flag=True, help="Use the vault directly, as if without FUSE.")
def demo(size_mib: int, without_mount: bool) -> None:
    """Show what a vault does, in a temporary folder of which nothing is left.

    Creates a vault, mounts it, copies real files in, destroys a part of the vault on disk, finds
    the damage, repairs it, and compares every file byte for byte with its original.
    """
    quiet_logs()
    with interrupts_raise(), tempfile.TemporaryDirectory(prefix="sigmavault-demo-") as folder:
        say(f"A demonstration in {shown(folder)}, which is removed at the end.")
        with _state_in(Path(folder)):
            _Demonstration(Path(folder), choose_sample(size_mib * 2**20)).run(without_mount)


@contextlib.contextmanager
def _state_in(folder: Path) -> Iterator[None]:
    """Keep what is remembered of the vault in a folder too: this device need not know it."""
    from engine.vault import STATE_DIR_VARIABLE

    before = os.environ.get(STATE_DIR_VARIABLE)
    os.environ[STATE_DIR_VARIABLE] = str(folder / "state")
    try:
        yield
    finally:
        if before is None:
            del os.environ[STATE_DIR_VARIABLE]
        else:
            os.environ[STATE_DIR_VARIABLE] = before


class _Demonstration:
    """The steps, in order. Each says what it did and what it measured."""

    def __init__(self, folder: Path, sample: Sample) -> None:
        from engine.vault.credentials import Passphrase

        self._folder = folder
        self._vault = folder / "vault"
        self._sample = sample
        self._credential: Passphrase = Passphrase(secrets.token_hex(16).encode())
        self._step = 0

    def run(self, without_mount: bool) -> None:
        """All of it.

        Raises:
            CommandFailed: Something did not come out as promised.
        """
        self._create()
        with self._way(without_mount) as way:
            self._copy_in(way)
            self._destroy()
            self._find()
            self._repair()
            self._compare(way)
        say()
        say("Everything was verified: nothing was lost.")

    def _create(self) -> None:
        from engine.vault import create_vault, read_info

        took, _ = _timed(
            lambda: create_vault(self._vault, bytes(self._credential.secret), kdf_time_s=KDF_TIME_S)
        )
        info = read_info(self._vault)
        self._say(
            f"Created a vault of {info.geometry.data_lanes} + {info.geometry.parity_lanes} lanes:"
            f" {size(info.disk_bytes)} of noise, in {duration(took)}"
        )

    @contextlib.contextmanager
    def _way(self, without_mount: bool) -> Iterator[Way]:
        """How files get in and out: through a mount, or directly where there can be none."""
        if without_mount:
            yield DirectWay(self._vault, self._credential)
            return
        mounted = MountedWay(self._vault, self._credential, self._folder / "mounted")
        try:
            took, _ = _timed(mounted.mount)
        except ChildFailed as failed:
            if failed.explanation.code not in ("fuse-unavailable", "mount"):
                raise
            self._say(f"{failed.explanation.sentence} Going on without a mount")
            yield DirectWay(self._vault, self._credential)
            return
        self._say(f"Mounted it in {duration(took)}")
        try:
            yield mounted
        finally:
            mounted.unmount()

    def _copy_in(self, way: Way) -> None:
        took, _ = _timed(lambda: way.copy_in(self._sample))
        self._say(
            f"Copied {count(self._sample.files, 'file')} ({size(self._sample.total_bytes)}) from"
            f" {shown(self._sample.folder)} into it in {duration(took)}, durably:"
            f" {rate(self._sample.total_bytes, took)}"
        )
        took, _ = _timed(way.finish)
        self._say(f"Locked the vault in {duration(took)}")

    def _destroy(self) -> None:
        """Garbage over a whole band file, as a failing disk or a clumsy tool would leave it."""
        band = self._vault / LANE_FILE
        length = band.stat().st_size
        with band.open("r+b") as file:
            file.write(os.urandom(length))
        self._say(f"Overwrote the whole file {LANE_FILE} ({size(length)}) with garbage")

    def _find(self) -> None:
        report = self._scrub(repair=False)
        paths = {path for finding in report.findings for path in finding.paths}
        lost = "nothing is lost" if not report.lost_paths else f"{len(report.lost_paths)} LOST"
        self._say(
            f"Scrub read {count(report.slots_checked, 'slot')} in {duration(report.duration_s)} and"
            f" found {count(len(report.findings), 'damaged slot')}, which"
            f" {'touches' if len(report.findings) == 1 else 'touch'}"
            f" {count(len(paths), 'file')}; {lost}"
        )
        _demand(bool(report.findings), "Scrub did not find the damage.")
        _demand(not report.lost_paths, "Files were lost.")

    def _repair(self) -> None:
        from engine.types import Severity

        repaired = self._scrub(repair=True)
        after = self._scrub(repair=False)
        self._say(
            f"Repaired {count(repaired.repaired_rows, 'row')} from parity in"
            f" {duration(repaired.duration_s)}; a second scrub finds"
            f" {count(len(after.findings), 'damaged slot') if after.findings else 'nothing'}"
        )
        _demand(after.worst is Severity.GOOD, "Damage is left after the repair.")

    def _scrub(self, *, repair: bool) -> ScrubReport:
        from engine.health import scrub
        from engine.vault import Vault

        with Vault.unlock(
            self._vault, self._credential, read_only=not repair, purpose="demo"
        ) as vault:
            return scrub(vault, repair=repair)

    def _compare(self, way: Way) -> None:
        way.start()
        took, differing = _timed(lambda: way.differing(self._sample))
        for path in differing:
            note(f"sigmavault: {shown(path)}: differs from its original.")
        _demand(not differing, "Files differ from their originals.")
        self._say(
            f"Opened it again and compared {count(self._sample.files, 'file')} with the originals"
            f" in {duration(took)} ({rate(self._sample.total_bytes, took)}): every byte is the same"
        )
        way.finish()

    def _say(self, text: str) -> None:
        self._step += 1
        say(f"{self._step}. {text.rstrip('.')}.")


def _timed(action: Callable[[], T]) -> tuple[float, T]:
    started = time.monotonic()
    result = action()
    return time.monotonic() - started, result


def _demand(condition: bool, otherwise: str) -> None:
    if not condition:
        note(f"sigmavault: {otherwise}")
        raise CommandFailed(ExitCode.DAMAGE)
