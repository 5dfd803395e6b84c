"""Opening a store: made new where there is none, migrated where it is old, never silently replaced by an empty one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.paths import DATABASE
from app.store.backup import BEFORE, SUFFIX, clear_leftovers, folder_of, write_package
from app.store.base import Base
from app.store.database_file import flush_folder
from app.store.places import Lock, refuse_unsafe_place
from app.store.session import APPLICATION_ID, Store, connect

REVISION = "0006"
FORMAT = 6
PAGES_LOST = "内容不完整或被改动过，可能是断电、磁盘坏道或没有拷贝完"
MAGIC = b"SQLite format 3\x00"
CHECKED_AT_START = 64 * 1024 * 1024  # a larger file is checked by its backups and by verify


class Damaged(Refusal):
    """The store's file cannot be used; the rescue page offers the backups."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"数据文件损坏：{reason}")
        self.folder = folder
        self.reason = reason


def open_store(folder: Path, clock: Clock, who: str, catalogue: Catalogue) -> tuple[Store, Lock, bool]:
    """The store of a folder, its lock, and whether it was made just now.

    Raises Refusal for an unsafe place, a second start or a newer file; Damaged for a broken one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    refuse_unsafe_place(folder)
    lock = Lock(folder)
    try:
        clear_leftovers(folder)
        path = folder / DATABASE
        new = not path.exists()
        if new:
            _refuse_if_lost(folder)
            _make(path)
        else:
            _check(path, clock)
        return connect(path, clock, who, catalogue), lock, new
    except BaseException:
        lock.release()
        raise


def _refuse_if_lost(folder: Path) -> None:
    backups = folder_of(folder)
    if backups.exists() and any(backups.glob(f"*{SUFFIX}")):
        raise Damaged(folder, "数据库文件不见了，但备份还在。可能被误删或被杀毒软件隔离。")
    if any(folder.glob(f"{DATABASE}{BEFORE}*")):
        raise Damaged(folder, "数据库文件不见了，恢复备份时可能中断了。原来的数据还在文件夹里。")


def _make(path: Path) -> None:
    """Built under another name and renamed when whole: a kill leaves no half-made store."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{draft}")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    engine.dispose()
    draft.rename(path)
    flush_folder(path.parent)


def _check(path: Path, clock: Clock) -> None:
    folder = path.parent
    with path.open("rb") as file:
        head = file.read(16)
    if head != MAGIC:
        raise Damaged(folder, "文件开头不是数据库" if head else "文件是空的")
    try:
        with closing(sqlite3.connect(path)) as database:
            mark = database.execute("PRAGMA application_id").fetchone()[0]
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if path.stat().st_size <= CHECKED_AT_START:
                found: Any = database.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise Damaged(folder, f"{PAGES_LOST}（{found}）")
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise Damaged(folder, f"{PAGES_LOST}（{error}）") from error
    if mark != APPLICATION_ID:
        raise Refusal(f"“{path}”不是安监台账的数据文件，请换一个文件夹。")
    if version > FORMAT:
        raise Refusal("这份数据由更新版本的安监台账写成，请安装新版本后再打开。数据没有改动。")
    if revision is None or revision[0] != REVISION:
        _migrate(path, clock)


def _migrate(path: Path, clock: Clock) -> None:
    """Backup, then migrate; a failure leaves the file as it was."""
    from app.store.migrating import migrate

    now = clock.now()
    write_package(path, folder_of(path.parent) / f"{now:%Y%m%d-%H%M%S}-migrate{SUFFIX}", now, "migrate")
    migrate(path)
