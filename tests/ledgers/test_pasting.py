"""A block from Excel goes where Excel would put it; what cannot be understood is told, the rest is written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import browse, edit
from app.ledgers.bulk import Bulk, Mode, apply, modes, preview
from app.ledgers.cells import clear_cells, set_cell
from app.ledgers.filling import fill_down, fill_right, fill_series
from app.ledgers.import_plan import Request
from app.ledgers.importing import plan_import
from app.ledgers.pasting import Pasting, Place, apply_paste, plan_paste, reach
from app.ledgers.undo import last_undoable, undo
from tests.ledgers.seeing import everything, found, only

COLUMNS = ("day", "amount", "naming", "matter")


def rewards(office: Workspace, count: int) -> list[int]:
    """So many rewards, the first of 1 June, each a day and a yuan on."""
    ids: list[int] = []
    for number in range(count):
        facts: Record = {"day": date(2023, 6, 1 + number), "amount": Decimal(1 + number), "naming": "实名"}
        ids += edit.create(office.store, office.feature("rewards"), facts).created["rewards"]
    return ids


def paste(
    office: Workspace, block: list[list[str]], ids: list[int], top: int = 0, left: int = 0, rows: int = 1,
    width: int = 1, columns: tuple[str, ...] = COLUMNS, ledger: str = "rewards",
) -> Pasting:  # fmt: skip
    """Put a block where the rectangle stands and write it."""
    feature = office.feature(ledger)
    place = Place(top, left, rows, width, ids[top:], columns)
    plan = plan_paste(office.store, feature, block, place)
    if plan.count:
        apply_paste(office.store, feature, plan)
    return plan


def shown(office: Workspace, name: str) -> list[object]:
    return [row[name] for row in found(office, "rewards")]


@pytest.mark.parametrize(
    ("block", "chosen", "covered"),
    [
        ((1, 1), (4, 3), (4, 3)),  # one value into many cells
        ((1, 3), (5, 1), (5, 3)),  # one row into many rows
        ((1, 3), (5, 3), (5, 3)),
        ((4, 1), (1, 3), (4, 3)),  # one column into many columns
        ((2, 2), (4, 6), (4, 6)),  # repeated where the rectangle is a multiple
        ((2, 2), (3, 4), (2, 2)),  # and as it is where it is none
        ((3, 2), (1, 1), (3, 2)),  # larger than the rectangle: beyond it
        ((3, 2), (2, 2), (3, 2)),
    ],
)
def test_how_far_a_block_reaches(
    block: tuple[int, int], chosen: tuple[int, int], covered: tuple[int, int]
) -> None:
    texts = [["x"] * block[1] for _ in range(block[0])]
    assert reach(texts, Place(0, 0, *chosen, [], ())) == covered


def test_one_value_into_many_cells_is_one_step(office: Workspace) -> None:
    ids = rewards(office, 4)
    before = everything(office)
    paste(office, [["匿名"]], ids, top=1, left=2, rows=3)
    assert shown(office, "naming") == ["实名", "匿名", "匿名", "匿名"]
    done = last_undoable(office.store)
    assert done is not None
    assert (done.kind, done.title) == ("paste", "粘贴 3 行 × 1 列")
    undo(office.store, office.catalogue, done.operation)
    assert everything(office) == before


def test_beyond_the_last_row_new_records_are_made(office: Workspace) -> None:
    ids = rewards(office, 2)
    plan = paste(office, [["5月1日", "1,000"], ["5.2", "0.2万"], ["", ""], ["2023年5月3日", "3"]], ids, top=1)
    assert (len(plan.changes), len(plan.new)) == (1, 2)
    assert shown(office, "amount") == [Decimal(1), Decimal(1000), Decimal(2000), Decimal(3)]
    assert shown(office, "day") == [date(2023, 6, 1), *(date(2023, 5, day) for day in (1, 2, 3))]


def test_days_in_words_mean_today_in_a_paste_and_nothing_in_a_file(office: Workspace, tmp_path: Path) -> None:
    today, ids = office.store.clock.today(), rewards(office, 4)
    plan = paste(office, [["昨天"], ["今天"], ["+3"], ["3天内"]], ids)
    days = [today - timedelta(1), today, today + timedelta(3), date(2023, 6, 4)]
    assert shown(office, "day") == days
    (left,) = plan.rejected
    assert left.sentence == "“3天内”要看是从哪天说起的，请写成 2023-06-30 的样式"
    path = tmp_path / "奖励.csv"
    path.write_text("日期,金额（元）,实名/匿名\n今天,1,实名\n+3,2,实名\n", encoding="utf-8")
    told = plan_import(office.store, office.feature("rewards"), Request(path)).as_json()
    said = [one["reason"] for one in told["refused"]]
    assert [one.split("要看")[0] for one in said] == ["“今天”", "“+3”"]


def test_line_breaks_stay_and_blanks_empty_a_cell(office: Workspace) -> None:
    ids = rewards(office, 2)
    paste(office, [["", "甲\n乙"], ["匿名", ""]], ids, left=2)
    assert (shown(office, "naming"), shown(office, "matter")) == ([None, "匿名"], ["甲\n乙", None])


def test_what_is_not_understood_stays_as_it_was_and_is_told(office: Workspace) -> None:
    ids = rewards(office, 2)
    plan = paste(office, [["六月卅五", "一百", "实名"], ["6月2日", "很多", "不知道"]], ids)
    assert [(one.row, one.label, one.text) for one in plan.rejected] == [
        (0, "日期", "六月卅五"),
        (1, "金额（元）", "很多"),
        (1, "实名/匿名", "不知道"),
    ]
    assert all(one.sentence for one in plan.rejected)
    assert [row["amount"] for row in found(office, "rewards")] == [Decimal(100), Decimal(2)]
    plan = plan_paste(office.store, office.feature("rewards"), [["很多"]], Place(0, 1, 1, 1, ids, COLUMNS))
    with pytest.raises(Refusal, match="没有可以写入的内容"):
        apply_paste(office.store, office.feature("rewards"), plan)


def test_made_and_computed_columns_are_not_written(office: Workspace) -> None:
    hazards = office.feature("hazards")
    edit.create(office.store, hazards, {"description": "堵塞"})
    columns = ("number", "status", "description")
    plan = paste(office, [["YH-9", "已销号", "漏电", "多"]], [1], columns=columns, ledger="hazards")
    assert [one.label for one in plan.rejected] == ["隐患编号", "状态", "表外"]
    hazard = only(office, "hazards")
    assert (hazard["number"], hazard["status"], hazard["description"]) == ("YH-2023-0001", "待整改", "漏电")


def test_headings_lead_to_their_columns(office: Workspace) -> None:
    block = [
        ["序号", "隐患编号", "存在问题", "整改资金（元）", "企业名称", "状态"],
        ["1", "YH-1", "通道堵塞", "5000", "济南甲某机械有限公司", "已销号"],
        ["2", "", "电线裸露", "", "乙某商店", ""],
    ]
    columns = office.feature("hazards").ledger.columns
    plan = paste(office, block, [], columns=columns, ledger="hazards")
    assert plan.headed
    assert plan.left_out == ("隐患编号", "状态")
    assert not plan.rejected
    assert [row["description"] for row in found(office, "hazards")] == ["通道堵塞", "电线裸露"]
    assert found(office, "hazards")[0]["fund"] == Decimal("0.5")
    assert [row["name"] for row in found(office, "enterprises")] == ["济南甲某机械有限公司", "乙某商店"]


def test_a_name_of_several_firms_is_noted(three: Workspace) -> None:
    edit.create(three.store, three.feature("hazards"), {"description": "堵塞"})
    paste(three, [["永辉超市"]], [1], columns=("enterprise_name",), ledger="hazards")
    assert "有多家相符" in only(three, "hazards")["incomplete_note"]


def test_two_hundred_rows_of_fifteen_columns_are_one_step(office: Workspace) -> None:
    hazards = office.feature("hazards")
    columns = [field.name for field in hazards.ledger.fields if field.kind in edit.TYPED][:15]
    words = {
        "found_on": "6月1日",
        "due_on": "6月30日",
        "level": "重大",
        "source": "部门检查",
        "fund": "1.2万",
    }
    block = []
    for number in range(200):
        row = [words.get(name, f"词{number % 9}" if hazards.ledger[name].kind.value in ("text", "paragraph") else "")
               for name in columns]  # fmt: skip
        row[columns.index("enterprise_name")] = f"济南{'甲乙丙丁'[number % 4]}某有限公司"
        block.append(row)
    plan = paste(office, block, [], columns=tuple(columns), ledger="hazards")
    assert len(found(office, "hazards")) == 200
    assert not plan.rejected
    done = last_undoable(office.store)
    assert done is not None
    assert done.title == "粘贴 200 行 × 15 列"


def test_too_much_at_once_is_refused(office: Workspace) -> None:
    with pytest.raises(Refusal, match="一次最多"):
        plan_paste(office.store, office.feature("rewards"), [["1"]], Place(0, 0, 60_000, 4, [], COLUMNS))


def test_fill_down_and_right(office: Workspace) -> None:
    ids = rewards(office, 3)
    fill_down(office.store, office.feature("rewards"), ids, ["day", "naming"])
    assert shown(office, "day") == [date(2023, 6, 1)] * 3
    set_cell(office.store, office.feature("rewards"), ids[0], "matter", {"matter": "甲"})
    fill_right(office.store, office.feature("rewards"), ids[:1], ["matter", "tip_off_number"])
    assert found(office, "rewards")[0]["tip_off_number"] == "甲"
    with pytest.raises(Refusal, match="没有可以照填的行"):
        fill_down(office.store, office.feature("rewards"), ids[:1], ["day"])


def test_filling_down_a_firm_chosen_among_two_of_one_name(office: Workspace) -> None:
    for _ in range(2):
        edit.create(office.store, office.feature("enterprises"), {"name": "济南甲某有限公司"})
    hazards = office.feature("hazards")
    facts: Record = {"enterprise_name": "济南甲某有限公司", "enterprise_id": 2, "description": "x"}
    edit.create(office.store, hazards, facts)
    edit.create(office.store, hazards, {"description": "y"})
    fill_down(office.store, hazards, [1, 2], ["enterprise_name"])
    assert [row["enterprise_id"] for row in found(office, "hazards")] == [2, 2]


def test_series_go_on(office: Workspace) -> None:
    ids = rewards(office, 4)
    feature = office.feature("rewards")
    set_cell(office.store, feature, ids[0], "tip_off_number", {"tip_off_number": "JB-09号"})
    set_cell(office.store, feature, ids[1], "day", {"day": date(2023, 6, 8)})
    set_cell(office.store, feature, ids[1], "amount", {"amount": Decimal("1.5")})
    fill_series(office.store, feature, ids, ["day", "amount", "tip_off_number"])
    assert shown(office, "day") == [date(2023, 6, day) for day in (1, 8, 15, 22)]
    assert shown(office, "amount") == [Decimal(1), Decimal("1.5"), Decimal(2), Decimal("2.5")]
    assert shown(office, "tip_off_number") == ["JB-09号", "JB-10号", "JB-11号", "JB-12号"]
    with pytest.raises(Refusal, match="接不成序列"):
        fill_series(office.store, feature, ids, ["naming"])


def test_clearing_cells(office: Workspace) -> None:
    ids = rewards(office, 2)
    clear_cells(office.store, office.feature("rewards"), [(ids, ["day", "amount"])])
    assert (shown(office, "day"), shown(office, "naming")) == ([None, None], ["实名", "实名"])
    with pytest.raises(Refusal, match="由程序编写"):
        clear_cells(office.store, office.feature("hazards"), [([1], ["number", "status"])])


def test_bulk_changes_are_seen_before_they_are_made(office: Workspace) -> None:
    ids = rewards(office, 7)
    feature = office.feature("rewards")
    set_cell(office.store, feature, ids[0], "matter", {"matter": "甲某处"})
    add = Bulk("matter", Mode.APPEND, words="（已核）")
    seen = preview(office.store, feature, ids, add)
    assert (seen.changed, seen.unchanged, seen.refused, len(seen.samples)) == (7, 0, 0, 5)
    assert (seen.samples[0].before, seen.samples[0].after) == ("甲某处", "甲某处（已核）")
    assert shown(office, "matter")[1] is None
    apply(office.store, feature, ids, add)
    apply(office.store, feature, ids, Bulk("matter", Mode.REPLACE, old="已核", words="待核"))
    assert set(shown(office, "matter")) == {"甲某处（待核）", "（待核）"}
    fill = Bulk("tip_off_number", Mode.FILL, "JB-1")
    set_cell(office.store, feature, ids[0], "tip_off_number", {"tip_off_number": "JB-0"})
    assert preview(office.store, feature, ids, fill).unchanged == 1
    apply(office.store, feature, ids, fill)
    assert shown(office, "tip_off_number") == ["JB-0", *["JB-1"] * 6]
    assert apply(office.store, feature, ids, fill).operation == 0
    apply(office.store, feature, ids, Bulk("tip_off_number", Mode.CLEAR))
    assert set(shown(office, "tip_off_number")) == {None}


def test_bulk_leaves_what_would_be_wrong(three: Workspace) -> None:
    enterprises = three.feature("enterprises")
    long = "长" * 32_760
    set_cell(three.store, enterprises, 1, "remark", {"remark": long})
    add = Bulk("remark", Mode.APPEND, words="再加上十个字看看")
    seen = preview(three.store, enterprises, [1, 2, 3], add)
    assert (seen.changed, seen.refused) == (2, 1)
    assert "超过" in seen.reasons[0].sentence
    change = apply(three.store, enterprises, [1, 2, 3], add)
    assert "1 家不合要求未改" in change.sentence
    assert only(three, "enterprises", id=1)["remark"] == long


def test_bulk_refuses_what_cannot_be_meant(office: Workspace) -> None:
    feature = office.feature("rewards")
    for bulk, said in (
        (Bulk("matter", Mode.SET), "要清空请选"),
        (Bulk("matter", Mode.APPEND), "要加上的内容"),
        (Bulk("matter", Mode.REPLACE), "要被替换的文字"),
        (Bulk("amount", Mode.APPEND, words="1"), "不能“在后面加上”"),
        (Bulk("incomplete", Mode.CLEAR), "由程序算出"),
    ):
        with pytest.raises(Refusal, match=said):
            preview(office.store, feature, [1], bulk)
    assert Mode.REPLACE not in modes(feature.ledger["amount"])


def test_a_firm_renamed_by_paste_is_renamed_in_its_records(three: Workspace) -> None:
    edit.create(three.store, three.feature("hazards"), {"enterprise_name": "济南甲某机械有限公司"})
    paste(three, [["济南新某机械有限公司"]], [1], columns=("name",), ledger="enterprises")
    assert only(three, "hazards")["enterprise_name"] == "济南新某机械有限公司"
    field = three.feature("enterprises").ledger["community"]
    paste(three, [["新来社区"]], [1], columns=("community",), ledger="enterprises")
    assert "新来社区" in browse.choices(three.store, field)


def test_at_once_is_no_empty_cell(office: Workspace) -> None:
    hazards = office.feature("hazards")
    days: Record = {"found_on": date(2023, 6, 1), "due_on": date(2023, 6, 9)}
    ids = list(edit.create(office.store, hazards, days).created["hazards"])
    plan = paste(office, [["立即整改"]], ids, columns=("due_on",), ledger="hazards")
    assert plan.rejected[0].sentence == "“立即整改”请写成日期；当场整改的，填发现的那一天"
    assert browse.rows(office.store, hazards, ids)[ids[0]]["due_on"] == date(2023, 6, 9)
