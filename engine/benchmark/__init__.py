"""The benchmark suite: crypto, scatter and file system, measured on the machine it runs on."""

from engine.benchmark.catalogue import BENCHMARKS, CATEGORIES, BenchmarkInfo, Category, Unit
from engine.benchmark.comparison import Comparison, compare
from engine.benchmark.plan import Plan
from engine.benchmark.record import baseline, load_results, save_results
from engine.benchmark.results import Machine, Result, Results, Skip, Subject
from engine.benchmark.suite import run

__all__ = [
    "BENCHMARKS",
    "CATEGORIES",
    "BenchmarkInfo",
    "Category",
    "Comparison",
    "Machine",
    "Plan",
    "Result",
    "Results",
    "Skip",
    "Subject",
    "Unit",
    "baseline",
    "compare",
    "load_results",
    "run",
    "save_results",
]
