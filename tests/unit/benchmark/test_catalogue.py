from app.text.benchmarks import CATEGORY_TITLES, SKIPS, skip_text, title, value_text
from engine.benchmark import BENCHMARKS, CATEGORIES, Skip, Unit
from tests.house.sources import ROOT


def test_every_benchmark_has_one_name_and_its_category() -> None:
    assert sum(len(category.benchmarks) for category in CATEGORIES) == len(BENCHMARKS)
    assert [category.name for category in CATEGORIES] == ["crypto", "scatter", "filesystem"]
    assert all(
        BENCHMARKS[each.name].category == c.name for c in CATEGORIES for each in c.benchmarks
    )


def test_people_read_what_the_catalogue_says() -> None:
    """Titles are written twice, since only literal texts can be translated."""
    assert {name: title(info) for name, info in BENCHMARKS.items()} == {
        name: info.title for name, info in BENCHMARKS.items()
    }
    assert set(CATEGORY_TITLES) == {category.name for category in CATEGORIES}


def test_every_reason_for_skipping_has_its_sentence() -> None:
    assert {each.value for each in Skip} <= set(SKIPS)
    assert skip_text("no-git") == "git is not installed"
    assert skip_text("what the system said") == "what the system said"


def test_values_have_few_digits() -> None:
    assert value_text(Unit.BYTES_PER_S, 1.4852e8) == "149 MB/s"
    assert value_text(Unit.BYTES_PER_S, 5.236e6) == "5.24 MB/s"
    assert value_text(Unit.OPERATIONS_PER_S, 350533.2) == "350,533/s"
    assert value_text(Unit.SECONDS, 0.0017434) == "1.74 ms"
    assert value_text(Unit.SECONDS, 1.1865e-5) == "11.9 µs"
    assert value_text(Unit.SECONDS, 1.019) == "1.02 s"
    assert value_text(Unit.BYTES, 107770000) == "108 MB"


def test_only_rates_are_better_when_they_rise() -> None:
    better = {unit for unit in Unit if unit.higher_is_better}
    assert better == {Unit.BYTES_PER_S, Unit.OPERATIONS_PER_S}


def test_the_document_names_every_category() -> None:
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert all(f"`{category.name}`" in text for category in CATEGORIES)
