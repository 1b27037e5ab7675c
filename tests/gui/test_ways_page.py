"""The page “Ways to open this vault”, on the real engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.jobs.rekeying import Movement
from app.models.session import VaultSession
from app.views.question_dialog import QuestionDialog
from app.views.rekey_dialogs import RekeyDialog, RekeyPlanDialog
from app.views.ways_dialogs import NameDialog, RecoveryKeyDialog, WayDialog
from app.views.ways_page import WaysPage
from engine.errors import WrongKeyError
from engine.progress import CancelToken
from engine.vault import Vault, read_info
from engine.vault.credentials import (
    DeviceSecretFiles,
    Keyfile,
    Manner,
    Passphrase,
    RecoveryKey,
    SecurityKey,
    ask_security_key,
    normalise_passphrase,
    parse_recovery_key,
    read_keyfile,
)
from tests.gui.conftest import PASSPHRASE, write_file
from tests.support.authenticator import Authenticator, plug_in

pytestmark = pytest.mark.usefixtures("no_keyring")


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.jobs.device_secrets.has_keyring", lambda: False)


@pytest.fixture
def page(qtbot: QtBot, session: VaultSession) -> Iterator[WaysPage]:
    page = WaysPage(session)
    session.closed.connect(page.stop)
    page.show()
    page.start()
    qtbot.waitUntil(lambda: bool(names(page)))
    yield page
    page.stop()
    page.hide()
    page.deleteLater()


def names(page: WaysPage) -> list[str]:
    found = [page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())]
    return [item.text(0) for item in found if item is not None]


def choose(page: WaysPage, words: str) -> None:
    for row in range(page.list.topLevelItemCount()):
        item = page.list.topLevelItem(row)
        if item is not None and words in item.text(0):
            page.list.setCurrentItem(item)


def count(qtbot: QtBot, page: WaysPage, number: int) -> None:
    qtbot.waitUntil(lambda: len(names(page)) == number, timeout=30_000)


def way_dialog(page: WaysPage) -> WayDialog:
    assert isinstance(page.dialog, WayDialog)
    return page.dialog


def pick(dialog: WayDialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def opens(qtbot: QtBot, session: VaultSession, credential: object) -> None:
    """Lock the vault, and open it by other means than the window's."""
    path = session.path
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    with Vault.unlock(path, credential):  # type: ignore[arg-type]
        pass


def test_lists_what_opens_the_vault_and_what_opened_it(page: WaysPage) -> None:
    assert "Passphrase (opened with it)" in [each.strip("\u2068\u2069") for each in names(page)]
    assert not page.rename_button.isEnabled()
    assert page.add_button.isEnabled()


def test_a_second_passphrase_is_added_renamed_changed_and_removed(
    qtbot: QtBot, page: WaysPage, session: VaultSession
) -> None:
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "passphrase")
    dialog.passphrase.setText("second way in")
    dialog.again.setText("second")
    assert not dialog.action_button.isEnabled()
    dialog.again.setText("second way in")
    dialog.label.setText("Work")
    dialog.action_button.click()
    count(qtbot, page, before + 1)

    choose(page, "Work")
    page.rename_button.click()
    assert isinstance(page.dialog, NameDialog)
    page.dialog.label.setText("Office")
    page.dialog.action_button.click()
    qtbot.waitUntil(lambda: any("Office" in name for name in names(page)), timeout=30_000)

    choose(page, "Office")
    page.change_button.click()
    dialog = way_dialog(page)
    for edit in (dialog.passphrase, dialog.again):
        edit.setText("third way in")
    dialog.action_button.click()
    qtbot.waitUntil(lambda: not session.running_jobs, timeout=30_000)
    assert session.vault is not None
    credential = Passphrase(normalise_passphrase("third way in"))
    opens(qtbot, session, credential)


def test_a_removed_way_opens_nothing_and_the_warning_is_said_before(
    qtbot: QtBot, page: WaysPage
) -> None:
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    for edit in (dialog.passphrase, dialog.again):
        edit.setText("for a while")
    dialog.label.setText("Guest")
    dialog.action_button.click()
    count(qtbot, page, before + 1)
    choose(page, "Guest")
    page.remove_button.click()
    assert isinstance(page.dialog, QuestionDialog)
    said = " ".join(label.text() for label in page.dialog.findChildren(QLabel))
    assert "old copy of the vault" in said
    page.dialog.action_button.click()
    count(qtbot, page, before)
    assert not any("Guest" in name for name in names(page))


