"""勾稽关系: what must hold between the values of a table, and against the last one submitted. Runs always."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from app.dispatch import gaps
from app.dispatch.archive import Submission, frozen, last_submitted, never_falls
from app.dispatch.comparison import Fall, falls
from app.dispatch.compute import compute, contributions
from app.dispatch.figures import Figures
from app.dispatch.scope import OFFICE, Scope
from app.kernel.display import long_day
from app.kernel.feature import Catalogue
from app.kernel.indicators import Amount, Table, shown

RED, AMBER = "red", "amber"
PART, BELOW_NIL, FALL, OUTSIDE, AHEAD, GAP = "part", "below_nil", "fall", "outside", "ahead", "gap"
"""Rules: part ≤ whole; nothing below nil; no fall; a day outside the campaign; a day to come; a gap in the ledgers."""

NAMED_AT_MOST = 3
"""So many records are named in a sentence; a finding leads to all of them."""


@dataclass(frozen=True)
class Finding:
    """``red`` keeps a table from being submitted, ``amber`` is worth a look (see :func:`in_the_way`).

    ``records`` are ids by ledger.
    """

    severity: str
    sentence: str
    codes: tuple[str, ...] = ()
    records: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rule: str = ""


def name_of(table: Table, code: str, part: int) -> str:
    """A1“企业自查发现的重大事故隐患（个）”, with the part's name where there are two."""
    indicator = table.indicators[code]
    return f"{indicator.part_name(part)}“{indicator.plain_label}”"


def within_table(figures: Figures) -> list[Finding]:
    """Pure: part ≤ whole, and no value below nil."""
    table = figures.table
    found = []
    for check in table.checks:
        left, right = figures.value(*check.left), figures.value(*check.right)
        if left > right:
            sentence = (
                f"{name_of(table, *check.left)}是{shown(table, left)}，"
                f"大于{name_of(table, *check.right)}的{shown(table, right)}。"
            )
            found.append(Finding(check.severity, sentence, (check.left[0], check.right[0]), rule=PART))
    for code, part, _ in table.measures():
        value = figures.value(code, part)
        if value < 0:
            sentence = f"{name_of(table, code, part)}是{shown(table, value)}，不能小于0，请检查手工调整。"
            found.append(Finding(RED, sentence, (code,), rule=BELOW_NIL))
    return found


def against_last(figures: Figures, last: Mapping[str, Sequence[Amount]], when: str) -> list[Finding]:
    """Pure: cumulative values never fall below those of ``last``, submitted for ``when``."""
    table = figures.table
    found = []
    for code, part, measure in table.measures():
        parts = last.get(code, ())
        if not never_falls(measure) or part > len(parts):
            continue
        before, this = parts[part - 1], figures.value(code, part)
        if this < before:
            sentence = (
                f"{name_of(table, code, part)}是累计数，现为{shown(table, this)}{measure.unit}，"
                f"小于已报送的截至{when}的{shown(table, before)}{measure.unit}。"
            )
            found.append(Finding(RED, sentence, (code,), rule=FALL))
    return found


def about_the_day(table: Table, day: date, today: date) -> list[Finding]:
    """Pure: a table dated outside its campaign, and one for a day that is still to come."""
    found = []
    if day < table.first_day:
        said = f"早于行动第一日{long_day(table.first_day)}，累计数都是0"
    elif day > table.last_day:
        said = f"晚于行动最后一日{long_day(table.last_day)}，只统计到最后一日"
    else:
        said = ""
    if said:
        where = "请核对日期；行动起止日期在“设置”的“调度表”里改"
        found.append(Finding(AMBER, f"截至日期{long_day(day)}{said}。{where}。", rule=OUTSIDE))
    if today < table.days(day)["date"]:
        sentence = f"截至日期{long_day(day)}还没有到，数字只算到今天为止的记录。"
        found.append(Finding(AMBER, sentence, rule=AHEAD))
    return found


def check(
    connection: Connection,
    catalogue: Catalogue,
    table: Table,
    day: date,
    scope: Scope = OFFICE,
    today: date | None = None,
) -> list[Finding]:
    """Every finding on a table, red ones first, each with the records it leads to.

    Without ``today`` it is looked at on its own day.
    """
    figures = compute(connection, catalogue, table, day, scope)
    last = last_submitted(connection, table.id, day, scope)
    return check_figures(connection, catalogue, figures, last, today or day)


def check_figures(
    connection: Connection, catalogue: Catalogue, figures: Figures, last: Submission | None, today: date
) -> list[Finding]:
    """The same for figures at hand."""
    found = [_led(connection, catalogue, figures, one) for one in within_table(figures)]
    if last is not None:
        plain = against_last(figures, frozen(connection, last.id).printed, last.title)
        behind = falls(connection, catalogue, figures, last) if plain else []
        found.extend(_fallen(one, fall) for one, fall in zip(plain, behind, strict=True))
    found.extend(about_the_day(figures.table, figures.day, today))
    found.extend(
        Finding(AMBER, gap.sentence, gap.codes, gap.records, GAP)
        for gap in gaps.find(connection, catalogue, figures)
    )
    return sorted(found, key=lambda one: one.severity != RED)


def _led(connection: Connection, catalogue: Catalogue, figures: Figures, finding: Finding) -> Finding:
    """The records counted in the values of a finding."""
    records: dict[str, tuple[int, ...]] = {}
    for code in finding.codes[:1]:
        for part in range(1, len(figures.table.indicators[code].measures) + 1):
            for one in contributions(
                connection, catalogue, figures.table, code, part, figures.day, figures.scope
            ):
                ids = dict.fromkeys((*records.get(one.ledger, ()), *one.ids))
                records[one.ledger] = tuple(ids)
    return Finding(finding.severity, finding.sentence, finding.codes, records, finding.rule)


def _fallen(finding: Finding, fall: Fall) -> Finding:
    """A fall names its records and what was done to them."""
    told = [f"{loss.name}：{'；'.join(loss.causes)}" for loss in fall.losses[:NAMED_AT_MOST]] + list(
        fall.adjustments
    )
    if len(fall.losses) > NAMED_AT_MOST:
        told.append(f"等共{len(fall.losses)}条记录")
    words = f"{finding.sentence}变动的有：{'；'.join(told)}。" if told else finding.sentence
    return Finding(finding.severity, words, finding.codes, fall.records, finding.rule)


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """Those that keep a table from being submitted."""
    return [one for one in findings if one.severity == RED]


def in_the_way(findings: Sequence[Finding], *, corrects: bool) -> list[Finding]:
    """What is asked about before a table is frozen: what blocks it, and a day outside the campaign.

    A correction may fall below the very table it corrects, and its day was asked about then: its reason
    stands for both.
    """
    if corrects:
        return [one for one in blocking(findings) if one.rule != FALL]
    return [*blocking(findings), *(one for one in findings if one.rule == OUTSIDE)]
