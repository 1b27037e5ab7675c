import json
from pathlib import Path

import pytest

from benchmarks import peers, subjects


def test_the_plain_folder_alone_makes_a_whole_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "result.json"
    arguments = "--subjects plain --rounds 2 --warm-ups 1 --size 1 --files 20 --random 5 --synced 2"
    only = "--only seq-write remove create-fsync"
    code = peers.main(
        [*arguments.split(), *only.split(), "--folder", str(tmp_path), "--json", str(written)]
    )
    found = json.loads(written.read_text(encoding="utf-8"))
    assert code == 0
    assert [each["workload"] for each in found["workloads"]] == [
        "seq-write",
        "remove",
        "create-fsync",
    ]
    assert {each["round"] for each in found["samples"]} == {0, 1}
    assert capsys.readouterr().out.splitlines()[2] == "| workload | plain | against plain |"
    assert list(tmp_path.iterdir()) == [written]


def test_a_peer_that_is_not_installed_is_skipped_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subjects.Gocryptfs, "program", "no-such-program")
    assert peers.main(["--subjects", "gocryptfs", "--folder", str(tmp_path)]) == 1
    assert "gocryptfs is not installed: skipped." in capsys.readouterr().err