def test_a_security_key_is_added_changed_and_kept_under_a_new_key(
    qtbot: QtBot, page: WaysPage, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Authenticator(), Authenticator(pin="2468")
    plug_in(monkeypatch, first)
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    assert not dialog.pin.isVisible()
    pick(dialog, "fido2")
    assert dialog.pin.isVisible()
    assert dialog.action_button.isEnabled()
    dialog.label.setText("On the ring")
    dialog.action_button.click()
    count(qtbot, page, before + 1)
    assert first.touches == 2

    plug_in(monkeypatch, second)
    choose(page, "On the ring")
    page.change_button.click()
    dialog = way_dialog(page)
    dialog.pin.setText("2468")
    dialog.action_button.click()
    qtbot.waitUntil(lambda: second.touches == 2 and not session.running_jobs, timeout=30_000)

    page.rekey_button.click()
    asked = page.dialog
    assert isinstance(asked, RekeyDialog)
    assert not asked.action_button.isEnabled()
    asked.security_key.setChecked(True)
    asked.pin.setText("2468")
    asked.action_button.click()
    qtbot.waitUntil(lambda: isinstance(page.dialog, RekeyPlanDialog), timeout=30_000)
    planned = page.dialog
    assert isinstance(planned, RekeyPlanDialog)
    assert "On the ring" in planned.kept.text()
    assert "Passphrase" in planned.revoked.text()
    planned.cancel_button.click()

    path = session.path
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    handles = [slot.security_key for slot in read_info(path).slots if slot.security_key]
    answer = ask_security_key(handles, Manner(lambda: "2468", lambda: None, CancelToken()))
    with Vault.unlock(path, SecurityKey(*answer)):
        pass


def test_a_passphrase_that_goes_with_a_security_key_is_kept_with_it(
    qtbot: QtBot, page: WaysPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch, Authenticator())
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "passphrase+fido2")
    for edit in (dialog.passphrase, dialog.again):
        edit.setText("beside it")
    dialog.label.setText("Both")
    dialog.action_button.click()
    count(qtbot, page, before + 1)
    page.rekey_button.click()
    asked = page.dialog
    assert isinstance(asked, RekeyDialog)
    asked.passphrase.setText("beside it")
    asked.security_key.setChecked(True)
    asked.action_button.click()
    qtbot.waitUntil(
        lambda: isinstance(page.dialog, RekeyPlanDialog) or bool(page.banner.text), timeout=30_000
    )
    planned = page.dialog
    assert isinstance(planned, RekeyPlanDialog), page.banner.text
    assert "Both" in planned.kept.text()
    planned.cancel_button.click()


def test_no_security_key_is_a_sentence(
    qtbot: QtBot, page: WaysPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch)
    before = names(page)
    page.add_button.click()
    pick(way_dialog(page), "passphrase+fido2")
    for edit in (way_dialog(page).passphrase, way_dialog(page).again):
        edit.setText("beside it")
    way_dialog(page).action_button.click()
    qtbot.waitUntil(lambda: "plug it in" in page.banner.text, timeout=30_000)
    assert names(page) == before


def test_a_keyfile_opens_the_vault_alone(
    qtbot: QtBot, page: WaysPage, session: VaultSession, tmp_path: Path
) -> None:
    before = len(names(page))
    file = tmp_path / "key"
    file.write_bytes(bytes(range(256)))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "keyfile")
    assert not dialog.action_button.isEnabled()
    dialog.keyfile.setText(str(file))
    dialog.action_button.click()
    count(qtbot, page, before + 1)
    opens(qtbot, session, Keyfile(read_keyfile(file)))


def test_a_keyfile_that_is_not_there_is_one_sentence(qtbot: QtBot, page: WaysPage) -> None:
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "keyfile")
    dialog.keyfile.setText("/nowhere/key")
    dialog.action_button.click()
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=30_000)
    assert len(names(page)) == before


def test_this_device_is_added(qtbot: QtBot, page: WaysPage) -> None:
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "device")
    dialog.action_button.click()
    count(qtbot, page, before + 1)


def test_a_new_recovery_key_is_shown_once_in_groups_and_words(
    qtbot: QtBot, page: WaysPage, session: VaultSession
) -> None:
    page.recovery_button.click()
    assert isinstance(page.dialog, QuestionDialog)
    page.dialog.action_button.click()
    qtbot.waitUntil(lambda: isinstance(page.dialog, RecoveryKeyDialog), timeout=30_000)
    shown = page.dialog
    assert isinstance(shown, RecoveryKeyDialog)
    key, words = shown.key.text(), shown.words.text()
    assert parse_recovery_key(key) == parse_recovery_key(words)
    shown.action_button.click()
    opens(qtbot, session, RecoveryKey(parse_recovery_key(words)))


