"""Photos are a value like any other: saved, undone, told in the history, counted in files that leave."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Workspace
from app.cli import where
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import attaching, browse, edit, history, undo
from app.ledgers.exporting import export, template
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.masterdata import files
from app.overview.open_files import export_everything
from tests.photos.snapping import photo


@pytest.fixture
def taken(office: Workspace) -> tuple[str, str, str]:
    """Three photos on file."""
    one, two, three = (
        files.take_in(office.store, photo(seed=seed), f"{seed}.jpg", photo=True).hash for seed in (1, 2, 3)
    )
    return one, two, three


@pytest.fixture
def hazard(office: Workspace, taken: tuple[str, str, str]) -> int:
    """A hazard with one photo of what was wrong."""
    values: Record = {
        "enterprise_name": "济南甲某有限公司",
        "found_on": date(2023, 6, 20),
        "description": "疏散通道堵塞",
        "photos_before": taken[:1],
    }
    return edit.create(office.store, office.feature("hazards"), values).created["hazards"][0]


def _record(office: Workspace, number: int) -> Record:
    found = browse.record(office.store, office.feature("hazards"), number)
    assert found is not None
    return found


def test_added_removed_and_taken_back(office: Workspace, hazard: int, taken: tuple[str, str, str]) -> None:
    feature = office.feature("hazards")
    added = attaching.add_files(office.store, feature, hazard, "photos_after", taken[1:])
    assert added.sentence == "已添加整改后照片 2 张"
    gone = attaching.remove_files(office.store, feature, hazard, "photos_before", taken[:1])
    assert _record(office, hazard)["photos_before"] == ()
    undo.undo(office.store, office.catalogue, gone.operation)
    undo.undo(office.store, office.catalogue, added.operation)
    assert _record(office, hazard)["photos_before"] == taken[:1]
    assert _record(office, hazard)["photos_after"] == ()
    assert all(files.is_sound(one) for one in files.known(office.store, taken).values())


def test_a_second_time_changes_nothing(office: Workspace, hazard: int, taken: tuple[str, str, str]) -> None:
    before = len(undo.recent(office.store))
    change = attaching.add_files(office.store, office.feature("hazards"), hazard, "photos_before", taken[:1])
    assert change.sentence == "没有变化"
    assert _record(office, hazard)["photos_before"] == taken[:1]
    assert len(history.of_record(office.store, office.feature("hazards"), hazard)) == 1
    assert len(undo.recent(office.store)) >= before


def test_history_counts_and_names_no_hash(
    office: Workspace, hazard: int, taken: tuple[str, str, str]
) -> None:
    feature, store = office.feature("hazards"), office.store
    attaching.add_files(store, feature, hazard, "photos_after", taken[1:])
    edit.update(store, feature, hazard, {"photos_after": (taken[2], taken[1])})
    edit.update(store, feature, hazard, {"photos_after": (taken[2], taken[0])})
    edit.update(store, feature, hazard, {"photos_after": None})
    attaching.add_files(store, feature, hazard, attaching.ATTACHMENTS, taken[:1])
    told = [entry.sentence for entry in history.of_record(store, feature, hazard)]
    assert told == [
        "添加附件 1 个",
        "移除整改后照片 2 张",
        "更换整改后照片 1 张",
        "调整整改后照片的次序",
        "添加整改后照片 2 张",
        "新建了这条记录",
    ]


def test_every_ledger_has_attachments(office: Workspace, taken: tuple[str, str, str]) -> None:
    feature = office.feature("enterprises")
    firm = edit.create(office.store, feature, {"name": "济南甲某有限公司"}).created["enterprises"][0]
    change = attaching.add_files(office.store, feature, firm, "attachments", taken[:2])
    assert browse.record(office.store, feature, firm)["attachments"] == taken[:2]  # type: ignore[index]
    undo.undo(office.store, office.catalogue, change.operation)
    assert browse.record(office.store, feature, firm)["attachments"] == ()  # type: ignore[index]
    with pytest.raises(Refusal, match="没有可以放文件的栏目"):
        attaching.add_files(office.store, feature, firm, "remark", taken[:1])


def test_files_that_leave_count_photos_and_bring_none_back(
    office: Workspace, hazard: int, taken: tuple[str, str, str], tmp_path: Path
) -> None:
    feature = office.feature("hazards")
    attaching.add_files(office.store, feature, hazard, "photos_after", taken[1:])
    out = tmp_path / "出.xlsx"
    export(office.store, feature, out)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert heads.index("整改前照片") == heads.index("备注") + 1
    assert (row["整改前照片"], row["整改后照片"]) == ("1 张", "2 张")
    plan = plan_import(office.store, feature, Request(out))
    assert (plan.count("same"), plan.refused) == (1, [])
    assert plan.notes == (
        "“整改前照片”一列没有导入，照片请在记录里添加。",
        "“整改后照片”一列没有导入，照片请在记录里添加。",
    )
    sheet.cell(2, heads.index("隐患描述") + 1).value = "疏散通道堵塞，已清理"
    for name in ("整改前照片", "整改后照片"):
        sheet.cell(2, heads.index(name) + 1).value = None
    sheet.parent.save(out)  # type: ignore[union-attr]
    apply_plan(office.store, plan_import(office.store, feature, Request(out)))
    assert _record(office, hazard)["description"] == "疏散通道堵塞，已清理"
    assert _record(office, hazard)["photos_before"] == taken[:1]
    template(office.store, feature, tmp_path / "模板.xlsx")
    asked = openpyxl.load_workbook(tmp_path / "模板.xlsx").active
    assert asked is not None
    assert "整改前照片" not in [cell.value for cell in asked[1]]


def test_json_carries_the_hashes(
    office: Workspace, hazard: int, taken: tuple[str, str, str], tmp_path: Path
) -> None:
    export(office.store, office.feature("hazards"), tmp_path / "x.json")
    (row,) = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert row["整改前照片"] == list(taken[:1])
    assert row["整改后照片"] is None


def test_a_filter_asks_only_whether_there_are_any(office: Workspace, hazard: int) -> None:
    feature = office.feature("hazards")
    assert browse.count(office.store, feature, where(feature, ["整改前照片!="])) == 1
    assert browse.count(office.store, feature, where(feature, ["整改后照片!="])) == 0
    assert browse.count(office.store, feature, where(feature, ["整改后照片="])) == 1
    with pytest.raises(Refusal, match="只能查有没有"):
        where(feature, ["整改前照片=2"])


def test_everything_exported_brings_the_files(
    office: Workspace, hazard: int, taken: tuple[str, str, str], tmp_path: Path
) -> None:
    export_everything(office.store, office.catalogue, tmp_path / "全部")
    room = tmp_path / "全部" / "照片和附件"
    assert sorted(path.stem for path in room.glob("*.jpg")) == sorted(taken)
    assert "1.jpg" in (room / "清单.csv").read_text(encoding="utf-8-sig")
