"""A TPM in software, for tests that need a chip: swtpm, spoken to by tpm2-tools as a real one is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests.support.places import wait_until

needs_tpm = pytest.mark.skipif(
    not all(map(shutil.which, ("swtpm", "tpm2_create"))) or not find_library("tss2-tcti-swtpm"),
    reason="no swtpm and tpm2-tools here",
)


@contextmanager
def software_tpm(folder: Path) -> Iterator[str]:
    """A TPM with a seed of its own, kept in `folder`; gives what TPM2TOOLS_TCTI has to be."""
    folder.mkdir(exist_ok=True)
    socket = folder / "s"
    process = subprocess.Popen(
        [
            "swtpm", "socket", "--tpm2", "--tpmstate", f"dir={folder}",
            "--server", f"type=unixio,path={socket}",
            "--ctrl", f"type=unixio,path={socket}.ctrl",
            "--flags", "not-need-init,startup-clear",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: socket.exists() and Path(f"{socket}.ctrl").exists(), "the TPM listens")
        yield f"swtpm:path={socket}"
    finally:
        process.terminate()
        process.wait(10)
