"""A module has one purpose, which its name tells and its docstring says; and it stays readable."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.sources import ROOT, modules, name_of

TOO_LONG_LINES = 600
LOOK_TWICE_LINES = 400
LONG_FUNCTION_LINES = 60

LOOKED_AT_TWICE = {
    "engine/errors.py": "one tree, in which no two codes are the same",
    "engine/transactions/store.py": "one object owns the order of every write",
}
"""Modules past LOOK_TWICE_LINES, each with the reason why it is not two."""

FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "data", "managers"}
"""Names that say nothing, and so collect everything."""

MANAGER = "engine/transactions/manager.py"
"""TransactionManager is the one manager."""


def definitions(kinds: tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of some kinds in the packages, with where it stands."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, kinds):
                yield f"{name_of(path)}:{node.lineno} {node.name}", node  # type: ignore[attr-defined]


def test_modules_are_short() -> None:
    lengths = {name_of(path): len(path.read_bytes().splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > TOO_LONG_LINES} == {}
    long = {name for name, lines in lengths.items() if lines > LOOK_TWICE_LINES}
    assert long <= LOOKED_AT_TWICE.keys(), "look twice: split it, or say here why not"


def code_lines(node: ast.AST) -> int:
    """Length of a definition, without what only continues a text (a style sheet, a query)."""
    texts = {
        line
        for each in ast.walk(node)
        if isinstance(each, ast.Constant | ast.JoinedStr) and each.end_lineno is not None
        for line in range(each.lineno + 1, each.end_lineno + 1)
    }
    return node.end_lineno - node.lineno + 1 - len(texts)  # type: ignore[attr-defined]


def test_functions_can_be_read_at_once() -> None:
    long = [
        f"{where}: {length} lines"
        for where, node in definitions((ast.FunctionDef, ast.AsyncFunctionDef))
        if (length := code_lines(node)) > LONG_FUNCTION_LINES
    ]
    assert not long


def test_modules_say_what_they_are_for() -> None:
    silent = [
        name_of(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert not silent


def test_public_things_are_described() -> None:
    bare = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


def test_no_name_says_nothing() -> None:
    found = []
    for path in modules():
        relative = path.relative_to(ROOT)
        names = {relative.stem, *relative.parts[:-1]}
        if names & FORBIDDEN_NAMES or ("manager" in names and name_of(path) != MANAGER):
            found.append(name_of(path))
    assert not found
