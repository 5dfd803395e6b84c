"""print and papers as they are typed: a draft, an issue, the list, void, receipt, reprint; refusals take no number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from app.bootstrap import Workspace, close_workspace
from app.ledgers import browse
from app.printing.preview import page_count, page_text
from main import main

Say = Callable[..., Any]


@pytest.fixture
def say(office: Workspace, hazards: list[int], capsys: pytest.CaptureFixture[str]) -> Say:
    """Type a command on the office's data: what it told, read as JSON where ``--json`` was asked for."""
    feature = office.feature("hazards")
    numbers = [str(row["number"]) for row in browse.rows(office.store, feature, hazards).values()]
    close_workspace(office, with_backup=False)

    def typed(*words: object, code: int = 0) -> Any:
        filled = [str(word).format(*numbers) for word in words]
        try:
            ended = main(["--data", str(office.folder), *filled])
        except SystemExit as end:
            ended = int(str(end.code))
        told = capsys.readouterr()
        assert ended == code, told
        assert "程序内部出错" not in told.err
        if code:
            assert told.out == ""
            return told.err
        assert told.err == ""
        return json.loads(told.out) if "--json" in words else told.out

    return typed


ORDER = "rectification_order"


def test_a_draft_names_what_it_lacks(say: Say, tmp_path: Path) -> None:
    out = tmp_path / "草稿.pdf"
    told = say("print", "hazard_closure", "{0}", "--out", out, "--json")
    assert (told["issued"], told["number"], told["out"]) == (False, None, str(out))
    assert "还没有销号" in told["held_back"]
    assert page_count(out) >= 1
    assert "现在还不能签发" in say("print", "hazard_closure", "{0}", "--out", out)
    assert say("papers", "--json") == []
    assert "还没有签发过" in say("papers")


def test_issue_list_void_receipt_reprint(say: Say, tmp_path: Path) -> None:
    out, again, word = tmp_path / "指令书.pdf", tmp_path / "又.pdf", tmp_path / "指令书.docx"
    told = say("print", ORDER, "{0}", "--out", out, "--issue", "--day", "2023-06-15", "--json")
    number = told["number"]
    assert number == "（清泉）安监责改〔2023〕1号"
    assert (told["issued"], told["issued_on"], told["pages"]) == (True, "2023-06-15", page_count(out))
    assert "第1处配电箱未上锁" in page_text(out, 0)
    say("papers", "reprint", number, "--out", again)
    assert again.read_bytes() == out.read_bytes(), "the very same"
    say("papers", "reprint", number, "--out", word)
    assert "第1处配电箱未上锁" in "".join(line.text for line in docx.Document(str(word)).paragraphs)
    served = say("papers", "receipt", number, "--served", "2023-06-16", "--recipient", "李某", "--json")
    assert served["served_on"] == "2023-06-16"
    told = say("papers", "void", "1", "--reason", "单位名称写错", "--json")
    assert (told["number"], told["voided"], told["void_reason"]) == (number, True, "单位名称写错")
    second = say("print", ORDER, "{1}", "--out", out, "--issue", "--day", "2023-06-16", "--json")
    assert second["number"] == "（清泉）安监责改〔2023〕2号", "a void number is not given again"
    listed = say("papers")
    assert "已作废：单位名称写错" in listed
    assert "2023-06-16送达" in listed
    assert [one["number"] for one in say("papers", "--json")] == [number, second["number"]]


def test_word_draft(say: Say, tmp_path: Path) -> None:
    out = tmp_path / "草稿.docx"
    say("print", ORDER, "{0}", "--out", out)
    word = docx.Document(str(out))
    assert word.sections[0].header.paragraphs[0].text == "草　稿"


def test_values_asked_for_may_be_given(say: Say, tmp_path: Path) -> None:
    out = tmp_path / "送达.pdf"
    say("print", ORDER, "{0}", "--out", tmp_path / "x.pdf", "--issue")
    say("print", "service_receipt", "{0}", "--out", out, "--value", "备注=代收人为门卫")
    assert "代收人为门卫" in "".join(page_text(out, page) for page in range(page_count(out)))


REFUSED = (
    (("print", ORDER, "{0}", "--out", "{{room}}/x.txt"), "不认识的文件类型"),
    (("print", ORDER, "YH-1999-0001", "--out", "{{room}}/x.pdf", "--issue"), "没有找到编号"),
    (("print", ORDER, "{0}", "--out", "{{room}}/没有/x.pdf", "--issue"), "文件夹不存在"),
    (("print", ORDER, "{0}", "--out", "{{room}}/x.pdf", "--issue", "--variant", "x"), "没有“x”这种样式"),
    (
        ("print", ORDER, "{0}", "--out", "{{room}}/x.pdf", "--issue", "--value", "颜色=红"),
        "没有要填写的“颜色”",
    ),
    (("print", ORDER, "{0}", "--out", "{{room}}/x.pdf", "--issue", "--value", "颜色"), "名称=值"),
    (("print", ORDER, "{0}", "--out", "{{room}}/x.pdf", "--issue", "--day", "2023-06-31"), "不是有效日期"),
    (("print", ORDER, "{0}", "--out", "{{room}}/x.pdf", "--ledger", "rewards"), "没有这种文书"),
    (("print", "hazard_closure", "{0}", "--out", "{{room}}/x.pdf", "--issue"), "还没有销号"),
    (("print", "card", "{0}", "--out", "{{room}}/x.pdf", "--issue"), "不编文号"),
    (("print", "bulletin", "2023-06-30", "--out", "{{room}}/x.pdf"), "没有找到"),
    (("print", "letterhead", "{0}", "--out", "{{room}}/x.pdf"), "命令写得不对"),
    (("papers", "void", "（清泉）安监责改〔2023〕9号", "--reason", "错"), "没有签发过"),
    (("papers", "reprint", "7", "--out", "{{room}}/x.pdf"), "没有签发过"),
)


def test_refusals_take_no_number_and_leave_no_file(say: Say, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    for words, said in REFUSED:
        told = say(*(word.replace("{{room}}", str(room)) for word in words), code=2)
        assert said in told, (words, told)
    assert list(room.iterdir()) == []
    assert say("papers", "--json") == []
    assert say("print", ORDER, "{0}", "--out", room / "x.pdf", "--issue", "--json")["number"].endswith(
        "〕1号"
    )
