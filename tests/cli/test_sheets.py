"""Recovery keys on sheets to print."""

from __future__ import annotations

import stat
from pathlib import Path

import segno

from tests.cli.conftest import CommandLine
from tests.support.sheets import dark_modules, texts

Key = tuple[str, str]
FAST = ("--kdf-time", "0.01")


def is_on(sheet: Path, key: str, words: str) -> None:
    """The key is there by groups, by words, and as a code; nobody else may read the file."""
    pdf = sheet.read_bytes()
    assert pdf.startswith(b"%PDF-")
    said = texts(pdf)
    assert [group for text in said for group in text.split() if group in key.split("-")] == (
        key.split("-")
    )
    pairs = (text.split() for text in said)
    numbered = [pair for pair in pairs if len(pair) == 2 and pair[0].isdigit()]
    assert [word for _, word in sorted(numbered, key=lambda each: int(each[0]))] == words.split()
    code = segno.make_qr(key, error="q").matrix_iter(border=0)
    dark = {(x, y) for y, row in enumerate(code) for x, bit in enumerate(row) if bit}
    assert dark_modules(pdf) == dark
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


def test_of_a_new_vault(run: CommandLine, tmp_path: Path, key: Key) -> None:
    sheet = tmp_path / "key.pdf"
    made = run("create", tmp_path / "v", *FAST, *key, "--recovery-sheet", sheet, "--json").json
    is_on(sheet, made["recovery_key"], made["recovery_words"])
    assert f"Id: {made['vault_id']}" in texts(sheet.read_bytes())
    assert "Vault: v" in texts(sheet.read_bytes())


def test_of_a_new_key(run: CommandLine, vault: Path, tmp_path: Path, key: Key) -> None:
    sheet = tmp_path / "key.pdf"
    made = run("keys", "recovery", vault, *key, "--sheet", sheet, "--json").json
    is_on(sheet, made["recovery_key"], made["recovery_words"])


def test_never_over_another_file(run: CommandLine, vault: Path, tmp_path: Path, key: Key) -> None:
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"mine")
    before = run("keys", "list", vault, "--json").json
    run("keys", "recovery", vault, *key, "--sheet", taken, code=1)
    assert taken.read_bytes() == b"mine"
    assert run("keys", "list", vault, "--json").json == before


def test_none_is_left_of_a_vault_that_was_not_made(
    run: CommandLine, vault: Path, tmp_path: Path, key: Key
) -> None:
    sheet = tmp_path / "key.pdf"
    run("create", vault, *FAST, *key, "--recovery-sheet", sheet, code=1)
    assert not sheet.exists()


def test_names_and_texts_that_no_standard_font_has(
    run: CommandLine, tmp_path: Path, key: Key
) -> None:
    sheet = tmp_path / "key.pdf"
    run("create", tmp_path / "Σ خزنة", *FAST, *key, "--recovery-sheet", sheet)
    said = texts(sheet.read_bytes())
    assert not any(each.startswith("Vault:") for each in said)
    run("create", tmp_path / "Grüße (2)", *FAST, *key, "--recovery-sheet", tmp_path / "2.pdf")
    assert "Vault: Grüße (2)" in texts((tmp_path / "2.pdf").read_bytes())
