"""Scrubs that are remembered, broken off and gone on with, and that happen by themselves."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES
from engine.errors import CancelledError, ReadOnlyVaultError
from engine.health import (
    DEFAULT_INTERVAL_S,
    NEVER,
    BackgroundScrub,
    FindingCode,
    background_of,
    keep_scrubbed,
    last_outcome,
    schedule_of,
    scrub,
    set_interval,
    survey,
)
from engine.health import sweep as walk
from engine.health.pacing import Clock, Throttle, brisk_interpreter, turn_of
from engine.keys import KdfParameters, Passphrase
from engine.namespace.stored import FIRST_LEAF
from engine.progress import CancelToken, PauseToken, Progress, ignore_progress
from engine.types import Severity
from engine.vault import Vault, create_vault

KEY = Passphrase(b"pass")
FILES = 12
BLOCKS = 6
DAY_S = 86_400


@pytest.fixture
def vault_folder(vault_path: Path, fast_kdf: KdfParameters) -> Path:
    create_vault(vault_path, KEY.secret, kdf=fast_kdf)
    with Vault.unlock(vault_path, KEY) as vault:
        for number in range(FILES):
            inode = vault.namespace.create(1, b"file-%d" % number, 0o100644, 0, 0)
            vault.namespace.write(inode.ino, 0, os.urandom(BLOCKS * BLOCK_BYTES))
    return vault_path


@pytest.fixture
def vault(vault_folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "_BATCH_BLOCKS", BLOCKS)  # so that the walk has many steps
    with Vault.unlock(vault_folder, KEY) as unlocked:
        yield unlocked


class FakeClock(Clock):
    """Sleeps by setting itself on; `work_s` passes at each look at it."""

    def __init__(self, now_s: int, work_s: float = 0.0) -> None:
        self.time_s = float(now_s)
        self.work_s = work_s
        self.slept: list[float] = []
        self.on_wait = lambda: None

    def now_s(self) -> int:
        return int(self.time_s)

    def monotonic_s(self) -> float:
        self.time_s += self.work_s
        return self.time_s

    def wait(self, token: CancelToken, timeout_s: float) -> bool:
        self.slept.append(timeout_s)
        self.time_s += timeout_s
        self.on_wait()
        return token.cancelled


def stop_after(token: CancelToken, reports: int):
    """A report that cancels at its so-manieth call."""
    seen: list[Progress] = []

    def report(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == reports:
            token.cancel()

    return report


# -- remembered -----------------------------------------------------------------------------------


def test_a_vault_that_was_never_scrubbed_is_due_a_month_after_its_creation(vault):
    schedule = schedule_of(vault)
    assert not schedule.ever
    assert schedule.interval_s == DEFAULT_INTERVAL_S
    assert schedule.due_s == schedule.last_s + DEFAULT_INTERVAL_S
    assert last_outcome(vault) is None


def test_the_outcome_and_the_schedule_outlive_the_lock(vault, vault_folder):
    set_interval(vault, 7 * DAY_S)
    report = scrub(vault)
    vault.lock()
    with Vault.unlock(vault_folder, KEY, read_only=True) as again:
        schedule = schedule_of(again)
        assert schedule.ever
        assert schedule.due_s == schedule.last_s + 7 * DAY_S
        outcome = last_outcome(again)
        assert outcome is not None
        assert outcome.worst is Severity.GOOD
        assert outcome.report.rows_checked == report.rows_checked
        assert outcome.report.slots_checked == report.slots_checked
        with pytest.raises(ReadOnlyVaultError):
            set_interval(again, NEVER)


def test_findings_are_remembered_with_the_names_that_files_have_now(vault):
    blocks = dict(vault.namespace.stored_blocks())
    inode = vault.namespace.lookup(1, b"file-3")
    pointer = blocks[inode.ino][0][1]
    name = vault.store.backend.band_name(pointer.row, 5)
    with (vault.path / name).open("r+b") as band:
        band.seek(pointer.row * 8192 + 100)
        band.write(os.urandom(8))
    (found,) = scrub(vault).findings
    vault.namespace.rename(1, b"file-3", 1, b"renamed")
    outcome = last_outcome(vault)
    assert outcome is not None
    (kept,) = outcome.report.findings
    assert kept.message_code is FindingCode.DATA
    assert (kept.place, kept.row, kept.lane, kept.reason) == (name, pointer.row, 5, "altered")
    assert found.paths == (b"/file-3",)
    assert kept.paths == (b"/renamed",)
    assert outcome.worst is Severity.WARNING


def test_more_findings_than_are_kept(vault, monkeypatch):
    monkeypatch.setattr("engine.health.record.KEPT_FINDINGS", 5)
    (vault.path / vault.store.backend.band_name(8, 1)).write_bytes(os.urandom(1 << 22))
    report = scrub(vault)
    outcome = last_outcome(vault)
    assert outcome is not None
    assert outcome.finding_count == len(report.findings) > 5
    assert len(outcome.report.findings) == 5


def test_a_survey_counts_every_byte_once(vault):
    found = survey(vault)
    shares, geometry = found.shares, vault.geometry
    whole = found.groups * 512 * geometry.lanes * 8192
    assert shares.data + shares.parity + shares.decoys == whole
    assert sum(found.used_rows) >= FILES * BLOCKS
    assert shares.data == sum(found.used_rows) * 8 * 8192
    assert shares.parity * 4 == shares.data
    assert found.files == FILES


# -- broken off and gone on with ------------------------------------------------------------------


def test_a_scrub_that_was_broken_off_goes_on_after_a_lock(vault, vault_folder):
    whole = scrub(vault)
    token = CancelToken()
    first = scrub(vault, cancel=token, report=stop_after(token, 8))
    assert first.cancelled
    assert 0 < first.rows_checked < whole.rows_checked
    vault.lock()
    with Vault.unlock(vault_folder, KEY) as again:
        steps: list[Progress] = []
        second = scrub(again, report=steps.append)
        assert second.resumed
        assert not second.cancelled
        assert second.rows_checked >= whole.rows_checked
        assert len(steps) < FILES + 4, "what was read is not read again"
        assert survey(again).begun is None
        third = scrub(again)
        assert not third.resumed


def test_a_scrub_goes_on_after_a_kill(vault, vault_folder, monkeypatch):
    monkeypatch.setattr(sys.modules["engine.health.scrub"], "NOTE_EVERY_S", 0)

    class Killed(Exception):
        pass

    seen: list[Progress] = []

    def report(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == 10:
            vault.store.commit()
            raise Killed

    with pytest.raises(Killed):
        scrub(vault, report=report)
    vault.abandon()
    with Vault.unlock(vault_folder, KEY) as again:
        found = scrub(again)
        assert found.resumed
        assert found.findings == ()


def test_what_was_found_before_the_break_is_told_after_it(vault, vault_folder):
    pointer = next(iter(vault.namespace.stored_blocks()))[1][0][1]
    name = vault.store.backend.band_name(pointer.row, 2)
    with (vault.path / name).open("r+b") as band:
        band.seek(pointer.row * 8192 + 4000)
        band.write(b"damaged")
    token = CancelToken()
    assert scrub(vault, cancel=token, report=stop_after(token, 8)).findings
    vault.lock()
    with Vault.unlock(vault_folder, KEY) as again:
        report = scrub(again)
        assert report.resumed
        assert [each.row for each in report.findings] == [pointer.row]


def test_a_scrub_of_another_kind_or_too_old_begins_anew(vault, monkeypatch):
    token = CancelToken()
    scrub(vault, cancel=token, report=stop_after(token, 8))
    assert survey(vault).begun is not None
    assert not scrub(vault, repair=True).resumed
    token = CancelToken()
    scrub(vault, cancel=token, report=stop_after(token, 8))
    assert not scrub(vault, resume=False).resumed
    token = CancelToken()
    scrub(vault, cancel=token, report=stop_after(token, 8))
    monkeypatch.setattr("engine.health.record.STALE_S", -1)
    assert not scrub(vault).resumed


def test_a_paused_scrub_waits_and_goes_on(vault):
    token = PauseToken()
    paused = threading.Event()
    reports: list[Progress] = []

    def report(progress: Progress) -> None:
        reports.append(progress)
        if len(reports) == 3:
            token.pause()
            paused.set()

    done: list[object] = []
    thread = threading.Thread(target=lambda: done.append(scrub(vault, report=report, cancel=token)))
    thread.start()
    assert paused.wait(30)
    assert not done
    inode = vault.namespace.create(1, b"meanwhile", 0o100644, 0, 0)  # no lock is held
    vault.namespace.write(inode.ino, 0, b"x" * 100)
    assert len(reports) == 3
    token.resume()
    thread.join(60)
    assert done[0].findings == ()


def test_a_held_scrub_can_be_cancelled():
    token = PauseToken()
    token.pause()
    token.cancel()
    with pytest.raises(CancelledError):
        token.check()


# -- while the vault changes ----------------------------------------------------------------------


def test_a_vault_that_changes_while_it_is_scrubbed_has_no_findings(vault):
    """Files are written, overwritten and removed at every step; nothing is taken for damage.

    And it ends: files that were made meanwhile are the next one's.
    """
    numbers = iter(range(1000))

    def report(_: Progress) -> None:
        number = next(numbers)
        names = vault.namespace
        victim = names.lookup(1, b"file-%d" % (number % FILES)).ino
        names.write(victim, 0, os.urandom(2 * BLOCK_BYTES))
        fresh = names.create(1, b"fresh-%d" % number, 0o100644, 0, 0)
        names.write(fresh.ino, 0, os.urandom(3 * BLOCK_BYTES))
        if number > 2:
            names.unlink(1, b"fresh-%d" % (number - 2))
        names.sync()
        vault.store.touch()
        vault.store.checkpoint()

    assert scrub(vault, report=report).findings == ()


def test_rows_that_were_given_up_since_the_walk_met_them_are_no_finding(vault):
    """They may hold something else by the time they are read; here, noise."""
    module = sys.modules["engine.health.scrub"]
    scrubber = module._Scrub(vault, module.Manner(), ignore_progress, CancelToken())
    step, _ = next(walk.sweep(vault, FIRST_LEAF))
    vault.namespace.write(step.run[0].ino, 0, os.urandom(BLOCKS * BLOCK_BYTES))
    vault.namespace.sync()
    for pointer in step.pointers:
        with (vault.path / vault.store.backend.band_name(pointer.row, 0)).open("r+b") as band:
            band.seek(pointer.row * 8192)
            band.write(os.urandom(8192))
    scrubber._check_step(step, vault.store.backend.read_run(step.pointers))
    assert scrubber._tally.rows == len(step.run)
    assert scrubber._tally.findings == []


# -- by itself ------------------------------------------------------------------------------------


def run_by_clock(vault: Vault, clock: FakeClock, looks: int, share: float = 0.1) -> BackgroundScrub:
    """Let the scheduled scrub look so many times, and end."""
    scrubber = BackgroundScrub(vault, share, clock)

    def on_wait() -> None:
        if sum(each >= 30 for each in clock.slept) > looks:
            scrubber._end.cancel()

    clock.on_wait = on_wait
    scrubber.start()
    scrubber._thread.join(60)
    assert not scrubber._thread.is_alive()
    return scrubber


def test_a_scrub_begins_by_itself_when_it_is_due(vault):
    born_s = schedule_of(vault).last_s
    run_by_clock(vault, FakeClock(born_s + DEFAULT_INTERVAL_S - DAY_S), looks=3)
    assert last_outcome(vault) is None
    clock = FakeClock(born_s + DEFAULT_INTERVAL_S)
    run_by_clock(vault, clock, looks=3)
    outcome = last_outcome(vault)
    assert outcome is not None
    assert outcome.ended_s >= born_s + DEFAULT_INTERVAL_S
    assert schedule_of(vault).due_s == outcome.ended_s + DEFAULT_INTERVAL_S


def test_none_begins_when_the_schedule_says_never(vault):
    set_interval(vault, NEVER)
    run_by_clock(vault, FakeClock(schedule_of(vault).last_s + 1000 * DAY_S), looks=3)
    assert last_outcome(vault) is None


def test_the_background_takes_a_tenth_of_the_time(vault):
    clock = FakeClock(schedule_of(vault).last_s + 31 * DAY_S, work_s=0.01)
    run_by_clock(vault, clock, looks=2)
    rests = [each for each in clock.slept if each < 30]
    assert len(rests) >= FILES
    # Each step costs at least one look at the clock, and is slept off nine times over.
    assert min(rests) >= 0.09 - 1e-6
    assert max(rests) <= 2.0


def test_the_share_is_kept():
    clock = FakeClock(0)
    throttle = Throttle(0.25, clock, CancelToken())
    for worked_s in (0.1, 0.2, 0.05):
        clock.time_s += worked_s
        throttle.rest()
    assert clock.slept == pytest.approx([0.3, 0.6, 0.15])
    assert throttle.slept_s == pytest.approx(1.05)
    at_once = Throttle(1.0, clock, CancelToken())
    clock.time_s += 5
    at_once.rest()
    assert at_once.slept_s == 0


def test_locking_ends_it_at_once_and_it_goes_on_at_the_next_opening(vault, vault_folder):
    clock = FakeClock(schedule_of(vault).last_s + 31 * DAY_S)
    scrubber = BackgroundScrub(vault, 0.1, clock)
    under_way = threading.Event()
    go_on = threading.Event()
    rests: list[float] = []

    def on_wait() -> None:
        if clock.slept[-1] < 30:
            rests.append(clock.slept[-1])
            if len(rests) == 6:
                under_way.set()
                go_on.wait(30)

    clock.on_wait = on_wait
    scrubber.start()
    assert under_way.wait(30)
    assert scrubber.is_running
    threading.Timer(0.05, go_on.set).start()
    vault.lock()
    assert not scrubber._thread.is_alive()
    with Vault.unlock(vault_folder, KEY) as again:
        begun = survey(again).begun
        assert begun is not None
        assert begun[0] > 0
        run_by_clock(again, FakeClock(int(clock.time_s)), looks=2)
        outcome = last_outcome(again)
        assert outcome is not None
        assert outcome.report.rows_checked >= FILES * BLOCKS


def test_it_gives_way_to_a_scrub_that_somebody_asks_for(vault):
    clock = FakeClock(schedule_of(vault).last_s + 31 * DAY_S)
    scrubber = BackgroundScrub(vault, 0.1, clock)
    under_way = threading.Event()
    clock.on_wait = lambda: under_way.set() if clock.slept[-1] < 30 else None
    with turn_of(vault).foreground(CancelToken()):
        scrubber.start()
    assert under_way.wait(30)
    report = scrub(vault, resume=False)
    assert not report.cancelled
    scrubber.stop()


def test_a_held_one_waits(vault):
    scrubber = BackgroundScrub(vault, 0.1, FakeClock(0))
    scrubber._token = PauseToken()
    scrubber.hold(True)
    assert scrubber._token.paused
    assert scrubber.is_held
    scrubber.hold(False)
    assert not scrubber._token.paused


def test_a_vault_knows_who_scrubs_it(vault):
    assert background_of(vault) is None
    scrubber = keep_scrubbed(vault)
    assert background_of(vault) is scrubber
    assert scrubber._thread.is_alive()
    vault.lock()
    assert not scrubber._thread.is_alive()


def test_the_interpreter_is_brisk_while_a_scrub_runs():
    before = sys.getswitchinterval()
    with brisk_interpreter(), brisk_interpreter():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == pytest.approx(before)


def test_a_cancellation_in_the_middle_of_a_pause_is_not_held():
    """Or a lock that waits for the scrub's end would wait for ever."""
    token = PauseToken()

    class Late(threading.Event):
        def clear(self) -> None:
            token.cancel()
            super().clear()

    token._going = Late()
    token._going.set()
    token.pause()
    assert not token.paused
    with pytest.raises(CancelledError):
        token.check()
