"""What lies in the repository is true, and is nobody's but the project's."""

from __future__ import annotations

import re
import tomllib

import pytest

import engine
from tests.house.sources import ROOT, texts

# Assembled, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/(?!me/|user/)\w+/", "/op" + "t/py"])
)
SECRETS = re.compile(
    "|".join(
        ["-----BEGIN " + "[A-Z ]*PRIVATE", "gh" + "p_[A-Za-z0-9]{20}", "AK" + "IA[0-9A-Z]{16}"]
    )
)


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, SECRETS], ids=["machine paths", "secrets"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in texts().items()
        for match in pattern.finditer(text)
    ]
    assert not found


def test_locks_hold_packages_and_hashes_only() -> None:
    """An index or a path would mean something else on another machine, or leak from this one."""
    line = re.compile(r"( {4}--hash=sha256:[0-9a-f]{64}( \\)?|\S+==\S+( ; .*)? \\| *#.*)$")
    for lock in sorted((ROOT / "packaging").glob("*.lock")):
        odd = [each for each in lock.read_text().splitlines() if not line.match(each)]
        assert not odd, lock.name
        assert "://" not in lock.read_text(), lock.name


def test_the_larger_lock_holds_the_smaller_one() -> None:
    pins = re.compile(r"^(\S+==\S+)", flags=re.MULTILINE)
    runtime, development = (
        set(pins.findall((ROOT / "packaging" / name).read_text()))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime
    assert runtime <= development


def test_every_dependency_is_locked() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    wanted = {"requirements.lock": [*project["dependencies"], *extras["gui"], *extras["build"]]}
    wanted["requirements-dev.lock"] = [*wanted["requirements.lock"], *extras["dev"]]
    for lock, requirements in wanted.items():
        text = (ROOT / "packaging" / lock).read_text()
        locked = set(re.findall(r"^([\w-]+)==", text, flags=re.MULTILINE))
        names = {re.split(r"[>=<;\[ ]", each)[0].lower() for each in requirements}
        assert names <= locked, lock


def test_the_changelog_begins_with_this_version() -> None:
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert heading is not None
    assert heading[1] == engine.__version__


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = []
    for name, text in texts().items():
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
            if not (ROOT / name).parent.joinpath(target).exists():
                broken.append(f"{name}: {target}")
    assert not broken


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "adr"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}
