import pytest

from engine.benchmark import BENCHMARKS, Result, Subject, compare
from tests.unit.benchmark.conftest import made, result


def compared(old: Result, new: Result) -> tuple[float, bool | None]:
    (found,) = compare(made(old), made(new))
    return found.ratio, found.better


def test_twice_the_rate_is_twice_as_good() -> None:
    assert compared(result("mix-1m", 10.0), result("mix-1m", 20.0)) == (2.0, True)
    assert compared(result("create", 20.0), result("create", 10.0)) == (0.5, False)


def test_half_the_time_is_twice_as_good() -> None:
    assert compared(result("fsync", 0.004), result("fsync", 0.002)) == (2.0, True)
    assert compared(result("fsync", 0.002), result("fsync", 0.004)) == (0.5, False)


def test_half_the_memory_is_twice_as_good() -> None:
    assert compared(result("memory-files", 200.0), result("memory-files", 100.0)) == (2.0, True)


def test_spreads_that_overlap_tell_nothing() -> None:
    old, new = result("mix-1m", 1.0, 2.0, 3.0), result("mix-1m", 2.5, 4.0, 5.0)
    assert compared(old, new) == (2.0, None)


def test_only_what_both_measured_alike_is_compared() -> None:
    old = made(
        result("read-1m", 1.0, cold=True),
        result("read-1m", 8.0, cold=False),
        result("read-1m", 4.0, cold=True, subject=Subject.PLAIN_DISK),
        result("create", 1.0),
        Result.skip(BENCHMARKS["stat"], "no-fuse"),
    )
    new = made(
        result("read-1m", 2.0, cold=True, subject=Subject.PLAIN_DISK),
        result("read-1m", 3.0, cold=True),
        result("stat", 1.0),
        result("list", 1.0),
        Result.skip(BENCHMARKS["create"], "no-fuse"),
    )
    found = [(each.name, each.subject, each.cold, each.ratio) for each in compare(old, new)]
    assert found == [
        ("read-1m", Subject.PLAIN_DISK, True, 0.5),
        ("read-1m", Subject.VAULT, True, pytest.approx(3.0)),
    ]
