"""Collects the window's texts for translators, and compiles what they wrote for Qt.

    .venv/bin/python packaging/translate.py            renews app/translations/*.ts and *.qm
    .venv/bin/python packaging/translate.py --check    changes nothing; fails if that would

A text is found where it stands as a literal in `tr`, `trn` or `mark` of app/text/translation.py.
Anything else in their place is an error that names the line. Texts that are in the sources no more
are dropped; what was translated stays. New texts are "unfinished" until somebody translates them,
by Qt Linguist (`.venv/bin/pyside6-linguist`) or any editor; see app/translations/README.md.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "app"
FOLDER = SOURCES / "translations"
CONTEXT = "SigmaVault"

PLURAL_FORMS = {"de": 2, "ar": 6}
"""Forms that a language has for numbers, as Qt counts them; Arabic: 0, 1, 2, few, many, others."""

_NOT_COLLECTED = (
    SOURCES / "text" / "translation.py",  # which defines what is looked for
    SOURCES / "cli",  # speaks English, whatever the reader's language is
)
_ARGUMENTS = {"tr": 1, "mark": 1, "trn": 3}


@dataclass
class Text:
    """A text of the sources."""

    source: str
    singular: str = ""
    """Of a text with a count: its English form for one."""
    files: set[str] = field(default_factory=set)


@dataclass
class Translation:
    """What a translator wrote; one form, or as many as the language has."""

    forms: list[str]
    finished: bool


class TextError(Exception):
    """A text that cannot be collected; says where and why."""


# -- out of the sources -------------------------------------------------------------------------


def collect(folder: Path = SOURCES) -> dict[str, Text]:
    """Every text below a folder, in the order of the files.

    Raises:
        TextError: Something stands where a literal has to.
    """
    found: dict[str, Text] = {}
    for path in sorted(folder.rglob("*.py")):
        if any(path.is_relative_to(left_out) for left_out in _NOT_COLLECTED):
            continue
        for text in texts_of(path):
            known = found.setdefault(text.source, text)
            if bool(known.singular) != bool(text.singular):
                raise TextError(f"{path}: {text.source!r} is elsewhere a text of the other kind")
            known.files |= text.files
    return found


def texts_of(path: Path) -> Iterator[Text]:
    """The texts of one file.

    Raises:
        TextError: Something stands where a literal has to.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    later = _run_later(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        function = node.func.id
        if function not in _ARGUMENTS:
            continue
        where = f"{name}:{node.lineno}: {function}"
        if len(node.args) != _ARGUMENTS[function] or node.keywords:
            raise TextError(f"{where} takes {_ARGUMENTS[function]} plain arguments")
        if function != "mark" and node not in later:
            raise TextError(f"{where} runs before the language is known; use mark and tr_marked")
        literals = [
            argument.value
            for argument in node.args[:2]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if len(literals) != min(_ARGUMENTS[function], 2):
            raise TextError(f"{where} needs a literal; values are put in by .format afterwards")
        if function == "trn" and "%n" not in literals[1]:
            raise TextError(f"{where}: {literals[1]!r} has no %n")
        if function == "trn":
            yield Text(literals[1], literals[0], {name})
        else:
            yield Text(literals[0], "", {name})


def _run_later(tree: ast.AST) -> set[ast.AST]:
    """The nodes that run when a function is called, and not when the module is imported."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in node.body:
                found.update(ast.walk(statement))
        elif isinstance(node, ast.Lambda):
            found.update(ast.walk(node.body))
    return found


# -- in and out of .ts --------------------------------------------------------------------------


def ts_path(language: str) -> Path:
    """What translators edit."""
    return FOLDER / f"sigmavault_{language}.ts"


def read_ts(path: Path) -> dict[str, Translation]:
    """The translations of a file; none if there is no file."""
    if not path.exists():
        return {}
    found = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - our own file
        element = message.find("translation")
        if element is None:
            continue
        forms = [form.text or "" for form in element.findall("numerusform")]
        found[message.findtext("source", "")] = Translation(
            forms or [element.text or ""], element.get("type") != "unfinished"
        )
    return found


def ts_text(language: str, texts: dict[str, Text], known: dict[str, Translation]) -> str:
    """The file for a language: every text, with what is known of its translation."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in texts.values():
        plural = {"numerus": "yes"} if text.singular else {}
        message = ET.SubElement(context, "message", plural)
        # Without lines: they would change with every edit of the sources.
        for name in sorted(text.files):
            ET.SubElement(message, "location", filename=f"../../{name}")
        ET.SubElement(message, "source").text = text.source
        if text.singular and text.singular != text.source:
            ET.SubElement(message, "extracomment").text = f"For one: {text.singular}"
        amount = PLURAL_FORMS[language] if text.singular else 1
        written = known.get(text.source)
        if written is None or len(written.forms) != amount:
            written = Translation([""] * amount, finished=False)
        done = written.finished and all(written.forms)
        element = ET.SubElement(message, "translation", {} if done else {"type": "unfinished"})
        if text.singular:
            for form in written.forms:
                ET.SubElement(element, "numerusform").text = form
        else:
            element.text = written.forms[0]
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def compiled(ts: Path) -> bytes:
    """A file as Qt reads it.

    Raises:
        TextError: The compiler refused it.
    """
    with tempfile.TemporaryDirectory() as folder:
        qm = Path(folder) / "compiled.qm"
        tool = Path(sys.executable).with_name("pyside6-lrelease")
        run = subprocess.run(
            [tool, "-silent", "-compress", ts, "-qm", qm],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode or not qm.exists():
            raise TextError(f"{ts.name}: {run.stdout}{run.stderr}".strip())
        return qm.read_bytes()


# -- the command --------------------------------------------------------------------------------


def main() -> int:
    """Renew or check the translations."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    stale = False
    try:
        texts = collect()
        for language in PLURAL_FORMS:
            stale |= _renew(language, texts, check=check)
    except TextError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return int(stale and check)


def _renew(language: str, texts: dict[str, Text], *, check: bool) -> bool:
    """Renew one language, or look whether it has to be. Returns whether it had to."""
    ts = ts_path(language)
    qm = ts.with_suffix(".qm")
    known = read_ts(ts)
    wanted = ts_text(language, texts, known)
    stale = not ts.exists() or ts.read_text(encoding="utf-8") != wanted
    if stale and not check:
        ts.write_text(wanted, encoding="utf-8")
    if not (stale and check):
        content = compiled(ts)
        if not qm.exists() or qm.read_bytes() != content:
            stale = True
            if not check:
                qm.write_bytes(content)
    now = read_ts(ts)
    missing = sum(not (source in now and now[source].finished) for source in texts)
    dropped = len(known.keys() - texts.keys())
    state = "has to be renewed" if stale and check else "is up to date"
    sys.stdout.write(
        f"{ts.name} {state}: {len(texts)} texts, {missing} to translate, {dropped} dropped\n"
    )
    return stale


if __name__ == "__main__":
    sys.exit(main())
