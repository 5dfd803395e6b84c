"""Templates: what an office may write in them, and the sentences it gets where it went wrong."""

from __future__ import annotations

import pytest

from app.kernel.documents import Family, Part
from app.kernel.errors import Refusal
from app.kernel.templates import Template, Wanted, fill, missing, read_template, unknown

WANTED = {
    "单位名称": Wanted("单位名称", needed=True),
    "问题": Wanted("问题", needed=True),
    "联系人": Wanted("联系人", room=6),
    "说明": Wanted("说明", blank="/"),
}
TEXT = """// 备注：这一行不印
【标题】限期整改意见书
【主送】{单位名称}：
经查，你单位存在下列问题：
【逐条】{*问题}
【如有】说明
说明：{说明}
【完】
【如无】说明
没有说明。
【完】
联系人：{联系人}
【表】20 60 20 60*1
|#序号 | 内容 <3> |
*问题| 　 | {问题} <2> | {单位名称} |
12| 说明 | {说明} <3> |
| ^ | 再说⏎一遍 <3> |
【表完】
"""


def template(text: str = TEXT) -> Template:
    return read_template(text, Family.CASE, "限期整改意见书", WANTED)


def test_values_come_where_their_names_stand() -> None:
    document = fill(template(), {"单位名称": "历山木业", "问题": ("甲", "乙"), "联系人": "", "说明": ""})
    parts = {block.part: block for block in document.blocks if block.part is not Part.PARAGRAPH}
    assert parts[Part.ADDRESSEE].text == "历山木业："
    assert parts[Part.ITEMS].text == "甲\n乙"
    texts = [block.text for block in document.blocks if block.part is Part.PARAGRAPH]
    assert "没有说明。" in texts
    assert not any(text.startswith("说明：") for text in texts)
    blank = next(block for block in document.blocks if block.text.startswith("联系人")).lines[0][-1]
    assert (blank.text, blank.blank) == ("", 6)


def test_a_table_repeats_its_row_and_joins_cells() -> None:
    document = fill(template(), {"单位名称": "历山木业", "问题": ("甲", "乙"), "联系人": "", "说明": ""})
    table = next(block.table for block in document.blocks if block.part is Part.TABLE)
    assert table is not None
    assert list(table.widths) == [20, 60, 20, 60]
    assert table.heading_rows == 1
    assert len(table.heights) == 5
    placed = {(cell.row, cell.column): cell for cell in table.cells}
    assert [placed[row, 1].text for row in (1, 2)] == ["甲", "乙"]
    assert placed[3, 0].row_span == 2
    assert placed[3, 1].text == "/"
    assert placed[4, 1].text == "再说\n一遍"
    assert placed[0, 1].column_span == 3
    assert placed[0, 0].bold


def test_what_is_missing_or_unknown_is_named() -> None:
    assert missing(template(), {"单位名称": "", "问题": (), "联系人": "", "说明": ""}) == ("单位名称", "问题")
    assert unknown(template(), {"单位名称": "甲"}) == ("联系人", "说明", "问题")
    with pytest.raises(Refusal, match="没有数据：联系人、说明、问题"):
        fill(template(), {"单位名称": "甲"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("【题目】甲", "第 1 行：不认识【题目】"),
        ("甲{乙", "第 1 行：花括号没有成对"),
        ("甲{乙}", "没有声明的栏目：乙"),
        ("正文\n【如有】说明\n{说明}", "缺少【完】"),
        ("【完】", "前面没有【如有】"),
        ("【表】20 20\n甲 乙\n【表完】", "第 2 行：表格里的一行"),
        ("【表】20 20\n| 甲 | 乙 |", "缺少【表完】"),
        ("正文\n【图】图表", "第 2 行：【图】后面只写一个栏目"),
        ("【图】", "第 1 行：【图】后面只写一个栏目"),
    ],
)
def test_a_template_that_is_not_well_made_is_told_where(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        template(text)


def test_a_row_with_too_few_cells_is_told() -> None:
    wrong = template("【表】20 20 20\n| 甲 | 乙 |\n【表完】")
    with pytest.raises(Refusal, match="占了 2 列，表格有 3 列"):
        fill(wrong, {})


def test_a_value_is_never_read_as_markup() -> None:
    document = fill(
        template(), {"单位名称": "{说明}【标题】", "问题": ("甲|乙",), "联系人": "", "说明": "⏎<3>"}
    )
    assert document.blocks[1].text == "{说明}【标题】："
