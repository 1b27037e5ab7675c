"""The speed page on the real suite, which measures next to nothing here, in its own process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs.benchmark import Measured
from app.models.vaults import VaultListModel
from app.settings import benchmark_history
from app.settings.benchmark_history import keep_run, load_history
from app.settings.preferences import Preferences, Theme
from app.views.benchmark_page import BenchmarkPage
from app.views.main_window import MainWindow
from app.widgets.theme import apply_theme, colours
from engine.benchmark import (
    BENCHMARKS,
    Machine,
    Result,
    Results,
    Skip,
    Subject,
    clear_abandoned,
    load_results,
    save_results,
)
from engine.benchmark.apart import APART_PREFIX
from engine.errors import MediumError
from tests.gui.controls import controls, described, name_of, unreachable, way_of_tab
from tests.support.tiny_bench import make_tiny

MACHINE = Machine("A processor", 2, 8 << 30, "Linux 6.1", "CPython 3.11", (("apsw", "3.50"),))
MINUTES = 100_000


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk to measure; what runs there measures next to nothing."""
    monkeypatch.setenv("PYTHONPATH", make_tiny(tmp_path / "tiny"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "place"))
    place = tmp_path / "place"
    place.mkdir()
    return place


@pytest.fixture
def slow(tmp_path: Path) -> None:
    """Rounds of a second: a run that is cancelled long before its end, and notices within a round."""
    make_tiny(tmp_path / "tiny", round_s=1.0)


@pytest.fixture
def make_page(qtbot: QtBot) -> Iterator[Callable[[], BenchmarkPage]]:
    pages: list[BenchmarkPage] = []

    def make() -> BenchmarkPage:
        page = BenchmarkPage()
        pages.append(page)
        page.resize(900, 700)
        page.show()
        qtbot.waitUntil(lambda: page._asker.jobs == () and page._known is not None, timeout=60_000)
        return page

    yield make
    for page in pages:
        page.stop()
        QCoreApplication.processEvents()
        page.hide()
        page.deleteLater()


@pytest.fixture
def page(make_page: Callable[[], BenchmarkPage]) -> BenchmarkPage:
    return make_page()


def choose(page: BenchmarkPage, *names: str) -> None:
    for name, box in page.setup.boxes.items():
        box.setChecked(name in names)


def measure(qtbot: QtBot, page: BenchmarkPage) -> None:
    qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)
    assert page.running_jobs
    qtbot.waitUntil(lambda: not page.running_jobs, timeout=MINUTES)


def shown_figures(page: BenchmarkPage) -> list[list[str]]:
    model = page.results.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def result(
    name: str, *values: float, cold: bool | None = None, subject: Subject = Subject.VAULT
) -> Result:
    return Result.of(BENCHMARKS[name], values, cold=cold, subject=subject)


def made(*results: Result, started: str = "2026-05-01T10:00:00+00:00") -> Results:
    return Results(1, started, "0.1", MACHINE, "ext4", "drop_caches", 0.25, True, 3, results)


FEW = (
    result("write-1m", 100e6, 110e6, 105e6),
    result("write-1m", 210e6, 205e6, 215e6, subject=Subject.PLAIN_DISK),
    result("fsync", 0.002, 0.0021, 0.0019),
    result("aes-gcm-seal-8k", 2e9, 2.1e9, 2.2e9),
    result("blake2b-64k", 8e6, 8.1e6, 7.9e6),
    Result.skip(BENCHMARKS["scatter-1g"], Skip.QUICK),
)


# -- a run ----------------------------------------------------------------------------------------


def test_before_the_first_run_the_page_says_so(page: BenchmarkPage) -> None:
    assert page.empty.isVisible()
    assert not page.results.isVisible()
    assert "removed at the end" in page.setup.hint.text()


def test_a_run_is_shown_drawn_and_kept(qtbot: QtBot, page: BenchmarkPage, place: Path) -> None:
    choose(page, "crypto")
    with qtbot.waitSignal(page.results.charts.drawn, timeout=MINUTES):
        measure(qtbot, page)
    assert page.results.isVisible()
    assert not page.empty.isVisible()
    figures = shown_figures(page)
    assert [line[0] for line in figures][:2] == ["BLAKE2b of 64 KiB", "SHA-256 of 64 KiB"]
    assert all(line[1] and line[2] for line in figures)
    assert any("Cryptography: throughput, higher is better" in each
               for each in page.results.charts.titles)  # fmt: skip
    assert any("lower is better" in each for each in page.results.charts.titles)
    assert "the baseline" in page.results.summary.text()
    assert list(place.iterdir()) == []
    kept = load_history()
    assert [each.results for each in kept] == [page.results.found]


