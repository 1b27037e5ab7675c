"""Every kind of finding has its sentence."""

from __future__ import annotations

import pytest

from app.text.findings import SENTENCES, finding_text, scrub_summary
from engine.health import Finding, FindingCode, ScrubReport
from engine.types import Severity


@pytest.mark.parametrize("code", list(FindingCode))
@pytest.mark.parametrize("severity", list(Severity))
def test_every_code_and_severity(code: FindingCode, severity: Severity) -> None:
    text = finding_text(Finding(severity, code, "bands/00000000-03", row=5, lane=3, reason="stale"))
    assert text.startswith("bands/00000000-03, row 5, lane 3: ")
    assert "{" not in text
    assert code in SENTENCES


def test_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) == {code.value for code in FindingCode}


def test_what_is_repaired_says_so() -> None:
    finding = Finding(Severity.WARNING, FindingCode.DATA, "bands/0", row=9, lane=1, repaired=True)
    assert finding_text(finding).endswith("repaired")


def test_summary() -> None:
    report = ScrubReport((), 2, 20, 0, 0.5)
    assert scrub_summary(report) == (
        "20 slots in 2 rows read and verified in 0.50 s; 0 findings, 0 rows repaired"
    )
