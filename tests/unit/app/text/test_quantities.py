"""Sizes, counts and times as people read them."""

from __future__ import annotations

import pytest

from app.text.quantities import count, duration, moment, rate, size


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (64 * 1024, "64.0 KiB"),
        (100 * 1024, "100 KiB"),
        (1024**2 - 1, "1.0 MiB"),
        (5 * 1024**3, "5.0 GiB"),
        (1024**4, "1.0 TiB"),
        (3000 * 1024**6, "3000 EiB"),
    ],
)
def test_size(number: int, text: str) -> None:
    assert size(number) == text


def test_count() -> None:
    assert count(1, "file") == "1 file"
    assert count(0, "file") == "0 files"
    assert count(12000, "pass", "passes") == "12,000 passes"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4249, "0.42 s"),
        (12.34, "12.3 s"),
        (59.99, "60.0 s"),
        (200, "3 min 20 s"),
        (7500, "2 h 5 min"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_rate_survives_no_time_at_all() -> None:
    assert rate(0, 0) == "0 MB/s"
    assert rate(5_000_000, 2) == "2 MB/s"


def test_moments_beyond_the_calendar() -> None:
    assert moment(2**62) == f"@{2**62 // 10**9}" or "-" in moment(2**62)
    assert moment(10**9 * 2**62).startswith("@")
