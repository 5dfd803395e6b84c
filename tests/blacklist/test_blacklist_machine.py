"""Whatever is tried in whatever order: no case skips the notice, is submitted undecided, published unsubmitted, or
removed before the end or with a new act.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.features.blacklist import FEATURE, notes, service, words
from app.kernel.clock import stopped_clock
from app.kernel.errors import Refusal
from app.kernel.workflow import Workflow
from tests.blacklist.conftest import Bench

assert FEATURE.workflow is not None
WORKFLOW: Workflow = FEATURE.workflow
STEPS = {one.name: one for one in WORKFLOW.transitions}
PEOPLE = ("张某", "李某", "王某")
FACTS: dict[str, Any] = {
    "verifier": "李某",
    "verification": "属实",
    "notice_number": "1号",
    "defence": "不实",
    "defence_reply": "证据充分",
    "proposal": "建议",
    "decision_reason": "情节",
    "acceptor": "周某",
    "kept_reason": "有新的行为",
    "transferred_to": "上级",
    "withdrawn_reason": "有错误",
    "deciding_organ": "上级",
    "rank": "省",
    "application": "申请移出",
}
ARTICLE = re.compile("第[三四五六七八]条")
ASIDE = ("withdraw", "transfer", "adopt", "reject", "send_back", "unrelease", "take_back", "keep")

action = st.tuples(
    st.sampled_from((*["onward"] * 8, "side", "any", "act")),
    st.integers(0, 60),  # days that pass
    st.integers(0, 40),  # which step
    st.integers(0, 26),  # which people
    st.integers(-40, 0),  # a day written that lies so far back
    st.sampled_from(("合格", "合格", "合格", "不合格")),
    st.booleans(),  # wait until the period is over first
)


def test_no_path_around_the_rule(bench: Bench) -> None:
    reached: set[str] = set()

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(st.integers(0, 2), st.lists(action, min_size=12, max_size=30))
    def machine(start: int, actions: list[Any]) -> None:
        _walk(bench, start, actions, reached)

    machine()
    assert {words.DEFENDING, words.TO_PUBLISH, *words.ON_THE_LIST, words.REMOVED, words.WITHDRAWN} <= reached


def _walk(bench: Bench, start: int, actions: list[Any], reached: set[str]) -> None:
    one = (
        bench.open("2016-03-01") if start == 0 else bench.published() if start == 2 else bench.decided_case()
    )
    for kind, passing, which, who, back, accepted, wait in actions:
        today = bench.store.clock.today() + timedelta(days=passing)
        before = bench.case(one)
        if wait and isinstance(before["expires_on"], date):
            today = max(today, before["expires_on"] + timedelta(days=1))
        elif wait and before["state"] == words.DEFENDING:
            today = max(today, before["defence_until"] + timedelta(days=1))
        bench.store.clock = stopped_clock(
            bench.store.clock.now().replace(year=today.year, month=today.month, day=today.day)
        )
        if kind == "act":
            act = {"kind": "新的行为", "day": today, "content": "又违法", "qualifying": which % 2 == 0}
            _try(lambda values=act: notes.note_record(bench.store, one, values))
            continue
        open_steps = [step.name for step in WORKFLOW.open_steps(before)]
        onward = [name for name in open_steps if name not in ASIDE] or open_steps
        names = {"any": list(STEPS), "side": open_steps, "onward": onward}[kind] or list(STEPS)
        step = STEPS[names[which % len(names)]]
        given_facts = {
            **service.proposed(bench.store, one, step.name),
            **{name: value for name, value in FACTS.items() if name in step.asks},
            **{
                name: PEOPLE[place if who > 4 else who % 3]
                for place, name in enumerate(("handler", "reviewer", "head"))
                if name in step.asks
            },
        }
        if "accepted" in step.asks:
            given_facts["accepted"] = accepted
        if back < -30:
            given_facts |= {
                name: today + timedelta(days=back)
                for name, value in given_facts.items()
                if isinstance(value, date)
            }
        try:
            service.take(bench.store, [one], step.name, given_facts)
        except Refusal as refusal:
            if not ARTICLE.search(str(refusal)):
                pytest.fail(f"a refusal that names no article: {refusal}")
        after = bench.case(one)
        reached.add(after["state"])
        _lawful(after)
        if after["removed_on"] and not before["removed_on"]:
            assert before["new_acts"] == 0
            assert before["ruling"] == "移出"
            assert before["checked_on"]
            assert before["accepted"] == "合格"


def _try(act: Any) -> None:
    with contextlib.suppress(Refusal):
        act()


def _in_order(*days: date | None) -> bool:
    return None not in days and list(days) == sorted(days)  # type: ignore[type-var]


def _lawful(case: dict[str, Any]) -> None:
    """What must hold of a case, however it came about."""
    above = case["transferred_on"] is not None
    if case["noticed_on"]:
        assert _in_order(case["verified_on"], case["noticed_on"])
    if case["decided_on"] and not above:
        assert _in_order(case["noticed_on"], case["served_on"], case["defended_on"], case["decided_on"])
        assert len({case["handler"], case["reviewer"], case["head"]}) == 3
        assert case["defence_adopted"] is not True
    if case["submitted_on"]:
        assert case["decision"] == "纳入"
        assert _in_order(case["decided_on"], case["submitted_on"])
    if case["published_on"] and not above:
        assert _in_order(case["submitted_on"], case["published_on"])
    if case["state"] in words.ON_THE_LIST:
        assert case["expires_on"] > case["published_on"]
    if case["removed_on"]:
        assert case["removed_on"] > case["expires_on"]
        assert case["applied_on"] >= case["published_on"]
    if case["removal_published_on"]:
        assert _in_order(case["removed_on"], case["removal_published_on"])


def test_every_refusal_out_of_turn_names_its_article(bench: Bench) -> None:
    ended = bench.open("2016-03-01")
    bench.take(ended, "withdraw", "2016-03-02", withdrawn_reason="有错误")
    for step in STEPS:
        with pytest.raises(Refusal, match=r"当前状态是“已撤回”.*第[五六]条"):
            service.take(bench.store, [ended], step, {})


def test_every_step_left_empty_or_dated_wrong_names_its_article(bench: Bench) -> None:
    """From one end of a case to the other: nothing filled in, a day too early, a day that has not come."""
    one = bench.open("2016-03-01")
    walk = ("verify", "notify", "serve", "lapse", "propose", "review", "decide", "submit", "publish", "apply")
    days = ("03-03", "03-04", "03-07", "03-15", "03-16", "03-17", "03-18", "03-25", "04-20", "06-01")
    for name, day in zip(walk, days, strict=True):
        step = STEPS[name]
        dated = [field for field in step.asks if field.endswith("_on")]
        bench.on(f"2016-{day}")
        for wrong in (
            {},
            *({field: date(2016, 2, 1)} for field in dated),
            *({field: date(2030, 1, 1)} for field in dated),
        ):
            facts = {**{field: FACTS[field] for field in step.asks if field in FACTS and wrong}, **wrong}
            with pytest.raises(Refusal) as refused:
                service.take(bench.store, [one], name, facts)
            assert ARTICLE.search(str(refused.value)), str(refused.value)
        people = dict(zip(("handler", "reviewer", "head"), PEOPLE, strict=True))
        known = {**FACTS, **people}
        bench.take(one, name, f"2016-{day}", **{field: known[field] for field in step.asks if field in known})
