"""Results as JSON, and back. docs/performance.md describes the fields.

What is loaded may come from anybody, so it is of bounded size and every field is checked: a file
that is no such record is refused as a whole.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from engine.benchmark.catalogue import CATEGORIES, Unit
from engine.benchmark.results import SCHEMA_VERSION, Machine, Result, Results, Subject
from engine.benchmark.statistics import spread
from engine.errors import BenchmarkRecordError, MediumError

SCHEMA = "sigmavault-benchmark"
"""What the first field says, so that another program's JSON is not taken for ours."""

MAX_RECORD_BYTES = 4 << 20
"""A full run of a hundred rounds takes a quarter of it."""

_MAX_RESULTS = 10_000
_MAX_VALUES = 1000
_MAX_TEXT = 256
_MAX_NUMBER = 1e100
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_CATEGORIES = {category.name for category in CATEGORIES}
_COLD = {"drop_caches", "fadvise"}


def save_results(path: Path, results: Results) -> None:
    """Write results to a file, whole or not at all; one that is there is replaced.

    Raises:
        MediumError: The disk refused.
    """
    text = dump_results(results)
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                os.fchmod(file.fileno(), 0o644)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise MediumError(str(path), error.errno or 0) from error


def load_results(path: Path) -> Results:
    """Read results that `save_results` wrote.

    Raises:
        BenchmarkRecordError: The file is something else, or damaged.
        MediumError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_RECORD_BYTES + 1)
    except OSError as error:
        raise MediumError(str(path), error.errno or 0) from error
    try:
        return parse_results(raw)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BenchmarkRecordError(path) from error


@cache
def baseline() -> Results | None:
    """The results that come with the product: a full run on a quiet machine.

    None when this copy of the product has none.
    """
    try:
        raw = resources.files("engine.benchmark").joinpath("baseline.json").read_bytes()
        return parse_results(raw)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def dump_results(results: Results) -> str:
    """The JSON text."""
    fields = asdict(results)
    fields["machine"]["libraries"] = dict(results.machine.libraries)
    return json.dumps({"schema": SCHEMA, **fields}, indent=1, allow_nan=False) + "\n"


def parse_results(raw: bytes) -> Results:
    """Results out of JSON.

    Raises:
        ValueError, KeyError, TypeError, OverflowError, RecursionError: It is no such record.
    """
    if len(raw) > MAX_RECORD_BYTES:
        raise ValueError("too large")
    fields = json.loads(raw.decode("utf-8"))
    if fields["schema"] != SCHEMA or fields["schema_version"] != SCHEMA_VERSION:
        raise ValueError("another schema")
    started = _text(fields["started"])
    if datetime.fromisoformat(started).utcoffset() is None:
        raise ValueError("a time without its zone")
    return Results(
        schema_version=SCHEMA_VERSION,
        started=started,
        version=_text(fields["version"]),
        machine=_machine(fields["machine"]),
        file_system=_text(fields["file_system"]),
        cold_means=_one_of(fields["cold_means"], _COLD),
        load=_number(fields["load"]),
        quick=_flag(fields["quick"]),
        rounds=_count(fields["rounds"]),
        results=tuple(_result(each) for each in _list(fields["results"], _MAX_RESULTS)),
    )


def _machine(fields: dict[str, Any]) -> Machine:
    libraries = fields["libraries"]
    if not isinstance(libraries, dict) or len(libraries) > _MAX_TEXT:
        raise TypeError("libraries")
    return Machine(
        cpu=_text(fields["cpu"]),
        cores=_count(fields["cores"]),
        memory_bytes=_count(fields["memory_bytes"]),
        system=_text(fields["system"]),
        python=_text(fields["python"]),
        libraries=tuple((_text(name), _text(version)) for name, version in libraries.items()),
    )


def _result(fields: dict[str, Any]) -> Result:
    name = _text(fields["name"])
    if not _NAME.fullmatch(name):
        raise ValueError("name")
    values = tuple(_number(each) for each in _list(fields["values"], _MAX_VALUES))
    skipped = None if fields["skipped"] is None else _text(fields["skipped"])
    if bool(values) == (skipped is not None) or not all(values):
        raise ValueError("either values or a reason why there are none")
    return Result(
        name,
        _one_of(fields["category"], _CATEGORIES),
        Unit(fields["unit"]),
        values,
        *(spread(values) if values else (0.0, 0.0, 0.0)),
        cold=None if fields["cold"] is None else _flag(fields["cold"]),
        subject=Subject(fields["subject"]),
        skipped=skipped,
    )


def _text(value: object) -> str:
    # It is shown on a terminal: nothing that steers one, and no halves of characters.
    if not isinstance(value, str) or len(value) > _MAX_TEXT or not value.isprintable():
        raise TypeError("text")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("number")
    if not 0 <= value <= _MAX_NUMBER:  # NaN is neither
        raise ValueError("number")
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 63:
        raise TypeError("count")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def _one_of(value: object, allowed: set[str]) -> str:
    text = _text(value)
    if text not in allowed:
        raise ValueError(text)
    return text


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise TypeError("list")
    return value
