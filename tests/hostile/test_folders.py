"""Vault folders in which something else lies in a file's place, put there to harm.

Opening, telling and scrubbing answer with a typed error or do without: they never wait, never
follow a link out of the vault, never write through one, and never remove what is not ours.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from engine.constants import BLOCK_BYTES, JOURNAL_STEP_BYTES
from engine.errors import (
    DamageError,
    MediumError,
    MissingPieceError,
    NotAVaultError,
    VaultBusyError,
    VaultError,
)
from engine.health import FindingCode, scrub
from engine.keys import KdfParameters, Passphrase, kdf, slots
from engine.medium.lock import LOCK_NAME, WriterLock
from engine.transactions import journal
from engine.vault import Vault, create_vault, read_info
from tests.support.tally import Tally, Trial

KEY = Passphrase(b"correct horse battery staple")
CONTENT = hashlib.sha256(b"content").digest() * 10_000
VICTIM = b"somebody else's file\n" * 1000
TERABYTE = 1 << 40

pytestmark = pytest.mark.timeout(60)  # something that blocks is what is looked for here


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """The same derivation is not made a hundred times: it is not what is tested here."""
    derive = functools.cache(lambda secret, *rest: kdf.derive_passphrase_key(secret, *rest))

    def known(secret: bytes | bytearray, salt: bytes, cost: KdfParameters) -> bytearray:
        return bytearray(derive(bytes(secret), salt, cost))

    with mock.patch.object(slots, "derive_passphrase_key", known):
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, derive_once: None) -> Path:
    path = tmp_path_factory.mktemp("template") / "vault"
    create_vault(path, KEY.secret, kdf=KdfParameters(65536, 3, 1), recovery=False)
    with Vault.unlock(path, KEY) as vault:
        fill(vault)
    return path


def fill(vault: Vault) -> None:
    ino = vault.namespace.create(1, b"film", 0o100644, 0, 0).ino
    vault.namespace.write(ino, 0, CONTENT)
    vault.namespace.sync()


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """A copy of the vault, beside a file that is none of its."""
    shutil.copytree(template, tmp_path / "vault")
    (tmp_path / "victim").write_bytes(VICTIM)
    return tmp_path / "vault"


# -- what somebody may put there ------------------------------------------------------------------


def put_link_inside(path: Path) -> None:
    path.symlink_to("bands/00000000-09" if path.name != "00000000-09" else "00000000-08")


def put_link_outside(path: Path) -> None:
    path.symlink_to(victim_of(path))


def put_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def put_dangling_link(path: Path) -> None:
    path.symlink_to(victim_of(path).with_name("made through a link"))


def put_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(path.parent):
        server.bind(path.name)


def put_endless_device(path: Path) -> None:
    os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero


def put_folder(path: Path) -> None:
    path.mkdir()
    (path / "theirs").write_bytes(VICTIM)


def put_sparse(path: Path) -> None:
    with path.open("xb") as file:
        file.truncate(TERABYTE)


def put_empty(path: Path) -> None:
    path.touch()


def put_hard_link(path: Path) -> None:
    os.link(victim_of(path), path)


THINGS: dict[str, Callable[[Path], None]] = {
    "link inside": put_link_inside,
    "link outside": put_link_outside,
    "link to itself": put_link_to_itself,
    "dangling link": put_dangling_link,
    "fifo": os.mkfifo,
    "socket": put_socket,
    "device": put_endless_device,
    "folder": put_folder,
    "sparse": put_sparse,
    "empty": put_empty,
    "hard link": put_hard_link,
}

IRREGULAR = frozenset(THINGS) - {"sparse", "empty", "hard link"}
"""What stays where it is, whatever is repaired around it."""


@dataclass(frozen=True)
class Place:
    """Files of a vault that are replaced, and what is still possible then."""

    names: tuple[str, ...]
    reads: bool = True
    """Whether the vault opens for reading, with its content."""
    writes: bool = True
    """Whether it opens for writing, whatever lies there."""


PLACES = {
    "header": Place(("vault.sigma",)),
    "header copy": Place(("vault.sigma.copy",)),
    "both headers": Place(("vault.sigma", "vault.sigma.copy"), reads=False, writes=False),
    "lock": Place((LOCK_NAME,), writes=False),
    "journal": Place(("journal-0",), writes=False),
    "both journals": Place(("journal-0", "journal-1"), writes=False),
    "band": Place(("bands/00000000-03",)),
    "as many bands as parity covers": Place(("bands/00000000-00", "bands/00000000-07")),
    "more bands": Place(tuple(f"bands/00000000-0{n}" for n in range(3)), reads=False, writes=False),
    "bands": Place(("bands",), reads=False, writes=False),
}


def victim_of(path: Path) -> Path:
    top = next(each for each in (path, *path.parents) if each.name == "vault")
    return top.with_name("victim")


def replace(path: Path, put: Callable[[Path], None]) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    put(path)


def identity(path: Path) -> tuple[int, int, int]:
    status = os.lstat(path)
    return status.st_mode, status.st_ino, status.st_rdev


# -- everything that opens a vault ----------------------------------------------------------------


def read_film(vault: Vault) -> bytes:
    found = vault.namespace.resolve(b"film")
    return bytes(vault.namespace.read(found.ino, 0, found.size))


def open_for_reading(path: Path) -> bool:
    try:
        with Vault.unlock(path, KEY, read_only=True) as vault:
            assert read_film(vault) == CONTENT
            scrub(vault)
            return True
    except (DamageError, VaultError):
        return False


def open_for_writing(path: Path) -> bool:
    try:
        with Vault.unlock(path, KEY) as vault:
            assert read_film(vault) == CONTENT
            ino = vault.namespace.create(1, b"more", 0o100644, 0, 0).ino
            vault.namespace.write(ino, 0, bytes(3 * BLOCK_BYTES))
            vault.namespace.sync()
            scrub(vault, repair=True)
            assert read_film(vault) == CONTENT
        return True
    except (DamageError, VaultError):
        return False


def tell(path: Path) -> bool:
    try:
        return read_info(path).version == 1
    except VaultError:
        return False


def combinations() -> Iterator[object]:
    """Everything in the place of everything; what differs least from another only in long runs."""
    telling = {"link outside", "fifo", "sparse", "hard link"}
    single = {"header", "lock", "journal", "band"}
    for where in PLACES:
        for thing in THINGS:
            quick = thing in telling or (where in single and thing != "link inside")
            yield pytest.param(where, thing, marks=() if quick else pytest.mark.soak)


@pytest.mark.parametrize(("where", "thing"), list(combinations()))
def test_something_else_in_the_place(
    where: str, thing: str, place: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How far a journal is read at most takes seconds, and is another test's.
    monkeypatch.setattr(journal, "MAX_JOURNAL_SLOTS", 2048)
    if thing == "device" and os.geteuid() != 0:
        pytest.skip("only root makes devices")
    expected = PLACES[where]
    paths = [place / name for name in expected.names]
    for path in paths:
        replace(path, THINGS[thing])
    foreign = {path: identity(path) for path in paths} if thing in IRREGULAR else {}

    tell(place)
    # A journal of zeros is one that holds nothing, and a lock that can be had is a lock.
    assert open_for_reading(place) >= expected.reads
    assert open_for_writing(place) >= expected.writes
    tell(place)

    assert (place.parent / "victim").read_bytes() == VICTIM
    assert not (place.parent / "made through a link").exists()
    assert {path: identity(path) for path in foreign} == foreign
    if thing == "folder":
        assert all((path / "theirs").read_bytes() == VICTIM for path in paths)
    tally.add(Trial.HOSTILE)


def test_what_lies_there_is_a_finding(place: Path) -> None:
    replace(place / "vault.sigma", put_folder)
    replace(place / "bands/00000000-03", os.mkfifo)
    with Vault.unlock(place, KEY) as vault:
        assert vault.header_copies_bad == ("vault.sigma",)
        found = {(each.message_code, each.place) for each in scrub(vault, repair=True).findings}
        assert (FindingCode.HEADER_COPY, "vault.sigma") in found
        assert (FindingCode.BAND, "bands/00000000-03") in found
        vault.change_passphrase(b"another", KdfParameters(65536, 3, 1))
    with Vault.unlock(place, Passphrase(b"another"), read_only=True) as vault:
        assert read_film(vault) == CONTENT


def test_a_header_that_cannot_be_mended_keeps_nobody_out(place: Path) -> None:
    replace(place / "vault.sigma.copy", put_empty)
    (place / "vault.sigma.copy.new").mkdir()
    with Vault.unlock(place, KEY) as vault:
        assert vault.header_copies_bad == ("vault.sigma.copy",)
        assert not vault.read_only


@pytest.mark.parametrize("thing", THINGS)
def test_in_the_place_of_the_vault_itself(thing: str, tmp_path: Path, tally: Tally) -> None:
    if thing == "device" and os.geteuid() != 0:
        pytest.skip("only root makes devices")
    (tmp_path / "victim").write_bytes(VICTIM)
    THINGS[thing](tmp_path / "vault")
    before = identity(tmp_path / "vault")
    for opens in (tell, open_for_reading, open_for_writing):
        assert not opens(tmp_path / "vault")
    with pytest.raises(NotAVaultError):
        read_info(tmp_path / "vault")
    assert identity(tmp_path / "vault") == before
    assert (tmp_path / "victim").read_bytes() == VICTIM
    assert not (tmp_path / "made through a link").exists()
    tally.add(Trial.HOSTILE)


def test_foreign_things_beside_ours(place: Path, tally: Tally) -> None:
    """They are left alone, and keep no band from its times."""
    for folder in (place, place / "bands"):
        for number, put in enumerate(THINGS.values()):
            put(folder / f"{number:02d}-theirs")
            os.utime(folder / f"{number:02d}-theirs", (0, 0), follow_symlinks=False)
    before = {path: identity(path) for path in place.rglob("*-theirs")}
    assert len(before) == 2 * len(THINGS)
    assert tell(place)
    assert open_for_writing(place)
    assert open_for_reading(place)
    assert {path: identity(path) for path in before} == before
    assert {path.lstat().st_mtime_ns for path in before} == {0}
    assert len({path.stat().st_mtime_ns for path in place.glob("bands/00000000-??")}) == 1
    tally.add(Trial.HOSTILE, len(before))


def test_a_copy_made_of_hard_links_is_not_written_to(place: Path) -> None:
    """`cp -al` for a backup: writing in place would change both."""
    backup = place.with_name("backup")
    shutil.copytree(place, backup, copy_function=os.link)
    before = {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()}
    assert open_for_reading(place)
    with pytest.raises(MissingPieceError, match="hard link"):
        Vault.unlock(place, KEY)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("put", [os.mkfifo, put_link_outside, put_hard_link])
def test_the_lock_of_one_who_has_it(put: Callable[[Path], None], place: Path) -> None:
    """Who holds the lock is looked up in whatever lies there by then."""
    with WriterLock(place) as lock:
        lock.acquire("first")
        with pytest.raises(VaultBusyError, match="first"):
            Vault.unlock(place, KEY)
        replace(place / LOCK_NAME, put)
        with contextlib.suppress(VaultBusyError, MediumError), WriterLock(place) as second:
            second.acquire("second")
        assert (place.parent / "victim").read_bytes() == VICTIM


# -- files that cannot be read --------------------------------------------------------------------

NOBODY = 65534
AS_NOBODY = """
import fcntl, os, resource, sys
from pathlib import Path
from engine.vault import Vault, read_info
from engine.errors import VaultError
from engine.keys import Passphrase
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
answers = []
path = Path(sys.argv[1])
for attempt in (lambda: read_info(path),
                lambda: Vault.unlock(path, Passphrase({secret!r}), read_only=True),
                lambda: Vault.unlock(path, Passphrase({secret!r}))):
    try:
        made = attempt()
        if isinstance(made, Vault):
            found = made.namespace.resolve(b"film")
            made.namespace.read(found.ino, 0, found.size)
            made.lock()
        answers.append("opened")
    except VaultError as error:
        answers.append(error.code)
