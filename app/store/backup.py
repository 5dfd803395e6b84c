"""Backups: one package with the database and what lies beside it, hashed, verified by reading it back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.kernel.errors import Refusal
from app.paths import DATABASE, SCREEN
from app.store.database_file import check_database, copy_database, flush_folder, set_aside, sha256
from app.store.places import refuse_full_disk
from app.store.session import Store

FORMAT = "safety-ledger-backup"
SUFFIX = ".ajbak"
FILES = "files"
BEFORE = ".before-"
NEWEST_KEPT, DAYS_KEPT, MONTHS_KEPT = 12, 14, 24
NEWEST_AT_LEAST = 3
SHARE = 4
"""Backups together take a quarter of what they and the free disk are, before older ones make room."""
PACKED = frozenset(
    (
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".pdf",
        ".zip",
        ".rar",
        ".7z",
        ".docx",
        ".xlsx",
        ".pptx",
        ".mp4",
        ".mp3",
    )
)
"""Files that are compressed already are put into the package as they are."""
PAPERS = (
    "SELECT count(*), sum(voided) FROM issued_papers",
    "SELECT count(*), max(id) FROM service_receipts",
    "SELECT count(*), max(id), sum(active) FROM office_templates",
)
"""What changes with official papers and stands in no operation: voids, receipts, the office's own wordings."""
REASONS = {"start": "启动", "close": "关闭", "import": "导入前", "migrate": "升级前", "manual": "手工"}


@dataclass(frozen=True)
class Package:
    """A backup as found in the folder; ``good`` after a full check of its hashes and its database."""

    path: Path
    at: datetime
    reason: str
    size: int
    good: bool | None = None
    counts: tuple[tuple[str, int], ...] = ()


def folder_of(store_folder: Path) -> Path:
    """Where the rotating backups of a store lie."""
    return store_folder / "backups"


def backup(store: Store, reason: str, progress: Callable[[str], None] = lambda _text: None) -> Path | None:
    """A rotating backup; None where nothing changed since the newest one. Raises Refusal when the disk is full."""
    folder = folder_of(store.path.parent)
    folder.mkdir(parents=True, exist_ok=True)
    newest = next(iter(packages(folder)), None)
    stamp = _stamp(store.path, store.path.parent / FILES)
    if newest is not None and _manifest(newest.path).get("stamp") == stamp:
        return None
    now = store.clock.now()
    path = _free(folder, f"{now:%Y%m%d-%H%M%S}-{reason}")
    rotate(folder, now, _size(store.path, store.path.parent / FILES))
    write_package(store.path, path, now, reason, progress)
    rotate(folder, now)
    return path


def _free(folder: Path, stem: str) -> Path:
    """A name nothing has yet: two changes within one second get a backup each."""
    path, times = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        times += 1
        path = folder / f"{stem}_{times}{SUFFIX}"
    return path


def clear_leftovers(folder: Path) -> None:
    """What a killed backup or restore left behind; only to be called by who holds the store's lock."""
    for place in (folder, folder_of(folder)):
        for room in (*place.glob(".backup-*"), *place.glob(".restore-*")):
            shutil.rmtree(room, ignore_errors=True)
        for part in place.glob(f"*{SUFFIX}.part"):
            part.unlink(missing_ok=True)


