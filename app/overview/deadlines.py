"""期限计算: a rule, a start day and the office's calendar make a due day, told in words that can be counted along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.kernel.due import Counted, Due, Step, due
from app.kernel.rules import COUNTED, Given, Override, Rule, Shape
from app.kernel.workdays import WorkCalendar, weekday
from app.masterdata.calendar import EDITED, overlaid, read_calendar, shipped_calendar
from app.masterdata.rulebooks import OVERRIDES, books, override_for, overrides, rules
from app.store.peeking import peek_settings
from app.store.session import Store

RUN = 3  # so many plain days in a row are told as one line


@dataclass(frozen=True)
class Basis:
    """What an office counts by: its working days and its own values."""

    calendar: WorkCalendar
    overrides: tuple[Override, ...] = ()


def read_basis(store: Store) -> Basis:
    """Of the open office."""
    with store.read() as connection:
        return Basis(read_calendar(connection), overrides(connection))


def peek_basis(folder: Path) -> Basis:
    """Of a folder, whether or not its window is open; as shipped where there is no office yet."""
    found = peek_settings(folder, (EDITED, OVERRIDES))
    own: dict[tuple[str, str], Override] = {}
    for entry in found.get(OVERRIDES, []):
        one = Override(**entry)
        own[one.rule, one.case] = one
    calendar = overlaid(found[EDITED]) if EDITED in found else shipped_calendar()
    return Basis(calendar, tuple(one for one in own.values() if one.value))


def answer(rule: Rule, start: date, given: Mapping[str, Given], basis: Basis) -> Due:
    """When it is due."""
    return due(rule, start, given, basis.calendar, override_for(basis.overrides, rule, rule.case_for(given)))


def span_words(found: Due) -> str:
    """10日, or with the office's own value 15日（规定10日）."""
    span = found.case.span if found.case else found.rule.span
    if found.override is None:
        return span.words
    way = "提前" if span.backward else ""
    return f"{way}{found.override.value}{COUNTED[span.unit]}（规定{span.words}）"


def cautions(found: Due) -> list[str]:
    """What must be said beside the date: out of force, an own value, a calendar that is not loaded."""
    said = []
    if standing := found.rule.instrument.standing(found.start):
        said.append(standing)
    if found.override is not None and found.by_rule is not None:
        one = found.override
        signed = " ".join(part for part in (one.who or "未署名", one.at[:16]) if part)
        said.append(
            f"本单位把期限改为{span_words(found)}，理由：{one.reason}（{signed}）。按规定到期 {found.by_rule.due}。"
        )
    said += [
        f"{year}年放假安排尚未载入，这一年暂按周一至周五上班计算；载入后请重新算一次。"
        for year in found.missing_years
    ]
    return said


def successor_words(rule: Rule) -> list[str]:
    """What took the instrument's place, a line each."""
    return [
        f"{one.title}（{one.number}）。{one.note}" if one.number else f"{one.title}。{one.note}"
        for one in rule.instrument.successors
    ]


@dataclass(frozen=True)
class Told:
    """A line of the count: one day, or several plain ones in a row."""

    first: date
    last: date
    step: Step
    words: str

    @property
    def days(self) -> str:
        """2023-07-21 星期五, or the first and the last."""
        if self.first == self.last:
            return f"{self.first} {weekday(self.first)}"
        return f"{self.first} 至 {self.last}"


def told(steps: Sequence[Counted]) -> list[Told]:
    """The count with plain runs drawn together, so that sixty days are still read at a glance."""
    lines: list[Told] = []
    run: list[Counted] = []

    def close() -> None:
        if len(run) >= RUN:
            first, _, note = run[0].words.partition("（")
            words = first
            if run[0].step is Step.COUNTED:
                words = f"{first} 至 {run[-1].words.partition('（')[0]}" + (f"（{note}" if note else "")
            lines.append(_line(run, words))
        else:
            lines.extend(_line([one], one.words) for one in run)
        run.clear()

    for one in steps:
        if run and not _goes_on(run[-1], one):
            close()
        run.append(one)
    close()
    return lines


