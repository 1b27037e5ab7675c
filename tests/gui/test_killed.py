"""The application is killed in the middle of an import, with the vault mounted; then it starts again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.application import Desktop
from app.models.session import VaultSession
from app.models.state import VaultState
from engine.health import scrub
from engine.types import Severity
from tests.gui.conftest import PASSPHRASE, close_all, let_jobs_end, names_in, open_session
from tests.house.sources import ROOT
from tests.support.places import clear, is_mounted
from tests.support.tally import Tally, Trial

pytestmark = [
    pytest.mark.fuse,
    pytest.mark.skipif(not os.path.exists("/dev/fuse"), reason="no FUSE on this machine"),
]

FILES, FILE_BYTES = 60, 2_000_000
SYNCED = 25


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:02d}.bin").write_bytes(os.urandom(FILE_BYTES))
    return folder


@contextmanager
def application(vault: Path, source: Path) -> Iterator[subprocess.Popen[str]]:
    """The real one, with a display that is not there; unlocked, mounted, importing."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.window", vault, source, PASSPHRASE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":nowhere"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def line(process: subprocess.Popen[str], begins: str) -> str:
    """What the application says next; ends when it does, so this cannot hang on a dead one."""
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith(begins), said
    return said.removeprefix(begins).strip()


def write_synced(mountpoint: Path, number: int) -> bytes:
    """What another program writes to the drive, and is promised to be kept."""
    content = os.urandom(50_000 + number)
    with (mountpoint / f"synced {number}.bin").open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return content


def watchers_of(pid: int) -> list[int]:
    """The processes that clear a mount away when its server is gone."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if command and parent == pid:
            found.append(int(folder.name))
    return found


def content(session: VaultSession, path: str) -> bytes:
    vault = session.vault
    assert vault is not None
    inode = vault.namespace.resolve(path.encode())
    return bytes(vault.namespace.read(inode.ino, 0, inode.size))


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Desktop]]:
    """The next start."""
    started: list[Desktop] = []

    def start() -> Desktop:
        started.append(Desktop(qapp))
        started[-1].window.show()
        return started[-1]

    yield start
    for each in started:
        close_all(qtbot, each.vaults)
        each.stop()
        each.deleteLater()


@pytest.mark.parametrize("watched", [True, False], ids=["alone", "with its watcher"])
def test_what_was_committed_is_there_after_the_next_start(
    qtbot: QtBot, desktop: Callable[[], Desktop], make_vault: Callable[..., Path], source: Path,
    own_settings: Path, tally: Tally, watched: bool,
) -> None:  # fmt: skip
    """Alone: the watcher clears the mount. Both at once: the next start does."""
    vault = make_vault()
    place = own_settings / "SigmaVault" / "Letters"
    with application(vault, source) as process:
        try:
            assert Path(line(process, "mounted")) == place
            synced = {number: write_synced(place, number) for number in range(SYNCED)}
            line(process, "half-way")
            for pid in [] if watched else watchers_of(process.pid):
                os.kill(pid, signal.SIGKILL)
            process.kill()
            assert process.wait() == -signal.SIGKILL
            if not watched:
                assert is_mounted(place), "nobody has cleared it away"
            start_again(qtbot, desktop(), place, synced, source)
        finally:
            clear(place)
    tally.add(Trial.KILL)
    tally.add(Trial.FSYNCED, SYNCED)


def start_again(
    qtbot: QtBot, desktop: Desktop, place: Path, synced: dict[int, bytes], source: Path
) -> None:
    (session,) = desktop.vaults.sessions
    qtbot.waitUntil(lambda: session.sighted, timeout=20_000)
    assert session.state is VaultState.LOCKED
    qtbot.waitUntil(lambda: not is_mounted(place), timeout=20_000)
    assert not place.exists(), "what is not there cannot be written into by mistake"
    open_session(qtbot, session)
    for number, written in synced.items():
        assert content(session, f"/synced {number}.bin") == written
    imported = set(names_in(session, "/album")) if "album" in names_in(session) else set()
    for name in imported:
        assert content(session, f"/album/{name}") == (source / name).read_bytes(), name
    assert session.vault is not None
    assert scrub(session.vault).worst is Severity.GOOD
    import_again(qtbot, desktop, session, source)
    assert session.mount()
    qtbot.waitUntil(lambda: session.state is VaultState.MOUNTED, timeout=30_000)
    assert session.mountpoint == place


def import_again(qtbot: QtBot, desktop: Desktop, session: VaultSession, source: Path) -> None:
    browser = desktop.window.page_of(session).open_page.browser
    browser.transfers.import_files([source], 1, "Letters")
    qtbot.waitUntil(
        lambda: (
            browser.transfers.question is not None or browser.banner.text.startswith("Imported")
        ),
        timeout=60_000,
    )
    if browser.transfers.question is not None:
        browser.transfers.question.replace_button.click()
        qtbot.waitUntil(lambda: browser.banner.text.startswith("Imported"), timeout=60_000)
    let_jobs_end(qtbot, session)
    assert len(names_in(session, "/album")) == FILES
    for path in sorted(source.iterdir()):
        assert content(session, f"/album/{path.name}") == path.read_bytes()
