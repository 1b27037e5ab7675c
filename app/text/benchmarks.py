"""Benchmarks as people read them: titles, values with their units, why something was skipped."""

from __future__ import annotations

from app.text.translation import Marked, isolated, mark, number, tr, tr_marked
from engine.benchmark import BENCHMARKS, BenchmarkInfo, Result, Subject, Unit

CATEGORY_TITLES: dict[str, Marked] = {
    "crypto": mark("Cryptography"),
    "scatter": mark("Scatter"),
    "filesystem": mark("File system"),
}

_TITLES: dict[str, Marked] = {
    "blake2b": mark("BLAKE2b of {size}"),
    "sha256": mark("SHA-256 of {size}"),
    "hmac-sha256": mark("HMAC-SHA-256 of {size}"),
    "aes-gcm-seal": mark("AES-256-GCM, seal {size}"),
    "aes-gcm-open": mark("AES-256-GCM, open {size}"),
    "kdf-floor": mark("Argon2id at its least cost"),
    "kdf-calibrated": mark("Argon2id as for a new vault"),
    "key-state": mark("Deriving the keys of a vault"),
    "coordinates": mark("Coordinates"),
    "projection": mark("Projection to a row"),
    "mix": mark("Mix {size}"),
    "unmix": mark("Unmix {size}"),
    "mix-run": mark("Mix a run of rows"),
    "unmix-run": mark("Unmix a run of rows"),
    "reed-solomon-encode": mark("Reed-Solomon, encode"),
    "reed-solomon-rebuild": mark("Reed-Solomon, rebuild two lanes"),
    "scatter": mark("Scatter {size}"),
    "gather": mark("Gather {size}"),
    "write": mark("Sequential write and fsync, {size}"),
    "read": mark("Sequential read, {size}"),
    "random-read": mark("Random read, {size}"),
    "random-write": mark("Random write and fsync, {size}"),
    "create": mark("Create small files"),
    "list": mark("List folders"),
    "stat": mark("Stat small files"),
    "read-files": mark("Read small files"),
    "remove": mark("Remove small files"),
    "fsync": mark("Create a small file and fsync"),
    "git-clone": mark("git clone"),
    "tar-extract": mark("tar x of a source tree"),
    "copy-tree": mark("cp -a of a source tree"),
    "sqlite": mark("SQLite commits"),
    "create-4-clients": mark("Create small files, 4 clients"),
    "read-files-4-clients": mark("Read small files, 4 clients"),
    "api-write": mark("API: sequential write and fsync, {size}"),
    "api-read": mark("API: sequential read, {size}"),
    "api-random-read": mark("API: random read, {size}"),
    "api-random-write": mark("API: random write and fsync, {size}"),
    "api-create": mark("API: create small files"),
    "api-list": mark("API: list folders"),
    "api-stat": mark("API: stat small files"),
    "api-read-files": mark("API: read small files"),
    "api-remove": mark("API: remove small files"),
    "api-fsync": mark("API: create a small file and fsync"),
    "api-import": mark("API: import a folder"),
    "lookup": mark("Metadata lookup at {files} files"),
    "commit": mark("Transaction commit at {files} files"),
    "unlock": mark("Unlock at {files} files"),
    "memory-unlock": mark("Memory after unlocking at {files} files"),
    "memory-stream": mark("Memory, one large file"),
    "memory-files": mark("Memory, small files"),
}
"""By the benchmark's name, without the size at its end where `{size}` or `{files}` takes it."""

_SIZES = {
    "1k": "1 KiB", "4k": "4 KiB", "8k": "8 KiB", "64k": "64 KiB",
    "1m": "1 MiB", "64m": "64 MiB", "1g": "1 GiB",
}  # fmt: skip
_FILES = {"1k": 1000, "100k": 100_000, "1m": 1_000_000}

SKIPS: dict[str, Marked] = {
    "no-fuse": mark("FUSE is not available on this machine"),
    "no-git": mark("git is not installed"),
    "no-tar": mark("tar is not installed"),
    "no-copy": mark("there is no cp"),
    "quick": mark("too large for a quick run"),
    "no-space": mark("the disk has no room for it"),
    "no-memory-figures": mark("the system does not tell what a program takes"),
    "no-permission": mark("the system does not permit to mount"),
    "not-ready": mark("the mount did not become usable"),
}
"""Why a benchmark has no values; a reason that is not here is what the system said."""


def title(info: BenchmarkInfo) -> str:
    """What a benchmark measures, in a few words."""
    whole = _TITLES.get(info.name)
    if whole is not None:
        return tr_marked(whole)
    stem, _, end = info.name.rpartition("-")
    text = tr_marked(_TITLES[stem])
    if "{files}" in text:
        return text.format(files=number(_FILES[end]))
    return text.format(size=isolated(_SIZES[end]))


def result_title(result: Result) -> str:
    """What was measured, cold or warm; the bare name of what this version does not know."""
    info = BENCHMARKS.get(result.name)
    text = title(info) if info is not None else result.name
    if result.cold is None:
        return text
    word = tr("cold") if result.cold else tr("warm")
    return tr("{benchmark}, {caches}").format(benchmark=text, caches=word)


def category_title(name: str) -> str:
    """A category's heading."""
    return tr_marked(CATEGORY_TITLES[name])


def skip_text(reason: str) -> str:
    """Why a benchmark was skipped."""
    known = SKIPS.get(reason)
    return tr_marked(known) if known is not None else reason


def subject_title(subject: Subject) -> str:
    """What was measured."""
    return tr("Vault") if subject is Subject.VAULT else tr("Plain disk")


def value_text(unit: Unit, value: float) -> str:
    """A value with a unit in which it has few digits: `148 MB/s`, `42.3 k/s`, `1.74 ms`, `108 MB`."""
    if unit is Unit.BYTES_PER_S:
        return tr("{amount} MB/s").format(amount=_figure(value / 1e6))
    if unit is Unit.BYTES:
        return tr("{amount} MB").format(amount=_figure(value / 1e6))
    if unit is Unit.OPERATIONS_PER_S:
        return tr("{amount}/s").format(amount=_figure(value))
    if value >= 1:
        return tr("{amount} s").format(amount=_figure(value))
    if value >= 1e-3:
        return tr("{amount} ms").format(amount=_figure(value * 1e3))
    return tr("{amount} µs").format(amount=_figure(value * 1e6))


def ratio_text(ratio: float) -> str:
    """How many times better: `1.52×`."""
    return f"{_figure(ratio)}×"


def _figure(value: float) -> str:
    """Three digits that count, thousands set apart."""
    places = 0 if value >= 99.5 else 1 if value >= 9.95 else 2
    return number(value, places)
