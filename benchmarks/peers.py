"""SigmaVault and its peers, side by side: `python -m benchmarks.peers --help`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, report
from benchmarks.rounds import PLACEMENTS, Plan, run
from benchmarks.subjects import SUBJECTS
from benchmarks.workloads import SCENES, Sizes
from engine.benchmark.machine import what_cold_means

_DEFAULT_SUBJECTS = ("sigmavault", "gocryptfs", "plain")
_ALL = "all"
_EPILOG = """\
Prints progress on standard error and the table, in Markdown, on standard output. Run it as root:
only root can drop the kernel's caches, without which nothing is cold.

examples:
  python -m benchmarks.peers --quick
  python -m benchmarks.peers --rounds 5 --json benchmarks/results/peers.json
  python -m benchmarks.peers --rounds 3 --subjects sigmavault gocryptfs cryfs
  python -m benchmarks.peers --subjects all --only git-clone copy-tree sqlite
  python -m benchmarks.peers --placement unpinned one-core two-cores --only create remove
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; the exit code is 0 unless nothing could be measured."""
    options = _parser().parse_args(arguments)
    wanted = list(SUBJECTS) if _ALL in options.subjects else options.subjects
    subjects = [name for name in dict.fromkeys(wanted) if _is_here(name)]
    if not subjects:
        return 1
    with tempfile.TemporaryDirectory(prefix="sigmavault-peers-", dir=options.folder) as folder:
        found = _measure(options, subjects, Path(folder).resolve())
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    print(report.table(found))
    return 0


def _leave(*_: object) -> None:
    """Ended from outside: on the way out everything is unmounted and removed."""
    sys.exit(128 + signal.SIGTERM)


def _measure(options: argparse.Namespace, subjects: Sequence[str], folder: Path) -> dict[str, Any]:
    wanted = frozenset(options.only or _step_names())
    sizes = _sizes(options)
    plan = Plan(
        folder=folder,
        subjects=subjects,
        placements=list(dict.fromkeys(options.placement)),
        scenes=[scene for scene in SCENES if any(step.name in wanted for step in scene.steps)],
        steps=wanted,
        sizes=sizes,
        rounds=options.rounds,
        warm_ups=options.warm_ups,
    )
    samples = run(plan, lambda line: print(line, file=sys.stderr, flush=True))
    return report.result(
        samples,
        [step for scene in SCENES for step in scene.steps],
        machine.describe(folder),
        {name: SUBJECTS[name].version() for name in subjects},
        {
            "rounds": options.rounds,
            "warm_ups": options.warm_ups,
            "stream_bytes": sizes.stream_bytes,
            "files": sizes.files,
            "random_accesses": sizes.random_accesses,
            "synced_files": sizes.synced_files,
            "tree_files": sizes.tree_files,
            "commits": sizes.commits,
            "cold": what_cold_means(),
        },
    )


def _sizes(options: argparse.Namespace) -> Sizes:
    if options.quick:
        return Sizes(64 << 20, 1000, 500, 50, 200, 50)
    return Sizes(
        options.size << 20,
        options.files,
        options.random,
        options.synced,
        options.tree,
        options.commits,
    )


def _is_here(name: str) -> bool:
    reason = SUBJECTS[name].absent()
    if reason:
        print(reason, file=sys.stderr)
    return not reason


def _step_names() -> list[str]:
    return [step.name for scene in SCENES for step in scene.steps]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers",
        description="Measures SigmaVault and its peers, in turns, in one run, on the same disk.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="64 MiB, 1,000 files: to see that it works")
    add("--rounds", type=_positive, default=5, help="rounds that count (default: %(default)s)")
    add("--warm-ups", type=int, default=1, help="rounds before them (default: %(default)s)")
    add("--size", type=_positive, default=1024, metavar="MIB", help="large file (default: 1024)")
    add("--files", type=_positive, default=10_000, help="small files (default: %(default)s)")
    add("--random", type=_positive, default=2000, help="random accesses (default: %(default)s)")
    add("--synced", type=_positive, default=1000, help="files with fsync (default: %(default)s)")
    add(
        "--tree", type=_positive, default=2000, help="files of a source tree (default: %(default)s)"
    )
    add("--commits", type=_positive, default=1000, help="of SQLite (default: %(default)s)")
    add("--subjects", nargs="+", choices=[*SUBJECTS, _ALL], default=list(_DEFAULT_SUBJECTS),
        help=f"who is measured; `{_ALL}`: everybody who is installed")  # fmt: skip
    add("--placement", nargs="+", choices=list(PLACEMENTS), default=["unpinned"],
        help="where client and server run (default: unpinned)")  # fmt: skip
    add("--only", nargs="+", choices=_step_names(), metavar="WORKLOAD",
        help=f"some of: {', '.join(_step_names())}")  # fmt: skip
    add("--folder", type=Path, default=Path(os.environ.get("TMPDIR", "/var/tmp")),
        help="a folder on the disk to measure (default: $TMPDIR or /var/tmp)")  # fmt: skip
    add("--json", type=Path, help="write the result to this file")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)
    sys.exit(main())