@pytest.mark.fuse
def test_the_file_system_is_measured_beside_the_plain_disk(
    qtbot: QtBot, page: BenchmarkPage, place: Path
) -> None:
    choose(page, "filesystem")
    measure(qtbot, page)
    assert page.banner.text == ""
    qtbot.waitUntil(lambda: page.results.isVisible())
    assert page.results.tab == "filesystem"
    assert "as good as the plain disk" in page.results.summary.text()
    assert "too large for a quick run" in page.results.skipped.text()
    qtbot.waitUntil(lambda: len(page.results.charts.titles) >= 6, timeout=MINUTES)
    assert list(place.iterdir()) == []


def test_progress_is_told(qtbot: QtBot, page: BenchmarkPage) -> None:
    choose(page, "crypto")
    told = []
    qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)
    page.running_jobs[0].progressed.connect(told.append)
    assert page.setup.running.isVisible()
    assert not page.setup.start_button.isVisible()
    assert not page.setup.place_edit.isEnabled()
    qtbot.waitUntil(lambda: not page.running_jobs, timeout=MINUTES)
    assert told
    assert told[-1].done == told[-1].total == 10
    assert not page.setup.running.isVisible()
    assert page.setup.start_button.isEnabled()


def test_nothing_chosen_is_nothing_to_start(page: BenchmarkPage) -> None:
    choose(page)
    assert not page.setup.start_button.isEnabled()


# -- an end before the end ------------------------------------------------------------------------


@pytest.mark.usefixtures("slow")
def test_a_cancelled_run_leaves_nothing(qtbot: QtBot, page: BenchmarkPage, place: Path) -> None:
    choose(page, "crypto")
    qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.running_jobs[0].latest is not None, timeout=MINUTES)
    assert list(place.iterdir())
    qtbot.mouseClick(page.setup.cancel_button, Qt.MouseButton.LeftButton)
    assert not page.setup.cancel_button.isEnabled()
    qtbot.waitUntil(lambda: not page.running_jobs, timeout=MINUTES)
    assert page.banner.text.startswith("Cancelled.")
    assert list(place.iterdir()) == []
    assert load_history() == []
    assert page.empty.isVisible()


@pytest.mark.usefixtures("slow")
def test_a_page_that_stops_ends_its_run(qtbot: QtBot, page: BenchmarkPage, place: Path) -> None:
    choose(page, "crypto")
    qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.running_jobs[0].latest is not None, timeout=MINUTES)
    page.stop()
    assert list(place.iterdir()) == []
    assert workers_in(place) == []


@pytest.mark.usefixtures("slow")
def test_a_killed_worker_is_told_and_cleared_up_after(
    qtbot: QtBot, page: BenchmarkPage, place: Path
) -> None:
    choose(page, "crypto")
    qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.running_jobs[0].latest is not None, timeout=MINUTES)
    (worker,) = workers_in(place)
    os.kill(worker, signal.SIGKILL)
    qtbot.waitUntil(lambda: not page.running_jobs, timeout=MINUTES)
    assert "ended from outside" in page.banner.text
    assert list(place.iterdir()) == []


def workers_in(place: Path) -> list[int]:
    """Processes that measure there: they have its name, in hexadecimal digits, as an argument."""
    mark = os.fsencode(place.resolve()).hex().encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if mark in command:
            found.append(int(entry.name))
    return found


@pytest.mark.fuse
@pytest.mark.usefixtures("slow")
def test_a_killed_window_takes_its_run_with_it(qtbot: QtBot, place: Path, tmp_path: Path) -> None:
    """Whoever waits for the results is killed: the worker notices, and leaves nothing."""
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from engine.benchmark import Plan, run_apart\n"
        "run_apart(Plan(frozenset({'crypto'}), 1, True, Path(sys.argv[1])),"
        " lambda progress: print(progress.done, flush=True))"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, place], stdout=subprocess.PIPE, cwd=root
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"0\n"
        assert workers_in(place)
        window.kill()
    qtbot.waitUntil(lambda: not workers_in(place) and not list(place.iterdir()), timeout=MINUTES)


