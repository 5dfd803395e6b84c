"""A hazard's state follows from its facts; its steps lead where they promise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.hazards import FEATURE
from app.features.hazards.rules import adapt, missing, settle
from app.features.hazards.workflow import WORKFLOW
from app.kernel.errors import Refusal
from app.kernel.filters import bind, matches
from app.kernel.workflow import advance

FOUND = date(2023, 6, 3)
days = st.none() | st.dates(FOUND - timedelta(days=3), FOUND + timedelta(days=30))
words = st.sampled_from([None, "", "某某"])
facts = st.fixed_dictionaries(
    {
        "found_on": days,
        "treatment": st.sampled_from([None, "立查立改", "限期整改"]),
        "owner": words,
        "measures": words,
        "fund": st.sampled_from([None, Decimal(0), Decimal("1.2")]),
        "due_on": days,
        "plan": words,
        "started": st.sampled_from([None, False, True]),
        "rectified_on": days,
        "rechecker": words,
        "recheck_on": days,
        "recheck_result": st.sampled_from([None, "合格", "不合格"]),
        "principal_signature": words,
        "director_signature": words,
        "closed_on": days,
        "voided": st.booleans(),
        "incomplete": st.booleans(),
        "level": st.sampled_from([None, "一般", "重大"]),
    }
)


def _status(**facts: Any) -> object:
    return settle(facts)["status"]


@given(facts)
def test_settling_twice_changes_nothing(record: dict[str, Any]) -> None:
    once = settle(record)
    assert settle(once) == once
    assert once["status"] in WORKFLOW.states


@given(facts)
def test_closed_if_and_only_if_there_is_a_day_of_closure(record: dict[str, Any]) -> None:
    assert (settle(record)["status"] == "已销号") == (record["closed_on"] is not None)


@given(facts, facts)
def test_a_step_leads_where_it_promises(record: dict[str, Any], given_: dict[str, Any]) -> None:
    record = settle(record)
    for step in WORKFLOW.open_steps(record):
        filled = {name: given_.get(name) for name in (*step.asks, *step.optional)}
        if step.guard({**record, **dict(step.sets), **filled}):
            with pytest.raises(Refusal, match=f"还不能{step.title}，缺少："):
                advance(WORKFLOW, record, step.name, filled)
            continue
        values = advance(WORKFLOW, record, step.name, filled)
        after = settle({**record, **values})
        failed = step.name == "recheck" and values["recheck_result"] == "不合格"
        assert after["status"] == ("整改中" if failed else step.after)
        if step.name == "close":
            assert missing(after) in ((), ("整改完成日期",))


@given(facts)
def test_every_living_hazard_is_in_one_view_of_its_state(record: dict[str, Any]) -> None:
    record = settle(record)
    names = ("open", "under_way", "awaiting", "to_close", "closed")
    views = {view.name: bind(view.rule, {"today": FOUND}) for view in FEATURE.ledger.views}
    found = [name for name in names if matches(views[name], record)]
    assert len(found) == (0 if record["voided"] else 1)
    assert matches(views["all"], record) != matches(views["voided"], record)


def test_after_a_passed_recheck_closing_comes_first() -> None:
    record = settle({"rectified_on": FOUND})
    assert [step.title for step in WORKFLOW.open_steps(record)] == ["复查", "销号"]
    record = settle({**record, "rechecker": "李某", "recheck_on": FOUND, "recheck_result": "合格"})
    assert [step.title for step in WORKFLOW.open_steps(record)] == ["销号", "复查"]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "待整改"),
        ({"started": True}, "整改中"),
        ({"rectified_on": FOUND}, "待复查"),
        ({"recheck_result": "合格", "recheck_on": FOUND}, "待复查"),
        ({"rectified_on": FOUND, "recheck_result": "不合格", "recheck_on": FOUND}, "整改中"),
        ({"rectified_on": FOUND, "recheck_result": "不合格"}, "整改中"),
        (
            {"rectified_on": date(2023, 6, 9), "recheck_result": "不合格", "recheck_on": date(2023, 6, 8)},
            "待复查",
        ),
        ({"recheck_result": "不合格"}, "整改中"),
        ({"closed_on": FOUND}, "已销号"),
        ({"closed_on": FOUND, "recheck_result": "不合格", "recheck_on": FOUND}, "已销号"),
    ],
)
def test_states(facts: Mapping[str, Any], status: str) -> None:
    assert _status(**facts) == status


def test_a_stated_closure_stands_and_says_what_it_lacks() -> None:
    closed = {"closed_on": FOUND}
    wanted = ("整改完成日期", "复查结论（合格）", "主要负责人签字", "安全总监签字")
    assert missing(closed) == wanted
    assert missing({**closed, "treatment": "立查立改"}) == ("整改完成日期", "复查结论（合格）")
    signed = {"principal_signature": "张某", "director_signature": "李某"}
    assert missing({**closed, **signed, "rectified_on": FOUND, "recheck_result": "合格"}) == ()
    assert missing({"due_on": FOUND}) == ()


def test_what_takes_time_starts_with_its_five_safeguards() -> None:
    record = settle({"found_on": FOUND, "treatment": "限期整改", "owner": "张某"})
    with pytest.raises(Refusal, match="整改措施、整改资金（没有费用的填0）、整改期限、应急预案"):
        advance(WORKFLOW, record, "start", {})
    rest = {"measures": "换新", "fund": Decimal(0), "due_on": FOUND, "plan": "现场处置方案"}
    assert settle({**record, **advance(WORKFLOW, record, "start", rest)})["status"] == "整改中"
    with pytest.raises(Refusal, match="应急预案"):
        advance(WORKFLOW, record, "finish", {"rectified_on": FOUND})
    at_once = settle({"found_on": FOUND, "treatment": "立查立改"})
    assert settle({**at_once, **advance(WORKFLOW, at_once, "start", {})})["status"] == "整改中"


def test_closing_needs_a_passed_recheck_and_both_signatures() -> None:
    record = settle({"found_on": FOUND, "rectified_on": FOUND, "treatment": "限期整改"})
    with pytest.raises(Refusal, match="合格的复查结论、主要负责人签字、安全总监签字"):
        advance(WORKFLOW, record, "close", {"closed_on": FOUND})
    passed = {**record, "recheck_result": "合格", "recheck_on": FOUND}
    signed = {"closed_on": FOUND, "principal_signature": "张某", "director_signature": "李某"}
    assert advance(WORKFLOW, passed, "close", signed)["closed_on"] == FOUND
    with pytest.raises(Refusal, match="销号日期"):
        advance(WORKFLOW, passed, "close", {**signed, "closed_on": None})
    with pytest.raises(Refusal, match="不早于发现日期的销号日期"):
        advance(WORKFLOW, passed, "close", {**signed, "closed_on": date(2023, 6, 1)})
    at_once = {**passed, "treatment": "立查立改"}
    assert advance(WORKFLOW, at_once, "close", {"closed_on": FOUND})


def test_a_closed_hazard_has_no_further_step() -> None:
    record = settle({"closed_on": FOUND})
    assert WORKFLOW.open_steps(record) == ()
    with pytest.raises(Refusal, match="当前状态是“已销号”"):
        advance(WORKFLOW, record, "recheck", {})


def test_after_a_failed_recheck_it_is_rectified_and_rechecked_again() -> None:
    record = settle({"found_on": FOUND, "rectified_on": FOUND, "treatment": "立查立改"})
    asked = {"rechecker": "刘某", "recheck_on": FOUND, "recheck_result": "不合格"}
    record = settle({**record, **advance(WORKFLOW, record, "recheck", asked)})
    assert record["status"] == "整改中"
    again = advance(WORKFLOW, record, "finish", {"rectified_on": FOUND, "situation": "重新整改"})
    record = settle({**record, **again})
    assert (record["status"], record["recheck_result"]) == ("待复查", None)


def test_rows_of_a_june_list() -> None:
    done = adapt(
        {"found_on": FOUND, "recheck_result": "合格", "recheck_on": FOUND}, {"recheck_result": "已整改"}
    )
    assert (done["recheck_result"], done["situation"]) == ("合格", "已整改")
    assert "closed_on" not in done
    assert "rectified_on" not in done
    under_way = adapt({"recheck_result": None}, {"recheck_result": "整改中"})
    assert _status(**under_way) == "整改中"
    assert under_way["situation"] == "整改中"
    waiting = adapt({"recheck_result": None}, {"recheck_result": "未整改"})
    assert (_status(**waiting), waiting["situation"]) == ("待整改", "未整改")


def test_said_done_without_a_recheck_is_no_verdict() -> None:
    row = adapt({"recheck_result": "合格"}, {"recheck_result": "已整改"})
    assert row["recheck_result"] is None
    assert row["situation"] == "已整改"
    assert _status(**row) == "整改中"
    assert adapt({"recheck_result": "合格"}, {"recheck_result": "合格"})["recheck_result"] == "合格"


def test_situation_and_a_day_of_recheck_make_a_passed_recheck() -> None:
    row = adapt({"situation": "已整改", "recheck_on": FOUND}, {"situation": "是"})
    assert row["recheck_result"] == "合格"
    partly = adapt({"situation": "部分已整改", "recheck_on": FOUND}, {"situation": "部分已整改"})
    assert partly.get("recheck_result") is None
    failed = adapt({"situation": "已整改", "recheck_on": FOUND, "recheck_result": "不合格"}, {})
    assert failed["recheck_result"] == "不合格"


def test_at_once_is_the_day_found() -> None:
    row = adapt({"found_on": FOUND, "due_on": None}, {"due_on": "立即整改"})
    assert (row["due_on"], row["treatment"]) == (FOUND, "立查立改")
    kept = adapt({"found_on": FOUND, "treatment": "限期整改"}, {"due_on": "立即"})
    assert (kept["due_on"], kept["treatment"]) == (FOUND, "限期整改")
    assert adapt({"found_on": FOUND}, {"measures": "当场纠正"}) == {"found_on": FOUND}
    stated: dict[str, Any] = {"found_on": FOUND, "due_on": date(2023, 6, 9)}
    assert adapt(stated, {"due_on": "2023-06-09"}) == stated


def test_overdue_and_due_soon() -> None:
    rules = {view.name: view.rule for view in FEATURE.ledger.views}
    today = {"today": date(2023, 6, 20)}
    late: dict[str, Any] = {"due_on": date(2023, 6, 19), "voided": False}
    soon: dict[str, Any] = {"due_on": date(2023, 6, 20), "voided": False}
    assert matches(bind(rules["overdue"], today), late)
    assert not matches(bind(rules["overdue"], today), soon)
    assert matches(bind(rules["due_soon"], today), soon)
    assert not matches(bind(rules["overdue"], today), {**late, "closed_on": FOUND})
    assert not matches(bind(rules["overdue"], today), {**late, "voided": True})
    assert matches(bind(FEATURE.ledger.alerts[0].rule, today), late)