def test_locking_takes_the_list_and_an_open_dialog_away(
    qtbot: QtBot, page: WaysPage, session: VaultSession
) -> None:
    page.add_button.click()
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    assert names(page) == []
    assert page.dialog is None
    assert not page.add_button.isEnabled()


def test_removing_this_device_makes_it_forget_its_secret(
    qtbot: QtBot, page: WaysPage, session: VaultSession
) -> None:
    before = len(names(page))
    page.add_button.click()
    dialog = way_dialog(page)
    pick(dialog, "device")
    dialog.action_button.click()
    count(qtbot, page, before + 1)
    assert session.vault is not None
    vault_id = bytes.fromhex(session.vault.vault_id)
    assert DeviceSecretFiles().get(vault_id) is not None
    choose(page, "One device")
    page.remove_button.click()
    assert isinstance(page.dialog, QuestionDialog)
    page.dialog.action_button.click()
    count(qtbot, page, before)
    assert DeviceSecretFiles().get(vault_id) is None


def plan_a_new_key(
    qtbot: QtBot, page: WaysPage, passphrase: str = PASSPHRASE, new: str = ""
) -> RekeyPlanDialog:
    page.rekey_button.click()
    dialog = page.dialog
    assert isinstance(dialog, RekeyDialog)
    assert not dialog.action_button.isEnabled()
    dialog.passphrase.setText(passphrase)
    if new:
        dialog.change.setChecked(True)
        assert not dialog.action_button.isEnabled()
        dialog.new.setText(new)
        dialog.again.setText(new)
    dialog.action_button.click()
    qtbot.waitUntil(
        lambda: isinstance(page.dialog, RekeyPlanDialog) or bool(page.banner.text), timeout=30_000
    )
    assert isinstance(page.dialog, RekeyPlanDialog), page.banner.text
    return page.dialog


def test_a_new_key_for_the_vault(
    qtbot: QtBot, page: WaysPage, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/large", bytes(300_000))
    dialog = plan_a_new_key(qtbot, page, new="another passphrase")
    assert "Passphrase" in dialog.kept.text()
    key = dialog.key.text()
    assert not dialog.action_button.isEnabled()
    dialog.sheets.save(tmp_path / "sheet.txt")
    assert key in (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    dialog.noted.setChecked(True)
    dialog.action_button.click()
    qtbot.waitUntil(lambda: "under the new key" in page.banner.text, timeout=60_000)
    assert not page.bar.isVisible()
    assert page.rekey_button.isEnabled()
    path = session.path
    opens(qtbot, session, Passphrase(b"another passphrase"))
    with Vault.unlock(path, RecoveryKey(parse_recovery_key(key))) as vault:
        assert vault.namespace.resolve(b"/large").size == 300_000
    with pytest.raises(WrongKeyError):
        Vault.unlock(path, Passphrase(PASSPHRASE.encode()))


def test_a_plan_that_is_not_wanted_changes_nothing(
    qtbot: QtBot, page: WaysPage, session: VaultSession
) -> None:
    dialog = plan_a_new_key(qtbot, page)
    plan = dialog.planned.plan
    dialog.cancel_button.click()
    assert not any(plan.master_key)
    assert session.vault is not None
    assert not session.vault.rekey_under_way
    opens(qtbot, session, Passphrase(PASSPHRASE.encode()))


def test_a_wrong_passphrase_plans_nothing(qtbot: QtBot, page: WaysPage) -> None:
    page.rekey_button.click()
    assert isinstance(page.dialog, RekeyDialog)
    page.dialog.passphrase.setText("wrong")
    page.dialog.action_button.click()
    qtbot.waitUntil(lambda: "did not open" in page.banner.text, timeout=30_000)


def test_a_move_is_shown_with_its_share_and_what_is_in_its_way(page: WaysPage) -> None:
    page.show_ways(replace(page._found, is_moving=True))
    page.show_movement(Movement(0.421))
    assert page.bar.isVisible()
    assert page.moving.text() == "Moving to the new key: 42 %"
    assert not page.rekey_button.isEnabled()
    page.show_movement(Movement(0.5, is_stopped=True))
    assert "stopped" in page.banner.text
    page.show_movement(Movement(0.9, True, (b"/lost file",)))
    assert "/lost file" in page.banner.text.replace("\u2068", "").replace("\u2069", "")
    page.show_movement(None)
    assert "old one opens nothing" in page.banner.text
