"""The copyright file of a package that brings others along: whose they are, under which terms.

    python packaging/licences.py FOLDER > copyright

FOLDER holds the installed packages; their own licence texts stay in their `.dist-info` there.
"""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

QT = "LGPL-3.0-only, /usr/share/common-licenses/LGPL-3 (Qt; its libraries can be replaced)"


def copyright_text(folder: Path) -> str:
    """All of it, in the form that Debian's machines read."""
    brought = sorted(distributions(path=[str(folder)]), key=lambda each: each.name.lower())
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = next(line for line in own.splitlines() if line.startswith("Copyright"))
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: SigmaVault",
        "Comment: /usr/lib/sigmavault holds these packages as they are published on PyPI; the text",
        " of each one's licence lies in its .dist-info folder there.",
        *(f"  {each.name} {each.version}: {licence(each)}" for each in brought),
        "",
        "Files: *",
        f"Copyright: {holder.removeprefix('Copyright (c) ')}",
        "License: MIT",
        *(f" {line}" if line else " ." for line in own.partition(holder)[2].strip().splitlines()),
    ]
    return "\n".join(lines) + "\n"


def licence(package: Distribution) -> str:
    """What a package says of its licence, in a few words."""
    if package.name.lower().startswith(("pyside6", "shiboken6")):
        return QT
    said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    first = said.strip().partition("\n")[0]
    if first and len(first) < 80:
        return first
    kinds = package.metadata.get_all("Classifier") or []
    named = [each.rpartition(" :: ")[2] for each in kinds if each.startswith("License ::")]
    return ", ".join(named) or "see its own files"


def main() -> None:
    """Print the copyright file for the folder of the command line."""
    parser = argparse.ArgumentParser(description="Print the copyright file.")
    parser.add_argument("folder", type=Path)
    sys.stdout.write(copyright_text(parser.parse_args().folder))


if __name__ == "__main__":
    main()
