"""One program at a time, on a safe disk, on its own files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.clock import stopped_clock
from app.kernel.errors import Refusal
from app.paths import DATABASE
from app.store import places

CLOCK = stopped_clock(datetime(2023, 6, 30, 9, 30))


def test_a_second_start_is_refused(office: Workspace) -> None:
    with pytest.raises(Refusal, match="已经在运行"):
        open_workspace(office.folder, CLOCK)


def test_the_lock_is_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        close_workspace(open_workspace(tmp_path / "office", CLOCK), with_backup=False)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.commit()
    with pytest.raises(Refusal, match="不是安监台账的数据文件"):
        open_workspace(folder, CLOCK)


def test_a_newer_programs_store_is_left_alone(tmp_path: Path) -> None:
    close_workspace(open_workspace(tmp_path / "office", CLOCK), with_backup=False)
    with closing(sqlite3.connect(tmp_path / "office" / DATABASE)) as database:
        database.execute("PRAGMA user_version = 99")
        database.commit()
    with pytest.raises(Refusal, match="更新版本"):
        open_workspace(tmp_path / "office", CLOCK)


@pytest.mark.parametrize("name", ["OneDrive", "坚果云", "WPS云盘"])
def test_a_sync_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="同步盘"):
        open_workspace(tmp_path / name / "office", CLOCK)


def test_a_full_disk_is_said_before_anything_is_written(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr("app.store.places.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(Refusal, match="磁盘空间不足"):
        places.refuse_full_disk(office.folder, 10)


def test_the_connection_keeps_the_rules_of_the_house(office: Workspace) -> None:
    with office.store.read() as connection:
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "trusted_schema": 0,
        }
        for name, value in wanted.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value
