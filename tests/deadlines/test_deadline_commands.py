"""``deadline`` and ``export-calendar`` as they are typed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.arguments import parse
from app.bootstrap import Workspace
from app.cli import run
from app.kernel.errors import Refusal
from app.kernel.rules import Override
from app.kernel.workdays import CalendarYear
from app.masterdata.calendar import write_year
from app.masterdata.rulebooks import rule_named, write_override
from app.overview.deadline_commands import export_calendar

KEYS = ["due", "unit", "value", "rolled_forward", "calendar_complete", "source", "in_force"]


def typed(data: Path, *words: str) -> int:
    return run(parse(["--data", str(data), *words]))


def answer(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert typed(data, "deadline", *words, "--json") == 0
    found = capsys.readouterr()
    assert found.err == ""
    made = json.loads(found.out)
    assert list(made) == KEYS
    return dict(made)


def test_json_has_exactly_the_seven_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(tmp_path, capsys, "tipoff.closing", "--from", "2019-12-01")
    assert found == {
        "due": "2020-02-03",
        "unit": "day",
        "value": 60,
        "rolled_forward": True,
        "calendar_complete": True,
        "source": "《山东省安全生产举报管理办法》第九条",
        "in_force": True,
    }
    assert not list(tmp_path.iterdir()), "asking makes no store"


@pytest.mark.parametrize(
    ("words", "due", "unit", "value"),
    [
        (["blacklist.term", "--from", "2017-01-20", "--value", "grade=重大"], "2019-01-20", "year", 2),
        (
            ["blacklist.term", "--from", "2017年1月20日", "--value", "listing=2", "--value", "grade=较大"],
            "2020-01-20",
            "year",
            3,
        ),
        (["campaign.drill", "--from", "2023-06-10"], "2023-12-31", "date", None),
        (
            ["campaign.drill", "--from", "2023-06-10", "--value", "high_risk=true"],
            "2023-06-30",
            "half_year",
            1,
        ),
        (["interview.report", "--from", "2024-01-29"], "2024-02-22", "working_day", 15),
        (["blacklist.publication", "--from", "2016-01-21"], "2016-04-20", "date", None),
    ],
)
def test_parameters_on_the_command_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    due: str,
    unit: str,
    value: int | None,
) -> None:
    found = answer(tmp_path, capsys, *words)
    assert (found["due"], found["unit"], found["value"]) == (due, unit, value)


def test_words_with_the_count_and_what_to_mind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(tmp_path, "deadline", "blacklist.removal_publication", "--from", "2026-12-28") == 0
    text = capsys.readouterr().out
    for words in (
        "公布移出信息：2027-01-11 星期一",
        "2017-10-31为止，2026-12-28 时已经失效",
        "2027年放假安排尚未载入",
        "严重失信主体名单",
        "当日不计入",
        "周末，不算",
        "第10个工作日",
        "条文：于10个工作日内",
    ):
        assert words in text


def test_the_list_names_every_rule_and_parameter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from app.masterdata.rulebooks import rules

    assert typed(tmp_path, "deadline", "--list") == 0
    text = capsys.readouterr().out
    assert all(one.identifier in text and one.title in text for one in rules())
    assert "参数 grade：事故等级（一般、较大、重大、特别重大）" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tipoff.closng", "--from", "2019-12-01"], "是不是：tipoff.closing"),
        (["nothing.like.it", "--from", "2019-12-01"], "--list"),
        ([], "请写明哪一条期限"),
        (["tipoff.closing"], "请用 --from 写明受理日期"),
        (["tipoff.closing", "--from", "2019-13-01"], "不是有效日期"),
        (["tipoff.closing", "--from", "2019-12-01", "--value", "grade"], "应为“参数=值”"),
        (["tipoff.closing", "--from", "2019-12-01", "--value", "grade=重大"], "不用参数"),
        (["blacklist.term", "--from", "2019-12-01", "--value", "grade=小"], "可以写：一般、较大"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert typed(tmp_path, "deadline", *words) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_the_offices_calendar_and_values_count_while_its_window_is_open(
    office: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = rule_named("tipoff.feedback")
    with office.store.write() as connection:
        write_override(connection, rule, Override(rule.identifier, "", 5, "区里要求", "张某"))
        write_year(connection, CalendarYear(2027, {date(2027, 1, 1): "元旦"}), "张某", office.clock.now())
    found = answer(office.folder, capsys, "tipoff.feedback", "--from", "2026-12-27")
    assert (found["due"], found["value"]) == ("2027-01-04", 5)  # 1日元旦，2日3日周末
    assert found["calendar_complete"] is True
    assert typed(office.folder, "deadline", "tipoff.feedback", "--from", "2026-12-27") == 0
    assert "本单位把期限改为5日（规定10日），理由：区里要求" in capsys.readouterr().out


def test_a_folder_that_holds_no_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "safety-ledger.db").write_text("不是数据库")
    assert typed(tmp_path, "deadline", "tipoff.feedback", "--from", "2016-05-03") == 2
    assert "读不出" in capsys.readouterr().err


def test_the_calendar_file_by_command(
    sample: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "到期.ics"

    def export(*words: str) -> int:
        request = parse(["export-calendar", "--out", str(out), *words])
        return export_calendar(sample.store, sample.catalogue, request, date(2023, 6, 1))

    assert export("--days", "120") == 0
    assert f"写到 {out}" in capsys.readouterr().out
    assert out.read_bytes().count(b"BEGIN:VEVENT\r\n") > 3
    with pytest.raises(Refusal, match="--days 应为"):
        export("--days", "0")


def test_the_commands_of_a_new_office_write_an_empty_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "空.ics"
    assert typed(tmp_path / "office", "export-calendar", "--out", str(out)) == 0
    assert "0 项" in capsys.readouterr().out
    assert out.read_text("utf-8").endswith("END:VCALENDAR\n")
