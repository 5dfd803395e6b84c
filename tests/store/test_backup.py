"""Backups hold everything, are verified, found damaged when they are, and bring the office back."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.clock import stopped_clock
from app.kernel.errors import Refusal
from app.ledgers import browse, edit
from app.overview.verify import verify
from app.paths import DATABASE, SCREEN
from app.store.backup import (
    SUFFIX,
    Package,
    backup,
    folder_of,
    newest_good,
    packages,
    restore,
    rotate,
    screen_in,
    verify_package,
    write_package,
)
from app.store.opening import Damaged

MOMENT = datetime(2023, 6, 30, 9, 30)


def test_a_backup_brings_the_office_back(sample: Workspace, tmp_path: Path) -> None:
    package = backup(sample.store, "manual")
    assert package is not None
    assert backup(sample.store, "close") is None, "nothing changed, nothing to keep"
    database = restore(package, tmp_path / "elsewhere", MOMENT)
    again = open_workspace(database.parent, stopped_clock(MOMENT))
    for name, feature in sample.catalogue.items():
        ids = browse.ids(sample.store, feature)
        assert browse.ids(again.store, again.feature(name)) == ids
        assert browse.rows(again.store, again.feature(name), ids) == browse.rows(sample.store, feature, ids)
    close_workspace(again, with_backup=False)


def test_a_flipped_byte_is_found(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / f"one{SUFFIX}"
    write_package(office.store.path, path, MOMENT, "manual")
    verify_package(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    flipped = bytearray(parts[DATABASE])
    flipped[len(flipped) // 2] ^= 0x10
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, bytes(flipped) if name == DATABASE else content)
    with pytest.raises(Refusal, match="校验值不符"):
        verify_package(path)
    with pytest.raises(Refusal):
        restore(path, tmp_path / "target", MOMENT)
    assert not (tmp_path / "target" / DATABASE).exists()


def test_what_is_no_backup_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / f"foreign{SUFFIX}"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(Refusal, match="不是安监台账的备份"):
        verify_package(path)


def test_restoring_over_a_store_keeps_the_old_one_aside(office: Workspace, tmp_path: Path) -> None:
    package = tmp_path / f"one{SUFFIX}"
    write_package(office.store.path, package, MOMENT, "manual")
    edit.create(office.store, office.feature("enterprises"), {"name": "济南某某有限公司"})
    office.store.close()
    restore(package, office.folder, MOMENT)
    assert len(list(office.folder.glob(f"{DATABASE}.before-*"))) == 1
    with closing(sqlite3.connect(office.folder / DATABASE)) as database:
        assert database.execute("SELECT count(*) FROM enterprises").fetchone()[0] == 0


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + bytes(4000)]
)
def test_a_damaged_file_is_never_replaced_by_an_empty_one(tmp_path: Path, content: bytes) -> None:
    first = open_workspace(tmp_path / "office", stopped_clock(MOMENT))
    edit.create(first.store, first.feature("enterprises"), {"name": "济南某某有限公司"})
    close_workspace(first)
    path = tmp_path / "office" / DATABASE
    path.write_bytes(content)
    with pytest.raises(Damaged, match="数据文件损坏"):
        open_workspace(tmp_path / "office", stopped_clock(MOMENT))
    assert path.read_bytes() == content
    good = newest_good(folder_of(tmp_path / "office"))
    assert good is not None
    assert dict(good.counts)["enterprises"] == 1


def test_a_lost_file_with_backups_is_no_new_office(tmp_path: Path) -> None:
    first = open_workspace(tmp_path / "office", stopped_clock(MOMENT))
    edit.create(first.store, first.feature("enterprises"), {"name": "济南某某有限公司"})
    close_workspace(first)
    (tmp_path / "office" / DATABASE).unlink()
    with pytest.raises(Damaged, match="备份还在"):
        open_workspace(tmp_path / "office", stopped_clock(MOMENT))


def test_a_damaged_page_is_found_at_the_start(tmp_path: Path) -> None:
    first = open_workspace(tmp_path / "office", stopped_clock(MOMENT))
    for _ in range(30):
        edit.create(
            first.store, first.feature("enterprises"), {"name": "济南某某有限公司", "remark": "字" * 500}
        )
    close_workspace(first, with_backup=False)
    path = first.store.path
    content = bytearray(path.read_bytes())
    for place in range(4096 * 2, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    with pytest.raises(Damaged):
        open_workspace(tmp_path / "office", stopped_clock(MOMENT))


def test_rotation_keeps_new_ones_days_and_months(office: Workspace) -> None:
    folder = folder_of(office.folder)
    day = datetime(2023, 1, 1, 8, 0)
    while day < datetime(2023, 6, 30):
        write_package(office.store.path, folder / f"{day:%Y%m%d-%H%M%S}-start{SUFFIX}", day, "start")
        day += timedelta(days=3)
    rotate(folder, MOMENT)
    kept: list[Package] = packages(folder)
    assert {f"{one.at:%m}" for one in kept} == {"01", "02", "03", "04", "05", "06"}
    assert 12 <= len(kept) <= 12 + 14 + 6
    assert kept[0].at == day - timedelta(days=3)


def test_verify_says_which_backup_is_bad(office: Workspace) -> None:
    edit.create(office.store, office.feature("enterprises"), {"name": "济南某某有限公司"})
    path = backup(office.store, "manual")
    assert path is not None
    assert all(finding.good for finding in verify(office.store))
    path.write_bytes(path.read_bytes()[:-200] + bytes(200))
    assert not packages(path.parent) or any(not finding.good for finding in verify(office.store))


def test_the_habits_of_the_screen_are_in_the_package(office: Workspace, tmp_path: Path) -> None:
    liked = office.folder / SCREEN
    liked.write_text('[General]\nhazards.widths="{\\"number\\": 200}"\n', encoding="utf-8")
    out = tmp_path / f"one{SUFFIX}"
    write_package(office.store.path, out, MOMENT, "manual")
    assert screen_in(out) == liked.read_bytes()
    verify_package(out)
    restore(out, tmp_path / "elsewhere", MOMENT)
    assert not (tmp_path / "elsewhere" / SCREEN).exists(), "taken over only where somebody asks for it"
    liked.unlink()
    without = tmp_path / f"two{SUFFIX}"
    write_package(office.store.path, without, MOMENT, "manual")
    assert screen_in(without) == b""
    verify_package(without)
