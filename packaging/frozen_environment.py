"""Runs first in a frozen program: gives the programs that it starts their own libraries back.

PyInstaller points the loader at the bundle before Python starts, and everything started from here
would inherit that: a file manager with our C++ library. This process has read the variable already.
"""

import os

for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)
