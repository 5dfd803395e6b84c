"""This table beside the last one submitted: what changed, what fell, and which edit made it fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from app.dispatch.archive import Frozen, Submission, frozen, last_submitted, never_falls
from app.dispatch.causes import Finder, called
from app.dispatch.compute import Contribution, compute, contributions
from app.dispatch.figures import Figures
from app.dispatch.scope import OFFICE, Scope
from app.kernel.display import long_day
from app.kernel.feature import Catalogue
from app.kernel.indicators import Amount, Table, shown
from app.store import records

TOLD_AT_MOST = 20
"""So many records of one fall are told with their edits; the rest are counted."""


@dataclass(frozen=True)
class Row:
    """One value then and now; ``last`` and ``change`` are None where there is nothing to compare with."""

    code: str
    part: int
    label: str
    unit: str
    last: Amount | None
    this: Amount
    change: int | Decimal | None

    @property
    def fell(self) -> bool:
        """Less than last time."""
        return self.change is not None and self.change < 0


@dataclass(frozen=True)
class Loss:
    """A record that counted last time and counts less now, or not at all."""

    ledger: str
    record_id: int
    name: str
    before: int | Decimal
    after: int | Decimal
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Fall:
    """A cumulative value that fell, with the records and adjustments behind it."""

    row: Row
    losses: tuple[Loss, ...]
    adjustments: tuple[str, ...]

    @property
    def records(self) -> dict[str, tuple[int, ...]]:
        """Ids by ledger."""
        found: dict[str, tuple[int, ...]] = {}
        for loss in self.losses:
            found[loss.ledger] = (*found.get(loss.ledger, ()), loss.record_id)
        return found


def compare(
    connection: Connection, catalogue: Catalogue, table: Table, day: date, scope: Scope = OFFICE
) -> list[Row]:
    """Every value beside the same value in the last table submitted up to ``day``."""
    figures = compute(connection, catalogue, table, day, scope)
    last = last_submitted(connection, table.id, day, scope)
    return rows(figures, frozen(connection, last.id).printed if last else {})


def rows(figures: Figures, last: Mapping[str, Sequence[Amount]]) -> list[Row]:
    """Pure: this table's printed values beside those of ``last``."""
    found = []
    for code, part, measure in figures.table.measures():
        indicator = figures.table.indicators[code]
        label = indicator.plain_label + (f"·{measure.name}" if measure.name else "")
        parts = last.get(code, ())
        before = parts[part - 1] if part <= len(parts) else None
        this = figures.value(code, part)
        change = None if before is None or isinstance(this, bool) else this - before
        found.append(Row(code, part, label, measure.unit, before, this, change))
    return found


def falls(
    connection: Connection, catalogue: Catalogue, figures: Figures, last: Submission | None
) -> list[Fall]:
    """For each cumulative value that fell since ``last``: the records behind it and who changed them."""
    if last is None:
        return []
    kept = frozen(connection, last.id)
    found = []
    for row in rows(figures, kept.printed):
        measure = figures.table.indicators[row.code].measures[row.part - 1]
        if not row.fell or not never_falls(measure):
            continue
        losses = _losses(connection, catalogue, figures, kept, row)
        found.append(Fall(row, losses, _adjustments(figures, kept, row)))
    return found


def _losses(
    connection: Connection, catalogue: Catalogue, figures: Figures, kept: Frozen, row: Row
) -> tuple[Loss, ...]:
    before = kept.counted.get((row.code, row.part))
    if before is None:
        return ()
    measure = figures.table.indicators[row.code].measures[row.part - 1]
    now = contributions(connection, catalogue, figures.table, row.code, row.part, figures.day, figures.scope)
    lost = _lost(before, now[0] if now else Contribution(before.ledger, (), ()))
    feature = catalogue[before.ledger]
    found = records.load(connection, feature, [one for one, _, _ in lost])
    finder = Finder(connection, catalogue, figures, kept.operation)
    losses = []
    for place, (one, was, is_now) in enumerate(lost):
        record = found.get(one, {"id": one})
        causes = finder.causes(feature, measure, record) if place < TOLD_AT_MOST else ()
        losses.append(Loss(before.ledger, one, called(feature, record), was, is_now, causes))
    return tuple(losses)


