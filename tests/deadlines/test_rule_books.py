"""The rule books as data: complete, named by article, dated; kept for cases; overridden with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.rules import Override, Rule, Shape
from app.kernel.rules_reading import read_book, version_of
from app.masterdata import rulebooks
from app.masterdata.rulebooks import (
    books,
    keep_book,
    kept_book,
    near_rules,
    override_history,
    overrides,
    rule_fits,
    rule_named,
    rules,
    shipped,
    write_override,
)
from app.masterdata.settings import write_setting
from app.overview.deadlines import answer, cautions, read_basis, span_words

# identifier, span in words, rolls, article, in force: the reference table, copied by hand
TABLE = {
    "blacklist.submission": ("10日", True, "第五条（三）"),
    "blacklist.publication": ("1月20日、4月20日、7月20日、10月20日", False, "第五条（四）"),
    "blacklist.term": ("1年", False, "第四条"),
    "blacklist.removal_application": ("提前1个月", False, "第五条（五）"),
    "blacklist.removal": ("1日", False, "第五条（五）"),
    "blacklist.removal_publication": ("10个工作日", False, "第五条（五）"),
    "blacklist.monthly_report": ("每月（到月末）", False, "第七条"),
    "blacklist.inspection_county": ("每季度（到季末）", False, "第八条"),
    "blacklist.inspection_city": ("每半年（到6月30日、12月31日）", False, "第八条"),
    "blacklist.interview": ("每年（到12月31日）", False, "第八条"),
    "dishonesty.term": ("3年", False, "（管理期限）"),
    "dishonesty.early_removal": ("12个月", False, "（提前移出）"),
    "tipoff.closing": ("60日", True, "第九条"),
    "tipoff.extension": ("30日", True, "第九条"),
    "tipoff.feedback": ("10日", True, "第十三条"),
    "tipoff.archiving": ("15日", True, "第十七条"),
    "interview.report": ("15个工作日", False, "第九条"),
    "tour.report": ("15个工作日", False, "五（一）"),
    "tour.rectification": ("2个月", True, "五（三）"),
    "campaign.bulletin": ("每季度（到季末）", False, "三（二）6"),
    "campaign.principal_check": ("每季度（到季末）", False, "三（一）2"),
    "campaign.drill": ("2023年12月31日前1次", False, "三（一）7"),
    "worker_checks.post": ("每天", False, "四"),
    "worker_checks.team": ("每天", False, "四"),
    "worker_checks.workshop": ("每周（到星期日）", False, "四"),
    "worker_checks.plant": ("每半月（15日、月末）", False, "四"),
}
FORCE = {
    "blacklist": (date(2015, 11, 1), date(2017, 10, 31)),
    "tipoff": (date(2015, 11, 1), date(2020, 10, 31)),
    "dishonesty": (date(2023, 10, 1), None),
    "interview": (None, None),
    "tour": (date(2018, 1, 1), date(2018, 12, 31)),
    "campaign": (date(2023, 5, 31), date(2023, 12, 31)),
    "worker_checks": (None, None),
}


def test_the_table_is_there_whole_and_nothing_else() -> None:
    assert {one.identifier: (one.span.words, one.rolls, one.article) for one in rules()} == TABLE
    assert {
        one.instrument.identifier: (one.instrument.starts, one.instrument.ends) for one in books()
    } == FORCE


@pytest.mark.parametrize("rule", rules(), ids=lambda one: one.identifier)
def test_every_rule_says_where_it_stands(rule: Rule) -> None:
    book = rule.instrument
    assert rule.identifier.startswith(f"{book.identifier}.")
    assert rule.title
    assert rule.start
    assert rule.text.endswith("。")
    assert rule.source == f"{book.quoted}{rule.article}"
    assert "《" not in book.quoted[1:], "marks within marks are single"
    assert book.force
    if book.starts and book.ends:
        assert book.starts < book.ends
    used = {name for case in rule.cases for name in (*case.when, *case.at_least)}
    assert used <= {one.name for one in rule.parameters}
    assert len({case.name for case in rule.cases}) == len(rule.cases)


@pytest.mark.parametrize("name", ["blacklist", "tipoff"])
def test_the_lapsed_rules_name_a_successor(name: str) -> None:
    book = next(one for one in books() if one.instrument.identifier == name).instrument
    assert book.successors
    assert book.in_force(book.ends or date.max)
    assert "失效" in book.standing(date(2023, 1, 1))
    assert "还没有施行" in book.standing(date(2015, 10, 31))
    assert book.standing(date(2016, 1, 1)) == ""


def test_search_by_title_initials_instrument_and_slips() -> None:
    named = rule_named("tipoff.closing")
    assert rule_fits(named, "办结")
    assert rule_fits(named, "smjbbj")
    assert rule_fits(named, "举报管理")
    assert not rule_fits(named, "巡查")
    assert near_rules("closng") == [named]
    with pytest.raises(Refusal, match=r"没有“tipof\.closing”.*tipoff\.closing"):
        rule_named("tipof.closing")


def test_parameters_are_read_or_refused_by_name() -> None:
    term, drill = rule_named("blacklist.term"), rule_named("campaign.drill")
    assert term.read({"grade": "重大事故", "listing": "2"}) == {"grade": "重大", "listing": 2}
    assert term.read({"事故等级": "较大", "listing": ""}) == {"grade": "较大"}
    assert drill.read({"high_risk": "NO"}) == {"high_risk": False}
    for given, said in (({"grade": "小"}, "可以写"), ({"listing": "0"}, "1 到 99"), ({"x": "1"}, "listing")):
        with pytest.raises(Refusal, match=said):
            term.read(given)
    with pytest.raises(Refusal, match="不用参数"):
        rule_named("tipoff.closing").read({"grade": "重大"})


@pytest.fixture
def changed_blacklist(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later program whose 黑名单 book says 20 days."""
    data = dict(shipped()["blacklist"])
    later = [{**one, "value": 20} if one["id"] == "blacklist.submission" else one for one in data["rule"]]
    changed = {**shipped(), "blacklist": {**data, "rule": later}}
    monkeypatch.setattr(rulebooks, "shipped", lambda: changed)
    monkeypatch.setattr(rulebooks, "books", lambda: tuple(map(read_book, changed.values())))


