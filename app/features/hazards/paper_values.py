"""What the papers of inspections and of hazards share: the firm, the officers, the problems and their days. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.features.hazards.words import AT_ONCE, FAILED, PASSED
from app.kernel.display import long_day
from app.kernel.paper_words import first_told, items, sentence, told
from app.kernel.papers import Ask, Facts
from app.kernel.templates import Filling

One = Mapping[str, Any]
ORDER, OPINION, RECHECK = "rectification_order", "rectification_opinion", "recheck_opinion"


def firm_values(facts: Facts) -> dict[str, Filling]:
    """The firm as the head of a 文书 names it, and the day of the paper."""
    return {
        "单位名称": told(facts.record, "enterprise_name") or told(facts.firm, "name"),
        "单位地址": first_told(facts.firm, "address", "registered_address"),
        "单位负责人": told(facts.firm, "principal"),
        "单位电话": first_told(facts.firm, "principal_phone", "phone"),
        "日期": long_day(facts.today),
        "签名": "",  # always written by hand
    }


def officer_asks(*fields: str) -> tuple[Ask, ...]:
    """Who signs for the office: the record's own people, else the first of the office's officers."""
    asks: list[Ask] = []
    for place in (0, 1):
        asks.append(Ask(f"检查人员{place + 1}", default=_officer(place, fields)))
        asks.append(Ask(f"证号{place + 1}", "执法或者检查证件号码", default=_card(place, fields)))
    return tuple(asks)


def _people(facts: Facts, fields: Sequence[str]) -> list[str]:
    found: list[str] = []
    for source in (facts.record, *facts.related.get("inspections", ())[:1]):
        for field in fields:
            value = source.get(field)
            names = value if isinstance(value, tuple) else str(value or "").split("、")
            found += [name.strip() for name in names if name.strip() and name.strip() not in found]
    return found


def _officer(place: int, fields: Sequence[str]) -> Callable[[Facts], str]:
    def name(facts: Facts) -> str:
        people = _people(facts, fields)
        if people:
            return people[place] if place < len(people) else ""
        return facts.office.get(f"检查人员{place + 1}", "")

    return name


def _card(place: int, fields: Sequence[str]) -> Callable[[Facts], str]:
    named = _officer(place, fields)

    def card(facts: Facts) -> str:
        name = named(facts)
        number = next(
            (key[4:] for key, value in facts.office.items() if value == name and key[:4] == "检查人员"), ""
        )
        return facts.office.get(f"证号{number}", "") if name else ""

    return card


def problem(hazard: One) -> str:
    """A hazard as an item of a list: where, what."""
    place, words = told(hazard, "place"), told(hazard, "description")
    return sentence(f"{place}：{words}" if place and words and place not in words else words)


def problems(hazards: Sequence[One]) -> dict[str, Filling]:
    """The items of a list, and which of them are major."""
    return {
        "问题": tuple(problem(one) for one in hazards),
        "重大项次": items(place for place, one in enumerate(hazards, start=1) if one.get("level") == "重大"),
    }


def unclosed(hazards: Sequence[One]) -> tuple[One, ...]:
    """Those still to be put right."""
    return tuple(one for one in hazards if one.get("closed_on") is None)


def terms(hazards: Sequence[One]) -> dict[str, Filling]:
    """Until when which items are to be put right: at once, by one day, or each group by its own."""
    at_once: list[int] = []
    by_day: dict[date | None, list[int]] = {}
    for place, one in enumerate(hazards, start=1):
        day = one.get("due_on")
        if one.get("treatment") == AT_ONCE:
            at_once.append(place)
        else:
            by_day.setdefault(day, []).append(place)
    dated = sorted((day, places) for day, places in by_day.items() if day is not None)
    open_ended = by_day.get(None, [])
    several = len(dated) > 1
    single = sorted([place for _, places in dated for place in places] + open_ended)
    return {
        "立即项次": items(at_once),
        "限期项次": "" if several else items(single),
        "整改期限": long_day(dated[0][0]) if len(dated) == 1 and not open_ended else "",
        "分项期限": tuple(f"第{items(places)}项于{long_day(day)}前整改完毕" for day, places in dated)
        if several
        else (),
    }


def rechecked(hazards: Sequence[One]) -> dict[str, Filling]:
    """What the recheck found: passed and failed items, each with what was done."""

    def said(one: One) -> str:
        done = told(one, "situation")
        return problem(one) + (f"整改情况：{sentence(done)}" if done else "")

    passed = tuple(said(one) for one in hazards if one.get("recheck_result") == PASSED)
    failed = tuple(said(one) for one in hazards if one.get("recheck_result") == FAILED)
    days = sorted(one["recheck_on"] for one in hazards if one.get("recheck_on"))
    return {"合格项": passed, "不合格项": failed, "复查日期": long_day(days[-1]) if days else ""}


def order_values(facts: Facts) -> dict[str, Filling]:
    """The paper that a recheck refers to."""
    before = facts.earlier(ORDER, OPINION)
    if before is None:
        return {"原文书名称": "", "原文书文号": "", "原文书日期": ""}
    name = before.title or ("责令限期整改指令书" if before.kind == ORDER else "限期整改意见书")
    return {"原文书名称": name, "原文书文号": before.number, "原文书日期": long_day(before.issued_on)}


def may_recheck(facts: Facts, hazards: Sequence[One]) -> str:
    """A recheck needs what it rechecks, and a result."""
    if facts.earlier(ORDER, OPINION) is None:
        return (
            "还没有签发责令限期整改指令书或者限期整改意见书，不能出具整改复查意见书："
            "复查意见书要写明所复查文书的名称、文号和日期。请先签发整改文书。"
        )
    if not any(one.get("recheck_on") and one.get("recheck_result") for one in hazards):
        return "还没有登记复查日期和复查结论，不能出具整改复查意见书。请先登记复查。"
    return ""
