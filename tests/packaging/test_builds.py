"""The packages that the scripts make: built, unpacked or installed, and used. Minutes each."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import engine
from tests.house.sources import ROOT

PASSPHRASE = "correct horse battery staple"

Use = Callable[..., subprocess.CompletedProcess[str]]


# -- what the scripts say agrees with the rest ----------------------------------------------------


def test_qt_keeps_what_the_window_imports(trim: ModuleType) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    named = set(re.findall(r"^\s*(?:from|import) PySide6\.Qt(\w+)", text, flags=re.MULTILINE))
    assert named >= {"Core", "Gui", "Widgets"}
    assert named <= trim.QT_MODULES


def test_the_package_depends_on_what_the_checkout_installs() -> None:
    setup = (ROOT / "packaging" / "setup.sh").read_text(encoding="utf-8").replace("\\\n", " ")
    wanted: set[str] = set()
    for need in ("fuse", "window"):
        found = re.search(rf"apt-get-{need}\) echo ([^;]+);;", setup)
        assert found is not None
        wanted.update(found[1].split())
    script = (ROOT / "packaging" / "deb.sh").read_text(encoding="utf-8")
    depends = re.search(r'^depends="([^"]+)"', script, flags=re.MULTILINE)
    assert depends is not None
    assert wanted <= set(re.split(r"\s*,\s*|\s+", depends[1]))


def test_the_scripts_are_whole() -> None:
    for script in (ROOT / "packaging").glob("*.sh"):
        shell = "sh" if script.read_text().startswith("#!/bin/sh") else "bash"
        subprocess.run([shell, "-n", script], check=True)


# -- used -----------------------------------------------------------------------------------------


@pytest.fixture
def use(tmp_path: Path) -> Iterator[Use]:
    """Runs a program that knows nothing of this checkout."""
    (tmp_path / "secret").write_text(PASSPHRASE)
    environment = {
        "HOME": str(tmp_path), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
        "SIGMAVAULT_STATE_DIR": str(tmp_path / "state"), "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
    environment |= {key: os.environ[key] for key in os.environ if key == "SIGMAVAULT_TEST_RUN"}

    def use(*command: str | Path) -> subprocess.CompletedProcess[str]:
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run

    yield use
    subprocess.run(["fusermount3", "-uzq", tmp_path / "drive"], check=False)


def exercise(use: Use, folder: Path, programs: Path) -> None:
    """Create, put, get, mount, demonstrate, and the window's own start."""
    command, key = programs / "sigmavault", ("--passphrase-file", "secret")
    assert engine.__version__ in use(command, "--version").stdout
    use(command, "create", "vault", "--kdf-time", "0.1", *key)
    use(command, "put", "vault", "/usr/share/doc/dpkg", "/docs", *key)
    use(command, "get", "vault", "/docs", "back", *key)
    use("diff", "-r", "back", "/usr/share/doc/dpkg")
    (folder / "drive").mkdir()
    use(command, "mount", "vault", "drive", *key)
    use("diff", "-r", "drive/docs", "/usr/share/doc/dpkg")
    use(command, "unmount", "drive")
    assert "nothing was lost" in use(command, "demo", "--size", "5").stdout
    window = subprocess.Popen(
        [programs / "sigmavault-gui", "vault"], cwd=folder, stderr=subprocess.PIPE, text=True,
        env={
            **os.environ, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen",
            "SIGMAVAULT_CONFIG_DIR": str(folder / "config"),
            "SIGMAVAULT_STATE_DIR": str(folder / "state"),
        },
    )  # fmt: skip
    listed = folder / "config" / "vaults.toml"
    while window.poll() is None and not listed.exists():
        try:
            window.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    window.terminate()
    _, said = window.communicate(timeout=60)
    assert window.returncode == 0, said
    assert "vault" in listed.read_text()


@pytest.mark.soak
@pytest.mark.fuse
@pytest.mark.timeout(1200)
@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no Debian")
def test_the_debian_package_works_where_it_is_unpacked(tmp_path: Path, use: Use) -> None:
    subprocess.run(["bash", ROOT / "packaging" / "deb.sh"], check=True)
    (package,) = (ROOT / "dist").glob(f"sigmavault_{engine.__version__}_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "tree"], check=True)
    exercise(use, tmp_path, tmp_path / "tree" / "usr" / "bin")


@pytest.mark.soak
@pytest.mark.fuse
@pytest.mark.timeout(1800)
@pytest.mark.skipif(platform.system() != "Linux", reason="mounts as Linux does")
def test_the_folder_works_wherever_it_lies(tmp_path: Path, use: Use) -> None:
    subprocess.run(["bash", ROOT / "packaging" / "bundle.sh"], check=True)
    (archive,) = (ROOT / "dist").glob(f"sigmavault-{engine.__version__}-*.tar.gz")
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)
    folder = tmp_path / "some where"
    next(tmp_path.glob("sigmavault-*")).rename(folder)
    exercise(use, tmp_path, folder)
    use("sh", folder / "integrate.sh")
    entry = tmp_path / ".local/share/applications/sigmavault.desktop"
    assert f'Exec="{folder}/sigmavault-gui" %F' in entry.read_text()
    assert engine.__version__ in use(tmp_path / ".local/bin/sigmavault", "--version").stdout
    use("sh", folder / "integrate.sh", "--remove")
    left = [each for each in (tmp_path / ".local").rglob("*sigmavault*") if not each.is_dir()]
    assert not left
