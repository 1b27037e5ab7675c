"""Sizes, counts, durations and times as people read them."""

from __future__ import annotations

import time

_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def size(count_bytes: float) -> str:
    """A number of bytes with a binary unit: `0 B`, `1023 B`, `1.5 KiB`, `64 MiB`."""
    if count_bytes < 1024:
        return f"{count_bytes:.0f} B"
    value = float(count_bytes)
    for unit in _UNITS:
        value /= 1024
        # 1023.95 would round to "1024.0" of this unit.
        if value < 1023.95 or unit == _UNITS[-1]:
            break
    return f"{value:.0f} {unit}" if value >= 99.95 else f"{value:.1f} {unit}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 file`, `12,000 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A time span: `0.42 s`, `12.3 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 10:
        return f"{seconds:.2f} s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def rate(count_bytes: int, seconds: float) -> str:
    """Throughput in MB/s (10^6 bytes), the unit in which disks are sold and compared."""
    return f"{count_bytes / max(seconds, 1e-9) / 1e6:.0f} MB/s"


def moment(time_ns: int) -> str:
    """A point in time, local, to the minute: `2024-05-01 17:30`."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(time_ns // 1_000_000_000))
    except (OverflowError, ValueError, OSError):  # a year beyond what the C library prints
        return f"@{time_ns // 1_000_000_000}"
