"""The progress bar shows itself to people only."""

from __future__ import annotations

import io
import sys

import pytest

from app.cli import progress
from app.cli.progress import progress_bar
from engine.progress import Progress, ignore_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_drawn_on_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("put") as report:
        assert report is ignore_progress
    assert stream.getvalue() == ""


def test_nothing_is_drawn_when_it_is_to_be_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar("put", quiet=True) as report:
        assert report is ignore_progress


def test_the_bar_ends_on_the_newest_report(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    with progress_bar("put") as report:
        for done in range(1000):
            report(Progress(done, 999, "rows", current="/x/" + "long" * 20 + "\x1b[2J"))
    drawn = stream.getvalue()
    assert "999 of 999 rows" in drawn
    assert "\x1b[2J" not in drawn
    assert "…" in drawn


def test_reports_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    updates = []

    class Bars:
        def update(self, *_: object, **fields: object) -> None:
            updates.append(fields["completed"])

    monkeypatch.setattr(progress.time, "monotonic", iter([n / 1000 for n in range(1000)]).__next__)
    sampler = progress._Sampler(Bars(), 0)  # type: ignore[arg-type]
    for done in range(1000):
        sampler(Progress(done, 1000))
    assert 8 <= len(updates) <= 11


def test_amounts() -> None:
    assert progress._amount(Progress(1024, 2048)) == "1.0 KiB of 2.0 KiB"
