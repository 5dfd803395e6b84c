"""The ledger on the screen with a million hazards: each part in a process of its own, against its natural limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.district import folder_with
from benchmarks.measure import Measure

ROOT = Path(__file__).parent.parent
FULL = 500_000


def _child(part: str, folder: Path) -> dict[str, Any]:
    """Run a part of ``screen_parts`` in a fresh process; what it prints last is JSON."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an office's Python keeps what it has compiled
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.screen_parts", part, str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=environment,
        text=True,
    )
    answer: dict[str, Any] = json.loads(told.stdout.strip().splitlines()[-1])
    return answer


def _seconds(part: str, folder: Path) -> float:
    """From the start of a process to the end of what it does."""
    begun = time.perf_counter()
    _child(part, folder)
    return time.perf_counter() - begun


START = "bare window + SQLAlchemy + half a window"


def run(rows: int = 1_000_000) -> list[Measure]:
    """First picture, memory, frames, jumps, another order, and the start."""
    large = folder_with(rows)
    times = 3 if rows >= FULL else 1
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "office"
        _child("bare", empty)  # makes the empty office
        pictures = [(_child("picture", empty), _child("picture", large)) for _ in range(times)]
        none = min(one["seconds"] for one, _ in pictures)
        many = min(one["seconds"] for _, one in pictures)
        more = min(one["memory"] for _, one in pictures) - min(one["memory"] for one, _ in pictures)
        frames = [_child("frames", large) for _ in range(times)]
        scrolled = min(frames, key=lambda one: one["scrolled"] / one["plain"])
        jumped = min(frames, key=lambda one: one["jumped"] / one["plain_jump"])
        sorted_ = min((_child("order", large) for _ in range(min(times, 2))), key=lambda one: one["gap"])
        paged = _child("pages", large)
        _child("leave", large)
        starts = [
            (
                _seconds("as_left", large),
                _seconds("glimpse", large),
                _seconds("start", large),
                _seconds("window", empty),
                _child("sqlalchemy", empty)["seconds"],
            )
            for _ in range(max(times, 2))
        ]
        seen, first, started, window, imported = (min(found) for found in zip(*starts, strict=True))
    limit = window + imported + window / 2
    goal = rows >= FULL

    def ratio(title: str, value: float, unit: str, limit_name: str, found: float, most: float) -> Measure:
        return Measure(title, round(value, 4), unit, limit_name, round(found, 3), most if goal else None)

    return [
        ratio("first picture of the ledger", many * 1000, "ms", "of an empty ledger", many / none, 2.0),
        ratio("memory more for it", more, "MB", "60 MB", more / 60, 1.0),
        ratio(
            "a scrolled frame",
            scrolled["scrolled"] * 1000,
            "ms CPU",
            "a plain table with ready cells",
            scrolled["scrolled"] / scrolled["plain"],
            1.2,
        ),
        ratio(
            "a jump to anywhere, screen's thread",
            jumped["jumped"] * 1000,
            "ms CPU",
            "the plain table's jump",
            jumped["jumped"] / jumped["plain_jump"],
            1.3,
        ),
        Measure("rows there after a jump", round(jumped["there"] * 1000, 1), "ms"),
        ratio(
            "another order: longest the window was busy",
            sorted_["gap"] * 1000,
            "ms",
            "50 ms",
            sorted_["gap"] / 0.05,
            1.0,
        ),
        Measure(
            "the same, drawing alone",
            round(sorted_["drawing"] * 1000, 1),
            "ms",
            "50 ms",
            round(sorted_["drawing"] / 0.05, 3),
        ),
        ratio(
            f"another order: first page, slowest column ({paged['slowest']})",
            paged["slowest_cpu"],
            "s CPU",
            "full scan of the hazards",
            paged["slowest_cpu"] / paged["scan"],
            0.5,
        ),
        ratio(
            "the same, as it is waited for",
            paged["slowest_seconds"] * 1000,
            "ms",
            "500 ms",
            paged["slowest_seconds"] / 0.5,
            1.0,
        ),
        Measure("another order: first page, a usual column", round(paged["middle_seconds"] * 1000), "ms"),
        Measure(f"{paged['made']} first pages made while nobody waits", round(paged["preparing"]), "s"),
        ratio(
            "another order, no longer wanted: ends after",
            sorted_["stopped"] * 1000,
            "ms",
            "100 ms",
            sorted_["stopped"] / 0.1,
            1.0,
        ),
        Measure("another order (found_on): first page after", round(sorted_["page_indexed"] * 1000), "ms"),
        Measure(
            "another order (enterprise_name): first page after, before it is made",
            round(sorted_["page"] * 1000),
            "ms",
        ),
        Measure("another order (enterprise_name): full order after", round(sorted_["whole"] * 1000), "ms"),
        Measure(
            "start to the picture of the window as it was left",
            round(seen, 3),
            "s",
            START,
            round(seen / limit, 2),
        ),
        ratio("start to the first rows, as they are now", first, "s", START, first / limit, 1.0),
        Measure("start to the whole page", round(started, 2), "s", START, round(started / limit, 2)),
    ]


if __name__ == "__main__":
    begun = time.perf_counter()
    for one in run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        print(one)
    print(round(time.perf_counter() - begun), "s")
