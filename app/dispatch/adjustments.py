"""Dated entries by hand: what reaches the office as a number in a message. See docs/decisions/dispatch.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, Text, insert, select, update

from app.dispatch.figures import Adjustment
from app.dispatch.scope import Scope, Whose
from app.kernel.display import plain
from app.kernel.errors import Refusal
from app.kernel.indicators import Amount, Measure, Span, Table
from app.store.base import Base, table_of
from app.store.session import Store


class DispatchAdjustment(Base):
    """One entry. It is never changed, only cancelled: who, when and why stand beside it."""

    __tablename__ = "dispatch_adjustments"

    id = Column(Integer, primary_key=True)
    table_id = Column(Text, index=True, nullable=False)
    code = Column(Text, nullable=False)
    part = Column(Integer, nullable=False)
    amount = Column(Text, nullable=False)
    day = Column(Date, nullable=False)
    scope = Column(Text, nullable=False)
    scope_name = Column(Text, default="", nullable=False)
    reason = Column(Text, nullable=False)
    who = Column(Text, nullable=False)
    at = Column(Text, nullable=False)
    cancelled_at = Column(Text, nullable=True)
    cancelled_by = Column(Text, nullable=True)
    cancel_reason = Column(Text, nullable=True)


ADJUSTMENTS = table_of(DispatchAdjustment)


def measure_of(table: Table, code: str, part: int) -> Measure:
    """The value that (code, part) names. Raises Refusal."""
    indicator = table.indicators.get(code)
    if indicator is None:
        raise Refusal(f"调度表里没有编号为“{code}”的指标，可用：{'、'.join(table.indicators)}。")
    if not 1 <= part <= len(indicator.measures):
        raise Refusal(f"{code}只有{len(indicator.measures)}个数，没有第{part}个。")
    return indicator.measures[part - 1]


def read_amount(measure: Measure, text: str) -> Amount:
    """An amount typed in: a whole number (may be negative for a cumulative value), 万元, or 是/否."""
    words = text.strip().replace("，", "").replace(",", "")
    if measure.span is Span.FLAG:
        if words in ("是", "否", "true", "false"):
            return words in ("是", "true")
        raise Refusal(f"“{text}”看不懂，请填“是”或“否”。")
    try:
        amount = Decimal(words.removesuffix(measure.unit))
    except InvalidOperation:
        raise Refusal(f"“{text}”不是数，请填以{measure.unit}为单位的数。") from None
    if not amount.is_finite():
        raise Refusal(f"“{text}”不是数，请填以{measure.unit}为单位的数。")
    if measure.span is Span.STOCK and amount < 0:
        raise Refusal("时点数不能小于0。")
    if measure.is_money:
        return amount
    if amount != amount.to_integral_value():
        raise Refusal(f"“{text}”应当是整数（{measure.unit}）。")
    return int(amount)


def kept(amount: Amount) -> str:
    """An amount as exact text."""
    if isinstance(amount, bool):
        return "是" if amount else "否"
    return plain(amount) if isinstance(amount, Decimal) else str(amount)


def add(
    store: Store,
    table: Table,
    code: str,
    amount: str | Amount,
    day: date,
    reason: str,
    *,
    part: int = 1,
    scope: Scope | None = None,
) -> Adjustment:
    """Enter an adjustment; it counts in every table from ``day`` on. Raises Refusal."""
    measure = measure_of(table, code, part)
    words = kept(amount) if not isinstance(amount, str) else amount
    exact = read_amount(measure, words)
    if not reason.strip():
        raise Refusal("调整要写明原因，例如“区应急局6月20日电话通报”。")
    if measure.span is Span.CUM and exact == 0:
        raise Refusal("调整的数不能是0。")
    if measure.span is Span.CUM and not table.first_day <= day <= table.last_day:
        raise Refusal(
            f"调整日期{day.isoformat()}不在行动期间（{table.first_day.isoformat()}至{table.last_day.isoformat()}）内，"
            "不会计入任何一期。"
        )
    where, moment = scope or Scope(), store.moment()
    values = {
        "table_id": table.id, "code": code, "part": part, "amount": kept(exact), "day": day,
        "scope": str(where.whose), "scope_name": where.name, "reason": reason.strip(),
        "who": store.who, "at": moment,
    }  # fmt: skip
    with store.write() as connection:
        result = connection.execute(insert(ADJUSTMENTS).values(values))
        number = int(result.inserted_primary_key[0])  # type: ignore[index]
    return Adjustment(code, part, exact, day, where, reason.strip(), store.who, moment, number)


def cancel(store: Store, number: int, reason: str) -> None:
    """Take an entry back: it no longer counts; what was submitted with it stays as submitted."""
    if not reason.strip():
        raise Refusal("撤销调整要写明原因。")
    with store.write() as connection:
        result = connection.execute(
            update(ADJUSTMENTS)
            .where(ADJUSTMENTS.c.id == number, ADJUSTMENTS.c.cancelled_at.is_(None))
            .values(cancelled_at=store.moment(), cancelled_by=store.who, cancel_reason=reason.strip())
        )
        if result.rowcount != 1:
            raise Refusal("这条调整不存在，或已经撤销。")


def listed(connection: Connection, table: Table) -> list[Adjustment]:
    """Every entry for a table, cancelled ones with who, when and why."""
    query = select(ADJUSTMENTS).where(ADJUSTMENTS.c.table_id == table.id)
    return _entries(connection.execute(query.order_by(ADJUSTMENTS.c.day, ADJUSTMENTS.c.id)).all(), table)


def effective(connection: Connection, table: Table, day: date, scope: Scope) -> list[Adjustment]:
    """The entries that count in a table: standing, dated by its day, of its scope; the office takes in all."""
    query = select(ADJUSTMENTS).where(
        ADJUSTMENTS.c.table_id == table.id, ADJUSTMENTS.c.cancelled_at.is_(None), ADJUSTMENTS.c.day <= day
    )
    if scope.whose is not Whose.OFFICE:
        query = query.where(ADJUSTMENTS.c.scope == str(scope.whose), ADJUSTMENTS.c.scope_name == scope.name)
    entries = _entries(connection.execute(query.order_by(ADJUSTMENTS.c.day, ADJUSTMENTS.c.id)).all(), table)
    return [one for one in entries if _speaks(table, one)]


def _speaks(table: Table, entry: Adjustment) -> bool:
    """Outside the campaign nothing is added."""
    measure = table.indicators[entry.code].measures[entry.part - 1]
    return measure.span is not Span.CUM or table.first_day <= entry.day <= table.last_day


def _entries(rows: Sequence[Any], table: Table) -> list[Adjustment]:
    found = []
    for row in rows:
        indicator = table.indicators.get(row.code)
        if indicator is None or row.part > len(indicator.measures):
            continue
        cancelled = f"{row.cancelled_at} {row.cancelled_by}：{row.cancel_reason}" if row.cancelled_at else ""
        amount = read_amount(indicator.measures[row.part - 1], row.amount)
        scope = Scope(Whose(row.scope), row.scope_name)
        found.append(
            Adjustment(
                row.code, row.part, amount, row.day, scope, row.reason, row.who, row.at, row.id, cancelled
            )
        )
    return found
