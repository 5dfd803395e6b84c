"""A database as a file: copied, checked, hashed, put aside without a moment in which there is none."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from app.kernel.errors import Refusal

INDEX_NAME, FRONT_PAGES = "_pairs", "front_pages"


def is_record_table(name: str) -> bool:
    """Does a table hold what the office wrote? SQLite's own, the search index and the front pages do not."""
    made = name.startswith("sqlite_") or name == FRONT_PAGES
    return not made and not re.search(rf"{INDEX_NAME}(_[a-z]+)?$", name)


def copy_database(source: Path, target: Path) -> None:
    """SQLite's own backup, in one step: in several it may never end beside a writer."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=-1)
        new.execute("PRAGMA journal_mode=DELETE")


def check_database(path: Path) -> dict[str, int]:
    """Rows by table of a sound database. Raises Refusal naming what is wrong with it."""
    try:
        with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA integrity_check(5)").fetchall()
            if found != [("ok",)]:
                raise Refusal(f"数据库内部不一致：{found[0][0]}")
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise Refusal(f"数据库里有 {len(orphans)} 条记录指向不存在的记录。")
            tables = [
                row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return {
                name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in sorted(tables)
                if is_record_table(name)
            }
    except sqlite3.DatabaseError as error:
        raise Refusal(f"数据库打不开：{error}") from error


def sha256(path: Path) -> str:
    """The hash of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """The new name itself must reach the disk (POSIX)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside(database: Path, beside: Path, suffix: str) -> None:
    """Keep what lies there under another name, its log beside it, so that it opens again as it was.

    The file keeps its own name too until the new one replaces it: there is no moment without a database.
    """
    aside = database.with_name(database.name + suffix)
    if beside.exists():
        beside.rename(beside.with_name(beside.name + suffix))
    if not database.exists():
        return
    _fold_log(database)
    for tail in ("-wal", "-shm"):
        log = database.with_name(database.name + tail)
        if log.exists():
            shutil.copy2(log, aside.with_name(aside.name + tail))
    try:
        os.link(database, aside)
    except OSError:  # a disk that knows no second name for a file
        shutil.copy2(database, aside)
    for tail in ("-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)


def _fold_log(database: Path) -> None:
    """The log of a sound database goes into its file; a damaged one is kept as it is."""
    try:
        with closing(sqlite3.connect(database)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error:
        return
