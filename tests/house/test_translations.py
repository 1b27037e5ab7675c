"""Every sentence of the window can be translated, and is: into German and Arabic."""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.sources import ROOT, name_of


def _script() -> ModuleType:
    spec = spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["translate"] = module
    spec.loader.exec_module(module)
    return module


translate = _script()
LANGUAGES = sorted(translate.PLURAL_FORMS)

# -- what is collected --------------------------------------------------------------------------


def test_every_text_is_a_literal() -> None:
    assert len(translate.collect()) > 400


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("def f(x): return tr(x)", "needs a literal"),
        ('def f(x): return tr(f"Delete {x}")', "needs a literal"),
        ('def f(x): return tr("Delete " + x)', "needs a literal"),
        ('def f(n): return trn("one file", "files", n)', "has no %n"),
        ('def f(n): return trn("%n file", n)', "3 plain arguments"),
        ('TITLE = tr("Files")', "before the language is known"),
        ('class A:\n    title = tr("Files")', "before the language is known"),
    ],
)
def test_what_cannot_be_collected_is_named(tmp_path: Path, line: str, why: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(f"\n{line}\n")
    with pytest.raises(translate.TextError, match=rf"module\.py:[23]: .*{why}"):
        list(translate.texts_of(module))


def test_translations_survive_a_renewal_and_dropped_texts_do_not(tmp_path: Path) -> None:
    ts = tmp_path / "sigmavault_de.ts"
    texts = {
        "Open": translate.Text("Open", "", {"app/a.py"}),
        "%n files": translate.Text("%n files", "%n file", {"app/a.py"}),
        "Close": translate.Text("Close", "", {"app/a.py"}),
    }
    known = {
        "Open": translate.Translation(["Öffnen"], finished=True),
        "%n files": translate.Translation(["%n Datei", "%n Dateien"], finished=True),
        "Gone": translate.Translation(["Weg"], finished=True),
    }
    ts.write_text(translate.ts_text("de", texts, known))
    kept = translate.read_ts(ts)
    assert set(kept) == set(texts)
    assert kept["Open"].forms == ["Öffnen"]
    assert kept["%n files"].forms == ["%n Datei", "%n Dateien"]
    assert kept["%n files"].finished
    assert not kept["Close"].finished


# -- what is translated -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_what_the_sources_say(language: str) -> None:
    ts = translate.ts_path(language)
    wanted = translate.ts_text(language, translate.collect(), translate.read_ts(ts))
    assert ts.read_text(encoding="utf-8") == wanted, "run packaging/translate.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    known = translate.read_ts(translate.ts_path(language))
    unfinished = [source for source, text in known.items() if not text.finished]
    assert not unfinished


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_files_are_those_of_their_sources(language: str) -> None:
    ts = translate.ts_path(language)
    assert ts.with_suffix(".qm").read_bytes() == translate.compiled(ts), (
        "run packaging/translate.py"
    )


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_values(language: str) -> None:
    """A value that a translation forgets is lost; one that it invents ends the program."""
    wrong = []
    for source, text in translate.read_ts(translate.ts_path(language)).items():
        for form in text.forms:
            if _fields(form) != _fields(source) or ("%n" in form and "%n" not in source):
                wrong.append(f"{source!r}: {form!r}")
        if "%n" in source and "%n" not in text.forms[-1]:
            wrong.append(f"{source!r}: {text.forms[-1]!r}")
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_shape(language: str) -> None:
    """Menus that open a dialog say so by an ellipsis; keys of labels stay; so do ends of lines."""
    wrong = []
    for source, text in translate.read_ts(translate.ts_path(language)).items():
        for form in text.forms:
            same = (
                source.endswith("…") == form.endswith("…")
                and ("&" in source) == ("&" in form)
                and source.count("\n") == form.count("\n")
                and source[:1].isspace() == form[:1].isspace()
                and source[-1:].isspace() == form[-1:].isspace()
            )
            if not same:
                wrong.append(f"{source!r}: {form!r}")
    assert not wrong


def test_every_language_can_be_chosen() -> None:
    from app.settings.preferences import Language

    assert set(LANGUAGES) == set(Language) - {Language.SYSTEM, Language.ENGLISH}


# -- what escaped -------------------------------------------------------------------------------

WINDOW = ("gui", "jobs", "models", "text", "views", "widgets")

NOT_FOR_PEOPLE = {
    # what these are called with is no text: names, keys, rules, what goes into logs and errors
    *("setObjectName", "setProperty", "setStyleSheet", "set_property", "property", "setStyle"),
    *("getLogger", "debug", "info", "warning", "error", "exception", "critical", "log", "write"),
    *(
        "QKeySequence",
        "SLOT",
        "listen",
        "strftime",
        "compile",
        "setDesktopFileName",
        "setFontFamilies",
    ),
    *("KeyError", "TypeError", "ValueError", "RuntimeError", "NewType", "TypeVar", "Signal"),
    *("getattr", "hasattr", "isinstance", "cast", "environ", "get", "setApplicationName"),
    *("import_module", "files", "joinpath", "encode", "decode", "split", "connect", "icon"),
    *("startswith", "endswith", "replace", "tr", "trn", "mark", "frozenset"),
    # tables: endings of files; rules of style; objects and fonts of PDF
    *("_FAMILIES", "_rules", "Dictionary", "_FONTS"),
}

NOT_TRANSLATED = {
    "SigmaVault": "the product's name",
    "Fusion": "the name of Qt's style",
    "XXXX-XXXX-XXXX-…": "the shape of a recovery key",
    "Vault": "a type; and the name of a folder that has none",
    "Scrubbed": "a type",
    "Survey": "a type",
    "English": "a language by its own name",
    "Deutsch": "a language by its own name",
    "Inhibit": "a method of D-Bus",
    "Read": "a method of D-Bus",
    "Get": "a method of D-Bus",
    "Backspace": "a key",
    "Esc": "a key",
    "Documents": "a folder",
    "not text": "the engine's word for a reason",
    "open in SigmaVault": "stands in a vault's lock, which programs in other languages read",
}
"""Texts that are the same in every language, or nobody's to read."""

_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
_TITLE = re.compile(r"[A-Z][a-z]+(…|\.|:|$)")


def _is_for_people(text: str) -> bool:
    return bool(_WORDS.search(text) or _TITLE.match(text))


def _literals(node: ast.AST) -> Iterator[ast.Constant]:
    """Literals that a person may meet; not docstrings, and not what is called NOT_FOR_PEOPLE."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if _name(child) in NOT_FOR_PEOPLE:
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        yield from _literals(child)


def _name(node: ast.AST) -> str:
    """What is called, assigned or defined."""
    if isinstance(node, ast.Call):
        node = node.func
    elif isinstance(node, ast.Assign):
        node = node.targets[0]
    elif isinstance(node, ast.FunctionDef):
        return node.name
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_that_a_person_reads_is_left_out() -> None:
    found = []
    for package in WINDOW:
        for path in sorted((ROOT / "app" / package).rglob("*.py")):
            for literal in _literals(ast.parse(path.read_bytes())):
                if _is_for_people(literal.value) and literal.value not in NOT_TRANSLATED:
                    found.append(f"{name_of(path)}:{literal.lineno}: {literal.value[:60]!r}")
    assert not found, "\n".join(["in tr, trn or mark, or in NOT_TRANSLATED:", *found])
