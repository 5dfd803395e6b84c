"""What leaves the office: workbooks that come back the same, JSON as the contract has it, paper with every row."""

from __future__ import annotations

import json
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.bootstrap import CATALOGUE, Workspace, close_workspace, open_workspace
from app.exchange.write import write_table_csv
from app.kernel.clock import stopped_clock
from app.kernel.display import show, to_json
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import equals
from app.kernel.pinyin import order_key
from app.ledgers import browse, edit
from app.ledgers.exporting import export, template
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.masterdata.enterprises.resolve import fold_name
from tests.ledgers.making import values_for
from tests.ledgers.seeing import found

MOMENT = datetime(2023, 6, 30, 9, 30)
FEATURES = list(CATALOGUE.values())
every = pytest.mark.parametrize("feature", FEATURES, ids=[one.name for one in FEATURES])


def typed(feature: Feature) -> list[Field]:
    """The fields that a file can bring."""
    return [field for field in feature.ledger.fields if field.typed]


def _rows(feature: Feature) -> st.SearchStrategy[list[Record]]:
    """Rows with a key of their own, some cells empty, for one ledger."""
    key = feature.ledger.identity[-1] if feature.name != "enterprises" else "name"
    cells = {}
    for field in typed(feature):
        some: st.SearchStrategy[Value] = values_for(field)
        cells[field.name] = some if field.name in feature.ledger.identity else st.one_of(st.none(), some)
    for name in (feature.ledger.key, "code"):  # numbers and codes must not repeat: that is tried elsewhere
        if name in cells:
            cells[name] = st.none()
    rows = st.lists(
        st.fixed_dictionaries(cells), min_size=1, max_size=6, unique_by=lambda row: fold_name(str(row[key]))
    )
    return rows.map(lambda found: [dict(row) for row in found])


def _exported(workspace: Workspace, feature: Feature, out: Path) -> list[dict[str, Any]]:
    export(workspace.store, feature, out)
    rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    return rows


def _filled(folder: Path, workspace: Workspace, feature: Feature, rows: list[Record], ending: str) -> Path:
    """The ledger's own template with the rows written in by hand, or a text file with its headings."""
    path = folder / f"填好{ending}"
    fields = typed(feature)
    if ending == ".csv":
        cells = [[show(row[field.name]) for field in fields] for row in rows]
        write_table_csv(path, [field.label for field in fields], cells, exact=True)
        return path
    template(workspace.store, feature, path)
    book = openpyxl.load_workbook(path)
    sheet = book[feature.ledger.title]
    for place, row in enumerate(rows, start=2):
        for column, field in enumerate(fields, start=1):
            value = row[field.name]
            cell = sheet.cell(place, column)
            cell.value = show(value) if isinstance(value, tuple | bool) else value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    return path


@every
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_template_filled_imported_exported_is_the_same(feature: Feature, ending: str) -> None:
    @settings(
        max_examples=2,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_rows(feature))
    def same(rows: list[Record]) -> None:
        with tempfile.TemporaryDirectory() as room:
            workspace = open_workspace(Path(room) / "office", stopped_clock(MOMENT))
            try:
                path = _filled(Path(room), workspace, feature, rows, ending)
                plan = plan_import(workspace.store, feature, Request(path))
                assert (plan.refused, plan.skipped, plan.count("new")) == ([], [], len(rows))
                apply_plan(workspace.store, plan)
                told = _exported(workspace, feature, Path(room) / "x.json")
            finally:
                close_workspace(workspace, with_backup=False)
        fields = [
            field for field in typed(feature) if field.kind is not Kind.MADE and field.name != "treatment"
        ]
        wanted = [{field.label: to_json(field, row[field.name]) for field in fields} for row in rows]
        came = [{field.label: row[field.label] for field in fields} for row in told]
        assert sorted(came, key=repr) == sorted(wanted, key=repr)

    same()


@every
def test_a_workbook_comes_back_as_the_same(sample: Workspace, feature: Feature, tmp_path: Path) -> None:
    """Exported, imported again: nothing changes in any ledger of the sample office."""
    out = tmp_path / "出.xlsx"
    count = export(sample.store, feature, out)
    plan = plan_import(sample.store, feature, Request(out))
    assert plan.refused == []
    assert plan.skipped == []
    assert (plan.read, plan.count("same")) == (count, count)


