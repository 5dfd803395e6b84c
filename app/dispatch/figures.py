"""The values of a table for a day and a scope: what the ledgers give, what was adjusted, what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.dispatch.scope import Scope
from app.kernel.display import plain
from app.kernel.indicators import Amount, Measure, Span, Table, cell_text, rounded, shown

Values = Mapping[str, tuple[Amount, ...]]


@dataclass(frozen=True)
class Adjustment:
    """A dated entry by hand. ``part`` counts from 1; ``amount`` is added to a cumulative value, and stands in
    the place of a stock or a flag, from ``day`` on.
    """

    code: str
    part: int
    amount: Amount
    day: date
    scope: Scope
    reason: str
    who: str
    at: str = ""
    id: int = 0
    cancelled: str = ""


@dataclass(frozen=True)
class Figures:
    """``computed`` are exact (万元 as Decimal); ``effect`` is what the adjustments come to, by (code, part)."""

    table: Table
    day: date
    scope: Scope
    computed: Values
    adjustments: tuple[Adjustment, ...] = ()
    effect: Mapping[tuple[str, int], Amount] | None = None

    @cached_property
    def printed(self) -> dict[str, tuple[Amount, ...]]:
        """Computed + adjustments, as printed: money rounded half up to two decimals."""
        values: dict[str, list[Amount]] = {code: list(parts) for code, parts in self.computed.items()}
        for (code, part), amount in (self.effect or {}).items():
            measure = self.table.indicators[code].measures[part - 1]
            values[code][part - 1] = combined(measure, values[code][part - 1], amount)
        return {code: tuple(rounded(part) for part in parts) for code, parts in values.items()}

    def value(self, code: str, part: int = 1) -> Amount:
        """One printed value."""
        return self.printed[code][part - 1]

    def adjusted(self, code: str, part: int = 1) -> Amount:
        """What the adjustments come to for one value: an amount added, or the difference they make."""
        return (self.effect or {}).get((code, part), zero(self.table.indicators[code].measures[part - 1]))

    def cell(self, code: str) -> str:
        """The cell as printed: 3，2.5 or 党委2，政府3."""
        return cell_text(self.table, self.table.indicators[code], self.printed[code])

    def text(self, code: str, part: int = 1) -> str:
        """One printed value as text."""
        return shown(self.table, self.value(code, part))


def zero(measure: Measure) -> Amount:
    """A nil of the measure's kind: 0, 0 万元, or no."""
    if measure.span is Span.FLAG:
        return False
    return Decimal(0) if measure.is_money else 0


def combined(measure: Measure, computed: Amount, effect: Amount) -> Amount:
    """What is printed: a sum; a flag takes the effect in its place."""
    return bool(effect) if measure.span is Span.FLAG else computed + effect


def json_amount(amount: Amount) -> int | bool | str:
    """Counts as numbers, 是/否 as true/false, money as text in 万元 (two decimals at most)."""
    if isinstance(amount, Decimal):
        text = plain(rounded(amount))  # type: ignore[arg-type]
        return "0" if text == "-0" else text
    return amount


def json_values(values: Values) -> dict[str, Any]:
    """By code; the two values of a pair as a list."""
    return {
        code: json_amount(parts[0]) if len(parts) == 1 else [json_amount(part) for part in parts]
        for code, parts in values.items()
    }


def to_json(figures: Figures) -> dict[str, Any]:
    """The table as data: printed values, computed values, and the adjustments counted."""
    return {
        "table": figures.table.id,
        "date": figures.day.isoformat(),
        "scope": figures.scope.key,
        "values": json_values(figures.printed),
        "computed": json_values(figures.computed),
        "adjustments": [
            {
                "value": one.code,
                "part": one.part,
                "amount": json_amount(one.amount),
                "day": one.day.isoformat(),
                "scope": one.scope.key,
                "reason": one.reason,
                "who": one.who,
            }
            for one in figures.adjustments
        ],
    }
