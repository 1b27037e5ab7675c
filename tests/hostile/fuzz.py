"""Coverage-guided fuzzing of one parser: a process of its own, since atheris takes it over.

    python -m tests.hostile.fuzz TARGET RUNS CORPUS

An input that a parser answers wrongly ends the process with an error and is left in the folder
CORPUS as `crash-…`; from there it becomes a vector in tests/vectors/hostile.json.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["engine", "app"]):
    from tests.hostile.parsers import TARGETS

MEMORY_MIB = 1024
LONGEST_BYTES = 70_000
SECONDS_EACH = 10
"""A hang, where a parser takes milliseconds."""


def main(name: str, runs: str, corpus: str) -> None:
    """Does not return."""
    target = TARGETS[name]
    folder = Path(corpus)
    for number, seed in enumerate(target.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    if target.tokens:
        words = folder.parent / f"{name}.words"
        words.write_text("".join(_word(token) for token in target.tokens))
        extra = [f"-dict={words}"]
    else:
        extra = []
    options = [
        f"-runs={runs}",
        "-seed=1",
        f"-rss_limit_mb={MEMORY_MIB}",
        f"-malloc_limit_mb={MEMORY_MIB // 4}",
        f"-timeout={SECONDS_EACH}",
        f"-max_len={LONGEST_BYTES}",
        f"-artifact_prefix={folder}/",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, *extra, str(folder)], target.run)
    atheris.Fuzz()


def _word(token: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in token[:64]) + '"\n'


if __name__ == "__main__":
    main(*sys.argv[1:])