def test_json_as_the_contract_has_it(office: Workspace, tmp_path: Path) -> None:
    edit.create(
        office.store, office.feature("enterprises"), {"name": "济南甲某有限公司", "community": "清泉社区"}
    )
    values: Record = {
        "enterprise_name": "济南甲某有限公司",
        "found_on": date(2023, 6, 30),
        "description": "=1+1",
        "fund": Decimal("1.20"),
        "category": ("火灾", "触电"),
    }
    edit.create(office.store, office.feature("hazards"), values)
    (row,) = _exported(office, office.feature("hazards"), tmp_path / "x.json")
    labels = [field.label for field in office.feature("hazards").ledger.fields]
    assert list(row) == [*labels, "状态", "所属社区", "待完善", "作废"]
    filled = {name: value for name, value in row.items() if value is not None}
    assert filled == {
        "隐患编号": "YH-2023-0001",
        "单位名称": "济南甲某有限公司",
        "发现日期": "2023-06-30",
        "隐患描述": "=1+1",
        "整改资金（万元）": "1.2",
        "隐患类别": ["火灾", "触电"],
        "状态": "待整改",
        "所属社区": "清泉社区",
        "待完善": True,
        "作废": False,
    }
    edit.create(office.store, office.feature("activities"), {"attendance": 12, "kind": "专题学习"})
    (row,) = _exported(office, office.feature("activities"), tmp_path / "y.json")
    assert (row["参加人数"], row["主体"]) == (12, None)


def test_a_formula_stays_a_text(office: Workspace, tmp_path: Path) -> None:
    for text in ("=1+1", "@SUM(A1)", "+1", "-1"):
        edit.create(office.store, office.feature("rewards"), {"matter": text})
    rewards = office.feature("rewards")
    export(office.store, rewards, tmp_path / "x.xlsx")
    sheet: Any = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    texts = {str(cell.value): cell.data_type for cell in cells}
    assert {text: texts[text] for text in ("=1+1", "@SUM(A1)")} == {"=1+1": "s", "@SUM(A1)": "s"}
    export(office.store, rewards, tmp_path / "x.csv")
    text = (tmp_path / "x.csv").read_bytes().decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'@SUM(A1)" in text


def test_no_text_is_cut(office: Workspace, tmp_path: Path) -> None:
    edit.create(office.store, office.feature("hazards"), {"description": "长" * 32_768})
    with pytest.raises(Refusal, match=r"隐患描述.*超过 Excel 单元格的上限"):
        export(office.store, office.feature("hazards"), tmp_path / "x.xlsx")
    assert list(tmp_path.glob("x.*")) == []
    export(office.store, office.feature("hazards"), tmp_path / "x.json")
    assert "长" * 32_768 in (tmp_path / "x.json").read_text(encoding="utf-8")


def test_paper_has_every_row(sample: Workspace, tmp_path: Path) -> None:
    hazards = sample.feature("hazards")
    rule = equals("level", "重大")
    count = export(sample.store, hazards, tmp_path / "x.pdf", rule)
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    pages = [document[number].get_textpage() for number in range(len(document))]
    text = "".join("".join(page.get_text_range().split()) for page in pages)
    for page in pages:
        page.close()
    document.close()
    numbers = [row["number"] for row in found(sample, "hazards") if row["level"] == "重大"]
    assert count == len(numbers) > 20
    assert [number for number in numbers if number not in text] == []
    assert f"共{count}条" in text
    assert "隐患等级是重大" in text


def test_only_what_was_asked_for(sample: Workspace, tmp_path: Path) -> None:
    firms = sample.feature("enterprises")
    count = export(
        sample.store, firms, tmp_path / "x.csv", equals("risk", "重大"), "公司", ("-name",), ("name", "risk")
    )
    lines = (tmp_path / "x.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0] == "单位名称,风险等级"
    assert len(lines) == count + 1
    names = [line.split(",")[0] for line in lines[1:]]
    assert names == sorted(names, key=order_key, reverse=True)
    assert count == browse.count(sample.store, firms, equals("risk", "重大"), "公司")
    with pytest.raises(Refusal, match="不认识的文件类型"):
        export(sample.store, firms, tmp_path / "x.doc")
