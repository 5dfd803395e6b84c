"""What the screen may do about backups: list them, make one, look whether they are sound, go back to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.masterdata.settings import read_setting
from app.paths import DATABASE
from app.store import backup as packing
from app.store.backup import REASONS, SUFFIX, Package
from app.store.opening import Damaged
from app.store.places import Lock
from app.store.session import Store

__all__ = ["SUFFIX", "Damaged", "Package", "Tables"]

Progress = Callable[[str], None]
Tables = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Checked:
    """A backup after a full check; ``sentence`` says what is wrong where it is not good."""

    package: Package
    sentence: str = ""


def _silent(_text: str) -> None:
    return


def backups(folder: Path) -> list[Package]:
    """The rotating backups of a data folder, newest first; not yet checked."""
    return packing.packages(packing.folder_of(folder))


def why_made(package: Package) -> str:
    """What a backup was made for, in words."""
    return REASONS.get(package.reason, package.reason)


def records_in(package: Package, catalogue: Catalogue) -> Tables:
    """How many records of each ledger a backup holds, by the ledger's title."""
    counts = dict(package.counts)
    return tuple(
        (feature.ledger.title, counts[name]) for name, feature in catalogue.items() if counts.get(name)
    )


def told_records(package: Package, catalogue: Catalogue) -> str:
    """企业 31、隐患 400; what lies in the recycle bin is in the backup and counted."""
    held = records_in(package, catalogue)
    return "、".join(f"{title} {count:,}" for title, count in held) or "没有记录"


def check(package: Package) -> Checked:
    """Read a backup back in full."""
    try:
        counts = packing.verify_package(package.path)
    except Refusal as refusal:
        return Checked(replace(package, good=False), str(refusal))
    return Checked(replace(package, good=True, counts=tuple(counts.items())))


def look_at(path: Path) -> Checked:
    """A backup from anywhere, fully checked. Raises Refusal where it is none."""
    found = next((one for one in packing.packages(path.parent) if one.path == path), None)
    if found is None:
        raise Refusal(f"“{path.name}”不是安监台账的备份，或者已经损坏。请另选一个 {SUFFIX} 文件。")
    return check(found)


def make_backup(store: Store, reason: str = "manual", progress: Progress = _silent) -> Path | None:
    """A rotating backup; None where nothing has changed since the newest."""
    return packing.backup(store, reason, progress)


def save_backup(store: Store, out: Path, progress: Progress = _silent) -> Path:
    """A backup to a place of the office's own, such as a USB stick."""
    packing.write_package(store.path, out, store.clock.now(), "manual", progress)
    return out


def newest_good(folder: Path) -> Package | None:
    """The newest backup that passes every check."""
    return packing.newest_good(packing.folder_of(folder))


def restore(package: Path, folder: Path, now: datetime) -> Path:
    """Put a backup in the place of a store that is not open; what lay there is kept aside.

    Raises Refusal for a damaged package, or where the program is still working on the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = Lock(folder)
    try:
        return packing.restore(package, folder, now)
    finally:
        lock.release()


def is_sample(store: Store) -> bool:
    """Is this the sample office?"""
    with store.read() as connection:
        return bool(read_setting(connection, "sample_day"))


def end_sample(folder: Path, now: datetime) -> Path:
    """Lay a sample office that is not open into a folder of its own; the next start asks the first questions.

    The database goes last: as long as it lies there, the sample is still the office.
    """
    aside = folder / f"示例 {now:%Y%m%d-%H%M%S}"
    lock = Lock(folder)
    try:
        aside.mkdir()
        logs = (f"{DATABASE}-wal", f"{DATABASE}-shm")
        for name in (packing.folder_of(folder).name, packing.FILES, *logs, DATABASE):
            if (folder / name).exists():
                (folder / name).rename(aside / name)
    finally:
        lock.release()
    return aside


def screen_in(package: Path) -> bytes:
    """Columns, favourites and pinned views as they were; empty where the backup holds none."""
    return packing.screen_in(package)


def kept_aside(folder: Path) -> tuple[Path, ...]:
    """Databases that restoring put aside, newest first."""
    return tuple(sorted(folder.glob(f"{DATABASE}.before-*"), reverse=True))
