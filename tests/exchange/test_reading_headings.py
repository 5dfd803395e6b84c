"""Tables as they arrive: titles, merged headings, totals, notes at the foot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.exchange.headings import Layout, data_rows, find_layout, find_layouts
from app.exchange.read import Range, Sheet
from app.kernel.fields import Field, Kind
from app.kernel.ledger import named

HAZARDS = named(
    {
        "number": Field("", "隐患编号", Kind.MADE, aliases=("编号",)),
        "firm": Field(
            "", "单位名称", Kind.ENTERPRISE, aliases=("隐患单位", "企业名称", "单位", "整改责任单位")
        ),
        "source": Field("", "隐患来源", Kind.ONE, aliases=("来源",)),
        "found_on": Field("", "发现日期", Kind.DAY, aliases=("排查日期", "检查时间", "日期")),
        "description": Field("", "隐患描述", Kind.PARAGRAPH, aliases=("存在问题", "隐患内容")),
        "level": Field("", "隐患等级", Kind.ONE, aliases=("隐患级别",)),
        "kinds": Field("", "隐患类别", Kind.SEVERAL, aliases=("隐患类型",)),
        "owner": Field("", "整改责任人", Kind.TEXT, aliases=("责任人",)),
        "measures": Field("", "整改措施", Kind.PARAGRAPH, aliases=("整改措施与要求",)),
        "fund": Field("", "整改资金（万元）", Kind.MONEY, unit="万元", aliases=("资金",)),
        "due_on": Field("", "整改期限", Kind.DAY, aliases=("整改时限",)),
        "verdict": Field("", "复查结论", Kind.ONE, aliases=("复查结果",)),
        "checked_on": Field("", "复查日期", Kind.DAY, aliases=("复查时间",)),
        "checker": Field("", "复查人", Kind.TEXT),
        "principal": Field("", "主要负责人签字", Kind.TEXT),
        "remark": Field("", "备注", Kind.PARAGRAPH),
        "status": Field("", "状态", Kind.ONE, computed=True),
    }
)
INSPECTIONS = named(
    {
        "firm": Field("", "单位名称", Kind.ENTERPRISE, aliases=("单位",)),
        "day": Field("", "检查日期", Kind.DAY, aliases=("检查时间",)),
        "people": Field("", "检查人员", Kind.SEVERAL),
        "unled": Field("", "企业主要负责人未带队检查", Kind.YES_NO, aliases=("未带队检查",)),
        "unlicensed": Field(
            "", "电焊等特种作业岗位人员无证上岗作业", Kind.YES_NO, aliases=("特种作业无证上岗",)
        ),
        "formality": Field("", "安全教育培训走过场", Kind.YES_NO, aliases=("教育培训走过场",)),
        "department": Field("", "检查部门", Kind.TEXT),
        "remark": Field("", "备注", Kind.PARAGRAPH),
    }
)
X = None


def sheet(*rows: list[Any], merged: tuple[Range, ...] = (), name: str = "表") -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name, [[*row, *[X] * (width - len(row))] for row in rows], merged)


def fields(layout: Layout) -> list[str | None]:
    return [column.field for column in layout.columns]


STATISTICS = sheet(
    ["重大事故隐患专项排查整治隐患排查治理统计表"],
    ["序号", "填报单位：某街道安监办", X, X, X, "填报时间： 2023年 7 月 31 日"],
    [X, "隐患单位", "存在问题", "排查日期", "整改措施与要求", X, "资金\n（万元）", "复查结果"],
    [1, "济南甲有限公司", "通道堵塞", "6月6日", "清理", X, "1.2万", "已整改"],
    [2, "乙", "灭火器过期", date(2023, 6, 7), "更换", X, 3, X],
    [3],
    ["说明：", "隐患级别：填一般或重大事故隐患。"],
    [X, "资金以万元计。"],
    merged=((0, 0, 0, 7), (1, 0, 2, 0), (1, 1, 1, 4), (1, 5, 1, 7), (2, 4, 2, 5), (3, 4, 3, 5), (4, 4, 4, 5)),
)


def test_who_and_when_may_stand_within_the_headings() -> None:
    layout = find_layout(STATISTICS, HAZARDS)
    assert (layout.heading_rows, layout.first_data_row, layout.last_data_row) == ((2, 3), 4, 5)
    assert (layout.title, layout.unit_line) == ("重大事故隐患专项排查整治隐患排查治理统计表", "某街道安监办")
    assert (layout.reported_on, layout.year) == (date(2023, 7, 31), 2023)
    assert fields(layout) == [None, "firm", "description", "found_on", "measures", "fund", "verdict"]
    assert layout.columns[0].how == "serial"
    assert layout.mapped["fund"].unit == "万元"
    assert layout.mapped["fund"].index == 6
    assert [(note.row, note.why) for note in layout.notes] == [
        (6, "只有序号"),
        (7, "表尾的说明"),
        (8, "表尾的说明"),
    ]
    assert list(data_rows(layout, STATISTICS))[1] == (
        5, {"firm": "乙", "description": "灭火器过期", "found_on": date(2023, 6, 7), "measures": "更换", "fund": 3},
    )  # fmt: skip


def test_findings_under_a_merged_heading() -> None:
    table = sheet(
        ["抽查检查情况登记表"],
        ["序号", "单位", "检查时间", "抽查发现问题（打√）", X, X, "检查部门"],
        [X, X, X, "未带队检查", "特种作业无证上岗", "教育培训走过场"],
        [1, "甲", date(2023, 6, 9), "√", X, "是", "消防所"],
        merged=((0, 0, 0, 6), (1, 3, 1, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 6, 2, 6)),
    )
    layout = find_layout(table, INSPECTIONS)
    assert layout.heading_rows == (2, 3)
    assert fields(layout) == [None, "firm", "day", "unled", "unlicensed", "formality", "department"]
    assert layout.columns[3].heading == "抽查发现问题（打√）/未带队检查"
    assert list(data_rows(layout, table)) == [
        (4, {"firm": "甲", "day": date(2023, 6, 9), "unled": "√", "formality": "是", "department": "消防所"})
    ]
    flat = replace(table, merged=())
    assert fields(find_layout(flat, INSPECTIONS)) == fields(layout)


def test_upper_and_lower_words_are_read_together() -> None:
    table = sheet(
        ["单位名称", "隐患描述", "检查", "复查", X, "复查结果"],
        [X, X, "日期", "日期", "人", X],
        ["甲", "乙", "2023-06-01", "2023-06-05", "王", "合格"],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 3, 0, 4), (0, 5, 1, 5)),
    )
    layout = find_layout(table, HAZARDS)
    assert fields(layout) == ["firm", "description", "found_on", "checked_on", "checker", "verdict"]


@pytest.mark.parametrize(
    ("heading", "field", "how"),
    [
        ("单 位 名 称", "firm", "exact"), ("*单位名称（必填）", "firm", "exact"), ("单位\n名称", "firm", "exact"), ("隐患单位", "firm", "alias"),
        ("整改资金(万元)", "fund", "exact"), ("整改资金", "fund", "exact"), ("隐患描述（不少于10字）", "description", "exact"),
        ("隐患存在问题", None, ""), ("隐患的描述", "description", "similar"), ("整改责任人员", None, ""), ("整改责任人电话", None, ""),
        ("firm", "firm", "exact"), ("状态", None, ""), ("无关", None, ""), ("1.单位名称", "firm", "similar"),
    ],
)  # fmt: skip
def test_headings_as_they_are_written(heading: str, field: str | None, how: str) -> None:
    layout = find_layout(sheet(["隐患等级", "备注", heading], ["一般", "x", "y"]), HAZARDS)
    assert (layout.columns[2].field, layout.columns[2].how) == (field, how)


def test_a_field_is_held_by_one_column_and_the_loser_stays_visible() -> None:
    layout = find_layout(sheet(["隐患单位", "单位名称", "备注", "备注"], ["a", "b", "c", "d"]), HAZARDS)
    assert [(column.field, column.how) for column in layout.columns] == [
        (None, "taken"), ("firm", "exact"), ("remark", "exact"), (None, "taken"),
    ]  # fmt: skip
    assert [column.index for column in layout.unmapped] == [0, 3]


def test_the_clerks_word_goes_before_everything() -> None:
    table = sheet(["单位名称", "情形", "备注", "来源"], ["甲", "乙", "丙", "自查"])
    layout = find_layout(
        table, HAZARDS, extra={"情形": "隐患描述", "备注": ""}, remembered={"来源": "level", "情形": "owner"}
    )
    assert [(column.field, column.how) for column in layout.columns] == [
        ("firm", "exact"), ("description", "given"), (None, "given"), ("level", "remembered"),
    ]  # fmt: skip
    assert layout.fingerprint == find_layout(table, HAZARDS).fingerprint


def test_rows_that_are_no_records() -> None:
    head: list[Any] = ["序号", "单位名称", "隐患描述", "备注"]
    table = sheet(
        ["台账（2023年）"],
        head,
        ["1", "2", "3", "4"],
        ["示例", "某公司", "灭火器过期"],
        ["一、危险化学品", X, X, X],
        [1, "甲", "子", "同上"],
        [],
        [2, "乙", "〃", "注塑车间"],
        ["小计", "2家"],
        head,
        [3, "丙", "寅"],
        [4],
        ["合计", 3],
        ["填表人：张某", X, "审核人：李某"],
        ["又一行"],
        merged=((4, 0, 4, 3),),
    )
    layout = find_layout(table, HAZARDS)
    assert layout.year == 2023
    assert list(data_rows(layout, table)) == [
        (6, {"firm": "甲", "description": "子"}),
        (8, {"firm": "乙", "description": "子", "remark": "注塑车间"}),
        (11, {"firm": "丙", "description": "寅"}),
    ]
    assert [(note.row, note.why) for note in layout.notes] == [
        (3, "栏号"), (4, "填写示例"), (5, "整行合并的文字"), (9, "合计行"), (10, "重复的表头"), (12, "只有序号"), (13, "合计行"),
        (14, "表尾的说明"), (15, "表尾的说明"),
    ]  # fmt: skip


def test_a_cell_merged_downwards_holds_for_each_row_but_money_is_not_counted_twice() -> None:
    table = sheet(
        ["单位名称", "隐患描述", "整改资金（万元）"],
        ["甲", "一", 3],
        [X, "二", X],
        ["乙", "三", 1],
        merged=((1, 0, 2, 0), (1, 2, 2, 2)),
    )
    rows = dict(data_rows(find_layout(table, HAZARDS), table))
    assert rows == {
        2: {"firm": "甲", "description": "一", "fund": 3}, 3: {"firm": "甲", "description": "二"}, 4: {"firm": "乙", "description": "三", "fund": 1},
    }  # fmt: skip


def test_a_running_number_under_编号_is_no_number_of_the_record() -> None:
    rows = [[str(number), "甲", "乙"] for number in range(1, 6)]
    assert fields(find_layout(sheet(["编号", "单位名称", "备注"], *rows), HAZARDS)) == [
        None,
        "firm",
        "remark",
    ]
    given = [[f"YH2023-{number:03d}", "甲", "乙"] for number in range(1, 6)]
    assert fields(find_layout(sheet(["编号", "单位名称", "备注"], *given), HAZARDS)) == [
        "number",
        "firm",
        "remark",
    ]


def test_sheets_without_a_table_are_passed_over_with_a_reason() -> None:
    form = sheet(
        ["进展情况调度表"],
        ["检查情况", 1, "安全教育培训走过场（家）", 4, 2, "企业主要负责人\n未带队检查（家）", 3],
        [X, 3, "检查部门", 4, 4, "备注", 3],
        merged=((0, 0, 0, 6), (1, 0, 2, 0)),
    )
    found = find_layouts(
        [
            Sheet("Sheet2", []),
            form,
            replace(STATISTICS, name="藏", hidden=True),
            STATISTICS,
            sheet(["a", "b"], ["c", "d"]),
        ],
        HAZARDS,
    )
    assert [layout.sheet for layout in found.layouts] == ["表"]
    assert [reason for _, reason in found.skipped] == [
        "空的工作表", "没有找到与本台账相符的表头", "隐藏的工作表", "没有找到与本台账相符的表头",
    ]  # fmt: skip
    assert find_layout(form, INSPECTIONS).why
    assert list(data_rows(find_layout(form, INSPECTIONS), form)) == []


@pytest.mark.parametrize(
    ("lines", "day", "year"),
    [
        (["填报时间：2023.6.30"], date(2023, 6, 30), 2023),
        (["2023年5月31日部署，填报日期：2023年 6月 30日"], date(2023, 6, 30), 2023),
        (["截至2023年6月30日"], date(2023, 6, 30), 2023),
        (["历城区2023行动台账"], None, 2023),
        (["2022年至2023年台账"], None, None),
        (["台账"], None, None),
    ],
)
def test_the_day_and_the_year_of_the_report(lines: list[str], day: date | None, year: int | None) -> None:
    layout = find_layout(sheet(lines, ["单位名称", "隐患描述"], ["甲", "乙"]), HAZARDS)
    assert (layout.reported_on, layout.year) == (day, year)


def test_the_year_may_be_in_the_sheets_name() -> None:
    assert find_layout(sheet(["单位名称", "隐患描述"], ["甲", "乙"], name="2023年6月"), HAZARDS).year == 2023


def test_any_grid_is_looked_at_without_a_fault() -> None:
    odd: list[list[Any]] = [
        [X],
        [date(2023, 1, 1), "单位名称", "x" * 5000],
        ["", True, -1.5],
        ["单位名称", "备注", "备注"],
    ]
    for rows in (odd, odd[::-1], [[X, X]] * 3, [["单位名称", "备注"]]):
        table = sheet(*rows, merged=((0, 0, 900, 900), (2, 2, 1, 1)))
        assert list(data_rows(find_layout(table, HAZARDS), table)) is not None
