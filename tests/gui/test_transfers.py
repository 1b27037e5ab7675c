"""Import and export: conflicts asked once, cancel half-way, failures by name, pause."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.jobs.entries import Place
from app.models.session import VaultSession
from app.settings.preferences import Preferences
from app.views.conflict_dialog import ConflictDialog
from app.views.open_page import OpenPage
from app.views.transfers import FailuresDialog
from app.widgets.job_bar import RateMeter
from tests.gui.conftest import let_jobs_end, names_in, write_file


@pytest.fixture
def page(qtbot: QtBot, session: VaultSession) -> Iterator[OpenPage]:
    page = OpenPage(session, Preferences())
    page.resize(900, 600)
    page.show()
    page._opened()
    qtbot.waitUntil(lambda: page.browser.folder == 1)
    yield page
    let_jobs_end(qtbot, session)
    page.hide()
    if not session.vault:
        page.browser.stop()
    page.deleteLater()


def content(session: VaultSession, path: str) -> bytes:
    vault = session.vault
    assert vault is not None
    inode = vault.namespace.resolve(path.encode())
    return bytes(vault.namespace.read(inode.ino, 0, inode.size))


def bring_in(page: OpenPage, *sources: Path) -> None:
    page.browser.transfers.import_files(sources, page.browser.folder, "Letters")


def question(qtbot: QtBot, page: OpenPage) -> ConflictDialog:
    transfers = page.browser.transfers
    qtbot.waitUntil(lambda: transfers.question is not None, timeout=20_000)
    assert transfers.question is not None
    return transfers.question


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a file of a name that the vault has, below a folder that it has too."""
    folder = tmp_path / "outside"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "a.txt").write_text("new")
    (folder / "docs" / "b.txt").write_text("other")
    (folder / "top.txt").write_text("new top")
    return folder


@pytest.fixture
def inside(session: VaultSession) -> None:
    write_file(session, "/docs/a.txt", b"old")
    write_file(session, "/top.txt", b"old top")


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("button", "docs", "docs_2", "top", "top_2"),
    [
        ("replace_button", b"new", None, b"new top", None),
        ("skip_button", b"old", None, b"old top", None),
        ("both_button", b"old", b"new", b"old top", b"new top"),
    ],
)
def test_conflicts_are_asked_once(
    qtbot: QtBot, page: OpenPage, session: VaultSession, outside: Path,
    button: str, docs: bytes, docs_2: bytes | None, top: bytes, top_2: bytes | None,
) -> None:  # fmt: skip
    bring_in(page, outside / "docs", outside / "top.txt")
    dialog = question(qtbot, page)
    assert "2 files exist already" in dialog.findChildren(type(dialog.listed))[0].text()
    assert dialog.listed.text().splitlines() == ["docs/a.txt", "top.txt"]
    qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.browser.banner.text.startswith("Imported"), timeout=20_000)
    assert page.browser.transfers.question is None
    assert content(session, "/docs/a.txt") == docs
    assert content(session, "/top.txt") == top
    if docs_2 is not None and top_2 is not None:
        assert content(session, "/docs (2)/a.txt") == docs_2
        assert content(session, "/top (2).txt") == top_2
    else:
        assert "b.txt" in names_in(session, "/docs")
        assert names_in(session) == ["docs", "top.txt"]


@pytest.mark.usefixtures("inside")
def test_cancelling_the_question_transfers_nothing(
    qtbot: QtBot, page: OpenPage, session: VaultSession, outside: Path
) -> None:
    bring_in(page, outside / "docs")
    question(qtbot, page).reject()
    qtbot.wait(100)
    assert not session.running_jobs
    assert names_in(session, "/docs") == ["a.txt"]


