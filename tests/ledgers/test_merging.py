"""Two files of one firm become one, a firm gets a new name: nothing is lost, everything can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import browse, edit, history
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.ledgers.merging import merge_firms
from app.ledgers.undo import undo
from tests.ledgers.seeing import everything, found, only

NORTH, SOUTH, OTHER = "济南甲某机械有限公司", "济南乙某机械有限公司", "历城区丙某饭店"


def firm(office: Workspace, name: str, **values: Any) -> int:
    change = edit.create(office.store, office.feature("enterprises"), {"name": name, **values})
    return change.created["enterprises"][0]


@pytest.fixture
def two(office: Workspace) -> tuple[int, int]:
    """Two firms with records in every ledger that names a firm."""
    kept = firm(office, NORTH, community="清泉社区", phone="0531-1")
    gone = firm(office, SOUTH, address="某路1号", phone="0531-2")
    firm(office, OTHER)
    day = date(2023, 6, 1)
    for name in (NORTH, SOUTH):
        rows: dict[str, Record] = {
            "hazards": {"enterprise_name": name, "description": "通道堵塞", "found_on": day, "level": "重大"},
            "inspections": {"enterprise_name": name, "inspected_on": day, "kind": "抽查"},
            "enforcement": {"enterprise_name": name, "day": day, "kind": "约谈"},
        }
        for ledger, row in rows.items():
            edit.create(office.store, office.feature(ledger), row)
    number = only(office, "hazards", enterprise_name=SOUTH)["number"]
    edit.create(office.store, office.feature("supervision"), {"hazard_number": number, "rank": "区县"})
    for names in ((SOUTH, OTHER), (SOUTH, NORTH)):
        visit: Record = {"day": day, "target": "重点企业", "enterprise_names": names}
        edit.create(office.store, office.feature("assistance"), visit)
    return kept, gone


def test_everything_goes_over_and_comes_back(office: Workspace, two: tuple[int, int]) -> None:
    kept, gone = two
    before = everything(office)
    change = merge_firms(office.store, kept, gone)
    for ledger in ("hazards", "inspections", "enforcement"):
        assert {(row["enterprise_name"], row["enterprise_id"]) for row in found(office, ledger)} == {
            (NORTH, kept)
        }
    assert [row["enterprise_names"] for row in found(office, "assistance")] == [(NORTH, OTHER), (NORTH,)]
    assert only(office, "supervision")["enterprise_name"] == NORTH
    after = everything(office)
    assert {one[-1] for one in after["firm_links"]} == {kept, kept + 2}
    file = only(office, "enterprises", name=NORTH)
    assert (file["community"], file["phone"], file["address"]) == ("清泉社区", "0531-1", "某路1号")
    assert file["former_names"] == (SOUTH,)
    undo(office.store, office.catalogue, change.operation)
    assert everything(office) == before


def test_two_firms_of_the_same_name(office: Workspace) -> None:
    kept, gone = firm(office, NORTH), firm(office, NORTH, address="某路1号")
    visit: Record = {"day": date(2023, 6, 1), "target": "重点企业", "enterprise_names": (NORTH,)}
    edit.create(office.store, office.feature("assistance"), visit)
    assert "有多家相符" in str(only(office, "assistance")["incomplete_note"])
    merge_firms(office.store, kept, gone)
    assert only(office, "enterprises")["former_names"] == ()
    edit.update(office.store, office.feature("assistance"), 1, {"content": "指导"})
    assert everything(office)["firm_links"] == [("assistance", 1, 0, kept)]
    assert only(office, "assistance")["incomplete"] is False


def test_what_cannot_be_merged(office: Workspace, two: tuple[int, int]) -> None:
    kept, gone = two
    with pytest.raises(Refusal, match="两家不同的企业"):
        merge_firms(office.store, kept, kept)
    merge_firms(office.store, kept, gone)
    with pytest.raises(Refusal, match="已不在台账中"):
        merge_firms(office.store, kept, gone)


def test_a_new_name_is_carried_everywhere_and_the_old_one_finds_the_firm(
    office: Workspace, two: tuple[int, int], tmp_path: Path
) -> None:
    _, firm_id = two
    before = everything(office)
    new = "济南新乙某机械有限公司"
    change = edit.update(office.store, office.feature("enterprises"), firm_id, {"name": new})
    assert not [row for ledger in office.catalogue for row in found(office, ledger) if SOUTH in row.values()]
    assert [row["enterprise_names"] for row in found(office, "assistance")] == [(new, OTHER), (new, NORTH)]
    assert only(office, "supervision")["enterprise_name"] == new
    file = tmp_path / "隐患.csv"
    file.write_text(f"单位名称,发现日期,隐患描述\n{SOUTH},2023-06-01,通道堵塞\n", encoding="utf-8")
    plan = plan_import(office.store, office.feature("hazards"), Request(file))
    assert plan.count("same") == 1, "the file with the old name means the same hazard"
    found_by_old = browse.ids(office.store, office.feature("enterprises"), search="乙某机械")
    assert firm_id in found_by_old
    told = history.of_record(office.store, office.feature("hazards"), 2)
    assert told[0].sentence == f"把单位名称从“{SOUTH}”改为“{new}”"
    undo(office.store, office.catalogue, change.operation)
    assert everything(office) == before


def test_a_file_renames_a_firm_by_its_code(office: Workspace, tmp_path: Path) -> None:
    from app.masterdata.uscc import check_code

    code = next(
        c
        for c in (f"91370112MA3WM5B3H{end}" for end in "0123456789ABCDEFGHJKLMNPQRTUWXY")
        if not check_code(c)
    )
    firm(office, NORTH, code=code)
    edit.create(office.store, office.feature("hazards"), {"enterprise_name": NORTH, "description": "x"})
    before = everything(office)
    file = tmp_path / "企业.csv"
    file.write_text(f"单位名称,统一社会信用代码\n济南新某有限公司,{code}\n", encoding="utf-8")
    plan = plan_import(office.store, office.feature("enterprises"), Request(file))
    change = apply_plan(office.store, plan)
    assert only(office, "hazards")["enterprise_name"] == "济南新某有限公司"
    assert only(office, "enterprises")["former_names"] == (NORTH,)
    file.write_text(f"单位名称,统一社会信用代码\n{NORTH},{code}\n", encoding="utf-8")
    older = plan_import(office.store, office.feature("enterprises"), Request(file))
    assert older.count("same") == 1, "an older file does not take the new name away"
    undo(office.store, office.catalogue, change.operation)
    assert everything(office) == before


def test_a_firm_that_came_with_a_record_goes_with_it(office: Workspace) -> None:
    hazards = office.feature("hazards")
    record = edit.create(office.store, hazards, {"enterprise_name": NORTH, "description": "x"}).created[
        "hazards"
    ][0]
    before = everything(office)
    change = edit.update(office.store, hazards, record, {"enterprise_name": SOUTH})
    assert len(found(office, "enterprises")) == 2
    undo(office.store, office.catalogue, change.operation)
    assert everything(office) == before
