"""A passphrase in the desktop's keyring: kept on demand, given back, forgotten; never in plain text."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from pytestqt.qtbot import QtBot

from app.jobs import remembering
from app.jobs.remembering import KeyringError, Trouble
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.settings.vault_list import load_vault_list
from app.views.main_window import MainWindow
from app.views.unlock_dialog import UnlockDialog
from engine.progress import CancelToken, ignore_progress
from engine.vault import read_info
from tests.gui.conftest import PASSPHRASE, close_all


class MemoryKeyring(KeyringBackend):
    """Guarded by being gone when the test is over."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []
        self.threads: set[str] = set()
        self.fails: Exception | None = None
        self.hangs: threading.Event | None = None

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        self.threads.add(threading.current_thread().name)
        if self.hangs is not None:
            assert self.hangs.wait(30)
        if self.fails is not None:
            raise self.fails

    def get_password(self, service: str, username: str) -> str | None:
        self._ask("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask("set")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask("delete")
        if (service, username) not in self.kept:
            raise PasswordDeleteError("none")
        del self.kept[service, username]


class PlainTextKeyring(MemoryKeyring):
    """What `keyrings.alt` would put in the place of a real one."""


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    memory = MemoryKeyring()
    name = f"{MemoryKeyring.__module__}.{MemoryKeyring.__qualname__}"
    monkeypatch.setattr(remembering, "GUARDED", remembering.GUARDED | {name})
    keyring.set_keyring(memory)
    yield memory
    if memory.hangs is not None:
        memory.hangs.set()
    keyring.set_keyring(before)


@pytest.fixture
def session(qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]) -> VaultSession:
    session = vaults.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    return session


@pytest.fixture
def ask(
    qtbot: QtBot, vaults: VaultListModel, session: VaultSession
) -> Iterator[Callable[[], UnlockDialog]]:
    dialogs: list[UnlockDialog] = []

    def open_dialog() -> UnlockDialog:
        dialog = UnlockDialog(session, remembered=vaults.remembered)
        dialogs.append(dialog)
        dialog.show()
        return dialog

    yield open_dialog
    for dialog in dialogs:
        dialog.reject()
        dialog.deleteLater()


def unlock(qtbot: QtBot, dialog: UnlockDialog, session: VaultSession) -> None:
    dialog.unlock_button.click()
    qtbot.waitUntil(lambda: session.state is VaultState.UNLOCKED, timeout=20_000)


def lock(qtbot: QtBot, session: VaultSession) -> None:
    session.lock()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)


def key_of(session: VaultSession) -> tuple[str, str]:
    return (remembering.SERVICE, read_info(session.path).vault_id)


