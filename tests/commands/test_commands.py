"""The commands as a clerk types them: what is done ends with 0, what is refused with 2 and a Chinese sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.bootstrap import close_workspace, open_workspace
from app.masterdata.settings import read_office

ROOT = Path(__file__).resolve().parents[2]
REPORT = {"read", "new", "changed", "same", "incomplete", "refused", "skipped"}


def run(data: Path | None, *words: object) -> subprocess.CompletedProcess[str]:
    where = ["--data", str(data)] if data is not None else []
    return subprocess.run(
        [sys.executable, "main.py", *where, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )


def done(data: Path | None, *words: object) -> str:
    answer = run(data, *words)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return answer.stdout


def refused(data: Path | None, *words: object) -> str:
    answer = run(data, *words)
    assert answer.returncode == 2, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    assert "程序内部出错" not in answer.stderr
    assert re.search("[\u4e00-\u9fff]", answer.stderr)
    assert answer.stdout == ""
    return answer.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one file of hazards in it, made by commands alone."""
    room = tmp_path_factory.mktemp("commands")
    (room / "隐患.csv").write_text(
        "企业,检查时间,存在问题,级别,怪名\n济南甲某有限公司,2023-06-01,堵塞,重大,清理\n"
        "济南乙某有限公司,2023-06-02,无门,一般,/\n济南乙某有限公司,2023-06-02,无门,一般,/\n"
        "济南乙某有限公司,2023-06-31,漏电,一般,更换\n",
        encoding="utf-8",
    )
    words = (
        "--office",
        "清泉街道办事处",
        "import",
        "hazards",
        room / "隐患.csv",
        "--set",
        "隐患来源=部门检查",
    )
    told = done(room / "d", *words, "--map", "怪名=整改措施", "--returned", room / "退回.xlsx", "--json")
    report = json.loads(told)
    assert set(report) == REPORT
    assert [report[name] for name in ("read", "new", "changed", "same", "incomplete")] == [4, 3, 0, 0, 1]
    (cell,), (row,) = report["refused"], report["skipped"]
    assert set(cell) == {"sheet", "row", "column", "value", "reason"}
    assert (cell["sheet"], cell["row"], cell["column"], cell["value"]) == (
        "隐患",
        5,
        "检查时间",
        "2023-06-31",
    )
    assert set(row) == {"sheet", "row", "reason"}
    assert (row["row"], "第3行" in row["reason"]) == (4, True)
    return room / "d"


def test_what_was_imported_is_exported(data: Path) -> None:
    room = data.parent
    with_words = ("--where", "隐患等级=重大", "--where", "发现日期>=2023.6.1")
    done(data, "export", "hazards", "--out", room / "x.json", *with_words)
    (hazard,) = json.loads((room / "x.json").read_text(encoding="utf-8"))
    assert (hazard["单位名称"], hazard["整改措施"], hazard["隐患来源"]) == (
        "济南甲某有限公司",
        "清理",
        "部门检查",
    )
    for ending, head in ((".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf"), (".pdf", b"%PDF")):
        assert "3" in done(data, "export", "hazards", "--out", room / f"x{ending}")
        assert (room / f"x{ending}").read_bytes().startswith(head)
    again = json.loads(done(data, "import", "hazards", room / "x.xlsx", "--dry-run", "--json"))
    assert (again["read"], again["same"], again["refused"]) == (3, 3, [])
    sheet: Any = openpyxl.load_workbook(room / "退回.xlsx").active
    assert sheet["B5"].fill.fgColor.rgb == "FFFFF200"


def test_template_comes_with_the_headings(data: Path) -> None:
    done(data, "template", "rewards", "--out", data.parent / "t.xlsx")
    sheet: Any = openpyxl.load_workbook(data.parent / "t.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "日期",
        "金额（元）",
        "实名/匿名",
        "查实事项",
        "举报编号",
        "备注",
    ]


def test_table_adjustment_and_submission(data: Path) -> None:
    room = data.parent
    table = ("--table", "licheng-2023")
    done(
        data,
        "adjust",
        *table,
        "--value",
        "C3",
        "--part",
        2,
        "--amount",
        "1.5",
        "--day",
        "2023-06-20",
        "--reason",
        "补",
    )
    done(data, "dispatch", *table, "--date", "2023-06-30", "--out", room / "d.json")
    assert "1.5" in (room / "d.json").read_text(encoding="utf-8")
    done(data, "dispatch", *table, "--date", "2023年6月30日", "--out", room / "d.pdf")
    done(data, "submit", *table, "--date", "2023-06-30", "--force", "试报")
    assert "已" in refused(data, "submit", *table, "--date", "2023-06-30")
    assert "早于行动第一日" in refused(data, "submit", *table, "--date", "2022-06-30"), "a year typed wrong"


