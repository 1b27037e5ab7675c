"""Lets the suite's own process measure next to nothing: `sitecustomize` for its interpreter."""

from __future__ import annotations

from pathlib import Path

_CODE = """
import sys

if "run" in sys.orig_argv:
    import os
    from dataclasses import replace

    from engine.benchmark import amounts, crypto, filesystem, scale, scatter, workbench

    amounts.QUICK = replace(
        amounts.QUICK, stream_bytes=1 << 20, random_accesses={"4k": 4, "64k": 2, "1m": 1}, files=8,
        synced_files=2, client_files=4, commits=2, tree_files=4, scales=(("1k", 20),), lookups=5,
        vault_commits=2, disk_bytes=%(disk_bytes)d,
    )
    crypto.KDF_DEFAULT_TIME_S = 0.01
    workbench.QUICK_ROUND_S = %(round_s)r
    scatter._ROUND_BYTES = {True: 1 << 16, False: 1 << 16}
    scatter._QUICK_LIMIT = 1 << 20
    os.sync = lambda: None
    for module in (filesystem, scale, scatter):
        module.drop_caches = lambda *_: None
"""


def make_tiny(folder: Path, *, round_s: float = 0.0005, disk_bytes: int = 1 << 26) -> str:
    """Write it; gives the value for PYTHONPATH.

    Args:
        folder: Where to.
        round_s: How long a round takes at least.
        disk_bytes: What a run says it needs.
    """
    folder.mkdir(exist_ok=True)
    code = _CODE % {"round_s": round_s, "disk_bytes": disk_bytes}
    (folder / "sitecustomize.py").write_text(code)
    return str(folder)
