"""Runs the tests of reliability and makes the tables of docs/reliability.md from what they tried.

    .venv/bin/python -m tests.reliability             a few minutes: the suite's own, short versions
    .venv/bin/python -m tests.reliability --long      an hour or more: every cut, hundreds of kills

Writes the table into docs/reliability.md, the short one into README.md too, and prints it. A
failing test leaves them alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.tally import MUST_MATCH, Tally, load

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "reliability.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- table: {} -->", "<!-- end of table: {} -->"

SUITES = (
    "tests/crash",
    "tests/faults",
    "tests/fuse/test_crash_kill.py",
    "tests/fuse/test_model.py",
    "tests/gui/test_killed.py",
    "tests/hostile",
    "tests/property",
    "tests/unit/format",
    "tests/unit/health",
    "tests/unit/vault",
)
"""Where trials are counted."""


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--long", action="store_true", help="the long versions too")
    long = parser.parse_args().long
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "tally.json"
        if status := _run(counts, long):
            return status
        tally = load(counts)
    for tried, found in MUST_MATCH:
        if tally.counts[tried.name] != tally.counts[found.name]:
            print(f"not all were found: {tried}", file=sys.stderr)
            return 1
    table = markdown(tally)
    print(table)
    if long:
        write(DOCUMENT, "long", table)
    else:
        for document in (DOCUMENT, README):
            write(document, "short", table)
    return 0


def _run(counts: Path, long: bool) -> int:
    suites = [suite for suite in SUITES if (ROOT / suite).exists()]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q"]
    chosen = ["-m", "soak or not soak", "--timeout", "7200"] if long else []
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, f"--tally={counts}", *chosen, *suites], cwd=ROOT, env=environment, check=False
    )
    return done.returncode


def markdown(tally: Tally) -> str:
    """The table's rows."""
    lines = ["| tried | |", "| --- | --: |"]
    lines += [f"| {text} | {count:,} |" for text, count in tally.rows()]
    return "\n".join(lines)


def write(document: Path, name: str, table: str) -> None:
    """Replace one of the document's tables."""
    text = document.read_text()
    head, begin, rest = text.partition(BEGIN.format(name))
    _, end, tail = rest.partition(END.format(name))
    if not begin or not end:
        raise SystemExit(f"{document} has no place for the table {name!r}")
    document.write_text(f"{head}{begin}\n{table}\n{end}{tail}")


if __name__ == "__main__":
    sys.exit(main())