def test_what_a_killed_pair_left_is_cleared_by_the_next_run(place: Path) -> None:
    left = place / f"{APART_PREFIX}left"
    (left / "store").mkdir(parents=True)
    (left / "lock").touch()
    others = place / f"{APART_PREFIX}others"
    others.mkdir()  # without a lock nobody knows whose it is
    busy = place / f"{APART_PREFIX}busy"
    busy.mkdir()
    import fcntl

    with (busy / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        clear_abandoned(place)
    assert sorted(place.iterdir()) == [busy, others]


# -- failures -------------------------------------------------------------------------------------


def test_a_place_that_is_not_there_is_said(qtbot: QtBot, page: BenchmarkPage, place: Path) -> None:
    page.setup.place_edit.setText(str(place / "nowhere"))
    qtbot.waitUntil(lambda: "no such folder" in page.setup.hint.text())
    choose(page, "crypto")
    measure(qtbot, page)
    assert page.banner.text.count("nowhere") == 1
    assert "no such folder" in page.setup.hint.text()
    assert page.setup.start_button.isEnabled()
    assert page.empty.isVisible()


def test_a_full_disk_is_said(
    qtbot: QtBot, page: BenchmarkPage, place: Path, tmp_path: Path
) -> None:
    make_tiny(tmp_path / "tiny", disk_bytes=1 << 60)
    choose(page, "scatter")
    measure(qtbot, page)
    assert "has not enough room" in page.banner.text
    assert list(place.iterdir()) == []


def test_a_mistake_of_the_worker_is_reported_with_what_it_said(
    qtbot: QtBot, page: BenchmarkPage, tmp_path: Path, place: Path
) -> None:
    code = (tmp_path / "tiny" / "sitecustomize.py").read_text()
    broken = code + '    crypto.KDF_DEFAULT_TIME_S = "no number"\n'
    (tmp_path / "tiny" / "sitecustomize.py").write_text(broken)
    choose(page, "crypto")
    mistakes: list[Exception] = []
    page.unexpected.connect(mistakes.append)
    measure(qtbot, page)
    assert "Traceback" in str(mistakes[0])
    assert list(place.iterdir()) == []


# -- history --------------------------------------------------------------------------------------


def test_history_is_there_after_a_restart(
    qtbot: QtBot, make_page: Callable[[], BenchmarkPage]
) -> None:
    first = made(*FEW)
    second = made(*FEW[:2], started="2026-05-02T10:00:00+00:00")
    keep_run(first)
    keep_run(second)
    page = make_page()
    assert page.results.found == second
    assert page.run_choice.count() == 2
    page.results.open_tab("history")
    chart = page.results.history._chart
    assert chart is not None
    qtbot.waitUntil(lambda: bool(chart._lines))
    assert chart._lines[0][1] == (105e6, 105e6)
    assert page.results.history.choice.currentText() == "Sequential write and fsync, 1 MiB"
    page.run_choice.setCurrentIndex(1)
    page.run_choice.activated.emit(1)
    assert page.results.found == first


def test_history_is_bounded_and_keeps_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_history, "MOST_RUNS", 3)
    times = [f"2026-05-0{day}T10:00:00+00:00" for day in range(1, 6)]
    for time in times:
        keep_run(made(*FEW, started=time))
    assert [each.results.started for each in load_history()] == times[:1:-1]


def test_two_runs_of_a_second_are_both_kept() -> None:
    for _ in range(12):
        keep_run(made(*FEW))
    runs = load_history()
    assert len({each.path for each in runs}) == 12
    assert runs[0].path.stem.endswith("-11")


def test_what_is_no_run_in_the_history_is_passed_over(tmp_path: Path) -> None:
    kept = keep_run(made(*FEW))
    (kept.path.parent / "2026-06-01T100000Z.json").write_text("{}")
    (kept.path.parent / "notes.json").write_text("mine")
    assert [each.path for each in load_history()] == [kept.path]


def test_a_run_that_cannot_be_kept_is_shown_all_the_same(qtbot: QtBot, page: BenchmarkPage) -> None:
    page._show_measured(Measured(made(*FEW), None, MediumError("history", 28)))
    assert "could not be kept" in page.banner.text
    qtbot.waitUntil(lambda: page.results.isVisible())


# -- files ----------------------------------------------------------------------------------------


@pytest.fixture
def shown(make_page: Callable[[], BenchmarkPage]) -> BenchmarkPage:
    keep_run(made(*FEW))
    return make_page()


def test_an_export_is_what_the_suite_reads(shown: BenchmarkPage, tmp_path: Path) -> None:
    shown.export_results(tmp_path / "out.json")
    assert load_results(tmp_path / "out.json") == made(*FEW)


def test_an_export_that_fails_is_said(shown: BenchmarkPage, tmp_path: Path) -> None:
    shown.export_results(tmp_path / "nowhere" / "out.json")
    assert "out.json" in shown.banner.text
    shown.banner.clear()
    shown.export_picture(tmp_path / "nowhere" / "out.png")
    assert shown.banner.text


def test_a_picture_is_of_what_is_shown(qtbot: QtBot, shown: BenchmarkPage, tmp_path: Path) -> None:
    shown.export_picture(tmp_path / "out.png")
    picture = QImage(str(tmp_path / "out.png"))
    assert picture.width() == shown.results.width() * 2
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 7)
                for y in range(0, picture.height(), 7)}) > 2  # fmt: skip