def test_a_case_keeps_the_book_it_was_opened_under(office: Workspace, request: pytest.FixtureRequest) -> None:
    with office.store.write() as connection:
        opened = keep_book(connection, "blacklist")
        assert keep_book(connection, "blacklist") == opened
    request.getfixturevalue("changed_blacklist")
    with office.store.read() as connection:
        old = kept_book(connection, opened)
    assert old.reference == opened
    assert old["blacklist.submission"].span.value == 10
    assert rulebooks.rule_named("blacklist.submission").span.value == 20
    with office.store.write() as connection:
        assert keep_book(connection, "blacklist").version != opened.version
        write_setting(connection, f"rule_book:{opened.book}:{opened.version}", None)
    with office.store.read() as connection, pytest.raises(Refusal, match="没有存下来"):
        kept_book(connection, opened)


def test_the_version_is_of_the_content_only() -> None:
    data = shipped()["tipoff"]
    assert version_of(dict(reversed(list(data.items())))) == version_of(data)
    assert version_of({**data, "book": {**data["book"], "title": "别的"}}) != version_of(data)


def test_an_override_acts_and_both_values_are_shown(office: Workspace) -> None:
    rule, day = rule_named("tipoff.feedback"), date(2016, 5, 3)
    with office.store.write() as connection:
        wanted = Override(rule.identifier, "", 5, "区里要求从快", "张某", "2023-06-30 09:30")
        write_override(connection, rule, wanted)
    basis = read_basis(office.store)
    found = answer(rule, day, {}, basis)
    assert (found.due, found.value) == (date(2016, 5, 9), 5)  # 8日星期日，顺延到9日
    assert found.by_rule is not None
    assert found.by_rule.due == date(2016, 5, 13)
    assert span_words(found) == "5日（规定10日）"
    assert "区里要求从快" in cautions(found)[0]
    assert "2016-05-13" in cautions(found)[0]
    with office.store.write() as connection:
        write_override(connection, rule, Override(rule.identifier, "", 0, "不再执行", "张某"))
    assert answer(rule, day, {}, read_basis(office.store)).override is None
    with office.store.read() as connection:
        assert [one.value for one in override_history(connection)] == [5, 0]
        assert overrides(connection) == ()


def test_an_override_holds_for_its_case_only(office: Workspace) -> None:
    rule = rule_named("blacklist.term")
    with office.store.write() as connection:
        write_override(connection, rule, Override(rule.identifier, "major", 3, "省里加重", "张某"))
    basis = read_basis(office.store)
    assert answer(rule, date(2017, 1, 20), {"grade": "重大"}, basis).due == date(2020, 1, 20)
    assert answer(rule, date(2017, 1, 20), {}, basis).due == date(2018, 1, 20)


@pytest.mark.parametrize(
    ("name", "value", "reason", "said"),
    [
        ("tipoff.feedback", 5, " ", "理由"),
        ("tipoff.feedback", -3, "试", "1 到"),
        ("tipoff.feedback", 99999, "试", "1 到"),
        ("tipoff.feedback", 10, "试", "不用改"),
        ("campaign.bulletin", 5, "试", "没有数值可以改"),
        ("blacklist.publication", 5, "试", "没有数值可以改"),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(
    office: Workspace, name: str, value: int, reason: str, said: str
) -> None:
    with office.store.write() as connection, pytest.raises(Refusal, match=said):
        write_override(connection, rule_named(name), Override(name, "", value, reason))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"book": {"id": "x"}, "rule": []}, "title"),
        ({"unit": "fortnight"}, "fortnight"),
        ({"value": 0}, "数值或单位不对"),
        ({"unit": "quarter"}, "数值或单位不对"),
        ({"shape": "every", "unit": "working_day"}, "周期不对"),
        ({"shape": "next", "days": ["02-30"]}, "day is out of range|day 30 must be"),
        ({"case": [{"name": "a", "title": "甲", "when": {"grade": "大"}}]}, "没有的参数"),
    ],
)
def test_a_broken_book_is_refused_with_what_is_wrong(broken: dict[str, object], said: str) -> None:
    data = dict(shipped()["tipoff"])
    data = broken if "book" in broken else {**data, "rule": [{**data["rule"][0], **broken}]}
    with pytest.raises(Refusal, match=said):
        read_book(data)


def test_a_rule_twice_is_refused() -> None:
    data = shipped()["interview"]
    with pytest.raises(Refusal, match="重复"):
        read_book({**data, "rule": [*data["rule"], *data["rule"]]})
    assert read_book(data)["interview.report"].span.shape is Shape.COUNT
    with pytest.raises(KeyError):
        read_book(data)["interview.none"]
