"""What a desktop is told of us is true, and in the form that it reads."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

import engine
from engine.format.header import MAGIC
from engine.vault.headers import HEADER_COPY_NAME, HEADER_NAME
from tests.house.sources import ROOT

RESOURCES = ROOT / "resources"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
METAINFO = RESOURCES / "org.sigmavault.SigmaVault.metainfo.xml"


def tool(name: str) -> str:
    """A program that not every machine has; where it is not, the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here")
    return found


def ran(*command: str | Path, **environment: str) -> str:
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((RESOURCES / "sigmavault.desktop").read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def mime_type() -> ET.Element:
    found = ET.parse(RESOURCES / "sigmavault-mime.xml").getroot().find(f"{MIME}mime-type")
    assert found is not None
    return found


# -- one word for one thing -----------------------------------------------------------------------


def test_the_magic_is_the_formats() -> None:
    matches = [
        (each.get("type"), each.get("offset"), each.get("value", "").encode().decode("unicode_escape"))
        for each in mime_type().iter(f"{MIME}match")
    ]  # fmt: skip
    assert matches == [("string", "0", MAGIC.decode())]


def test_the_names_are_the_headers() -> None:
    globs = {each.get("pattern") for each in mime_type().iter(f"{MIME}glob")}
    assert globs == {HEADER_NAME, HEADER_COPY_NAME}


def test_entry_type_and_page_speak_of_one_program() -> None:
    kind, component = mime_type().get("type"), ET.parse(METAINFO).getroot()
    assert entry()["MimeType"] == f"{kind};"
    assert component.findtext("provides/mediatype") == kind
    assert component.findtext("launchable") == "sigmavault.desktop"
    assert component.findtext("icon") == entry()["Icon"]
    assert component.findtext("summary") == entry()["Comment"]
    assert METAINFO.name == f"{component.findtext('id')}.metainfo.xml"
    assert (RESOURCES / f"{entry()['Icon']}.svg").is_file()
    assert (RESOURCES / f"{str(kind).replace('/', '-')}.svg").is_file()


def test_the_window_is_grouped_with_its_entry() -> None:
    """Wayland goes by the entry's file name, X11 by the name that Qt makes a window class of."""
    text = (ROOT / "app" / "gui" / "application.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("sigmavault")' in text
    assert f'NAME = "{entry()["StartupWMClass"]}"' in text
    assert "setApplicationName(NAME)" in text


def test_the_page_names_this_version_first() -> None:
    release = ET.parse(METAINFO).getroot().find("releases/release")
    assert release is not None
    assert release.get("version") == engine.__version__


# -- the desktop's own judgement ------------------------------------------------------------------


def test_the_desktop_takes_the_entry() -> None:
    ran(tool("desktop-file-validate"), RESOURCES / "sigmavault.desktop")


def test_the_software_centre_takes_the_page() -> None:
    ran(tool("appstreamcli"), "validate", "--no-net", METAINFO)


def test_file_managers_know_a_header_by_content_and_by_name(tmp_path: Path) -> None:
    packages = tmp_path / "data" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(RESOURCES / "sigmavault-mime.xml", packages)
    ran(tool("update-mime-database"), tmp_path / "data" / "mime")
    (tmp_path / "header of my vault").write_bytes(MAGIC + bytes(100))
    (tmp_path / HEADER_NAME).write_bytes(b"damaged")
    (tmp_path / "letter").write_bytes(b"SIGMAV\n\n of a letter")
    kinds = [
        ran(
            tool("gio"), "info", "-a", "standard::content-type", tmp_path / name,
            XDG_DATA_HOME=str(tmp_path / "data"),
        ).partition("content-type: ")[2].strip()
        for name in ("header of my vault", HEADER_NAME, "letter")
    ]  # fmt: skip
    assert kinds[:2] == ["application/x-sigmavault"] * 2
    assert kinds[2] != "application/x-sigmavault"


# -- laid out -------------------------------------------------------------------------------------


def test_a_program_anywhere_can_be_the_entrys(share: ModuleType) -> None:
    """The entry's two layers of quotes, undone as a desktop does."""
    program = '/tmp/a b/100%/so "quoted" $HOME/back\\slash/sigmavault-gui'
    lines = share.desktop_entry(program).splitlines()
    command = next(each for each in lines if each.startswith("Exec=")).removeprefix("Exec=")
    quoted, rest = command.replace("\\\\", "\\").rsplit('"', 1)
    assert rest == " %F"
    plain, letters = "", iter(quoted.removeprefix('"'))
    for letter in letters:
        plain += next(letters) if letter == "\\" else letter
    assert plain % () == program


def test_everything_is_laid_out(share: ModuleType, tmp_path: Path) -> None:
    share.lay_out(tmp_path, "sigmavault-gui")
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if not path.is_dir()}
    icons = {each for each in made if each.startswith("icons/hicolor/")}
    assert len(icons) == 2 * (1 + len(share.ICON_SIDES))
    assert made - icons == {
        "applications/sigmavault.desktop",
        "bash-completion/completions/sigmavault",
        "fish/vendor_completions.d/sigmavault.fish",
        "man/man1/sigmavault-gui.1",
        "man/man1/sigmavault.1",
        "metainfo/org.sigmavault.SigmaVault.metainfo.xml",
        "mime/packages/sigmavault.xml",
        "zsh/site-functions/_sigmavault",
    }
    small = tmp_path / "icons/hicolor/16x16/apps/sigmavault.png"
    from PySide6.QtGui import QImage

    drawn = QImage(str(small))
    assert (drawn.width(), drawn.height()) == (16, 16)
    assert drawn.pixelColor(8, 8).alpha() == 255
    assert drawn.pixelColor(0, 0).alpha() < 128, "round corners"