def test_somebody_elses_results_are_compared_with(
    qtbot: QtBot, shown: BenchmarkPage, tmp_path: Path
) -> None:
    theirs = made(result("write-1m", 50e6, 52.5e6, 55e6), result("fsync", 0.001, 0.001, 0.001))
    save_results(tmp_path / "theirs.json", replace(theirs, load=50.0))
    shown.open_results(tmp_path / "theirs.json")
    qtbot.waitUntil(lambda: shown.reference_choice.currentText() == "theirs.json")
    assert "as good as theirs.json, over 2 benchmarks" in shown.results.summary.text()
    assert "2.00× for Sequential write and fsync, 1 MiB" in shown.results.summary.text()
    assert "0.50× for Create a small file and fsync" in shown.results.summary.text()
    assert "machine was busy" in shown.results.caveats.text()
    line = next(each for each in shown_figures(shown) if "1 MiB" in each[0])
    assert line[4:] == ["2.00× (better)", "210 MB/s", "0.50×"]


@pytest.mark.parametrize("content", ["{}", "no json", '{"schema": "other"}', ""])
def test_a_foreign_file_is_refused(
    qtbot: QtBot, shown: BenchmarkPage, tmp_path: Path, content: str
) -> None:
    (tmp_path / "foreign.json").write_text(content)
    before = shown.results.summary.text()
    shown.open_results(tmp_path / "foreign.json")
    qtbot.waitUntil(lambda: bool(shown.banner.text))
    assert "foreign.json" in shown.banner.text
    assert shown.results.summary.text() == before


def test_the_table_is_copied(qtbot: QtBot, shown: BenchmarkPage) -> None:
    shown.results.open_tab("table")
    qtbot.mouseClick(shown.results.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Benchmark\tMedian")
    assert len(lines) == 1 + len(shown_figures(shown))
    shown.results.table.selectRow(0)
    shown.results._copy_chosen()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


# -- how it looks ---------------------------------------------------------------------------------


def test_charts_follow_theme_and_direction(
    qtbot: QtBot, shown: BenchmarkPage, qapp: QApplication
) -> None:
    from app.widgets.charts import BarChart

    qtbot.waitUntil(lambda: bool(shown.results.findChildren(BarChart)))
    chart = shown.results.findChildren(BarChart)[0]
    qtbot.waitUntil(lambda: not chart.draw_next())
    assert chart.scale.logarithmic
    try:
        apply_theme(qapp, Theme.DARK)
        QCoreApplication.processEvents()
        assert chart.plot.backgroundBrush().color().name() == colours().base
        chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert chart.plot.getViewBox().xInverted()
        assert chart.plot.getAxis("right").isVisible()
        assert not chart.plot.getAxis("left").isVisible()
    finally:
        apply_theme(qapp, Theme.SYSTEM)


def test_series_are_told_apart_without_colour() -> None:
    from app.widgets.series import Role, Series, brush_of

    series = [Series("", role) for role in Role]
    assert len({brush_of(each).style() for each in series}) == len(series)
    assert len({each.line for each in series}) == len(series)


def test_everything_has_a_name_and_is_reached(qtbot: QtBot, shown: BenchmarkPage) -> None:
    for tab in ("filesystem", "history", "table"):
        shown.results.open_tab(tab)
        shown.activateWindow()
        QApplication.processEvents()
        found = controls(shown)
        assert len(found) > 10
        assert [described(each) for each in found if not name_of(each)] == []
        assert list(unreachable(shown, way_of_tab(shown))) == []


# -- the way there --------------------------------------------------------------------------------


def test_the_way_there_and_back(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    session = vaults.add(make_vault())
    window = MainWindow(vaults, Preferences())
    qtbot.addWidget(window)
    window.show()
    button = window.sidebar.speed_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page = window.speed.page
    assert page is not None
    assert window.stack.currentWidget() is page
    assert window.sidebar.current is None
    window.sidebar.choose(0)
    assert not button.isChecked()
    assert window.stack.currentWidget() is window.page_of(session)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.page_of(session)
    assert window.sidebar.current is session
    window.stop()


def test_a_quick_run_and_a_thorough_one_are_compared_where_amounts_do_not_count(
    qtbot: QtBot, make_page: Callable[[], BenchmarkPage], tmp_path: Path
) -> None:
    keep_run(made(result("write-1m", 100e6, 110e6, 105e6), result("git-clone", 0.1, 0.1, 0.1)))
    theirs = made(result("write-1m", 105e6, 105e6, 105e6), result("git-clone", 9.0, 9.0, 9.0))
    save_results(tmp_path / "theirs.json", replace(theirs, quick=False))
    page = make_page()
    page.open_results(tmp_path / "theirs.json")
    qtbot.waitUntil(lambda: page.reference_choice.currentText() == "theirs.json")
    assert "over 1 benchmark." in page.results.summary.text()
    assert "was a quick one" in page.results.caveats.text()
    clone = next(each for each in shown_figures(page) if each[0] == "git clone")
    assert clone[3:5] == ["", ""]
