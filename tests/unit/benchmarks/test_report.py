import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import report
from benchmarks.rounds import Sample
from benchmarks.workloads import SCENES, Step

STEPS = [step for scene in SCENES for step in scene.steps]
README = Path(report.__file__).with_name("README.md")


def sample(subject: str, number: int, seconds: float, **changes: Any) -> Sample:
    fields: dict[str, Any] = {
        "placement": "unpinned",
        "step": "create",
        "subject": subject,
        "round": number,
        "seconds": seconds,
        "amount": 1000.0,
        "server_cpu_s": 0.1,
        "server_peak_bytes": 1 << 20,
        "load": 0.5,
    }
    return Sample(**{**fields, **changes})


def made(samples: list[Sample], steps: list[Step] = STEPS) -> dict[str, Any]:
    subjects = dict.fromkeys(dict.fromkeys(each.subject for each in samples), "")
    return report.result(samples, steps, {"cores": 2}, subjects, {"rounds": 2})


TWO_ROUNDS = [
    sample("sigmavault", 0, 1.0),
    sample("gocryptfs", 0, 4.0),
    sample("gocryptfs", 1, 4.0),
    sample("sigmavault", 1, 2.0),
]


def test_ratios_compare_within_a_round() -> None:
    (summary,) = made(TWO_ROUNDS)["workloads"]
    assert summary["ratios"]["gocryptfs"] == {
        "median": 3.0,
        "low": 2.0,
        "high": 4.0,
        "rounds": [4.0, 2.0],
    }


def test_rates_are_medians_with_both_ends() -> None:
    (summary,) = made(TWO_ROUNDS)["workloads"]
    assert summary["rates"]["sigmavault"] == {"median": 750.0, "low": 500.0, "high": 1000.0}
    assert summary["server_cpu_us"]["sigmavault"] == pytest.approx(100.0)


def test_placements_are_kept_apart() -> None:
    other = [sample("sigmavault", 0, 8.0, placement="one-core")]
    unpinned, pinned = made(TWO_ROUNDS + other)["workloads"]
    assert (unpinned["placement"], pinned["placement"]) == ("unpinned", "one-core")
    assert pinned["rates"]["sigmavault"]["median"] == 125.0
    assert pinned["ratios"] == {}


def test_a_run_without_us_has_no_ratios() -> None:
    (summary,) = made([sample("plain", 0, 1.0), sample("gocryptfs", 0, 1.0)])["workloads"]
    assert summary["ratios"] == {}


def test_the_table_gives_rates_and_ratios() -> None:
    lines = report.table(made(TWO_ROUNDS)).splitlines()
    assert lines[0] == "Client and server unpinned:"
    assert lines[2] == "| workload | sigmavault | gocryptfs | against gocryptfs |"
    assert lines[3] == "| --- | --: | --: | --: |"
    assert lines[4] == "| create 4 KiB files | 750/s | 250/s | **3.00×** (2.00–4.00) |"


def test_what_was_not_measured_is_a_dash() -> None:
    found = made([*TWO_ROUNDS, sample("sigmavault", 0, 1.0, step="stat")])
    assert report.table(found).splitlines()[-1] == "| stat all, cold | 1,000/s | – | – |"


def test_the_result_is_json_and_every_field_is_documented() -> None:
    found = json.loads(json.dumps(made(TWO_ROUNDS)))
    assert found["schema"] == report.SCHEMA
    documented = set(re.findall(r"`([a-z_]+)`", README.read_text(encoding="utf-8")))
    fields = {*found, *found["workloads"][0], *found["samples"][0]}
    assert fields <= documented


def test_every_workload_is_documented() -> None:
    text = README.read_text(encoding="utf-8")
    assert [step.name for step in STEPS if f"`{step.name}`" not in text] == []
