"""Kill a program at work, open what it left, and ask for everything it had acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.ledgers import browse
from app.overview.verify import verify
from app.papers import issued, numbers
from app.store.backup import SUFFIX, verify_package
from tests.resilience.worker import BATCH, CLOCK, ELSEWHERE, PACKAGES, STORE, TOGETHER

KINDS = ("edits", "imports", "backups", "rewrites", "restores", "openings", "papers")
ROOT = Path(__file__).resolve().parents[2]
LATEST = 0.4  # seconds of work before the kill, at most
LONGER = {"openings": 1.2}  # a new store takes a while to make
Acknowledged = list[tuple[str, str]]


@dataclass
class Tally:
    """What a campaign did: kills by kind of work, commits acknowledged, and everything that was wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def kill_once(kind: str, folder: Path, run: str, dice: random.Random) -> Acknowledged:
    """Let a worker begin, kill it after a moment; returns what it had acknowledged."""
    folder.mkdir(parents=True, exist_ok=True)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.resilience.worker", kind, str(folder), run],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    said: list[str] = []
    begun = threading.Event()

    def listen() -> None:
        assert worker.stdout is not None
        for line in worker.stdout:
            said.append(line)
            if line.startswith("ready"):
                begun.set()
        begun.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        assert begun.wait(120), "the worker never began"
        threading.Event().wait(dice.random() * LONGER.get(kind, LATEST))
        ended = worker.poll()
    finally:
        worker.kill()
        listener.join()
        assert worker.stderr is not None
        told = worker.stderr.read()
        worker.wait()
        worker.stderr.close()
        assert worker.stdout is not None
        worker.stdout.close()
    assert ended is None, f"the worker ended by itself: {told}"
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(words[0], words[1]) for words in whole if len(words) == 2]


def look_after(kind: str, folder: Path, run: str, acknowledged: Acknowledged) -> list[str]:
    """Open what the killed program left behind; every sentence returned is a fault."""
    if kind == "openings":
        return _offices(folder, run, acknowledged)
    faults = _store(folder / STORE, acknowledged, run)
    if kind == "backups":
        faults += _packages(folder / PACKAGES, acknowledged)
    if kind == "papers":
        faults += _papers(folder / STORE, acknowledged)
    if kind == "restores" and (folder / ELSEWHERE).exists():
        faults += _restored(folder / ELSEWHERE, run, acknowledged)
    return faults


def _sound(workspace: Workspace) -> list[str]:
    return [finding.sentence for finding in verify(workspace.store) if not finding.good]


def _hazards(workspace: Workspace) -> dict[str, dict[str, object]]:
    feature = workspace.feature("hazards")
    found = browse.rows(workspace.store, feature, browse.ids(workspace.store, feature))
    return {str(row["description"]): dict(row) for row in found.values()}


def _store(folder: Path, acknowledged: Acknowledged, run: str) -> list[str]:
    workspace = open_workspace(folder, CLOCK)
    try:
        faults = _sound(workspace)
        found = _hazards(workspace)
        numbers = Counter(row["number"] for row in found.values())
    finally:
        close_workspace(workspace, with_backup=False)
    faults.extend(f"number {number} given {times} times" for number, times in numbers.items() if times > 1)
    for what, token in acknowledged:
        if what == "created" and token not in found:
            faults.append(f"lost {token}")
        elif what == "changed" and found[token]["measures"] != token:
            faults.append(f"lost a change of {token}")
        elif what == "voided" and not found[token]["voided"]:
            faults.append(f"lost a 作废 of {token}")
    batches = Counter(token.partition("/")[0] for token in found if "/" in token and token.startswith(run))
    faults.extend(f"half an import: {token} {rows}" for token, rows in batches.items() if rows != BATCH)
    faults.extend(
        f"lost import {token}" for what, token in acknowledged if what == "imported" and not batches[token]
    )
    return faults


def _packages(folder: Path, acknowledged: Acknowledged) -> list[str]:
    faults = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            verify_package(path)
        except Exception as fault:  # noqa: BLE001  whatever is wrong is told
            faults.append(f"{path.name}: {fault}")
    there = {path.stem for path in folder.glob(f"*{SUFFIX}")}
    faults.extend(
        f"lost package {token}" for what, token in acknowledged if what == "packed" and token not in there
    )
    return faults


def _papers(folder: Path, acknowledged: Acknowledged) -> list[str]:
    """Numbers without a gap and without a double, each on a paper; batches whole; every page there."""
    workspace = open_workspace(folder, CLOCK)
    try:
        with workspace.store.read() as connection:
            given = [one.number for one in numbers.given(connection)]
            found = issued.papers(connection)
        pages = [issued.content(workspace.store, one.id) for one in found]
    finally:
        close_workspace(workspace, with_backup=False)
    faults = []
    if given != list(range(1, len(given) + 1)):
        faults.append(f"numbers given: {given}")
    if len({one.number for one in found}) != len(found) or len(found) != len(given):
        faults.append(f"{len(found)} papers with {len(given)} numbers")
    if len(found) % TOGETHER:
        faults.append(f"half a batch: {len(found)} papers")
    if not all(page.startswith(b"%PDF") for page in pages):
        faults.append("a paper without its pages")
    there = {str(one.id) for one in found}
    faults.extend(
        f"lost paper {token}" for what, token in acknowledged if what == "issued" and token not in there
    )
    return faults


def _restored(folder: Path, run: str, acknowledged: Acknowledged) -> list[str]:
    """Either package, whole; never an empty office."""
    workspace = open_workspace(folder, CLOCK)
    try:
        faults = _sound(workspace)
        found = _hazards(workspace)
    finally:
        close_workspace(workspace, with_backup=False)
    left = [path.name for path in folder.glob(".restore-*")]
    if left:
        faults.append(f"left behind: {left}")
    if any(what == "restored" for what, _ in acknowledged) and f"{run}-one" not in found:
        faults.append(f"not what was restored: {sorted(found)}")
    return faults


def _offices(folder: Path, run: str, acknowledged: Acknowledged) -> list[str]:
    """The last office was being made: it opens with every word list, and is asked for its name if it has none."""
    from app.masterdata import dictionaries, settings

    faults = []
    named = {place for _, place in acknowledged}
    for place in sorted(folder.glob(f"{run}-*"), key=lambda one: one.stat().st_mtime)[-2:]:
        workspace = open_workspace(place, CLOCK)
        try:
            faults += _sound(workspace)
            with workspace.store.read() as connection:
                words = dictionaries.words(connection, "单位类别")
                name = settings.read_office(connection).name
            if not words:
                faults.append(f"{place.name}: no word lists")
            if place.name in named and (workspace.new or name != place.name):
                faults.append(f"{place.name}: forgot its name")
            if not workspace.new and name != place.name:
                faults.append(f"{place.name}: never asked for its name")
        finally:
            close_workspace(workspace, with_backup=False)
    return faults


def campaign(folder: Path, kills: int, seed: int, kinds: tuple[str, ...] = KINDS) -> Tally:
    """So many kills in turn, each on what the one before left behind."""
    dice = random.Random(seed)
    tally = Tally()
    for count in range(kills):
        kind = kinds[count % len(kinds)]
        run = f"r{seed}x{count}"
        acknowledged = kill_once(kind, folder / kind, run, dice)
        tally.kills[kind] += 1
        tally.acknowledged.update(what for what, _ in acknowledged)
        tally.faults += [f"{kind} {run}: {one}" for one in look_after(kind, folder / kind, run, acknowledged)]
    return tally
