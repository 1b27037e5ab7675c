"""Coverage-guided fuzzing of every parser, for a fixed number of runs each."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.parsers import TARGETS
from tests.support.tally import Tally, Trial

RUNS = 20_000
SLOW = {"settings": 2000, "remains": 1500, "btree": 5000, "benchmark": 5000, "mount-record": 5000}
"""Fewer where one input takes milliseconds: files are written, or whole indices read."""

ROOT = Path(__file__).parents[2]


def fuzz(name: str, runs: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a target's fuzzer to its end."""
    corpus = folder / name
    corpus.mkdir()
    command = [sys.executable, "-m", "tests.hostile.fuzz", name, str(runs), str(corpus)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, errors="replace"
    )


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", TARGETS)
def test_guided_by_coverage(name: str, tmp_path: Path, tally: Tally) -> None:
    pytest.importorskip("atheris")
    runs = SLOW.get(name, RUNS)
    done = fuzz(name, runs, tmp_path)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-4000:]
    counted = re.search(r"stat::number_of_executed_units:\s+(\d+)", said)
    assert counted is not None
    assert int(counted[1]) >= runs
    tally.add(Trial.HOSTILE, int(counted[1]))
