"""The colours: light, dark, and both once more for eyes that need strong contrasts.

Ratios are those of WCAG 2.2 (success criteria 1.4.3, 1.4.6 and 1.4.11): text reaches 4.5:1 on
every ground that it stands on, 7:1 with high contrast; what shows the focus reaches 3:1. A test
computes them all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The palette's colours, and those that Qt has no role for."""

    window: str
    side: str
    """The list of vaults."""
    base: str
    alternate: str
    text: str
    muted: str
    line: str
    edge: str
    """Around what can be typed into or clicked."""
    hover: str
    """Behind what the pointer is on."""
    button: str
    accent: str
    """Also the ring around what has the focus."""
    accent_text: str
    accent_soft: str
    """Behind a selected row."""
    good: str
    warning: str
    critical: str
    warning_soft: str
    critical_soft: str
    strong: bool = False
    """High contrast: what is selected has an edge, too."""


LIGHT = Colours(
    window="#fafafb", side="#f1f2f5", base="#ffffff", alternate="#f7f8fa", text="#1d2430",
    muted="#5a6474", line="#e2e5ea", edge="#d3d8df", hover="#e9ebef", button="#ffffff",
    accent="#2f5fc4", accent_text="#ffffff", accent_soft="#e0e9fb", good="#17754a",
    warning="#8a5a0f", critical="#b92f2f", warning_soft="#fdf3dc", critical_soft="#fce8e8",
)  # fmt: skip

DARK = Colours(
    window="#1b1f26", side="#161a20", base="#20252d", alternate="#242a33", text="#e6e9ef",
    muted="#9fa9b9", line="#323945", edge="#414a58", hover="#2c333e", button="#2a303a",
    accent="#7ba6f7", accent_text="#0f1725", accent_soft="#2b3b59", good="#4cc38a",
    warning="#e2b04a", critical="#f58484", warning_soft="#3a3223", critical_soft="#412729",
)  # fmt: skip

STRONG_LIGHT = Colours(
    window="#ffffff", side="#ffffff", base="#ffffff", alternate="#ffffff", text="#000000",
    muted="#333333", line="#666666", edge="#000000", hover="#dcdcdc", button="#ffffff",
    accent="#0033a0", accent_text="#ffffff", accent_soft="#cfe0ff", good="#00461f",
    warning="#573300", critical="#850000", warning_soft="#fff0c2", critical_soft="#ffe0e0",
    strong=True,
)  # fmt: skip

STRONG_DARK = Colours(
    window="#000000", side="#000000", base="#000000", alternate="#000000", text="#ffffff",
    muted="#d9d9d9", line="#9a9a9a", edge="#ffffff", hover="#2e2e2e", button="#000000",
    accent="#a6d0ff", accent_text="#000000", accent_soft="#0d3261", good="#5ff0a0",
    warning="#ffd54a", critical="#ffc2c2", warning_soft="#332800", critical_soft="#4a0000",
    strong=True,
)  # fmt: skip