def _lost(before: Contribution, now: Contribution) -> list[tuple[int, int | Decimal, int | Decimal]]:
    """``(record, amount then, amount now)`` where it is less; where things count once, of the things now gone."""
    if before.keys:
        gone = set(before.keys) - set(now.keys)
        return [
            (one, amount, 0)
            for one, amount, key in zip(before.ids, before.amounts, before.keys, strict=True)
            if key in gone
        ]
    amounts = dict(zip(now.ids, now.amounts, strict=True))
    return [
        (one, amount, amounts.get(one, 0))
        for one, amount in zip(before.ids, before.amounts, strict=True)
        if amounts.get(one, 0) < amount
    ]


def _adjustments(figures: Figures, kept: Frozen, row: Row) -> tuple[str, ...]:
    """Entries that counted last time and no longer do."""
    still = {one.id for one in figures.adjustments}
    return tuple(
        f"{one['day']}登记的调整{one['amount']}{row.unit}（{one['reason']}）已撤销"
        for one in kept.adjustments
        if one["value"] == row.code and one["part"] == row.part and one["id"] not in still
    )


_NUMERALS = "一二三四五六七八九"


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 40 → 四十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return head + (_NUMERALS[ones - 1] if ones else "")


def place_of(table: Table, code: str) -> str:
    """“总体情况”第1项“企业自查发现的重大事故隐患（个）”."""
    section = next(one for one in table.sections if one.letter == code[0])
    indicator = table.indicators[code]
    return f"“{section.plain_title}”第{indicator.number}项“{indicator.plain_label}”"


def draft_statement(figures: Figures, last: Submission, found: Sequence[Fall], office_name: str) -> str:
    """情况说明: why cumulative figures are lower than those handed in before. To be edited by the clerk."""
    table = figures.table
    opening = (
        f"　　现报送的《{table.name}》（截至{long_day(figures.day)}），与此前报送的截至{last.title}的数据相比，"
        f"有{len(found)}项累计数据减少，现将有关情况说明如下："
    )
    lines = ["关于调度表部分累计数据减少的情况说明", "", opening]
    for place, fall in enumerate(found, 1):
        lines.extend(_paragraph(table, place, fall))
    lines += [
        "　　以上变动已在台账中留有修改记录，数据以本次报送为准。",
        "　　特此说明。",
        "",
        office_name,
        long_day(figures.day),
    ]
    return "\n".join(lines)


def _paragraph(table: Table, place: int, fall: Fall) -> list[str]:
    row = fall.row
    part = table.indicators[row.code].measures[row.part - 1].name
    assert row.last is not None
    assert row.change is not None
    head = (
        f"　　{numeral(place)}、{place_of(table, row.code)}{f'（{part}）' if part else ''}："
        f"由{shown(table, row.last)}{row.unit}变为{shown(table, row.this)}{row.unit}，"
        f"减少{shown(table, -row.change)}{row.unit}。"
    )
    told: list[str] = [_reason(table, loss, row) for loss in fall.losses[:TOLD_AT_MOST]]
    if len(fall.losses) > TOLD_AT_MOST:
        told.append(f"另有{len(fall.losses) - TOLD_AT_MOST}条记录，明细见台账修改记录。")
    told += [f"{one}。" for one in fall.adjustments]
    if not told:
        told = ["未发现被修改的记录，可能是统计口径或行动起止日期有调整。"]
    if len(told) == 1:
        return [f"{head}原因是：{told[0]}"]
    return [head, *(f"　　{number}．{one}" for number, one in enumerate(told, 1))]


def _reason(table: Table, loss: Loss, row: Row) -> str:
    causes = "；".join(loss.causes)
    if loss.after:
        return f"{loss.name}，{causes}，计入数由{shown(table, loss.before)}变为{shown(table, loss.after)}{row.unit}。"
    return f"{loss.name}，{causes}，不再计入。"


def as_data(found: Sequence[Fall]) -> list[dict[str, Any]]:
    """Falls for the command line."""
    return [
        {
            "value": fall.row.code,
            "part": fall.row.part,
            "last": str(fall.row.last),
            "this": str(fall.row.this),
            "records": [
                {"ledger": loss.ledger, "id": loss.record_id, "name": loss.name, "causes": list(loss.causes)}
                for loss in fall.losses
            ],
            "adjustments": list(fall.adjustments),
        }
        for fall in found
    ]
