"""A vault's states, on real vaults: what follows what, and that the threads end."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.jobs.opening import passphrase_of, recovery_key_of
from app.models.idleness import IdleClock
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from engine.errors import MistypedRecoveryKeyError, RootLostError, VaultBusyError, WrongKeyError
from tests.gui.conftest import PASSPHRASE, names_in, open_session, write_file


def test_a_present_vault_is_locked_and_an_absent_one_missing(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path], tmp_path: Path
) -> None:
    there, away = vaults.add(make_vault()), vaults.add(tmp_path / "unplugged")
    qtbot.waitUntil(lambda: there.sighted and away.sighted)
    assert (there.state, away.state) == (VaultState.LOCKED, VaultState.MISSING)
    shutil.move(there.path, away.path)
    vaults.look()
    qtbot.waitUntil(lambda: away.state is VaultState.LOCKED)
    qtbot.waitUntil(lambda: there.state is VaultState.MISSING)


def test_a_vault_without_a_header_that_can_be_read_is_damaged(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    path = make_vault()
    for copy in path.glob("vault.sigma*"):
        copy.write_bytes(b"\xff" * copy.stat().st_size)
    session = vaults.add(path)
    qtbot.waitUntil(lambda: session.state is VaultState.DAMAGED)


def test_the_right_passphrase_opens_and_locking_keeps_what_was_written(
    qtbot: QtBot, session: VaultSession
) -> None:
    assert session.state is VaultState.UNLOCKED
    write_file(session, "/notes/a.txt", b"kept")
    with qtbot.waitSignal(session.closed):
        assert session.lock()
    assert session.state is VaultState.LOCKED
    open_session(qtbot, session)
    assert names_in(session, "/notes") == ["a.txt"]


def test_the_wrong_passphrase_leaves_it_locked(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    session = vaults.add(make_vault())
    failures: list[Exception] = []
    qtbot.waitUntil(lambda: session.sighted)
    assert session.unlock(passphrase_of("wrong"), failed=failures.append) is not None
    assert session.state is VaultState.UNLOCKING
    assert session.unlock(passphrase_of("again")) is None
    qtbot.waitUntil(lambda: bool(failures), timeout=20_000)
    assert isinstance(failures[0], WrongKeyError)
    assert session.state is VaultState.LOCKED


def test_a_mistyped_recovery_key_is_told_apart(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    session = vaults.add(make_vault())
    failures: list[Exception] = []
    qtbot.waitUntil(lambda: session.sighted)
    session.unlock(recovery_key_of("ABCD-EFGH"), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], MistypedRecoveryKeyError)


def test_a_vault_that_another_has_open_is_refused_by_name(
    qtbot: QtBot, session: VaultSession
) -> None:
    second = VaultSession(session.entry)
    failures: list[Exception] = []
    second.unlock(passphrase_of(PASSPHRASE), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=20_000)
    assert isinstance(failures[0], VaultBusyError)
    assert "pid" in failures[0].holder
    second.stop()


def test_a_vault_whose_root_is_lost_is_damaged(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    session = vaults.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    for band in (session.path / "bands").iterdir():
        band.write_bytes(bytes(band.stat().st_size))
    failures: list[Exception] = []
    session.unlock(passphrase_of(PASSPHRASE), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=20_000)
    assert isinstance(failures[0], RootLostError)
    assert session.state is VaultState.DAMAGED
    session.look()
    qtbot.wait(300)
    assert session.state is VaultState.DAMAGED, "a look from outside does not know better"


def test_an_idle_vault_locks_itself_and_a_used_one_does_not(
    qtbot: QtBot, session: VaultSession
) -> None:
    session._idle.look()
    assert session.state is VaultState.UNLOCKED
    session._idle._last_use_s -= session.entry.lock_after_min * 60 + 1
    with qtbot.waitSignal(session.closed):
        session._idle.look()


def test_the_clock_rings_by_itself_and_later_for_what_is_used(qtbot: QtBot) -> None:
    clock = IdleClock()
    rings: list[float] = []
    clock.due.connect(lambda: rings.append(clock.idle_s))
    clock.watch(1)
    qtbot.waitUntil(lambda: clock.idle_s > 0.5)
    clock.touch()
    qtbot.waitUntil(lambda: bool(rings), timeout=10_000)
    assert rings[0] >= 1
    clock.watch(0)
    clock._last_use_s -= 100
    clock.look()
    assert len(rings) == 1


def test_another_time_out_holds_from_now_on(qtbot: QtBot, session: VaultSession) -> None:
    session._idle._last_use_s -= 120
    with qtbot.waitSignal(session.closed, timeout=10_000):
        session.change_entry(replace(session.entry, lock_after_min=1))


def test_work_in_progress_keeps_a_vault_from_being_idle(
    qtbot: QtBot, session: VaultSession
) -> None:
    gate = threading.Event()
    session.run(lambda *_: gate.wait(10), label="Waiting")
    session._idle._last_use_s -= 10**6
    session._idle.look()
    assert session.state is VaultState.UNLOCKED
    gate.set()
    qtbot.waitUntil(lambda: not session.running_jobs)
    assert session.idle_s < 60


def test_locking_cancels_what_runs(qtbot: QtBot, session: VaultSession) -> None:
    ended: list[str] = []

    def job(_vault, cancel, _report):
        while True:
            cancel.check()

    handle = session.run(job, label="Running")
    assert handle is not None
    handle.cancelled.connect(lambda: ended.append("cancelled"))
    with qtbot.waitSignal(session.closed):
        session.lock()
    assert ended == ["cancelled"]


def test_a_locked_vault_answers_nothing(qtbot: QtBot, session: VaultSession) -> None:
    with qtbot.waitSignal(session.closed):
        session.lock()
    assert session.ask(lambda *_: None) is None
    assert session.run(lambda *_: None, label="x") is None
    assert not session.mount()


def test_the_list_survives_a_restart_and_forgets(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    first, second = vaults.add(make_vault("A")), vaults.add(make_vault("B"))
    assert vaults.add(first.path) is first
    again = VaultListModel()
    assert [each.path for each in again.sessions] == [first.path, second.path]
    again.stop()
    place = first.path
    assert vaults.forget(first)
    assert place.exists(), "only the list forgets"
    again = VaultListModel()
    assert [each.path for each in again.sessions] == [second.path]
    again.stop()