def test_cancel_half_way_leaves_nothing(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    big = tmp_path / "big"
    big.mkdir()
    for number in range(30):
        (big / f"{number}.bin").write_bytes(os.urandom(6_000_000))
    bring_in(page, big)
    qtbot.waitUntil(
        lambda: any(job.latest and job.latest.done > 0 for job in session.running_jobs),
        timeout=30_000,
    )
    session.running_jobs[0].pause()  # so that it is surely half-way when the bar is there
    qtbot.waitUntil(page.job_bar.isVisible, timeout=5_000)
    qtbot.mouseClick(page.job_bar.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.running_jobs, timeout=30_000)
    assert page.browser.banner.text == "Cancelled; nothing was imported."
    assert names_in(session) == []
    assert not page.job_bar.isVisible()


def test_the_bar_tells_pauses_and_goes_on(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    big = tmp_path / "big"
    big.mkdir()
    for number in range(30):
        (big / f"{number}.bin").write_bytes(os.urandom(6_000_000))
    bring_in(page, big)
    qtbot.waitUntil(
        lambda: any(job.latest and job.latest.done > 0 for job in session.running_jobs),
        timeout=30_000,
    )
    job = session.running_jobs[0]
    job.pause()
    qtbot.waitUntil(page.job_bar.isVisible, timeout=5_000)
    job.resume()
    qtbot.mouseClick(page.job_bar.pause_button, Qt.MouseButton.LeftButton)
    assert job.is_paused
    qtbot.wait(200)
    held = job.latest
    qtbot.wait(300)
    assert job.latest is held
    assert "paused" in page.job_bar.text or "Importing" in page.job_bar.text
    qtbot.mouseClick(page.job_bar.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.browser.banner.text.startswith("Imported 30"), timeout=60_000)


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("1")
    missing = tmp_path / "vanished.txt"
    bring_in(page, folder, missing)
    banner = page.browser.banner
    qtbot.waitUntil(lambda: "could not be read" in banner.text, timeout=20_000)
    assert names_in(session, "/mixed") == ["good.txt"]
    assert banner.button.text() == "Details…"
    banner.button.click()
    dialog = page.findChild(FailuresDialog)
    assert dialog is not None
    assert "vanished.txt" in dialog.text.toPlainText()
    dialog.reject()


def test_originals_are_offered_to_the_trash_only_when_all_went_well(
    qtbot: QtBot, page: OpenPage, tmp_path: Path, own_settings: Path
) -> None:
    original = own_settings / "letter.txt"
    original.write_text("x")
    bring_in(page, original)
    banner = page.browser.banner
    qtbot.waitUntil(lambda: "unencrypted" in banner.text, timeout=20_000)
    banner.button.click()
    qtbot.waitUntil(lambda: "trash" in banner.text, timeout=20_000)
    assert original.exists() == ("Could not" in banner.text)


def test_export_writes_what_was_chosen(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/docs/a.txt", b"secret")
    out = tmp_path / "out"
    out.mkdir()
    page.browser.transfers.export_files([Place(1, b"docs")], out)
    qtbot.waitUntil(lambda: page.browser.banner.text.startswith("Exported 1 file"), timeout=20_000)
    assert (out / "docs" / "a.txt").read_bytes() == b"secret"
    page.browser.transfers.export_files([Place(1, b"docs")], out)
    question(qtbot, page).both_button.click()
    qtbot.waitUntil(lambda: (out / "docs (2)" / "a.txt").exists(), timeout=20_000)


def test_an_export_that_is_cancelled_half_way_leaves_whole_files_only(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    whole = {f"{number:02d}.bin": os.urandom(8_000_000) for number in range(20)}
    for name, content in whole.items():
        write_file(session, f"/big/{name}", content)
    out = tmp_path / "out"
    out.mkdir()
    page.browser.transfers.export_files([Place(1, b"big")], out)
    qtbot.waitUntil(
        lambda: any(job.latest and job.latest.done > 20_000_000 for job in session.running_jobs),
        timeout=60_000,
    )
    session.running_jobs[0].pause()  # so that it is surely half-way when the bar is there
    qtbot.waitUntil(page.job_bar.isVisible, timeout=5_000)
    qtbot.mouseClick(page.job_bar.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.running_jobs, timeout=30_000)
    left = {path.name: path.read_bytes() for path in (out / "big").iterdir()}
    assert 0 < len(left) < len(whole)
    assert all(whole.get(name) == content for name, content in left.items()), "no half file"


def test_export_to_a_place_that_is_gone_is_told(
    qtbot: QtBot, page: OpenPage, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/a.txt", b"x")
    write_file(session, "/b.txt", b"x")
    page.browser.transfers.export_files([Place(1, b"a.txt"), Place(1, b"b.txt")], tmp_path / "no")
    qtbot.waitUntil(lambda: bool(page.browser.banner.text), timeout=20_000)
    assert "no: " in page.browser.banner.text


def test_the_rate_is_that_of_the_last_seconds() -> None:
    meter = RateMeter()
    for second in range(20):
        meter.note(100 * second if second < 10 else 1000 + 10 * second, float(second))
    assert meter.per_second == pytest.approx(10.0)
    assert meter.seconds_left(1290) == pytest.approx(10.0)
