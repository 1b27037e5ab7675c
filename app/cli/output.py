"""What goes to standard output, what goes to standard error, and in which form."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Mapping


def prepare_streams() -> None:
    """Let names that are no valid text pass, instead of failing on them.

    A redirected listing gives back the very bytes of a name. Standard error only ever shows
    escaped names, but its encoding may be too small for them.
    """
    codecs.register_error("sigmavault", _escape_or_pass)
    for stream, errors in ((sys.stdout, "sigmavault"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)  # tests put other objects here
        if reconfigure is not None:
            reconfigure(errors=errors)


def _escape_or_pass(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes of a name as they were; a character that the stream does not know, escaped."""
    if isinstance(error, UnicodeEncodeError) and _is_byte(error.object[error.start]):
        end = error.start + 1
        return error.object[error.start : end].encode("ascii", "surrogateescape"), end
    return codecs.backslashreplace_errors(error)


def _is_byte(character: str) -> bool:
    """Whether it stands for a byte that was no text (PEP 383)."""
    return "\udc80" <= character <= "\udcff"


def say(line: str = "") -> None:
    """A line of the command's result."""
    sys.stdout.write(line + "\n")


def note(line: str = "") -> None:
    """A line about the command's course: never part of its result."""
    sys.stdout.flush()  # keeps both in order where they end in the same place
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def say_json(value: Mapping[str, object]) -> None:
    """The one object that `--json` prints. ASCII only, so that any name survives any pipe."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")
    sys.stdout.flush()
