"""Every period of a case: what falls due when, what the rule says of early and late, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.features.blacklist import words
from app.features.blacklist.rules import term_parameters
from app.features.blacklist_events import model as events
from app.kernel.due import Due, due, months_on, period_of
from app.kernel.rules import Given, Instrument, Override, Rule, RuleBook, Shape, Span, Unit
from app.kernel.workdays import WorkCalendar
from app.masterdata.rulebooks import override_for

One = Mapping[str, Any]
ONE_DAY = timedelta(days=1)

DEFENCE = Rule(
    identifier="office.defence",
    title="陈述、申辩",
    start="送达日期",
    span=Span(Shape.COUNT, Unit.WORKING_DAY, 1),
    rolls=False,
    article="",
    text="办法没有规定申辩期限，由本单位设定。",
    instrument=Instrument("office", "本单位设定的申辩期限", "本单位设定"),
)


@dataclass(frozen=True)
class Counting:
    """What a case is counted by: the rule book it was opened under, the office's working days and own values."""

    book: RuleBook
    calendar: WorkCalendar
    overrides: tuple[Override, ...] = ()
    defence_days: int = 0

    def ends(self, rule: str, start: date, given: Mapping[str, Given] | None = None) -> Due:
        """When a period of the book ends."""
        found, parameters = self.book[f"blacklist.{rule}"], given or {}
        own = override_for(self.overrides, found, found.case_for(parameters))
        return due(found, start, parameters, self.calendar, own)

    def defence(self, served_on: date) -> Due | None:
        """The last day for the defence; None where the office has set no period."""
        if not self.defence_days:
            return None
        rule = replace(DEFENCE, span=replace(DEFENCE.span, value=self.defence_days))
        return due(rule, served_on, {}, self.calendar)

    def term(self, case: One, published_on: date) -> Due:
        """The management period that begins with the publication (第四条)."""
        return self.ends("term", published_on, term_parameters(case))

    def end_of_term(self, case: One, published_on: date, years: int) -> date:
        """The end by the rule, or by a number of years the office wrote itself."""
        found = self.term(case, published_on)
        return found.due if years == found.value else months_on(published_on, 12 * years)


@dataclass(frozen=True)
class CaseDue:
    """Something that falls due in a case. ``step`` is the step of the workflow or the kind of record that settles it."""

    name: str
    title: str
    day: date
    source: str
    step: str
    note: str = ""


RECURRING = (
    ("monthly_report", "月度报告", events.REPORT, "", "第七条"),
    ("inspection_county", "县级执法检查", events.INSPECTION, events.COUNTY, "第八条"),
    ("inspection_city", "市级执法检查", events.INSPECTION, events.CITY, "第八条"),
    ("interview", "约谈主要负责人", events.INTERVIEW, "", "第八条"),
)
"""What is wanted again and again in the period: rule, title, kind of record, level, article."""

_UNITS = {Unit.MONTH: "个月", Unit.QUARTER: "个季度", Unit.HALF_YEAR: "个半年", Unit.YEAR: "年"}


def standing(counting: Counting, day: date) -> str:
    """A sentence where the rule is out of force on a day, with what may be looked at instead."""
    instrument = counting.book.instrument
    said = instrument.standing(day)
    if not said:
        return ""
    after = "；".join(
        f"{one.title}（{one.number}）" if one.number else one.title for one in instrument.successors
    )
    return f"{said}可以参照：{after}。" if after else said


def dues(case: One, records: Iterable[One], counting: Counting, today: date) -> list[CaseDue]:
    """All that waits in a case, the earliest first; nothing of a case that has ended."""
    found = [*_steps_due(case, counting), *_recurring_due(case, list(records), counting, today)]
    return sorted(found, key=lambda one: (one.day, one.name))


def _steps_due(case: One, counting: Counting) -> Iterator[CaseDue]:
    state = case.get("state")
    ends = case.get("expires_on")
    if state == words.DEFENDING and isinstance(case.get("defence_until"), date):
        yield CaseDue(
            "defence", "申辩期限届满", case["defence_until"], "本单位设定；第五条（二）没有规定期限", "lapse"
        )
    if state == words.TO_SUBMIT and isinstance(case.get("decided_on"), date):
        yield _of("submission", "提交", counting.ends("submission", case["decided_on"]), "submit")
    if state == words.TO_PUBLISH and isinstance(case.get("submitted_on"), date):
        yield _of("publication", "公布", counting.ends("publication", case["submitted_on"]), "publish")
    if state == words.MANAGED and isinstance(ends, date) and not case.get("new_acts"):
        yield _of("removal_application", "移出申请", counting.ends("removal_application", ends), "apply")
    if state in (words.MANAGED, words.TO_ACCEPT, words.TO_RULE) and isinstance(ends, date):
        note = "期内有新的符合纳入条件的行为，不能移出" if case.get("new_acts") else ""
        step = (
            "release"
            if state == words.TO_RULE and not note
            else "accept"
            if state == words.TO_ACCEPT
            else "keep"
        )
        yield CaseDue(
            "ruling", "作出移出或保留决定", ends, f"{counting.book.instrument.quoted}第五条（五）", step, note
        )
    if state == words.TO_REMOVE and isinstance(ends, date):
        yield _of("removal", "移出", counting.ends("removal", ends), "remove")
    if state == words.TO_ANNOUNCE and isinstance(case.get("removed_on"), date):
        yield _of(
            "removal_publication",
            "移出公布",
            counting.ends("removal_publication", case["removed_on"]),
            "announce",
        )


