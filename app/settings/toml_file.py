"""Flat TOML files: read by the standard library, written here, replaced whole or not at all.

Python reads TOML and does not write it; what we keep needs strings, integers, booleans, tables and
arrays of tables, nothing more.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Value = str | int | bool
Table = Mapping[str, Value]

_LIMIT_BYTES = 4 * 1024 * 1024


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content; empty when there is none, or none that can be read."""
    try:
        with path.open("rb") as file:
            return tomllib.loads(file.read(_LIMIT_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError):  # RecursionError: "a = [[[[..."
        return {}


def replace_file(path: Path, text: str) -> None:
    """Replace the file; a crash leaves the old one or the new one.

    Raises:
        OSError: The disk refused; the old file is still there.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def table_text(values: Table) -> str:
    """The lines of a table."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def tables_text(name: str, tables: Iterable[Table]) -> str:
    """An array of tables."""
    return "\n".join(f"[[{name}]]\n{table_text(table)}" for table in tables)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    # JSON's escapes are TOML's too, but for DEL, which JSON lets pass; and surrogates, which TOML
    # has no way to write: whoever stores a path stores it as a URL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