def test_nothing_is_kept_unless_it_was_wished(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    dialog = ask()
    qtbot.waitUntil(dialog.remember.isEnabled)
    assert not dialog.remember.isChecked()
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    qtbot.waitUntil(lambda: not session.running_jobs)
    assert memory.asked == [], "the keyring was looked for, but asked nothing"
    assert load_vault_list()[0].saved_as == ""


def test_it_is_kept_under_the_vaults_id_and_filled_in_the_next_time(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    dialog = ask()
    qtbot.waitUntil(dialog.remember.isEnabled)
    dialog.remember.click()
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    qtbot.waitUntil(lambda: bool(session.entry.saved_as))
    assert memory.kept == {key_of(session): PASSPHRASE}
    assert load_vault_list()[0].saved_as == key_of(session)[1]
    lock(qtbot, session)
    dialog = ask()
    qtbot.waitUntil(lambda: dialog.passphrase.text() == PASSPHRASE)
    assert dialog.remember.isChecked()
    assert "from the keyring" in dialog.banner.text
    unlock(qtbot, dialog, session)
    assert memory.asked.count("set") == 1, "it is kept already"
    assert "MainThread" not in memory.threads


def test_what_is_typed_meanwhile_is_not_overwritten(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    keep(session, memory)
    memory.hangs = threading.Event()
    dialog = ask()
    qtbot.waitUntil(lambda: "get" in memory.asked)
    qtbot.keyClicks(dialog.passphrase, "mine")
    memory.hangs.set()
    qtbot.waitUntil(lambda: all(each.is_over for each in dialog._questions))
    assert dialog.passphrase.text() == "mine"


def keep(session: VaultSession, memory: MemoryKeyring, passphrase: str = PASSPHRASE) -> None:
    from dataclasses import replace

    memory.kept[key_of(session)] = passphrase
    session.change_entry(replace(session.entry, saved_as=key_of(session)[1]))


def test_one_that_opens_nothing_any_more_is_forgotten(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    keep(session, memory, "of last year")
    dialog = ask()
    qtbot.waitUntil(lambda: bool(dialog.passphrase.text()))
    dialog.unlock_button.click()
    qtbot.waitUntil(lambda: "forgotten" in dialog.banner.text, timeout=20_000)
    qtbot.waitUntil(lambda: memory.kept == {})
    qtbot.waitUntil(lambda: session.entry.saved_as == "")
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    qtbot.waitUntil(lambda: memory.kept == {key_of(session): PASSPHRASE})


def test_a_slip_of_the_fingers_does_not_forget_the_saved_one(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    keep(session, memory)
    dialog = ask()
    qtbot.waitUntil(lambda: bool(dialog.passphrase.text()))
    dialog.passphrase.setText("typed by hand")
    dialog.unlock_button.click()
    qtbot.waitUntil(lambda: "did not open" in dialog.banner.text, timeout=20_000)
    assert "delete" not in memory.asked


def test_the_box_unchecked_forgets(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring
) -> None:
    keep(session, memory)
    dialog = ask()
    qtbot.waitUntil(lambda: bool(dialog.passphrase.text()) and dialog.remember.isEnabled())
    dialog.remember.click()
    unlock(qtbot, dialog, session)
    qtbot.waitUntil(lambda: memory.kept == {} and session.entry.saved_as == "")


def test_the_vaults_menu_forgets_even_while_the_disk_is_away(
    qtbot: QtBot, vaults: VaultListModel, session: VaultSession, memory: MemoryKeyring
) -> None:
    window = MainWindow(vaults, Preferences())
    assert "Forget the saved passphrase" not in texts(window, session)
    keep(session, memory)
    session.path.rename(session.path.with_name("away"))
    texts(window, session)["Forget the saved passphrase"].trigger()
    qtbot.waitUntil(lambda: memory.kept == {} and session.entry.saved_as == "")
    assert "Forget the saved passphrase" not in texts(window, session)
    window.stop()
    window.deleteLater()


def test_removed_from_the_list_nothing_is_left_in_the_keyring(
    qtbot: QtBot, vaults: VaultListModel, session: VaultSession, memory: MemoryKeyring
) -> None:
    window = MainWindow(vaults, Preferences())
    keep(session, memory)
    texts(window, session)["Remove from the list"].trigger()
    assert vaults.sessions == ()
    qtbot.waitUntil(lambda: memory.kept == {})
    window.stop()
    window.deleteLater()


def texts(window: MainWindow, session: VaultSession) -> dict[str, Any]:
    return {action.text(): action for action in window.vault_menu(session).actions()}


def test_another_vault_in_its_place_gets_no_passphrase(
    session: VaultSession, memory: MemoryKeyring
) -> None:
    memory.kept[remembering.SERVICE, "f" * 32] = PASSPHRASE
    assert remembering.recall(session.path, "f" * 32, CancelToken(), ignore_progress) is None
    assert memory.asked == []


# -- keyrings that are no help --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (fail.Keyring, "no keyring"),
        (null.Keyring, "no keyring"),
        (PlainTextKeyring, "not encrypted"),
    ],
)
def test_where_there_is_none_the_box_says_why(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession,
    chosen: type[KeyringBackend], words: str,
) -> None:  # fmt: skip
    keyring.set_keyring(chosen())
    dialog = ask()
    qtbot.waitUntil(lambda: words in dialog.remember.text())
    assert not dialog.remember.isEnabled()
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    if isinstance(keyring.get_keyring(), PlainTextKeyring):
        assert keyring.get_keyring().asked == []


def test_of_several_only_a_guarded_one_is_used(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = PlainTextKeyring()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, memory])
    keyring.set_keyring(ChainerBackend())
    assert remembering.keyring_backend() is memory
    monkeypatch.setattr(ChainerBackend, "backends", [plain])
    with pytest.raises(KeyringError) as caught:
        remembering.keyring_backend()
    assert caught.value.trouble is Trouble.UNGUARDED


@pytest.mark.parametrize(
    ("error", "words"),
    [(KeyringLocked("no"), "stayed locked"), (RuntimeError(f"bad {PASSPHRASE}"), "refused")],
)
def test_a_keyring_that_does_not_keep_it_is_told_of_and_the_vault_is_open(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring,
    error: Exception, words: str,
) -> None:  # fmt: skip
    from app.views.sentences import sentence

    memory.fails = error
    troubles: list[Exception] = []
    session.trouble.connect(troubles.append)
    dialog = ask()
    qtbot.waitUntil(dialog.remember.isEnabled)
    dialog.remember.click()
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    qtbot.waitUntil(lambda: bool(troubles))
    assert words in sentence(troubles[0])
    assert PASSPHRASE not in repr(troubles[0]) + str(troubles[0].__context__)
    assert session.entry.saved_as == ""


def test_one_that_hangs_holds_up_nothing(
    qtbot: QtBot, ask: Callable[[], UnlockDialog], session: VaultSession, memory: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    keep(session, memory)
    memory.hangs = threading.Event()
    monkeypatch.setattr(remembering, "ANSWER_S", 0.2)
    dialog = ask()
    qtbot.waitUntil(lambda: "does not answer" in dialog.banner.text)
    dialog.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog, session)
    assert session.entry.saved_as, "it may still be there"


def test_what_is_kept_after_nobody_waits_any_more_is_taken_back(
    session: VaultSession, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.hangs = threading.Event()
    monkeypatch.setattr(remembering, "ANSWER_S", 0.1)
    with pytest.raises(KeyringError) as caught:
        remembering.save(session.path, PASSPHRASE, CancelToken(), ignore_progress)
    assert caught.value.trouble is Trouble.SILENT
    with pytest.raises(KeyringError):  # one prompt at a time
        remembering.forget("x", CancelToken(), ignore_progress)
    assert memory.asked == ["set"]
    memory.hangs.set()
    late = remembering._latest
    assert late is not None
    late.join(10)
    assert memory.kept == {}
    assert memory.asked == ["set", "delete"]


def test_the_end_does_not_wait_for_a_keyring_that_hangs(
    qtbot: QtBot, make_vault: Callable[..., Path], memory: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(remembering, "ANSWER_S", 1000.0)
    model = VaultListModel()
    session = model.add(make_vault("Other"))
    qtbot.waitUntil(lambda: session.sighted)
    keep(session, memory)
    memory.hangs = threading.Event()
    dialog = UnlockDialog(session, remembered=model.remembered)
    qtbot.waitUntil(lambda: "get" in memory.asked)
    dialog.reject()
    close_all(qtbot, model)  # would run into the test's own limit
    assert not memory.hangs.is_set()
    memory.hangs.set()
    dialog.deleteLater()
