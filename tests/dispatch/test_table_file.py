"""The table file: the one there is, and what is said of a faulty one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from app.bootstrap import CATALOGUE
from app.dispatch import definition
from app.dispatch.compute import compute
from app.dispatch.definition import Choices
from app.dispatch.paper import grid_of
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.indicators import Span, Table
from app.ledgers import edit
from app.masterdata.settings import Office
from app.store.session import Store

SOURCE = definition.FOLDER / definition.DEFAULT / "table.toml"
JULY = date(2023, 7, 31)


def test_thirty_four_indicators_are_forty_values(table: Table) -> None:
    assert [len(section.indicators) for section in table.sections] == [6, 10, 10, 8]
    assert len(list(table.measures())) == 40
    pairs = [code for code, one in table.indicators.items() if len(one.measures) == 2]
    assert pairs == ["C3", "C8", "D1", "D2", "D3", "D5"]
    spans = {code: measure.span for code, _, measure in table.measures()}
    assert {code for code, span in spans.items() if span is not Span.CUM} == {"D6", "D7"}


def test_the_labels_are_the_annex_to_the_letter(table: Table) -> None:
    assert table.indicators["B8"].label == "未按规定开展应急演练、\n员工不熟悉逃生出口（家）"
    assert table.indicators["D1"].label == (
        "党政主要负责同志分别组织专题学习安全生产十五条措施和“八抓20条”创新措施（次）"
    )
    assert table.title == ("历城区重大事故隐患专项排查整治", "2023行动进展情况调度表")
    assert [section.title for section in table.sections] == [
        "总体\n情况", "对企业\n自查自改进行抽查检查情况", "部门\n精准\n严格\n执法\n情况", "党委\n政府\n组织\n领导\n情况",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"level = 重大", "source = 企业自查"]', '"grade = 重大"]', "没有名为“grade”的栏目"),
        ('"level = 重大", "source = 企业自查"]', '"level = 特大"]', "“隐患等级”没有“特大”这个选项"),
        ('"level = 重大", "source = 企业自查"]', '"level 重大"]', "条件“level 重大”看不懂"),
        ('ledger = "hazards"', 'ledger = "dangers"', "没有名为“dangers”的台账"),
        ('day = "found_on"', 'day = "place"', "“place”不是日期栏目"),
        ('kind = "cum"', 'kind = "sum"', "“kind”写的是“sum”"),
        ('count = "records"', 'count = "all"', "“count”写的是“all”"),
        ('count = "sum people"', 'count = "sum cause"', "“事由”不能按“人”相加"),
        ('count = "items areas"', 'count = "items department"', "不是可填多个的栏目"),
        ('count = "distinct hazard_id"', 'count = "distinct"', "后面应当写栏目名"),
        ('formats = ["{0}，{1}", "{0}次，{1}万元"]', 'formats = ["{0}"]', "应当有且只有{0}、{1}"),
        ("rank = {government_ranks}", "rank = {ranks}", "词表“ranks”没有"),
        ('"A2 <= A1"', '"A2 < A1"', "勾稽关系“A2 < A1”看不懂"),
        ('"A2 <= A1"', '"A2 <= A9"', "A9 第1个数在表中没有"),
        ('code = "A2"', 'code = "A1"', "编码“A1”用了不止一次"),
        ('id = "licheng-2023"', 'id = "other"', "与所在文件夹"),
        ("last_day = 2023-12-31", "last_day = 2023-01-31", "最后一日早于第一日"),
        ("row_height_mm = 12.5", "row_height_mm = 0", "应当是大于0的数"),
        ('severity = "red"', 'severity = "blue"', "只能是 red 或 amber"),
        ("shown = []", 'shown = ["seal"]', "没有给出写法"),
        ('title = ["历城区', 'title = ["历城区"', "读不懂"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = SOURCE.read_text("utf-8")
    assert old in text
    folder = tmp_path / definition.DEFAULT
    folder.mkdir()
    faulty = text.replace(old, new, 1)
    (folder / "table.toml").write_text(faulty, "utf-8")
    with pytest.raises(Refusal, match=re.escape(told)) as caught:
        definition.load(CATALOGUE, folder=tmp_path)
    line = re.search(r"第(\d+)行", str(caught.value))
    assert line
    changed = next(
        number
        for number, pair in enumerate(zip(text.splitlines(), faulty.splitlines(), strict=True), 1)
        if pair[0] != pair[1]
    )
    assert int(line[1]) == changed, f"{caught.value} ({changed})"


def test_a_table_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal, match="licheng-2023"):
        definition.load(CATALOGUE, "other")
    with pytest.raises(Refusal):
        definition.load(CATALOGUE, "../dispatch/licheng-2023")


def test_the_usual_table_comes_first_whatever_the_others_are_called(tmp_path: Path) -> None:
    text = SOURCE.read_text("utf-8")
    for name in ("another-2022", definition.DEFAULT, "zinc-2024"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "table.toml").write_text(text if name != "zinc-2024" else "id =", "utf-8")
    found = definition.available(tmp_path)
    assert list(found) == [definition.DEFAULT, "another-2022", "zinc-2024"]
    assert found[definition.DEFAULT] == "历城区重大事故隐患专项排查整治2023行动进展情况调度表"
    assert found["zinc-2024"] == "zinc-2024"
    assert next(iter(definition.available())) == definition.DEFAULT


def test_a_new_table_is_a_folder(tmp_path: Path, store: Store) -> None:
    """The worked example of docs/adding-a-dispatch-table.md."""
    guide = (SOURCE.parents[3] / "docs" / "adding-a-dispatch-table.md").read_text("utf-8")
    example = guide.split("```toml\n")[1].split("```")[0]
    (tmp_path / "dust-2024").mkdir()
    (tmp_path / "dust-2024" / "table.toml").write_text(example, "utf-8")
    table = definition.load(CATALOGUE, "dust-2024", folder=tmp_path)
    assert definition.available(tmp_path) == {"dust-2024": table.name}
    facts: Record = {
        "enterprise_name": "济南甲公司",
        "found_on": date(2024, 3, 5),
        "category": ("火灾", "其他爆炸"),
    }
    edit.create(store, CATALOGUE["hazards"], facts)
    with store.read() as connection:
        figures = compute(connection, CATALOGUE, table, date(2024, 3, 31))
    assert figures.printed["A1"] == (1,)
    assert len(grid_of(figures, Office()).row_heights_mm) == 2


def test_what_an_office_sets_is_kept(store: Store) -> None:
    choices = Choices(
        first_day=date(2023, 5, 1),
        formats={"D1": "{0}，{1}"},
        lists={"government_ranks": ("区县", "街道", "部门")},
        lines=("office", "reporter"),
    )
    definition.set_choices(store, CATALOGUE, definition.DEFAULT, choices)
    edit.create(
        store,
        CATALOGUE["hazards"],
        {"number": "YH-1", "level": "重大", "source": "企业自查", "found_on": date(2023, 5, 2)},
    )
    edit.create(
        store,
        CATALOGUE["supervision"],
        {"hazard_number": "YH-1", "rank": "部门", "listed_on": date(2023, 6, 2)},
    )
    with store.read() as connection:
        assert definition.read_choices(connection, definition.DEFAULT) == choices
        table = definition.read_table(connection, CATALOGUE)
        figures = compute(connection, CATALOGUE, table, JULY)
    assert (figures.value("A1"), figures.value("A5"), figures.cell("D1")) == (1, 1, "0，0")
    grid = grid_of(figures, Office(name="全福街道办事处", reporter="龚挈珎"))
    assert (grid.left_line, grid.foot_left) == ("填报单位：全福街道办事处", "填表人：龚挈珎")


def test_choices_that_make_no_sense_are_refused(store: Store) -> None:
    for choices in (
        Choices(formats={"D1": "{0}"}),
        Choices(lists={"government_ranks": ("乡",)}),
        Choices(first_day=date(2024, 1, 1)),
    ):
        with pytest.raises(Refusal):
            definition.set_choices(store, CATALOGUE, definition.DEFAULT, choices)


def test_whatever_is_wrong_in_a_file_is_refused(tmp_path: Path, store: Store) -> None:
    """Any value of the file put in the place of another kind: a Refusal, or a table that works."""
    random = Random(34)
    lines = SOURCE.read_text("utf-8").splitlines()
    places = [at for at, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    values = (
        "1",
        '"x"',
        '"{x}"',
        '"{0"',
        "[]",
        "true",
        "[1]",
        '["x"]',
        "{}",
        "2023-05-31T00:00:00",
        "nan",
        '""',
    )
    folder = tmp_path / definition.DEFAULT
    folder.mkdir()
    refused = 0
    with store.read() as connection:
        for at in random.sample(places, 60):
            changed = f"{lines[at].split(' = ')[0]} = {random.choice(values)}"
            (folder / "table.toml").write_text("\n".join([*lines[:at], changed, *lines[at + 1 :]]), "utf-8")
            try:
                table = definition.load(CATALOGUE, folder=tmp_path)
            except Refusal:
                refused += 1
                continue
            grid_of(compute(connection, CATALOGUE, table, JULY), Office())
    assert 30 <= refused < 60