def write_package(
    database: Path,
    out: Path,
    now: datetime,
    reason: str,
    progress: Callable[[str], None] = lambda _text: None,
) -> None:
    """Copy, check, hash, pack; the package appears under its name only when it is whole and was read back."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = database.parent / FILES
    refuse_full_disk(out.parent, database.stat().st_size + _size(database, beside))
    part = out.with_name(out.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as room:
            copy = Path(room) / DATABASE
            progress("正在复制数据")
            copy_database(database, copy)
            progress("正在检查副本")
            counts = check_database(copy)
            manifest = _describe(copy, beside, now, reason, counts)
            progress("正在打包")
            _pack(part, copy, beside, manifest)
        progress("正在核对")
        verify_package(part)
        part.replace(out)
        flush_folder(out.parent)
    finally:
        part.unlink(missing_ok=True)


def _beside(files: Path) -> list[Path]:
    """The files that belong to records; what a killed program was still writing is none."""
    if not files.exists():
        return []
    return sorted(one for one in files.rglob("*") if one.is_file() and one.suffix != ".part")


def _size(database: Path, files: Path) -> int:
    """What a package will take at most, in bytes."""
    return database.stat().st_size + sum(one.stat().st_size for one in _beside(files))


def _stamp(path: Path, files: Path) -> str:
    """Changes with every write to the database, and with every file that comes, goes or is mended."""
    with closing(sqlite3.connect(path)) as database:
        try:
            newest = database.execute("SELECT max(id), count(undone_by) FROM operations").fetchone()
            settings = database.execute("SELECT name, value FROM settings ORDER BY name").fetchall()
            words = database.execute(
                "SELECT dictionary, word, position, retired FROM dictionary_entries"
            ).fetchall()
            frozen = database.execute("SELECT count(*) FROM dispatch_submissions").fetchone()
            adjusted = database.execute("SELECT count(*), max(id) FROM dispatch_adjustments").fetchone()
            papers = [database.execute(query).fetchone() for query in PAPERS]
        except sqlite3.OperationalError:
            return ""
    beside = [(one.name, one.stat().st_size) for one in _beside(files)]
    told = json.dumps([newest, settings, words, frozen, adjusted, papers, beside], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _describe(copy: Path, files: Path, now: datetime, reason: str, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": 1,
        "at": now.isoformat(timespec="seconds"),
        "reason": reason,
        "stamp": _stamp(copy, files),
        "database": {"sha256": sha256(copy), "size": copy.stat().st_size},
        "counts": counts,
        "screen": "",
        "files": {},
    }


def _pack(out: Path, copy: Path, files: Path, manifest: dict[str, Any]) -> None:
    """Each file is read once: hashed while it is packed. Photos are not compressed a second time."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.write(copy, DATABASE)
        screen = files.parent / SCREEN
        if screen.exists():
            manifest["screen"] = _packed(package, screen, SCREEN)
        for one in _beside(files):
            name = one.relative_to(files).as_posix()
            try:
                manifest["files"][name] = _packed(package, one, f"{FILES}/{name}")
            except FileNotFoundError:  # cleared away meanwhile: the copied database may still name it
                continue
        package.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    with out.open("rb+") as written:
        os.fsync(written.fileno())


def _packed(package: zipfile.ZipFile, one: Path, member: str) -> str:
    """Put a file into the package; its hash."""
    hashed = hashlib.sha256()
    with one.open("rb") as source:
        entry = zipfile.ZipInfo.from_file(one, member, strict_timestamps=False)
        entry.compress_type = zipfile.ZIP_STORED if one.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
        with package.open(entry, "w") as target:
            while piece := source.read(1 << 20):
                hashed.update(piece)
                target.write(piece)
    return hashed.hexdigest()


