"""The health panel on vaults that are whole, damaged, repaired, and beyond repair."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.vaults import VaultListModel
from app.views.health_page import HealthPage
from app.widgets.health_map import BandLook, HealthMap
from engine.health import background_of, schedule_of
from engine.progress import Progress
from tests.gui.conftest import let_jobs_end, open_session, write_file

SLOT = 8192


@pytest.fixture
def page(qtbot: QtBot, session: VaultSession) -> Iterator[HealthPage]:
    write_file(session, "/letters/anna.bin", bytes(range(256)) * 4000)
    assert session.vault is not None
    session.vault.namespace.sync()
    page = HealthPage(session)
    page.resize(800, 700)
    page.show()
    page.start()
    yield page
    let_jobs_end(qtbot, session)
    page.hide()
    page.deleteLater()


def alter(session: VaultSession, positions: range) -> None:
    """Change a byte in every slot of some band files of group 0, but for the superblocks' rows."""
    for position in positions:
        band = session.path / "bands" / f"00000000-{position:02d}"
        data = bytearray(band.read_bytes())
        for start in range(8 * SLOT, len(data), SLOT):
            data[start + 50] ^= 1
        band.write_bytes(data)


def check(qtbot: QtBot, page: HealthPage, button: str = "check_button") -> None:
    before = page._scrubbed
    qtbot.mouseClick(getattr(page, button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._scrubbed is not before and page._handle is None, timeout=60_000)


def lines(page: HealthPage) -> list[str]:
    return [page.findings.item(row).text() for row in range(page.findings.count())]


def test_a_whole_vault_is_healthy(qtbot: QtBot, page: HealthPage) -> None:
    assert "not been checked" in page.verdict.text()
    qtbot.waitUntil(lambda: "1 file in 1 folder" in page.facts.text())
    check(qtbot, page)
    assert "healthy" in page.verdict.text()
    assert "0 findings" in page.detail.text()
    assert not page.repair_button.isVisible()
    assert lines(page) == []


def test_damage_is_named_by_file_and_repaired(
    qtbot: QtBot, page: HealthPage, session: VaultSession, tmp_path: Path
) -> None:
    alter(session, range(3, 5))
    check(qtbot, page)
    assert page.verdict.text().startswith("Nothing is lost")
    assert lines(page)[0] == "/letters/anna.bin is damaged, and still reads; repair makes it whole."
    assert page.map.look_of(0, 3) is BandLook.DAMAGED
    assert page.map.look_of(0, 0) in (BandLook.USED, BandLook.FULL)
    assert page.repair_button.isVisible()
    check(qtbot, page, "repair_button")
    assert "repaired" in page.verdict.text()
    assert page.map.look_of(0, 3) is BandLook.REPAIRED
    page.save_report(tmp_path / "report.txt")
    assert "/letters/anna.bin" in (tmp_path / "report.txt").read_text()
    check(qtbot, page)
    assert page.verdict.text().startswith("The vault is healthy")


def test_loss_is_told_plainly(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    """Without protection a changed byte is a lost block: found, named, and not repaired."""
    session = vaults.add(make_vault("Bare", parity_lanes=0))
    open_session(qtbot, session)
    ino = write_file(session, "/only.bin", bytes(range(256)) * 4000)
    vault = session.vault
    assert vault is not None
    vault.namespace.sync()
    rows = [pointer.row for each, blocks in vault.namespace.stored_blocks() if each == ino
            for _, pointer in blocks]  # fmt: skip
    band = session.path / "bands" / f"{rows[0] // 512:08d}-03"
    data = bytearray(band.read_bytes())
    data[rows[0] % 512 * SLOT + 50] ^= 1
    band.write_bytes(data)
    page = HealthPage(session)
    page.show()
    page.start()
    check(qtbot, page)
    assert page.verdict.text() == "1 file has lost content."
    assert lines(page)[0].startswith("/only.bin has lost content")
    page.hide()
    page.deleteLater()


def test_a_check_can_be_cancelled(qtbot: QtBot, page: HealthPage, session: VaultSession) -> None:
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    session.running_jobs[0].cancel()
    qtbot.waitUntil(lambda: page._handle is None, timeout=30_000)
    assert page.check_button.isEnabled()
    assert "healthy" not in page.verdict.text()


def test_a_map_of_a_hundred_thousand_bands_is_one_image(qtbot: QtBot) -> None:
    chart = HealthMap()
    qtbot.addWidget(chart)
    chart.resize(800, 400)
    marks = {(9_999, 9): BandLook.LOST, (0, 0): BandLook.DAMAGED}
    chart.show_bands([512] * 10_000, 512, 10, marks)
    assert chart.look_of(9_999, 9) is BandLook.LOST
    assert chart._image.width() * chart._image.height() >= 100_000
    target = QImage(chart.size(), QImage.Format.Format_RGB32)
    started = time.process_time()
    for _ in range(20):
        painter = QPainter(target)
        chart.render(painter, QPoint())
        painter.end()
    assert time.process_time() - started < 10, "a paint is not a walk over the bands"
    assert chart.text_at(QPoint(0, 0)) == "Group 0, file 00: damaged, can be repaired"


def test_the_vault_remembers_its_last_check(
    qtbot: QtBot, page: HealthPage, session: VaultSession, tmp_path: Path
) -> None:
    """Locked and unlocked again, the page shows what the last check found, by file name."""
    alter(session, range(3, 4))
    check(qtbot, page)
    assert session.lock(force=True)
    qtbot.waitUntil(lambda: session.vault is None, timeout=20_000)
    page.stop()
    assert lines(page) == []
    open_session(qtbot, session)
    page.start()
    page._survey()
    qtbot.waitUntil(lambda: bool(lines(page)), timeout=20_000)
    assert page.verdict.text().startswith("Nothing is lost")
    assert lines(page)[0].startswith("/letters/anna.bin is damaged")
    assert "Last check: " in page.detail.text()
    page.save_report(tmp_path / "report.json")
    record = json.loads((tmp_path / "report.json").read_text())
    assert record["files"] == ["/letters/anna.bin"]
    assert record["worst"] == "warning"


def test_the_schedule_is_chosen_and_kept(
    qtbot: QtBot, page: HealthPage, session: VaultSession
) -> None:
    qtbot.waitUntil(lambda: page.schedule.interval.count() == 5)
    assert page.schedule.interval.currentText() == "Every 30 days"
    assert page.schedule.due.text().startswith("Next: ")
    never = page.schedule.interval.findText("Never by itself")
    page.schedule.interval.setCurrentIndex(never)
    page.schedule.interval.activated.emit(never)
    vault = session.vault
    assert vault is not None
    qtbot.waitUntil(lambda: schedule_of(vault).interval_s == 0, timeout=10_000)
    qtbot.waitUntil(lambda: page.schedule.due.text() == "")


def test_a_check_that_runs_by_itself_is_shown_and_can_be_held(
    qtbot: QtBot, page: HealthPage, session: VaultSession
) -> None:
    vault = session.vault
    assert vault is not None
    scrubber = background_of(vault)
    assert scrubber is not None, "unlocking in the window keeps the vault scrubbed"
    scrubber._note(Progress(10, 100))
    page.schedule.look()
    qtbot.waitUntil(page.schedule.bar.isVisible)
    qtbot.mouseClick(page.schedule.bar.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: scrubber.is_held)
    qtbot.mouseClick(page.schedule.bar.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not scrubber.is_held)
    scrubber.progress = None
    page.schedule.look()
    qtbot.waitUntil(page.schedule.bar.isHidden)


def test_a_check_is_paused_and_goes_on(
    qtbot: QtBot, page: HealthPage, session: VaultSession
) -> None:
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    (handle,) = session.running_jobs
    handle.pause()
    assert handle.can_pause
    handle.resume()
    qtbot.waitUntil(lambda: page._scrubbed is not None and page._handle is None, timeout=60_000)
    assert "healthy" in page.verdict.text()
