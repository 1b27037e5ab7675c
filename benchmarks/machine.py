"""What a result says of the machine: as the suite describes it, and which source it was."""

from __future__ import annotations

import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.benchmark.machine import describe_machine, file_system


def describe(folder: Path) -> dict[str, Any]:
    """The machine, the file system that the folder lies on, and the commit."""
    machine = describe_machine()
    return {
        **asdict(machine),
        "libraries": dict(machine.libraries),
        "file_system": file_system(folder),
        "commit": _commit(),
    }


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return done.stdout.strip()
