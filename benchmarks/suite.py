"""Every benchmark in one run; the table goes into docs/performance.md."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks import (
    bench_commit,
    bench_dispatch,
    bench_import,
    bench_papers,
    bench_pdf_ledger,
    bench_screen,
    bench_search,
    bench_window,
    bench_xlsx_ledger,
)
from benchmarks.measure import Measure

SUITE: tuple[tuple[str, Callable[[int], list[Measure]], int, int], ...] = (
    ("progress table", bench_dispatch.run, 1_000_000, 20_000),
    ("search", bench_search.run, 1_000_000, 2_000),
    ("screen", bench_screen.run, 1_000_000, 2_000),
    ("import", bench_import.run, 100_000, 2_000),
    ("xlsx", bench_xlsx_ledger.run, 100_000, 2_000),
    ("PDF ledger", bench_pdf_ledger.run, 10_000, 500),
    ("papers", bench_papers.run, 1_000, 40),
    ("commit", bench_commit.run, 200, 20),
    ("window", bench_window.run, 9, 2),
)
MARK = "<!-- measured -->"


def measured(*, quick: bool) -> Iterator[Measure]:
    """Run one after the other; ``quick`` with small data, to see that they run."""
    for name, run, full, small in SUITE:
        print(f"… {name}", flush=True)
        for measure in run(small if quick else full):
            print("   ", told(measure), flush=True)
            yield measure


def told(measure: Measure) -> str:
    """A line for people."""
    line = f"{measure.name}: {measure.value} {measure.unit}"
    if measure.ratio is None:
        return line
    target = (
        "" if measure.target is None else f"，目标 ≤ {measure.target}，{'达到' if measure.met else '未达到'}"
    )
    return f"{line} = {measure.ratio} × {measure.limit_name}{target}"


def table(found: list[Measure]) -> str:
    """The rows as Markdown."""
    lines = ["| what | value | ratio | to | target | |", "|---|---|---|---|---|---|"]
    for one in found:
        ratio = "" if one.ratio is None else f"{one.ratio:g}"
        target = "" if one.target is None else f"≤ {one.target:g}"
        verdict = "" if one.target is None else "met" if one.met else "**missed**"
        lines.append(
            f"| {one.name} | {one.value:g} {one.unit} | {ratio} | {one.limit_name} | {target} | {verdict} |"
        )
    return "\n".join(lines)


def run_all(*, quick: bool, out: Path) -> int:
    """Print every ratio; a full run also writes them into ``out`` after its mark."""
    found = list(measured(quick=quick))
    if not quick and out.exists():
        head = out.read_text(encoding="utf-8").split(MARK)[0]
        where = f"{date.today().isoformat()}, {platform.system()}, Python {platform.python_version()}"
        out.write_text(f"{head}{MARK}\nMeasured {where}:\n\n{table(found)}\n", encoding="utf-8")
    return 0
