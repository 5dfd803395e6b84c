"""Records in groups with their counts: by a choice, a firm, or the months, quarters and years of a day."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Text, cast, func, select

from app.kernel.display import show
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.kernel.filters import EVERYTHING, Condition, Filter, Op, equals
from app.kernel.ledger import Ledger
from app.kernel.pinyin import order_key
from app.ledgers.browse import today
from app.store.base import table_of
from app.store.query import column, narrowed
from app.store.session import Store
from app.store.types import SEPARATOR

BLANK = "（空）"
_KINDS = (Kind.ONE, Kind.SEVERAL, Kind.ENTERPRISE, Kind.ENTERPRISES, Kind.HAZARD, Kind.YES_NO, Kind.DAY)


class Step(StrEnum):
    """How long a group of days is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Group:
    """One group: its name, how many records, and the filter that leaves just them. ``place`` orders by name."""

    title: str
    count: int
    rule: Filter
    place: str


def fields(ledger: Ledger) -> tuple[Field, ...]:
    """What a ledger can be grouped by; few words to a field, so that groups are worth looking at."""
    return tuple(
        field
        for field in ledger.all_fields
        if field.name != "voided" and (field.kind in _KINDS or field.picks or _derived(field))
    )


def _derived(field: Field) -> bool:
    return field.computed and field.kind is Kind.TEXT


def groups(
    store: Store,
    feature: Feature,
    name: str,
    step: Step = Step.MONTH,
    rule: Filter = EVERYTHING,
    search: str = "",
) -> list[Group]:
    """The groups of a field among the records that meet filter and search, the largest first.

    A record with several entries in the field is in the group of each. Those without a value make a group too.
    """
    field, found = feature.ledger[name], column(feature, name)
    value = found if field.kind is Kind.YES_NO else cast(found, Text)
    if field.kind is Kind.DAY:
        value = func.substr(value, 1, 4 if step is Step.YEAR else 7)
    with store.read() as connection:
        query = select(value, func.count()).select_from(table_of(feature.model))
        query = query.where(narrowed(feature, today(store, rule), search, connection))
        counted = connection.execute(query.group_by(value)).all()
    made = [_group(field, text, count) for text, count in _summed(field, step, counted).items()]
    return by_count(made)


def by_count(found: Sequence[Group]) -> list[Group]:
    """The largest first, those of one size by name; the empty ones last."""
    return sorted(found, key=lambda one: (one.title == BLANK, -one.count, one.place))


def by_name(found: Sequence[Group]) -> list[Group]:
    """In the order of a dictionary, days by the calendar; the empty ones last."""
    return sorted(found, key=lambda one: (one.title == BLANK, one.place))


def _summed(field: Field, step: Step, counted: Sequence[Sequence[object]]) -> dict[str, int]:
    """Counts by the group's text; empty values under the empty text."""
    found: Counter[str] = Counter()
    for value, count in counted:
        number = count if isinstance(count, int) else 0
        for text in _texts(field, step, value):
            found[text] += number
    return dict(found)


def _texts(field: Field, step: Step, value: object) -> Sequence[str]:
    if field.kind is Kind.YES_NO:
        return (show(bool(value)),)
    text = str(value) if value is not None else ""
    if field.is_list and text:
        return tuple(dict.fromkeys(text.split(SEPARATOR)))
    if field.kind is Kind.DAY and step is Step.QUARTER and text:
        return (f"{text[:4]}-Q{(int(text[5:7]) + 2) // 3}",)
    return (text,)


def _group(field: Field, text: str, count: int) -> Group:
    if not text:
        return Group(BLANK, count, Condition(field.name, Op.EMPTY), "")
    if field.kind is Kind.YES_NO:
        return Group(text, count, equals(field.name, text == show(True)), text)
    if field.kind is Kind.DAY:
        title, first, last = _stretch(text)
        return Group(title, count, Condition(field.name, Op.WITHIN, (first, last)), text)
    place = f"{field.choices.index(text):03}" if text in field.choices else order_key(text)
    return Group(text, count, equals(field.name, int(text) if field.kind is Kind.INT else text), place)


def _stretch(text: str) -> tuple[str, date, date]:
    """2023, 2023-Q2 or 2023-06: the title, the first and the last day."""
    year = int(text[:4])
    if len(text) == 4:
        return f"{year}年", date(year, 1, 1), date(year, 12, 31)
    if "Q" in text:
        quarter = int(text[-1])
        title, first, month = f"{year}年第{'一二三四'[quarter - 1]}季度", quarter * 3 - 2, quarter * 3
    else:
        first = month = int(text[5:7])
        title = f"{year}年{month}月"
    return title, date(year, first, 1), date(year, month, monthrange(year, month)[1])
