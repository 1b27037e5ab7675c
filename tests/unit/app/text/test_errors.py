"""Every error of the engine has its sentence and its exit code."""

from __future__ import annotations

import errno
import inspect
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import engine.errors
from app.text.errors import SENTENCES, ExitCode, explain
from app.text.reasons import REASONS
from engine.errors import (
    DamageError,
    FuseUnavailableError,
    HeaderDamagedError,
    InvalidGeometryError,
    MediumError,
    MountBusyError,
    MountError,
    NoEntryError,
    NoSpaceError,
    NotAVaultError,
    StripeLostError,
    VaultBusyError,
    VaultError,
    WrongKeyError,
)
from engine.mount.refusals import Refusal


def error_classes() -> Iterator[type[VaultError]]:
    for _, member in inspect.getmembers(engine.errors, inspect.isclass):
        if issubclass(member, VaultError) and member.__module__ == engine.errors.__name__:
            yield member


def make(kind: type[VaultError]) -> VaultError:
    """An error with something in each of its fields."""
    values: dict[str, Any] = {
        "path": Path("/v"),
        "mountpoint": Path("/m"),
        "reason": "because",
        "name": b"name",
        "place": "bands/0",
        "errno_value": errno.EIO,
        "holder": "pid 7",
        "state": "committed",
        "holders": ("bash (7)",),
    }
    if kind.__init__ is VaultError.__init__:
        return kind()
    fields = list(inspect.signature(kind.__init__).parameters)[1:]
    return kind(**{field: values.get(field, 1) for field in fields})


@pytest.mark.parametrize("kind", list(error_classes()), ids=lambda kind: kind.code)
def test_every_error_is_a_sentence(kind: type[VaultError]) -> None:
    explanation = explain(make(kind))
    assert explanation.code == kind.code
    assert explanation.exit_code is SENTENCES[kind.code][0]
    assert explanation.exit_code is not ExitCode.DONE
    assert explanation.sentence.endswith(".")
    assert "{" not in explanation.sentence
    assert "None" not in explanation.sentence


def test_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) == {kind.code for kind in error_classes()}


def test_sentences_are_all_different() -> None:
    texts = [text for _, text in SENTENCES.values()]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert list(string.Formatter().parse(text))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WrongKeyError(), 3),
        (NotAVaultError(Path("/x")), 1),
        (HeaderDamagedError(Path("/x")), 4),
        (StripeLostError("bands/3", row=7, good_lanes=6), 4),
        (DamageError("journal"), 4),
        (VaultBusyError(Path("/x")), 5),
        (MountBusyError(Path("/x")), 5),
        (NoSpaceError(), 6),
        (MediumError("bands/3", errno.ENOSPC), 6),
        (MediumError("bands/3", errno.EIO), 1),
        (OSError(errno.ENOSPC, "No space left"), 6),
        (OSError(errno.EACCES, "Permission denied"), 1),
        (FuseUnavailableError(Path("/x")), 7),
        (InvalidGeometryError("too many"), 2),
        (ValueError("ours"), 1),
        (MemoryError(), 1),
    ],
)
def test_exit_codes(error: BaseException, code: int) -> None:
    assert explain(error).exit_code == code


def test_busy_names_the_holder() -> None:
    sentence = explain(VaultBusyError(Path("/v"), "pid 12 on host: mount")).sentence
    assert "/v" in sentence
    assert "pid 12 on host: mount" in sentence


def test_a_busy_mount_names_the_programs() -> None:
    error = MountBusyError(Path("/m"), "busy", ("bash (7)", "vi\x1b (8)"))
    assert explain(error).sentence == (
        "/m is in use by bash (7), vi\\x1b (8); end that and try again."
    )


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_of_a_mount_has_its_words(refusal: Refusal) -> None:
    assert refusal in REASONS
    assert REASONS[refusal] in explain(MountError(Path("/m"), refusal)).sentence


def test_the_subject_takes_the_place_of_a_bare_name() -> None:
    assert explain(NoEntryError(b"c"), b"/a/b/c").sentence.startswith("/a/b/c: ")
    assert explain(NoEntryError(b"")).sentence.startswith("This: ")
    assert explain(OSError(errno.EACCES, "Permission denied", "x"), b"/a/x").sentence == (
        "/a/x: Permission denied."
    )


def test_names_cannot_act_on_the_terminal() -> None:
    sentence = explain(NoEntryError(b"\x1b[2Jhidden\n")).sentence
    assert sentence.isprintable()
