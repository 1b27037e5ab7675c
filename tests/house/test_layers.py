"""Imports go down only: the contracts in pyproject.toml, and that they cover every package."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

from tests.house.sources import ROOT, modules, name_of


def test_the_contracts_are_kept() -> None:
    run = subprocess.run(
        ["lint-imports", "--no-logo"],
        executable=f"{sys.prefix}/bin/lint-imports",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_part_of_the_engine_has_its_layer() -> None:
    """import-linter checks this too, but not for packages whose layer is optional."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "layers")
    named = {part.strip("() ") for layer in layers for part in layer.replace(":", "|").split("|")}
    present = {path.stem if path.is_file() else path.name for path in (ROOT / "engine").glob("*")}
    assert present - {"__init__", "__pycache__", "py"} <= named


def test_nothing_imports_what_reads_code_from_data() -> None:
    """What comes from disk is never executed: no pickle, marshal, shelve, eval or exec."""
    forbidden = {"pickle", "marshal", "shelve", "dill"}
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_bytes())):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name.partition(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [(node.module or "").partition(".")[0]]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names = [node.func.id] if node.func.id in ("eval", "exec", "compile") else []
            if forbidden & set(names) or {"eval", "exec"} & set(names):
                found.append(f"{name_of(path)}:{node.lineno}")
    assert not found


def test_the_engine_checks_with_errors_and_not_with_assert() -> None:
    """`python -O` removes assertions, and a check that can be removed is none."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Assert)
    ]
    assert not found