def _manifest(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as package:
            found = json.loads(package.read("manifest.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def packages(folder: Path) -> list[Package]:
    """Backups in a folder, newest first; not yet verified."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        manifest = _manifest(path)
        if manifest:
            at = datetime.fromisoformat(manifest["at"])
            counts = tuple(sorted(manifest["counts"].items()))
            found.append(Package(path, at, manifest["reason"], path.stat().st_size, counts=counts))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


@contextmanager
def _unpacked(path: Path, room: Path, *, files: bool) -> Iterator[tuple[dict[str, Any], Path]]:
    """The package laid out in a folder, every hash checked; without ``files`` these are only read through."""
    manifest = _manifest(path)
    if not manifest:
        raise Refusal(f"“{path.name}”不是安监台账的备份，或者已经损坏。")
    with tempfile.TemporaryDirectory(dir=room, prefix=".restore-") as name:
        place = Path(name)
        found: dict[str, str] = {}
        try:
            with zipfile.ZipFile(path) as package:
                for member in (DATABASE, *(f"{FILES}/{one}" for one in manifest["files"])):
                    target = (place / member).resolve()
                    if place.resolve() not in target.parents:
                        raise Refusal(f"“{path.name}”里有越出文件夹的路径，拒绝恢复。")
                    kept = target if files or member == DATABASE else None
                    found[member] = _laid_out(package, member, kept)
        except (zipfile.BadZipFile, KeyError, OSError, EOFError) as error:
            raise Refusal(f"备份“{path.name}”已损坏，读不出来：{error}") from error
        if found[DATABASE] != manifest["database"]["sha256"]:
            raise Refusal(f"备份“{path.name}”里的数据库与记录的校验值不符，已损坏。")
        screen = manifest.get("screen", "")
        if screen and hashlib.sha256(screen_in(path)).hexdigest() != screen:
            raise Refusal(f"备份“{path.name}”里的界面习惯与记录的校验值不符，已损坏。")
        for one, wanted in manifest["files"].items():
            if found[f"{FILES}/{one}"] != wanted:
                raise Refusal(f"备份“{path.name}”里的文件“{one}”与记录的校验值不符，已损坏。")
        yield manifest, place


def _laid_out(package: zipfile.ZipFile, member: str, target: Path | None) -> str:
    """The hash of a member, which is written to ``target`` where there is one."""
    hashed = hashlib.sha256()
    with ExitStack() as open_files:
        source = open_files.enter_context(package.open(member))
        copy = None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = open_files.enter_context(target.open("wb"))
        while piece := source.read(1 << 20):
            hashed.update(piece)
            if copy is not None:
                copy.write(piece)
    return hashed.hexdigest()


def verify_package(path: Path) -> dict[str, int]:
    """Unpack, check hashes, check the database; rows by table. Raises Refusal naming what is wrong."""
    with tempfile.TemporaryDirectory() as room, _unpacked(path, Path(room), files=False) as (manifest, place):
        counts = check_database(place / DATABASE)
        if counts != manifest["counts"]:
            raise Refusal(f"备份“{path.name}”里的记录数与记载不符，已损坏。")
        return counts


def newest_good(folder: Path) -> Package | None:
    """The newest backup that passes every check."""
    for package in packages(folder):
        try:
            counts = verify_package(package.path)
        except Refusal:
            continue
        return Package(
            package.path, package.at, package.reason, package.size, good=True, counts=tuple(counts.items())
        )
    return None


def restore(path: Path, folder: Path, now: datetime) -> Path:
    """Restore into ``folder``: to a new file first, verified; a store already there is kept aside under a new name.

    Returns the database. Raises Refusal for a damaged package; then nothing was changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    refuse_full_disk(folder, 2 * path.stat().st_size)
    with _unpacked(path, folder, files=True) as (_manifest_found, place):
        check_database(place / DATABASE)
        with (place / DATABASE).open("rb+") as copy:
            os.fsync(copy.fileno())
        database = folder / DATABASE
        set_aside(database, folder / FILES, f"{BEFORE}{now:%Y%m%d-%H%M%S}")
        if (place / FILES).exists():
            (place / FILES).rename(folder / FILES)
        (place / DATABASE).replace(database)
        flush_folder(folder)
        return database


def screen_in(path: Path) -> bytes:
    """What persons had arranged on their screens when the package was made; empty where it holds none."""
    try:
        with zipfile.ZipFile(path) as package:
            return package.read(SCREEN)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError):
        return b""


def file_in_backups(folder: Path, name: str, digest: str) -> bytes | None:
    """A file (``ab/<hash>.jpg``) out of the newest package that has it whole."""
    for one in packages(folder):
        try:
            with zipfile.ZipFile(one.path) as package:
                content = package.read(f"{FILES}/{name}")
        except (KeyError, zipfile.BadZipFile, OSError, EOFError):
            continue
        if hashlib.sha256(content).hexdigest() == digest:
            return content
    return None


def rotate(folder: Path, now: datetime, coming: int = 0) -> None:
    """Keep the newest, the last of each of some days, the last of each of some months.

    Where they together take more than their share of the disk, older ones go too, but never the newest few and
    those of the months. ``coming`` is what the next package will take.
    """
    found = packages(folder)
    kept = {one.path for one in found[:NEWEST_KEPT]}
    days: dict[str, Path] = {}
    months: dict[str, Path] = {}
    for one in found:
        if now - one.at <= timedelta(days=DAYS_KEPT):
            days.setdefault(f"{one.at:%Y%m%d}", one.path)
        months.setdefault(f"{one.at:%Y%m}", one.path)
    monthly = set(list(months.values())[:MONTHS_KEPT])
    kept |= {*days.values(), *monthly}
    standing = [one for one in found if one.path in kept]
    taken = sum(one.size for one in standing)
    share = (shutil.disk_usage(folder).free + taken) // SHARE
    for one in reversed(standing[NEWEST_AT_LEAST:]):
        if taken + coming <= share:
            break
        if one.path not in monthly:
            kept.discard(one.path)
            taken -= one.size
    for one in found:
        if one.path not in kept:
            one.path.unlink(missing_ok=True)