print(*answers)
"""


@pytest.mark.root
@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("vault.sigma", "opened opened opened"),
        ("vault.sigma.copy", "opened opened opened"),
        ("journal-0", "opened opened opened"),
        ("bands/00000000-03", "opened opened medium"),
        ("bands", "opened root-lost root-lost"),
        (LOCK_NAME, "opened opened medium"),
        ("", "medium medium medium"),
    ],
)
def test_files_of_another_user(
    name: str, answers: str, place: Path, tmp_path: Path, tally: Tally
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    (place / LOCK_NAME).touch()
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    state = tmp_path / "state"
    state.mkdir(mode=0o777)
    os.chown(state, NOBODY, NOBODY)
    os.chown(place / name, 0, 0)
    (place / name).chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o011)
    code = AS_NOBODY.format(nobody=NOBODY, secret=KEY.secret)
    env = {**os.environ, "SIGMAVAULT_STATE_DIR": str(state), "HOME": str(state)}
    done = subprocess.run(
        [sys.executable, "-c", code, place], capture_output=True, text=True, check=False, env=env
    )
    assert done.stdout.strip() == answers, done.stderr
    tally.add(Trial.HOSTILE)


def test_the_journal_is_read_no_further_than_it_holds(place: Path) -> None:
    """A journal of a terabyte costs no more than one of its usual length."""
    with (place / "journal-0").open("r+b") as file:
        assert file.seek(0, os.SEEK_END) == JOURNAL_STEP_BYTES
        file.truncate(TERABYTE)
    assert open_for_reading(place)
