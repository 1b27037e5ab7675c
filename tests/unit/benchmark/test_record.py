import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.benchmark import BENCHMARKS, Result, Results, Subject, load_results, save_results
from engine.benchmark.record import baseline, dump_results, parse_results
from engine.errors import BenchmarkRecordError, MediumError
from tests.house.sources import ROOT
from tests.unit.benchmark.conftest import made, result

RESULTS = made(
    result("mix-1m", 3.0, 1.0, 2.0),
    result("read-4k", 5.5, cold=True),
    result("read-4k", 7.25, cold=False, subject=Subject.PLAIN_DISK),
    Result.skip(BENCHMARKS["git-clone"], "no-git"),
)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("something before")
    save_results(path, RESULTS)
    assert load_results(path) == RESULTS
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(MediumError):
        save_results(tmp_path / "nowhere" / "results.json", RESULTS)
    with pytest.raises(MediumError):
        load_results(tmp_path / "results.json")


Change = Callable[[dict[str, Any]], object]

CHANGES: dict[str, Change] = {
    "another program's": lambda it: it.update(schema="other"),
    "a later schema": lambda it: it.update(schema_version=2),
    "a field is missing": lambda it: it.pop("machine"),
    "a time without zone": lambda it: it.update(started="2026-05-01T10:00:00"),
    "no time": lambda it: it.update(started="yesterday"),
    "text for a number": lambda it: it.update(load="0.5"),
    "a flag for a number": lambda it: it.update(rounds=True),
    "a number for a flag": lambda it: it.update(quick=1),
    "long text": lambda it: it.update(version="x" * 1000),
    "unknown way to be cold": lambda it: it.update(cold_means="freezer"),
    "a list for the machine": lambda it: it.update(machine=[1]),
    "a number for a library": lambda it: it["machine"].update(libraries={"apsw": 3}),
    "results are no list": lambda it: it.update(results={}),
    "unknown category": lambda it: it["results"][0].update(category="weather"),
    "unknown unit": lambda it: it["results"][0].update(unit="bananas"),
    "unknown subject": lambda it: it["results"][0].update(subject="you"),
    "a name with a path in it": lambda it: it["results"][0].update(name="../x"),
    "a negative value": lambda it: it["results"][0].update(values=[-1.0]),
    "zero": lambda it: it["results"][0].update(values=[0.0]),
    "no value and no reason": lambda it: it["results"][0].update(values=[]),
    "a value and a reason": lambda it: it["results"][0].update(skipped="no-git"),
    "too many values": lambda it: it["results"][0].update(values=[1.0] * 5000),
    "too many results": lambda it: it.update(results=it["results"] * 5000),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_foreign_or_damaged_record_is_refused(change: Change, tmp_path: Path) -> None:
    fields = json.loads(dump_results(RESULTS))
    change(fields)
    path = tmp_path / "results.json"
    path.write_text(json.dumps(fields))
    with pytest.raises(BenchmarkRecordError) as caught:
        load_results(path)
    assert caught.value.path == path


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"schema": NaN}', b"9" * 10_000],
    ids=["empty", "torn", "list", "null", "no text", "deep", "NaN", "long number"],
)
def test_what_is_no_record_at_all_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(raw)
    with pytest.raises(BenchmarkRecordError):
        load_results(path)


@pytest.mark.parametrize("value", ["1e999", "NaN", "Infinity"])
def test_values_that_are_no_numbers_are_refused(value: str, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(dump_results(RESULTS).replace("3.0", value))
    with pytest.raises(BenchmarkRecordError):
        load_results(path)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    save_results(path, RESULTS)
    with path.open("ab") as file:
        file.truncate(1 << 40)  # sparse; reading all of it would not end well
    with pytest.raises(BenchmarkRecordError):
        load_results(path)


def test_the_middle_is_computed_and_not_believed(tmp_path: Path) -> None:
    fields = json.loads(dump_results(RESULTS))
    fields["results"][0].update(median=1e9, low=1e9, high=1e9)
    loaded = parse_results(json.dumps(fields).encode())
    assert loaded.results[0] == RESULTS.results[0]


def test_every_field_is_documented() -> None:
    fields = json.loads(dump_results(RESULTS))
    names = {*fields, *fields["machine"], *fields["results"][0]}
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_the_baseline_comes_with_the_product() -> None:
    found = baseline()
    assert isinstance(found, Results)
    assert not found.quick
    assert {each.name for each in found.results} == set(BENCHMARKS)
    linked = ROOT / "benchmarks" / "results" / "baseline.json"
    assert linked.resolve() == ROOT / "engine" / "benchmark" / "baseline.json"


def test_a_baseline_tells_nothing_of_whose_machine_it_was() -> None:
    import getpass
    import platform

    text = (ROOT / "engine" / "benchmark" / "baseline.json").read_text(encoding="utf-8")
    assert "/" not in json.loads(text)["file_system"]
    assert f'"{platform.node()}"' not in text
    assert f'"{getpass.getuser()}"' not in text
