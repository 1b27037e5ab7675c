"""Scrub and repair: reads and verifies every slot that is in use, names what damage touches, heals it."""

from engine.health.findings import Finding, FindingCode, ScrubReport
from engine.health.scrub import scrub

__all__ = ["Finding", "FindingCode", "ScrubReport", "scrub"]
