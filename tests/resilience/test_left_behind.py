"""What a program that was cut short leaves behind, made by hand: each state is met again at the next start."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit
from app.masterdata import dictionaries
from app.masterdata.settings import Office
from app.overview.verify import verify
from app.paths import DATABASE
from app.store.backup import SUFFIX, backup, folder_of, packages, restore, write_package
from app.store.opening import Damaged, open_store

MOMENT = datetime(2023, 6, 30, 9, 30)
CLOCK = stopped_clock(MOMENT)


def test_a_first_start_cut_short_is_finished_at_the_next(tmp_path: Path) -> None:
    """The store was made, its word lists were not."""
    store, lock, made = open_store(tmp_path, CLOCK, "", {})
    assert made
    store.close()
    lock.release()
    workspace = open_workspace(tmp_path, CLOCK)
    with workspace.store.read() as connection:
        assert "企业" in dictionaries.words(connection, "单位类别")
    assert workspace.new, "nobody has named the office yet"
    name_office(workspace, Office(name="清泉街道办事处"))
    close_workspace(workspace, with_backup=False)
    workspace = open_workspace(tmp_path, CLOCK)
    assert not workspace.new
    close_workspace(workspace, with_backup=False)


def test_a_restore_cut_short_is_no_new_office(office: Workspace) -> None:
    office.store.close()
    office.lock.release()
    path = office.folder / DATABASE
    path.rename(path.with_name(f"{DATABASE}.before-20230630-093000"))
    with pytest.raises(Damaged, match="原来的数据还在"):
        open_workspace(office.folder, CLOCK)
    shutil.copy2(path.with_name(f"{DATABASE}.before-20230630-093000"), path)


def test_rooms_of_a_killed_backup_are_cleared_away(office: Workspace) -> None:
    close_workspace(office, with_backup=False)
    backups = folder_of(office.folder)
    backups.mkdir(exist_ok=True)
    for place in (office.folder / ".restore-x", backups / ".backup-y"):
        place.mkdir()
        (place / DATABASE).write_bytes(b"half a copy")
    (backups / f"one{SUFFIX}.part").write_bytes(b"half a package")
    close_workspace(open_workspace(office.folder, CLOCK), with_backup=False)
    assert not [*office.folder.glob(".restore-*"), *backups.glob(".backup-*"), *backups.glob("*.part")]


def test_what_is_set_aside_opens_with_everything_in_its_log(tmp_path: Path) -> None:
    """A store whose program was killed has its newest records in the log beside it."""
    workspace = open_workspace(tmp_path / "office", CLOCK)
    package = tmp_path / f"empty{SUFFIX}"
    write_package(workspace.store.path, package, MOMENT, "manual")
    edit.create(workspace.store, workspace.feature("enterprises"), {"name": "济南甲某有限公司"})
    killed = tmp_path / "killed"
    killed.mkdir()
    for part in workspace.folder.glob(f"{DATABASE}*"):
        shutil.copy2(part, killed / part.name)
    close_workspace(workspace, with_backup=False)
    assert (killed / f"{DATABASE}-wal").stat().st_size > 0
    restore(package, killed, MOMENT)
    (aside,) = killed.glob(f"{DATABASE}.before-*")
    with closing(sqlite3.connect(aside)) as database:
        assert database.execute("SELECT name FROM enterprises").fetchall() == [("济南甲某有限公司",)]
    again = open_workspace(killed, CLOCK)
    assert browse.count(again.store, again.feature("enterprises")) == 0
    close_workspace(again, with_backup=False)


def test_two_changes_within_a_second_have_two_backups(office: Workspace) -> None:
    for name in ("济南甲某有限公司", "济南乙某有限公司"):
        edit.create(office.store, office.feature("enterprises"), {"name": name})
        assert backup(office.store, "import") is not None
    newest, older = packages(folder_of(office.folder))
    assert (dict(newest.counts)["enterprises"], dict(older.counts)["enterprises"]) == (2, 1)


def test_a_backup_that_is_no_package_any_more_is_named(office: Workspace) -> None:
    path = backup(office.store, "manual")
    assert path is not None
    path.write_bytes(path.read_bytes()[:1000])
    bad = [finding.sentence for finding in verify(office.store) if not finding.good]
    assert len(bad) == 1
    assert path.name in bad[0]
