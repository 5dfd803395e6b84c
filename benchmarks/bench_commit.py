"""One edit saved durably, against one fdatasync of the same disk."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from app.bootstrap import close_workspace, open_workspace
from app.ledgers import edit
from benchmarks.measure import Measure


def _sync_once(handle: int) -> float:
    os.write(handle, b"x" * 4096)
    start = time.perf_counter()
    getattr(os, "fdatasync", os.fsync)(handle)
    return time.perf_counter() - start


def run(rows: int = 200) -> list[Measure]:
    """Medians of edits and of syncs taken in turn."""
    with tempfile.TemporaryDirectory() as name:
        workspace = open_workspace(Path(name) / "office")
        firms = workspace.feature("enterprises")
        firm = edit.create(workspace.store, firms, {"name": "济南某某有限公司"}).created["enterprises"][0]
        handle = os.open(Path(name) / "sync", os.O_CREAT | os.O_WRONLY)
        edits, syncs = [], []
        for place in range(rows):
            syncs.append(_sync_once(handle))
            start = time.perf_counter()
            edit.update(workspace.store, firms, firm, {"remark": f"第{place}次"})
            edits.append(time.perf_counter() - start)
        os.close(handle)
        close_workspace(workspace, with_backup=False)
    ours, limit = statistics.median(edits), statistics.median(syncs)
    return [
        Measure(
            "commit of one edit", round(ours * 1000, 2), "ms", "one fdatasync", round(ours / limit, 2), 2.0
        )
    ]


if __name__ == "__main__":
    for measure in run():
        print(measure)
