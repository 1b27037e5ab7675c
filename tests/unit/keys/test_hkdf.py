from __future__ import annotations

from typing import Any

import pytest

from engine.keys.hkdf import expand, extract
from tests.support.headers import load

CASES = load("hkdf_rfc5869.json")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_rfc5869(case: dict[str, Any]) -> None:
    material = bytes.fromhex(case["ikm"])
    key = extract(bytes.fromhex(case["salt"]), [material[:5], memoryview(material)[5:]])
    assert key.hex() == case["prk"]
    okm = bytes.fromhex(case["okm"])
    assert expand(key, bytes.fromhex(case["info"]), len(okm)) == okm
    assert expand(bytearray(key), bytes.fromhex(case["info"]), len(okm)) == okm
