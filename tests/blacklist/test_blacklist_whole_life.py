"""One case from the first evidence to the removal's publication; every day was counted by hand on a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.features.blacklist import FEATURE, notes, service, words
from app.features.blacklist.periods import dues
from app.kernel.errors import Refusal
from app.ledgers import browse, undo
from tests.blacklist.conftest import Bench


def waiting(bench: Bench, one: int) -> list[tuple[str, date]]:
    with bench.store.read() as connection:
        case = service.load(connection, one)
        how = service.counting(connection, case)
        kept = service.records_of(connection, case["number"])
    return [(due.name, due.day) for due in dues(case, kept, how, bench.store.clock.today())]


def test_the_whole_life(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    case = bench.case(one)
    assert case["number"] == "HMD-2016-0001"
    assert (case["kind"], case["code"]) == ("企业", "91370112MA3C2TEX0K")
    assert (case["registered_address"], case["scope"]) == ("历城区清泉路1号", "危险化学品经营")
    assert (case["principal"], case["phone"]) == ("陈某", "13000000000")
    assert case["state"] == words.COLLECTING
    assert case["rule_book"].startswith("blacklist:")

    case = bench.take(one, "verify", "2016-03-03", verifier="李某", verification="情况属实")
    assert (case["state"], case["listing"], case["term"]) == (words.TO_NOTIFY, 1, 1)
    case = bench.take(one, "notify", "2016-03-04", notice_number="清安监黑告〔2016〕1号")
    assert (case["state"], case["notice_organ"]) == (words.TO_SERVE, "清泉街道安监办")
    case = bench.take(one, "serve", "2016-03-07")
    # 7日星期一送达；8、9、10、11日和14日星期一：五个工作日
    assert (case["state"], case["defence_until"]) == (words.DEFENDING, date(2016, 3, 14))
    assert waiting(bench, one) == [("defence", date(2016, 3, 14))]
    case = bench.take(one, "lapse", "2016-03-15")
    assert (case["state"], case["defence"]) == (words.TO_PROPOSE, "期限届满未提出陈述、申辩")
    bench.take(one, "propose", "2016-03-15", handler="张某", proposal="建议纳入")
    bench.take(one, "review", "2016-03-16", reviewer="王某")
    case = bench.take(one, "decide", "2016-03-17", head="赵某")
    assert (case["state"], case["decision"]) == (words.TO_SUBMIT, "纳入")
    # 17+10=27日，星期日，顺延到28日
    assert waiting(bench, one) == [("submission", date(2016, 3, 28))]
    case = bench.take(one, "submit", "2016-03-25")
    assert case["submitted_to"] == "历城区安委会办公室"
    assert waiting(bench, one) == [("publication", date(2016, 4, 20))]
    bench.on("2016-04-20")
    service.publish_batch(bench.store, date(2016, 4, 20))
    case = bench.case(one)
    assert (case["state"], case["batch"]) == (words.MANAGED, "2016年第2季度")
    assert (case["published_on"], case["term"], case["expires_on"]) == (
        date(2016, 4, 20),
        1,
        date(2017, 4, 20),
    )
    assert "工会" in case["notified"]
    assert case["channels"] == ("省安委会办公室门户网站", "当地主流媒体")
    assert waiting(bench, one) == [
        ("removal_application", date(2017, 3, 20)),
        ("ruling", date(2017, 4, 20)),
    ]
    bench.on("2016-04-21")
    assert waiting(bench, one)[:4] == [
        ("monthly_report", date(2016, 4, 30)),
        ("inspection_city", date(2016, 6, 30)),
        ("inspection_county", date(2016, 6, 30)),
        ("interview", date(2016, 12, 31)),
    ]
    bench.note(one, "月度报告", "2016-04-29", content="四月安全生产工作情况")
    bench.note(one, "执法检查", "2016-05-11", level="县级", result="未发现问题")
    bench.note(one, "约谈", "2016-06-01", people="陈某")
    assert waiting(bench, one)[:3] == [
        ("monthly_report_missed", date(2016, 5, 31)),
        ("inspection_city", date(2016, 6, 30)),
        ("monthly_report", date(2016, 6, 30)),
    ]
    assert (bench.case(one)["reports"], bench.case(one)["inspections"], bench.case(one)["interviews"]) == (
        1,
        1,
        1,
    )

    case = bench.take(one, "apply", "2017-03-20", application="已整改")
    assert case["state"] == words.TO_ACCEPT
    bench.take(one, "accept", "2017-04-10", acceptor="李某", accepted="合格", acceptance="同意")
    case = bench.take(one, "release", "2017-04-18")
    assert (case["state"], case["ruling"]) == (words.TO_REMOVE, "移出")
    assert ("removal", date(2017, 4, 21)) in waiting(bench, one)
    with pytest.raises(Refusal, match="管理期限到 2017-04-20 届满，届满后的次日才能移出（第五条（五））"):
        bench.take(one, "remove", "2017-04-20", removed_on=date(2017, 4, 20))
    case = bench.take(one, "remove", "2017-04-21")
    assert (case["state"], case["removed_on"]) == (words.TO_ANNOUNCE, date(2017, 4, 21))
    # 24—28日五天；29日—5月1日劳动节；2、3、4、5、8日
    assert waiting(bench, one) == [("removal_publication", date(2017, 5, 8))]
    case = bench.take(one, "announce", "2017-05-04")
    assert case["state"] == words.REMOVED
    assert waiting(bench, one) == []
    assert not case["incomplete"], case["incomplete_note"]


def test_kept_for_a_new_act_then_removed(bench: Bench) -> None:
    one = bench.published()
    bench.note(one, "新的行为", "2016-09-05", content="拒不执行停产指令", qualifying=True)
    bench.on("2017-03-01")
    assert "1 项新的符合纳入条件的行为" in service.cautions(bench.store, one, "apply", {})[0]
    bench.take(one, "apply", "2017-03-01", application="申请移出")
    bench.take(one, "accept", "2017-04-10", acceptor="李某", accepted="合格")
    with pytest.raises(Refusal, match=r"1 项新的符合纳入条件的行为.*第五条（五）"):
        bench.take(one, "release", "2017-04-11")
    with pytest.raises(Refusal, match="保留原因（第五条（五））"):
        bench.take(one, "keep", "2017-04-18", kept_reason="")
    case = bench.take(one, "keep", "2017-04-18", kept_reason="期内又有新的行为", kept_term=1)
    assert (case["state"], case["ruling"]) == (words.MANAGED, "保留")
    assert (case["earlier_from"], case["earlier_until"]) == (date(2016, 4, 20), date(2017, 4, 20))
    assert (case["period_from"], case["expires_on"]) == (date(2017, 4, 20), date(2018, 4, 20))
    assert case["new_acts"] == 0  # the new period has none
    kept = browse.rows(bench.store, bench.workspace.feature("blacklist_events"), [2])[2]
    assert kept["content"] == "保留1年，新的期满日期 2018-04-20。原因：期内又有新的行为"
    case = bench.take(one, "apply", "2018-03-20")
    assert case["ruling"] is None
    assert case["kept_reason"] == "期内又有新的行为"
    bench.take(one, "accept", "2018-04-02", acceptor="李某", accepted="合格")
    bench.take(one, "release", "2018-04-10")
    assert bench.take(one, "remove", "2018-04-23")["state"] == words.TO_ANNOUNCE


def test_a_step_and_what_lies_beside_it_are_one_operation(bench: Bench) -> None:
    one = bench.published()
    bench.take(one, "keep", "2016-12-01", kept_reason="试", kept_term=1)
    change = undo.last_undoable(bench.store)
    assert change is not None
    assert change.title == "黑名单决定保留"
    undo.undo(bench.store, bench.workspace.catalogue, change.operation)
    assert bench.case(one)["expires_on"] == date(2017, 4, 20)
    assert browse.count(bench.store, bench.workspace.feature("blacklist_events")) == 0


def test_terms_by_grade_and_by_listing(bench: Bench) -> None:
    accident: dict[str, Any] = {
        "grounds": ("第三条（一）",),
        "accident_on": date(2016, 1, 9),
        "accident_grade": "重大",
        "accident": "爆炸",
        "deaths": 11,
        "loss": 5200,
    }
    first = bench.published(**accident)
    assert (bench.case(first)["term"], bench.case(first)["expires_on"]) == (2, date(2018, 4, 20))
    second = bench.open("2018-05-02")
    bench.decided(
        second,
        "2018-05-03",
        "2018-05-04",
        "2018-05-07",
        "2018-05-15",
        "2018-05-16",
        "2018-05-17",
        "2018-05-18",
    )
    bench.take(second, "submit", "2018-05-20")
    case = bench.take(second, "publish", "2018-07-20")
    assert (case["listing"], case["term"], case["expires_on"]) == (2, 3, date(2021, 7, 20))


def test_defence_adopted_and_refused(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    bench.take(one, "verify", "2016-03-03", verifier="李某")
    bench.take(one, "notify", "2016-03-04", notice_number="1号")
    with pytest.raises(Refusal, match=r"不能采纳申辩.*第五条（二）"):
        bench.take(one, "adopt", "2016-03-05", defence="不实", defence_reply="采纳")
    bench.take(one, "serve", "2016-03-07")
    with pytest.raises(Refusal, match=r"申辩期限到 2016-03-14 才届满.*第五条（二）"):
        bench.take(one, "lapse", "2016-03-14")
    with pytest.raises(Refusal, match="不采纳的理由"):
        bench.take(one, "overrule", "2016-03-09", defence="不实")
    case = bench.take(one, "adopt", "2016-03-09", defence="处罚已被撤销", defence_reply="不足以纳入")
    assert (case["state"], case["defence_adopted"]) == (words.NOT_LISTED, True)
    with pytest.raises(Refusal, match="当前状态是“不纳入”，不能提交。第五条（三）"):
        bench.take(one, "submit", "2016-03-25")


def test_three_different_persons(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    bench.take(one, "verify", "2016-03-03", verifier="李某")
    bench.take(one, "notify", "2016-03-04", notice_number="1号")
    bench.take(one, "serve", "2016-03-07")
    bench.take(one, "overrule", "2016-03-09", defence="不实", defence_reply="证据充分")
    bench.take(one, "propose", "2016-03-10", handler="张某", proposal="建议纳入")
    with pytest.raises(Refusal, match="三个不同的人"):
        bench.take(one, "review", "2016-03-10", reviewer="张某")
    bench.take(one, "review", "2016-03-10", reviewer="王某")
    with pytest.raises(Refusal, match="三个不同的人"):
        bench.take(one, "decide", "2016-03-10", head="王某")
    assert bench.take(one, "send_back", "2016-03-11")["state"] == words.TO_PROPOSE
    bench.take(one, "propose", "2016-03-12", handler="孙某", proposal="不建议")
    bench.take(one, "review", "2016-03-12", reviewer="王某")
    case = bench.take(one, "reject", "2016-03-13", head="赵某", decision_reason="情节轻微")
    assert case["state"] == words.NOT_LISTED


def test_reported_upward_and_published_there(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    case = bench.take(one, "transfer", "2016-03-02")
    assert (case["state"], case["transferred_to"]) == (words.TRANSFERRED, "历城区安委会办公室")
    assert bench.take(one, "take_back", "2016-03-05")["state"] == words.COLLECTING
    bench.take(one, "transfer", "2016-03-06")
    case = bench.take(
        one, "published_above", "2016-04-20", deciding_organ="省安监局", decided_on=date(2016, 4, 1)
    )
    assert (case["state"], case["expires_on"]) == (words.MANAGED, date(2017, 4, 20))
    assert not case["incomplete"], case["incomplete_note"]


def test_withdrawn_and_corrected(bench: Bench) -> None:
    one = bench.published()
    with pytest.raises(Refusal, match="第六条"):
        notes.correct(bench.store, one, {"principal": "周某"}, "")
    notes.correct(bench.store, one, {"principal": "周某"}, "负责人变更")
    case = bench.case(one)
    assert case["principal"] == "周某"
    told = browse.rows(bench.store, bench.workspace.feature("blacklist_events"), [1])[1]
    assert (told["kind"], told["content"]) == ("更正", "主要负责人由“陈某”改为“周某”")
    case = bench.take(one, "withdraw", "2016-05-03", withdrawn_reason="处罚决定被撤销")
    assert case["state"] == words.WITHDRAWN
    again = bench.open("2018-05-02")
    assert (
        bench.take(again, "verify", "2018-05-03", verifier="李某")["listing"] == 1
    )  # the withdrawn one does not count


def test_joint_measure_reaches_the_enforcement_ledger_once(bench: Bench) -> None:
    one = bench.published()
    assert notes.joint_measures_offered(bench.store, [one]) == [one]
    made = notes.enter_joint_measures(bench.store, [one])
    row = browse.rows(bench.store, bench.workspace.feature("enforcement"), made.created["enforcement"])
    measure = row[made.created["enforcement"][0]]
    assert (measure["kind"], measure["day"]) == ("联合惩戒", date(2016, 4, 20))
    assert measure["enterprise_id"] == bench.case(one)["enterprise_id"]
    assert notes.joint_measures_offered(bench.store, [one]) == []
    with pytest.raises(Refusal, match="已经登记"):
        notes.enter_joint_measures(bench.store, [one])


def test_what_the_rule_says_without_forbidding(bench: Bench) -> None:
    one = bench.published()
    bench.on("2017-04-01")
    said = service.cautions(bench.store, one, "apply", {"applied_on": date(2017, 4, 1)})
    assert "应于期满1个月前（2017-03-20 前）提出，2017-04-01 提出已经晚了（第五条（五））" in said[0]
    assert said[1].startswith("缺月度报告：12个月（2016年4月、2016年5月")
    assert "第七条" in said[1]
    assert said[2].startswith("缺县级执法检查：4个季度（2016年第2季度")
    assert said[3].startswith("缺市级执法检查：2个半年（2016年上半年、2016年下半年）。第八条")
    assert said[4].startswith("缺约谈主要负责人：1年（2016年）。第八条")
    early = service.cautions(bench.store, one, "apply", {"applied_on": date(2016, 6, 1)})
    assert "比规定的最迟日期 2017-03-20 早得多" in early[0]
    bench.on("2018-01-08")
    late = service.cautions(bench.store, one, "apply", {"applied_on": date(2018, 1, 8)})
    assert "有效期到2017-10-31为止" in late[0]
    assert "严重失信主体名单" in late[0]


def test_nothing_happens_after_today(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    with pytest.raises(Refusal, match="核实日期 2016-03-09 在今天（2016-03-02）之后"):
        bench.take(one, "verify", "2016-03-02", verifier="李某", verified_on=date(2016, 3, 9))


def test_evidence_must_be_whole_before_the_notice(bench: Bench) -> None:
    one = bench.open("2016-03-01", grounds=("第三条（一）", "第三条（五）"), penalty_number="")
    with pytest.raises(Refusal) as refused:
        bench.take(one, "verify", "2016-03-02", verifier="李某")
    assert "第三条（一）要填写的事故信息中的事故时间、事故等级、事故简况、死亡人数、经济损失" in str(
        refused.value
    )
    assert "第三条（五）要填写的非法违法信息中的处罚文号" in str(refused.value)


def test_the_generic_step_is_held_by_the_same_guards(bench: Bench) -> None:
    from app.ledgers import edit

    one = bench.published()
    with pytest.raises(Refusal, match="当前状态是“管理期”"):
        edit.take_step(bench.store, FEATURE, [one], "remove", {"removed_on": date(2016, 4, 20)})


def test_the_generic_step_counts_every_period_too(bench: Bench) -> None:
    from app.ledgers import browse, edit

    one = bench.decided_case()
    bench.take(one, "submit", "2016-04-05")
    day = bench.on("2016-04-20")
    given: dict[str, Any] = {
        "published_on": day,
        "batch": "2016年第2季度",
        "channels": ("区政府门户网站",),
        "notified": ("区发改局",),
    }
    edit.take_step(bench.store, FEATURE, [one], "publish", given)
    row = browse.rows(bench.store, FEATURE, [one])[one]
    assert (row["term"], row["period_from"], row["expires_on"]) == (1, day, date(2017, 4, 20))
