"""Sizes, counts, durations and times as people read them, in the reader's language."""

from __future__ import annotations

import time

from app.text.translation import language, mark, number, tr, tr_marked

_UNITS = (
    mark("{amount} KiB"),
    mark("{amount} MiB"),
    mark("{amount} GiB"),
    mark("{amount} TiB"),
    mark("{amount} PiB"),
    mark("{amount} EiB"),
)


def size(count_bytes: float) -> str:
    """A number of bytes with a binary unit: `0 B`, `1023 B`, `1.5 KiB`, `64 MiB`."""
    if count_bytes < 1024:
        return tr("{amount} B").format(amount=number(count_bytes, grouped=False))
    value = float(count_bytes)
    for unit in _UNITS:
        value /= 1024
        # 1023.95 would round to "1024.0" of this unit.
        if value < 1023.95 or unit == _UNITS[-1]:
            break
    places = 0 if value >= 99.95 else 1
    return tr_marked(unit).format(amount=number(value, places, grouped=False))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun, in English, as the command line says it: `1 file`, `12,000 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A time span: `0.42 s`, `12.3 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 60:
        return tr("{seconds} s").format(seconds=number(seconds, 2 if seconds < 10 else 1))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return tr("{minutes} min {seconds} s").format(minutes=number(minutes), seconds=number(rest))
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes} min").format(hours=number(hours), minutes=number(minutes))


def rate(count_bytes: int, seconds: float) -> str:
    """Throughput in MB/s (10^6 bytes), the unit in which disks are sold and compared."""
    value = count_bytes / max(seconds, 1e-9) / 1e6
    return tr("{amount} MB/s").format(amount=number(value, grouped=False))


def moment(time_ns: int) -> str:
    """A point in time, local, to the minute: `2024-05-01 17:30`, or as the reader writes it."""
    time_s = time_ns // 1_000_000_000
    try:
        local = time.localtime(time_s)
    except (OverflowError, ValueError, OSError):  # a year beyond what the C library knows
        return f"@{time_s}"
    spoken = language()
    written = spoken.moment(time_s) if spoken is not None else None
    return written or time.strftime("%Y-%m-%d %H:%M", local)