def _of(name: str, title: str, found: Due, step: str) -> CaseDue:
    years = "、".join(str(year) for year in found.missing_years)
    note = f"{years}年放假安排尚未载入" if years else ""
    return CaseDue(name, title, found.due, found.source, step, note)


def _recurring_due(case: One, records: list[One], counting: Counting, today: date) -> Iterator[CaseDue]:
    """What the present month, quarter … still wants, and in one line what earlier ones want."""
    if case.get("state") not in words.ON_THE_LIST:
        return
    for name, title, kind, level, _article in RECURRING:
        spans = periods(case, counting, name, today)
        done = _done(records, kind, level)
        source = counting.book[f"blacklist.{name}"].source
        missed = [span for span in spans if span[1] < today and not _within(done, span)]
        if missed:
            note = f"管理期内已有 {len(missed)} 期没有记录"
            yield CaseDue(f"{name}_missed", f"{title}（补）", missed[-1][1], source, kind, note)
        if spans and spans[-1][1] >= today and not _within(done, spans[-1]):
            yield CaseDue(name, title, spans[-1][1], source, kind)


def periods(case: One, counting: Counting, name: str, today: date) -> list[tuple[date, date]]:
    """The calendar periods of a recurring duty that the management period has met so far, each with its due day.

    The day of the publication itself is not counted (民法典 201).
    """
    start, ends = case.get("period_from") or case.get("published_on"), case.get("expires_on")
    if not isinstance(start, date):
        return []
    last = min(ends, today) if isinstance(ends, date) else today
    unit = counting.book[f"blacklist.{name}"].span.unit
    found, day = [], start + ONE_DAY
    while day <= last:
        until = counting.ends(name, day).due
        found.append((period_of(unit, day)[0], until))
        day = until + ONE_DAY
    return found


def _done(records: Iterable[One], kind: str, level: str) -> list[date]:
    return [
        one["day"]
        for one in records
        if one.get("kind") == kind
        and isinstance(one.get("day"), date)
        and (not level or one.get("level") == level)
        and not one.get("voided")
    ]


def _within(days: Iterable[date], span: tuple[date, date]) -> bool:
    return any(span[0] <= day <= span[1] for day in days)


def application_words(case: One, counting: Counting, applied_on: date) -> str:
    """What the rule says of an application on that day: early, in time, late (第五条（五）)."""
    ends = case.get("expires_on")
    if not isinstance(ends, date):
        return ""
    found = counting.ends("removal_application", ends)
    latest = found.due
    if applied_on > latest:
        late = "，管理期限已经届满" if applied_on > ends else ""
        return (
            f"应于期满1个月前（{latest} 前）提出，{applied_on} 提出已经晚了{late}（第五条（五））。"
            "办法没有规定迟交的后果，是否受理由原信息采集部门决定。"
        )
    if applied_on < months_on(latest, -1):
        return (
            f"期满日期是 {ends}，现在申请比规定的最迟日期 {latest} 早得多。可以受理，"
            "但管理期限内都不能有新的行为，期满次日才能移出（第五条（五））。"
        )
    return ""


def defence_words(case: One, counting: Counting) -> str:
    """Where the end of the defence and the day of service tell different things: one was changed without the other."""
    served_on, noted = case.get("served_on"), case.get("defence_until")
    until = counting.defence(served_on) if isinstance(served_on, date) else None
    if until is None or noted is None or until.due == noted:
        return ""
    return f"{served_on} 送达，按本单位设定的期限，申辩到 {until.due} 为止；案件里写的是 {noted}，请核对。"


def gaps(case: One, records: Iterable[One], counting: Counting, today: date) -> list[str]:
    """What the management period lacks so far, a sentence each with its article (第七条, 第八条)."""
    kept, found = list(records), []
    for name, title, kind, level, article in RECURRING:
        rule = counting.book[f"blacklist.{name}"]
        spans = [span for span in periods(case, counting, name, today) if span[1] < today]
        missed = [span for span in spans if not _within(_done(kept, kind, level), span)]
        if missed:
            which = "、".join(_called(rule.span.unit, first) for first, _ in missed)
            count = f"{len(missed)}{_UNITS[rule.span.unit]}"
            found.append(f"缺{title}：{count}（{which}）。{article}：{rule.text}")
    return found


def _called(unit: Unit, first: date) -> str:
    match unit:
        case Unit.MONTH:
            return f"{first.year}年{first.month}月"
        case Unit.QUARTER:
            return f"{first.year}年第{(first.month + 2) // 3}季度"
        case Unit.HALF_YEAR:
            return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年"


def lateness(case: One, step: str, counting: Counting, day: date) -> str:
    """What is to be said where a step is taken later than its period allows."""
    match step:
        case "submit" if isinstance(case.get("decided_on"), date):
            found = counting.ends("submission", case["decided_on"])
        case "publish" if isinstance(case.get("submitted_on"), date):
            found = counting.ends("publication", case["submitted_on"])
        case "announce" if isinstance(case.get("removed_on"), date):
            found = counting.ends("removal_publication", case["removed_on"])
        case "remove" if isinstance(case.get("expires_on"), date):
            found = counting.ends("removal", case["expires_on"])
        case _:
            return ""
    if day <= found.due:
        return ""
    return f"按{found.rule.article}应在 {found.due} 前办理，{day} 已经超过 {(day - found.due).days} 天。"


def quarter_of(day: date) -> str:
    """The batch of a publication: 2023年第3季度."""
    return _called(Unit.QUARTER, day)
