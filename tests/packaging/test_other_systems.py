"""Every module can be imported where Linux's own parts are missing, and vaults work without them.

What a system lacks is taken away in a process of its own. That shows what of ours depends on it; it
does not replace a run on that system.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import PACKAGES, ROOT, modules, name_of

IMPORT_ALL = f"""
import importlib
OPTIONAL = ("engine.holographic.isal", "engine.mount.mfuse")
for name in {[name_of(each).removesuffix(".py").replace("/", ".") for each in modules()]!r}:
    if not name.endswith("__main__") and name not in OPTIONAL:
        importlib.import_module(name.removesuffix(".__init__"))
print("imported")
"""

# numpy and the like are loaded first: whether they run on Windows is not ours to show.
# Two modules are there for libraries that not every system has, and are imported only with these.
LIKE_WINDOWS = """
import os, sys
import apsw, argon2, click, cryptography, keyring, numpy, platformdirs
import PySide6.QtWidgets, pyqtgraph, rich.console, zxcvbn, subprocess, tempfile, logging.handlers
sys.platform = "win32"
for name in ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "mfusepy", "pyeclib"):
    sys.modules[name] = None
for name in [
    *(name for name in dir(os) if name.startswith(("posix_", "sched_", "SCHED_", "RTLD_", "W", "P_"))
      and name not in ("W_OK",)),
    "O_ASYNC", "O_CLOEXEC", "O_DIRECT", "O_DIRECTORY", "O_DSYNC", "O_LARGEFILE", "O_NDELAY",
    "O_NOATIME", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "O_RSYNC", "O_SYNC", "O_TMPFILE",
    "chown", "chroot", "fchmod", "fchown", "fdatasync", "fork", "getegid", "geteuid", "getgid",
    "getgroups", "getpgid", "getuid", "getxattr", "killpg", "lchown", "listxattr", "mkfifo",
    "mknod", "pread", "preadv", "pwrite", "pwritev", "removexattr", "sendfile", "setsid",
    "setxattr", "statvfs", "sync", "sysconf",
]:
    if hasattr(os, name):
        delattr(os, name)
"""

LIKE_MACOS = """
import fcntl, os, sys
import subprocess, ctypes.util
import apsw, argon2, click, cryptography, keyring, numpy, platformdirs, rich.console
import PySide6.QtWidgets, pyqtgraph
sys.modules["pyeclib"] = None  # there are no wheels of it
fcntl.F_FULLFSYNC = fcntl.F_GETFD
sys.platform = "darwin"
for name in ("posix_fadvise", "posix_fallocate", "fdatasync", "O_TMPFILE", "O_NOATIME", "O_PATH",
             "getxattr", "setxattr", "listxattr", "removexattr", "memfd_create", "sched_getaffinity"):
    delattr(os, name)
"""

WITHOUT_POSIX_MODULES = """
import sys, types, os
import subprocess
import apsw, argon2, click, cryptography, numpy, platformdirs, pyeclib.ec_iface, rich.console
for name in ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "mfusepy"):
    sys.modules[name] = None
sys.modules["msvcrt"] = windows = types.ModuleType("msvcrt")
windows.LK_NBLCK, windows.calls = 2, 0

def locking(fd, mode, length):
    # What Windows does, done by Linux: one byte, far behind all content, until the file is closed.
    import ctypes
    assert (mode, length) == (2, 1)
    assert os.lseek(fd, 0, os.SEEK_CUR) > 1 << 30
    windows.calls += 1
    if ctypes.CDLL(None).flock(fd, 2 | 4) != 0:
        raise PermissionError(13, "Permission denied")

windows.locking = locking
"""

STORE_AND_FETCH = """
from pathlib import Path
from engine.constants import KDF_MIN_LANES, KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES
from engine.errors import VaultBusyError
from engine.keys.kdf import KdfParameters
from engine.keys.slots import Passphrase
from engine.vault import Vault, create_vault
from app.cli import main

place, letter, back = Path("vault").absolute(), Path("letter").absolute(), Path("back").absolute()
letter.write_bytes(b"Dear Ada, " * 20_000)
Path("secret").write_text("correct horse battery staple")
create_vault(place, b"correct horse battery staple",
             kdf=KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, KDF_MIN_LANES))
key = ["--passphrase-file", "secret"]
with Vault.unlock(place, Passphrase(b"correct horse battery staple")):
    try:
        Vault.unlock(place, Passphrase(b"correct horse battery staple"))
        raise AssertionError("two writers")
    except VaultBusyError:
        pass
assert main(["put", str(place), str(letter), "/", *key]) == 0
assert "msvcrt" not in sys.modules or windows.calls >= 3
assert main(["get", str(place), "/letter", str(back), *key]) == 0
assert back.read_bytes() == letter.read_bytes()
print("stored and fetched")
"""


def run_in(system: str, code: str, folder: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", system + code],
        cwd=folder, capture_output=True, text=True, check=False, timeout=100,
        env={
            **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(folder), "SIGMAVAULT_STATE_DIR": str(folder / "state"),
        },
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("system", [LIKE_WINDOWS, LIKE_MACOS], ids=["windows", "macos"])
def test_every_module_can_be_imported(system: str, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    assert PACKAGES == ("app", "engine")
    assert run_in(system, IMPORT_ALL, tmp_path) == "imported\n"


@pytest.mark.parametrize(
    "system", [WITHOUT_POSIX_MODULES, LIKE_MACOS], ids=["no posix modules", "macos"]
)
def test_a_vault_works_without(system: str, tmp_path: Path) -> None:
    assert run_in(system, STORE_AND_FETCH, tmp_path).splitlines()[-1] == "stored and fetched"
