"""The engine's log: for whoever looks for a mistake, and silent otherwise.

What a user has to know is said in sentences by the commands; the log's lines are not for them.
"""

from __future__ import annotations

import logging
import os

LOG_VARIABLE = "SIGMAVAULT_LOG"
"""Environment variable that names a level (`DEBUG`, `INFO`, `WARNING`) to log to standard error."""


def quiet_logs() -> None:
    """Keep the log from standard error, unless the environment asks for it."""
    level = os.environ.get(LOG_VARIABLE, "").upper()
    if level in logging.getLevelNamesMapping():
        logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    else:  # without any handler, Python would print warnings by itself
        logging.getLogger("engine").addHandler(logging.NullHandler())
