"""Photos are in every package, missing ones are named and taken back, and packages do not eat the disk."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app.bootstrap import Workspace, open_workspace
from app.kernel.clock import stopped_clock
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import attaching, edit
from app.masterdata import files
from app.masterdata.files import Kept
from app.overview import attached
from app.overview.verify import verify
from app.store import backup as packing
from tests.photos.snapping import photo


class Room(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


@pytest.fixture
def kept(office: Workspace) -> Kept:
    """A photo of a hazard."""
    found = files.take_in(office.store, photo(), "现场.jpg", photo=True)
    values: Record = {
        "enterprise_name": "济南甲某有限公司",
        "found_on": date(2023, 6, 20),
        "description": "疏散通道堵塞",
        "photos_before": (found.hash,),
    }
    edit.create(office.store, office.feature("hazards"), values)
    return found


def test_restored_with_its_photos(office: Workspace, kept: Kept, tmp_path: Path) -> None:
    path = packing.backup(office.store, "manual")
    assert path is not None
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo(f"files/{kept.hash[:2]}/{kept.hash}.jpg")
        assert (entry.compress_type, entry.file_size) == (zipfile.ZIP_STORED, kept.size)
    packing.restore(path, tmp_path / "另一台", datetime(2023, 7, 1))
    other = open_workspace(tmp_path / "另一台", stopped_clock(datetime(2023, 7, 1)))
    try:
        assert files.read(files.known(other.store, [kept.hash])[kept.hash]) == files.read(kept)
        assert all(finding.good for finding in verify(other.store))
    finally:
        other.store.close()
        other.lock.release()


def test_a_new_photo_alone_is_worth_a_backup(office: Workspace, kept: Kept) -> None:
    assert packing.backup(office.store, "close") is not None
    assert packing.backup(office.store, "close") is None
    files.take_in(office.store, photo(seed=5), "又一张.jpg", photo=True)
    assert packing.backup(office.store, "close") is not None


def test_a_changed_byte_in_a_package_is_found(office: Workspace, kept: Kept) -> None:
    path = packing.backup(office.store, "manual")
    assert path is not None
    content = bytearray(path.read_bytes())
    place = content.index(files.read(kept)[2000:2100])
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(Refusal, match="已损坏"):
        packing.verify_package(path)


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_verify_names_record_and_file_and_the_backup_gives_it_back(
    office: Workspace, kept: Kept, harm: str
) -> None:
    packing.backup(office.store, "manual")
    content = files.read(kept)
    if harm == "missing":
        kept.path.unlink()
    else:
        kept.path.write_bytes(content[:-1] + b"x")
    (wrong,) = [finding for finding in verify(office.store) if not finding.good]
    assert "隐患“YH-2023-0001”的整改前照片" in wrong.sentence
    assert "“现场.jpg”" in wrong.sentence
    assert wrong.file == kept.hash
    assert attached.repair(office.store) == (["现场.jpg"], [])
    assert files.read(kept) == content
    assert all(finding.good for finding in verify(office.store))


def test_what_no_backup_has_is_said(office: Workspace, kept: Kept) -> None:
    kept.path.unlink()
    taken, lost = attached.repair(office.store)
    assert (taken, lost) == ([], ["现场.jpg"])
    with pytest.raises(Refusal, match=r"现场\.jpg"):
        attached.require_repaired(lost)


def test_only_what_nobody_needs_is_swept(office: Workspace, kept: Kept) -> None:
    store, feature = office.store, office.feature("hazards")
    removed = files.take_in(store, photo(seed=2), "移除的.jpg", photo=True)
    attaching.add_files(store, feature, 1, "photos_after", [removed.hash])
    attaching.remove_files(store, feature, 1, "photos_after", [removed.hash])
    forgotten = files.take_in(store, photo(seed=3), "没用的.jpg", photo=True)
    assert attached.sweep(store) == (0, 0)  # added today: a form may still be open
    store.clock = stopped_clock(datetime(2023, 7, 10))
    assert attached.sweep(store) == (1, forgotten.size)
    assert (forgotten.path.exists(), removed.path.exists(), kept.path.exists()) == (False, True, True)
    store.clock = stopped_clock(datetime(2023, 12, 1))
    assert attached.sweep(store) == (1, removed.size)
    assert files.read(kept)
    assert all(finding.good for finding in verify(store))


def test_packages_make_room_but_the_newest_and_the_months_stay(
    office: Workspace, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = packing.folder_of(office.folder)
    path = packing.backup(office.store, "manual")
    assert path is not None
    for days in range(40):
        at = datetime(2023, 5, 25) + timedelta(days=days)
        packing.write_package(office.store.path, folder / f"{at:%Y%m%d}-000000-close.ajbak", at, "close")
    now = datetime(2023, 7, 4)
    size = path.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Room(0, 0, 6 * size))
    packing.rotate(folder, now, size)
    left = [one.path.name[:8] for one in packing.packages(folder)]
    assert left == ["20230703", "20230702", "20230701", "20230630", "20230531"]
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Room(0, 0, 1000 * size))
    packing.rotate(folder, now, size)
    assert len(packing.packages(folder)) == 5
