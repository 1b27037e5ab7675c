"""No parser answers hostile bytes with anything but its own error, nor with much memory."""

from __future__ import annotations

import base64
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.parsers import TARGETS, Target
from tests.support.tally import Tally, Trial

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "hostile.json").read_text("utf-8"))
EXAMPLES = 40

EXTREMES = tuple(
    value.to_bytes(width, order, signed=value < 0)  # type: ignore[arg-type]
    for width in (2, 4, 8)
    for order in ("little", "big")
    for value in (0, 1, -1, (1 << (8 * width - 1)) - 1, -(1 << (8 * width - 1)))
)


@st.composite
def mutants(draw: st.DrawFn, target: Target) -> bytes:
    """A valid record with a few changes, of every kind that damage or malice makes."""
    seeds = list(target.seeds())
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(
            st.sampled_from(("flip", "cut", "extend", "splice", "extreme", "token", "part"))
        ):
            case "flip" if at < len(data):
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at:]
            case "extend":
                data += draw(st.binary(max_size=64))
            case "splice":
                other = draw(st.sampled_from(seeds))
                data[at:] = other[draw(st.integers(0, len(other))) :]
            case "extreme":
                piece = draw(st.sampled_from(EXTREMES))
                data[at : at + len(piece)] = piece
            case "token" if target.tokens:
                end = at + draw(st.integers(0, 6))
                data[at:end] = draw(st.sampled_from(target.tokens))
            case "part":
                end = at + draw(st.integers(0, 40))
                data[at:end] = draw(st.binary(max_size=8)) + data[at:end] * draw(st.integers(0, 2))
    return bytes(data)


def run_bounded(target: Target, data: bytes) -> None:
    """Run a target; what it allocates at once is bounded by what it was given."""
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    target.run(data)
    _, peak = tracemalloc.get_traced_memory()
    assert peak - before <= target.fixed_bytes + target.bytes_per_byte * len(data)


@pytest.fixture
def traced():
    """Allocations are counted."""
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_read(name: str) -> None:
    """What the mutants are made from is valid: else they would all fail at the first byte."""
    assert all(len(seed) for seed in TARGETS[name].seeds())


@pytest.mark.parametrize("name", TARGETS)
def test_bytes_and_mutants(name: str, traced: None, tally: Tally) -> None:
    target = TARGETS[name]
    for seed in target.seeds():
        target.run(seed)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(max_size=400), mutants(target), mutants(target), mutants(target)))
    def search(data: bytes) -> None:
        run_bounded(target, data)
        tally.add(Trial.HOSTILE)

    search()


def value_end(seed: bytes, at: int) -> int:
    """Where the value that begins there ends, roughly."""
    ends = [seed.find(end, at) for end in (b",", b"\n")]
    return min((end for end in ends if end >= 0), default=len(seed))


@pytest.mark.parametrize("name", [name for name in TARGETS if TARGETS[name].tokens])
def test_every_token_at_every_value(name: str, tally: Tally) -> None:
    """Each extreme in the place of each value of a text."""
    target = TARGETS[name]
    count = 0
    for seed in target.seeds():
        places = [at + 1 for at, byte in enumerate(seed) if byte in b":=[,{"][:8]
        for token in target.tokens:
            for at in (0, *places):
                target.run(seed[:at] + token + seed[value_end(seed, at) :])
                count += 1
    tally.add(Trial.HOSTILE, count)


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda each: each["name"])
def test_vectors(vector: dict[str, str], traced: None, tally: Tally) -> None:
    """What a search has found once stays found."""
    target = TARGETS[vector["target"]]
    target.run(target.seeds()[0])  # imports what it needs
    data = vector["text"].encode() if "text" in vector else base64.b64decode(vector["base64"])
    run_bounded(target, data * int(vector.get("times", 1)))
    tally.add(Trial.HOSTILE)
