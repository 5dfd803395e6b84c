"""A firm with records is not deleted; a listing that came before its hazard finds it; two characters may name a firm."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.arguments import command_help, parse
from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import browse, edit
from app.ledgers.undo import undo
from app.overview.verify import verify


def test_a_firm_with_records_is_not_deleted(office: Workspace) -> None:
    store, firms, hazards = office.store, office.feature("enterprises"), office.feature("hazards")
    firm = edit.create(store, firms, {"name": "济南甲某有限公司"}).created["enterprises"][0]
    hazard = edit.create(store, hazards, {"enterprise_name": "济南甲某有限公司", "description": "通道堵塞"})
    with pytest.raises(Refusal, match="济南甲某有限公司名下还有记录"):
        edit.delete(store, firms, [firm])
    edit.delete(store, hazards, hazard.created["hazards"])
    edit.delete(store, firms, [firm])
    assert browse.count(store, firms) == 0


def test_a_firm_named_by_a_visit_is_not_deleted(office: Workspace) -> None:
    store, firms = office.store, office.feature("enterprises")
    firm = edit.create(store, firms, {"name": "济南甲某有限公司"}).created["enterprises"][0]
    visit: Record = {"day": date(2023, 6, 1), "target": "重点企业", "enterprise_names": ("济南甲某有限公司",)}
    edit.create(store, office.feature("assistance"), visit)
    with pytest.raises(Refusal, match="名下还有记录"):
        edit.delete(store, firms, [firm])


def test_a_listing_finds_the_hazard_that_comes_later(office: Workspace) -> None:
    store, listings, hazards = office.store, office.feature("supervision"), office.feature("hazards")
    listing = edit.create(
        store, listings, {"hazard_number": "QH-7", "rank": "街道", "listed_on": date(2023, 6, 2)}
    )
    one = listing.created["supervision"][0]
    before = browse.rows(store, listings, [one])[one]
    assert before["incomplete"]
    assert before["hazard_id"] is None
    facts: Record = {
        "number": "QH-7",
        "enterprise_name": "济南甲某有限公司",
        "description": "通道堵塞",
        "level": "重大",
    }
    change = edit.create(store, hazards, facts)
    after = browse.rows(store, listings, [one])[one]
    assert after["hazard_id"] == change.created["hazards"][0]
    assert (after["incomplete"], after["level"]) == (False, "重大")
    undo(store, office.catalogue, change.operation)
    assert browse.rows(store, listings, [one])[one]["hazard_id"] is None


def test_two_characters_name_the_one_firm_they_fit(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, office.feature("enterprises"), {"name": "济南永辉超市有限公司"})
    made = edit.create(store, hazards, {"enterprise_name": "永辉", "description": "通道堵塞"}).created[
        "hazards"
    ][0]
    assert browse.rows(store, hazards, [made])[made]["enterprise_name"] == "济南永辉超市有限公司"


def test_verify_looks_at_what_was_handed_in(sample: Workspace) -> None:
    from app.dispatch.definition import read_table
    from app.dispatch.submission import submit

    with sample.store.read() as connection:
        table = read_table(connection, sample.catalogue)
    submit(sample.store, sample.catalogue, table, date(2023, 6, 30), reason="样例", force=True)
    assert all(finding.good for finding in verify(sample.store))
    with sample.store.write() as connection:
        connection.exec_driver_sql("UPDATE dispatch_submissions SET payload = replace(payload, 'A1', 'A9')")
    assert [finding.sentence for finding in verify(sample.store) if not finding.good] == [
        "2023-06-30报送的调度表（全部）存档与校验值不符。"
    ]


@pytest.mark.parametrize("command", ["", *command_help()])
def test_the_help_of_every_command_is_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([word for word in (command, "--help") if word])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    for english in ("usage", "arguments", "options", "show this"):
        assert english not in told.lower()
    for line in told.split("选的：\n")[-1].splitlines():
        assert re.search("[\u4e00-\u9fff]", line), f"{line!r} says nothing"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["template", "hazards"], "缺少 --out"),
        (["template"], "缺少 台账, --out"),
        (["template", "hazards", "--out", "a.csv"], "--out 不认识的文件类型“a.csv”，请用 .xlsx。"),
        (["casefile", "blacklist", "HMD-1", "--out", "a.rar"], "请用 .zip"),
        (["submit", "--date", "2023-06-30", "--out", "a.docx"], "请用 .pdf 或 .xlsx"),
        (["export-calendar", "--out", "a.txt"], "请用 .ics"),
        (["backup", "--out", "a.zip"], "请用 .ajbak"),
        (["export", "firms", "--out", "a.xlsx"], "不能是 'firms'，可选"),
        (["adjust", "--part", "x"], "应为整数"),
        (["verify", "--now"], "不认识 --now"),
    ],
)
def test_the_command_line_speaks_chinese(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    assert said in capsys.readouterr().err
