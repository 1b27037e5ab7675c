"""Scrub and repair: reads and verifies every slot that is in use, names what damage touches, heals it."""

from engine.health.background import BackgroundScrub, background_of, keep_scrubbed
from engine.health.findings import Finding, FindingCode, ScrubReport
from engine.health.record import (
    DEFAULT_INTERVAL_S,
    NEVER,
    Outcome,
    Schedule,
    last_outcome,
    schedule_of,
    set_interval,
)
from engine.health.rekey import RekeyReport, move_to_new_key
from engine.health.rekey_background import BackgroundRekey, keep_rekeyed, rekey_of
from engine.health.scrub import scrub
from engine.health.survey import DiskShares, Survey, survey

__all__ = [
    "DEFAULT_INTERVAL_S",
    "NEVER",
    "BackgroundRekey",
    "BackgroundScrub",
    "DiskShares",
    "Finding",
    "FindingCode",
    "Outcome",
    "RekeyReport",
    "Schedule",
    "ScrubReport",
    "Survey",
    "background_of",
    "keep_rekeyed",
    "keep_scrubbed",
    "last_outcome",
    "move_to_new_key",
    "rekey_of",
    "schedule_of",
    "scrub",
    "set_interval",
    "survey",
]
