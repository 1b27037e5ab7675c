"""How long it takes from the start of the process until there is a window to look at.

With SIGMAVAULT_TRACE=1 in the environment the time of the first paint is printed, in milliseconds
since the system made the process, and the processor time that was spent until then.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import SignalInstance

VARIABLE = "SIGMAVAULT_TRACE"

_IMPORTED_S = time.monotonic()
_START_FIELD = 19
"""Of /proc/self/stat, counted after the name in parentheses: the start in ticks since boot."""


def trace_first_paint(painted: SignalInstance) -> None:
    """Print when the window's signal says that it is drawn, if that is wanted."""
    if os.environ.get(VARIABLE):
        painted.connect(_tell)


def _tell() -> None:
    sys.stderr.write(
        f"sigmavault: window painted after {age_s() * 1000:.0f} ms"
        f" ({time.process_time() * 1000:.0f} ms of processor time)\n"
    )
    sys.stderr.flush()


def age_s() -> float:
    """The age of this process; where the system does not tell, the time since we were loaded."""
    try:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        started_s = int(fields[_START_FIELD]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s
    except (OSError, AttributeError, ValueError, IndexError):
        return time.monotonic() - _IMPORTED_S