def _goes_on(before: Counted, one: Counted) -> bool:
    if one.step is not before.step or one.step not in (Step.COUNTED, Step.SKIPPED, Step.ROLLED):
        return False
    if one.step is Step.COUNTED:
        return one.words.partition("（")[2] == before.words.partition("（")[2]
    return one.words == before.words


def _line(run: Sequence[Counted], words: str) -> Told:
    days = [one.day for one in run]
    return Told(min(days), max(days), run[0].step, words)


def as_text(found: Due) -> str:
    """The whole answer as plain text: for the command line and to be copied."""
    rule = found.rule
    case = f"（{found.case.title}）" if found.case else ""
    lines = [
        f"{rule.title}{case}：{found.due} {weekday(found.due)}",
        f"期限：{span_words(found)}，从{rule.start} {found.start} 算起",
        f"依据：{found.source}",
    ]
    lines += [f"注意：{one}" for one in cautions(found)]
    if not found.in_force and (following := successor_words(rule)):
        lines += ["可参照现行规定：", *(f"  {one}" for one in following)]
    lines += ["计算过程：", *(f"  {one.days}　{one.words}" for one in told(found.counted))]
    lines.append(f"条文：{rule.text}")
    return "\n".join(lines)


def listing() -> str:
    """Every rule, book by book, for ``deadline --list``."""
    lines = []
    for book in books():
        instrument = book.instrument
        lines.append(f"{instrument.quoted}（{force_words(instrument.starts, instrument.ends)}）")
        for rule in book.rules:
            lines.append(f"  {rule.identifier:<30}{rule.title}：{spans_words(rule)}，从{rule.start}算起")
            lines += [
                f"  {'':<30}参数 {one.name}：{one.title}{_choices(one.choices)}" for one in rule.parameters
            ]
    return "\n".join(lines)


def _choices(words: tuple[str, ...]) -> str:
    return f"（{'、'.join(words)}）" if words else ""


def force_words(starts: date | None, ends: date | None) -> str:
    """2015-11-01 至 2017-10-31 有效; 没有写明有效期 where nothing is stated."""
    if starts is None and ends is None:
        return "原文没有写明有效期"
    return f"{starts or '起'} 至 {ends or '今'} 有效"


def spans_words(rule: Rule) -> str:
    """The span and those of its cases: 1年；重大事故 2年 …"""
    cases = [f"{case.title}{case.span.words}" for case in rule.cases]
    return "；".join([rule.span.words, *cases])


def rolls_words(rule: Rule) -> str:
    """What happens where the last day is a day of rest."""
    spans = [rule.span, *(case.span for case in rule.cases)]
    if rule.rolls:
        return "顺延"
    return "按工作日算" if all(one.unit == "working_day" for one in spans) else "不顺延"


def manual_table() -> str:
    """All periods as tables of the manual, made from the rules."""
    lines: list[str] = []
    for book in books():
        instrument = book.instrument
        lines += [f"### {instrument.short}", ""]
        lines += [f"{instrument.quoted}，{force_words(instrument.starts, instrument.ends)}。", ""]
        lines += ["| 期限 | 多久 | 从哪天算 | 末日休息 | 条文 |", "| --- | --- | --- | --- | --- |"]
        lines += [
            f"| {rule.title} | {spans_words(rule)} | {rule.start} | {rolls_words(rule)} | {rule.article} |"
            for rule in book.rules
        ]
        if instrument.successors:
            lines += ["", "失效以后可参照："]
            lines += ["", *(f"- {one}" for one in successor_words(book.rules[0]))]
        lines.append("")
    return "\n".join(lines).rstrip()


def can_override(rule: Rule, given: Mapping[str, Given]) -> bool:
    """Has the span that applies a number that an office could change?"""
    case = rule.case_for(given)
    return (case.span if case else rule.span).shape is Shape.COUNT


__all__ = ["Basis", "answer", "as_text", "cautions", "listing", "peek_basis", "read_basis", "rules", "told"]
