"""What a process that worked with a vault leaves behind: in its memory, and on disk beside it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.keys import KdfParameters, KeyState, Passphrase
from engine.vault import Vault, create_vault
from tests.hostile.secret_keeper import count_in_memory, masked
from tests.support.tally import Tally, Trial

PASSPHRASE = "canary passphrase 4f1d07c2"
NAME = "canary-name-9be4a1"
CONTENT = "canary content 77c05e, "

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/mem")
pytestmark = linux

KEYS: dict[str, Callable[[KeyState], bytes | bytearray]] = {
    "master key": KeyState.copy_master_key,
    "group key": lambda keys: keys.group_key(0, 0),
    "superblock key": lambda keys: keys.superblock_key(),
    "scatter key": lambda keys: keys.scatter_key,
    "phase key": lambda keys: keys.phase_key,
    "header key": lambda keys: keys.header_key,
    "witness key": lambda keys: keys.witness_key,
}
"""None of them is left anywhere once the vault is locked."""

PASSPHRASE_COPIES = 8
"""The line as it was read, the text that it was decoded to, the bytes that were hashed: objects that
Python frees and does not overwrite. There are four; a few more are no new leak."""


@dataclass(frozen=True)
class Report:
    """What the process said, and where it worked."""

    said: dict[str, object]
    home: Path
    vault: Path
    log: str


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One run: create, work, lock, salvage, look."""
    base = tmp_path_factory.mktemp("secrets")
    vault, scratch, home = base / "vault", base / "scratch", base / "home"
    for folder in (scratch, home, home / "tmp", home / "run"):
        folder.mkdir(mode=0o700)
    create_vault(vault, PASSPHRASE.encode(), kdf=KdfParameters(65536, 3, 1), recovery=False)
    needles = {"passphrase": PASSPHRASE.encode()}
    state = base / "other device"
    with Vault.unlock(
        vault, Passphrase(PASSPHRASE.encode()), read_only=True, state_folder=state
    ) as opened:
        needles |= {name: bytes(derive(opened.keys)) for name, derive in KEYS.items()}
    instructions = {
        "name": masked(NAME.encode()).hex(),
        "content": masked(CONTENT.encode()).hex(),
        "needles": {name: masked(each).hex() for name, each in needles.items()},
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.secret_keeper", vault, scratch],
        input=f"{PASSPHRASE}\n{json.dumps(instructions)}\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(home),
    )
    assert done.returncode == 0, done.stderr
    return Report(json.loads(done.stdout), home, vault, (scratch / "log").read_text() + done.stderr)


def environment(home: Path) -> dict[str, str]:
    """Every folder that a program may leave something in, below one of ours."""
    folders = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DATA_HOME": home / "data",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "SIGMAVAULT_STATE"))}
    return {**kept, **{name: str(path) for name, path in folders.items()}}


def findings(folder: Path, *secrets: str) -> list[str]:
    """Files below a folder, names of files too, that hold any of the secrets."""
    needles = [
        each.encode(form) for each in secrets for form in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    found = []
    for path in folder.rglob("*"):
        held = os.fsencode(path.relative_to(folder))
        if path.is_file() and not path.is_symlink():
            held += path.read_bytes()
        if any(needle in held for needle in needles):
            found.append(str(path))
    return found


def test_core_dumps_are_off(report: Report) -> None:
    assert report.said["core_limit"] == [0, 0]
    assert report.said["dumpable"] == 0


def test_the_master_key_lies_in_locked_memory(report: Report) -> None:
    if not report.said["lock_granted"]:
        pytest.skip("this system grants no locked memory")
    assert report.said["locked_kib"] >= 4
    assert report.said["while_open"] == {"master key": 1}  # the search finds what is there


@pytest.mark.parametrize("name", KEYS)
def test_no_key_is_left_after_locking(name: str, report: Report, tally: Tally) -> None:
    assert report.said["left"][name] == 0
    tally.add(Trial.HOSTILE)


def test_what_is_left_of_the_passphrase(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    left = report.said["left"]["passphrase"]
    with capsys.disabled():
        print(f" [copies of the passphrase left in memory after locking: {left}] ", end="")
    assert left <= PASSPHRASE_COPIES


def test_the_search_finds_what_is_there() -> None:
    """A copy that is held is counted: the zeros above mean something."""
    hidden = os.urandom(24)
    held = [bytearray(masked(hidden)), masked(hidden)]
    assert count_in_memory({"it": hidden})["it"] >= len(held)


def test_nothing_readable_on_disk(report: Report, tally: Tally) -> None:
    """In the vault, in temporary folders, and in every folder of the user's."""
    assert len(list(report.vault.rglob("*"))) > 10
    assert findings(report.vault, PASSPHRASE, NAME, CONTENT) == []
    assert list(report.home.rglob("*"))  # the device's memory of the vault, at least
    assert findings(report.home, PASSPHRASE, NAME, CONTENT) == []
    tally.add(Trial.HOSTILE, 3)


def test_logs_above_debug_name_nothing(report: Report) -> None:
    lines = [line for line in report.log.splitlines() if not line.startswith("DEBUG")]
    assert not any(secret in line for secret in (PASSPHRASE, NAME, CONTENT) for line in lines)
    assert PASSPHRASE not in report.log
    assert CONTENT not in report.log


def test_the_search_of_folders_finds_every_form(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" + NAME.encode("utf-16-le"))
    (tmp_path / "b").write_bytes(NAME.encode())
    (tmp_path / NAME).touch()
    assert len(findings(tmp_path, NAME)) == 3


def test_notifications_are_fixed_texts() -> None:
    """Whatever the desktop keeps of them, it is no name: nothing is ever put into one."""
    shown = [
        argument
        for path in sorted((ROOT / "app").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "showMessage"
        for argument in call.args[:2]
    ]
    assert shown
    for text in shown:
        assert isinstance(text, ast.Call)
        assert ast.unparse(text.func) == "tr"
        assert isinstance(text.args[0], ast.Constant)
