"""Searching a million hazards by what clerks type, against reading them once from end to end."""

from __future__ import annotations

import statistics
import time
from random import Random

from app.bootstrap import CATALOGUE, close_workspace, open_workspace
from app.ledgers import browse
from app.store.session import Store
from benchmarks.bench_dispatch import SCAN
from benchmarks.district import folder_with
from benchmarks.measure import Measure, compared, processor_seconds

ASKED = 300
P50, P99 = 0.05, 0.25
FULL = 500_000


def _words(store: Store, length: int, many: int) -> list[str]:
    """Parts of so many characters out of the texts themselves, as often as they stand there."""
    chance = Random(length)
    with store.read() as connection:
        drawn = "SELECT haystack FROM hazards WHERE id % 97 = 0 LIMIT 5000"
        texts = [row[0].split() for row in connection.exec_driver_sql(drawn)]
    found: list[str] = []
    while len(found) < many:
        piece = chance.choice(chance.choice(texts))
        if len(piece) >= length:
            start = chance.randrange(len(piece) - length + 1)
            found.append(piece[start : start + length])
    return found


def _times(work: object, words: list[str]) -> list[float]:
    taken = []
    for word in words:
        start = time.process_time()
        work(word)  # type: ignore[operator]
        taken.append(time.process_time() - start)
    return sorted(taken)


def run(rows: int = 1_000_000) -> list[Measure]:
    """First pages (100 ids in order) by one, two and four characters; counts by two."""
    workspace = open_workspace(folder_with(rows))
    store, hazards = workspace.store, CATALOGUE["hazards"]
    with store.read() as connection:
        scan = processor_seconds(lambda: connection.exec_driver_sql(SCAN, ("x",)).one(), 3)
    goal = rows >= FULL  # with few rows the statements themselves are what is measured
    found = []
    for length in (2, 1, 4):
        taken = _times(
            lambda word: browse.ids(store, hazards, search=word, limit=100), _words(store, length, ASKED)
        )
        for share, name, most in ((0.5, "p50", P50), (0.99, "p99", P99)):
            value = taken[min(len(taken) - 1, int(share * len(taken)))]
            told = f"search by {length} characters, first page, {name}"
            one = compared(told, value, "full scan of the hazards", scan, most)
            found.append(
                one
                if goal and length == 2
                else Measure(one.name, one.value, one.unit, one.limit_name, one.ratio)
            )
    counted = statistics.median(
        _times(lambda word: browse.count(store, hazards, search=word), _words(store, 2, 25))
    )
    found.append(
        Measure(
            "search by 2 characters, count, p50",
            round(counted, 4),
            "s CPU",
            "full scan of the hazards",
            round(counted / scan, 3),
        )
    )
    close_workspace(workspace, with_backup=False)
    return found


if __name__ == "__main__":
    for one in run():
        print(one)