def test_verify_backup_and_restore(data: Path) -> None:
    room = data.parent
    assert "数据库完好" in done(data, "verify")
    done(data, "backup", "--out", room / "b.ajbak")
    done(None, "restore", room / "b.ajbak", "--to", room / "other")
    again = open_workspace(room / "other")
    with again.store.read() as connection:
        assert read_office(connection).name == "清泉街道办事处"
    assert "已经在运行" in refused(room / "other", "verify"), "another program holds the store"
    assert "已经在运行" in refused(None, "restore", room / "b.ajbak", "--to", room / "other")
    close_workspace(again, with_backup=False)


def test_a_new_store_is_made_without_questions(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done(tmp_path / "空", "export", "rewards", "--out", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == []
    workspace = open_workspace(tmp_path / "空")
    with workspace.store.read() as connection:
        assert read_office(connection).name == "未命名"
    close_workspace(workspace, with_backup=False)


REFUSED = (
    (("import", "hazards", "没有.xlsx"), "找不到文件"),
    (("import", "hazards", "{room}"), "文件夹"),
    (("import", "rewards", "{room}/隐患.csv"), "没有找到举报奖励台账的表头"),
    (("import", "hazards", "{room}/隐患.csv", "--set", "颜色=红"), "没有“颜色”这个栏目"),
    (("import", "hazards", "{room}/隐患.csv", "--set", "隐患等级=中"), "不在可选范围内"),
    (("import", "hazards", "{room}/隐患.csv", "--set", "隐患等级"), "名称=值"),
    (("import", "hazards", "{room}/隐患.csv", "--map", "怪明=整改措施"), "没有名为“怪明”的表头"),
    (("import", "hazards", "{room}/隐患.csv", "--sheet", "表九"), "表九"),
    (("export", "hazards", "--out", "{room}/没有/x.xlsx"), "文件夹不存在"),
    (("export", "hazards", "--out", "{room}/x.doc"), "不认识的文件类型"),
    (("export", "hazards", "--out", "{room}/x.csv", "--where", "颜色=红"), "没有名为“颜色”的栏目"),
    (("export", "firms", "--out", "{room}/x.csv"), "命令写得不对"),
    (
        ("dispatch", "--table", "x-2023", "--date", "2023-06-30", "--out", "{room}/x.json"),
        "没有名为“x-2023”的调度表",
    ),
    (
        ("dispatch", "--table", "licheng-2023", "--date", "2023-06-31", "--out", "{room}/x.json"),
        "不是有效日期",
    ),
    (("dispatch", "--date", "2023-06-30", "--community", "没有", "--out", "{room}/x.json"), "没有名为“没有”"),
    (("dispatch", "--date", "2023-06-30", "--out", "{room}/x.doc"), "不认识的文件类型"),
    (("adjust", "--value", "Z9", "--amount", "1", "--day", "2023-06-30", "--reason", "补"), "Z9"),
    (("adjust", "--value", "C3", "--amount", "许多", "--day", "2023-06-30", "--reason", "补"), "许多"),
    (("restore", "{room}/隐患.csv", "--to", "{room}/r"), "不是安监台账的备份"),
    (("restore", "{room}/没有.ajbak", "--to", "{room}/r"), "没有找到备份文件"),
    (("backup", "--out", "{room}"), "这是一个文件夹"),
)


def test_every_refusal_is_a_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one process, for speed; those above show that a process of its own ends the same way."""
    from main import main

    before = sorted(path.name for path in data.parent.iterdir())
    for words, said in REFUSED:
        filled = [word.format(room=data.parent) for word in words]
        try:
            code = main(["--data", str(data), *filled])
        except SystemExit as end:
            code = int(str(end.code))
        told = capsys.readouterr()
        assert code == 2, (words, told)
        assert said in told.err, (words, told.err)
        assert "Traceback" not in told.err
        assert "程序内部出错" not in told.err, words
        assert told.out == "", words
    left = sorted(path.name for path in data.parent.iterdir() if path.name != "r")
    assert left == before, "a refused command leaves no file"
