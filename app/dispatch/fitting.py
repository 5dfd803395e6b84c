"""A table held against the ledgers it counts: names are checked, values get the type of their field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from app.dispatch.place import Place
from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op
from app.kernel.indicators import Count, Indicator, Measure, Table
from app.kernel.ledger import Ledger

Ledgers = Mapping[str, Ledger]
_YES_NO = {"是": True, "否": False, "yes": True, "no": False}
INTERNAL = ("hazard_id", "enterprise_id")  # links that a figure may count once each; no fields of a form


def fit(table: Table, ledgers: Ledgers, place: Place) -> Table:
    """The same table with typed conditions. Raises Refusal for a ledger, field or word that does not exist."""
    for ledger, field in table.departments.items():
        if ledger not in ledgers or field not in ledgers[ledger].by_name:
            place.refuse(f"{ledger} =", f"[departments] 里的 {ledger} = {field} 没有对应的台账或栏目。")
    sections = tuple(
        replace(section, indicators=tuple(_indicator(one, ledgers, place) for one in section.indicators))
        for section in table.sections
    )
    return replace(table, sections=sections)


def _indicator(indicator: Indicator, ledgers: Ledgers, place: Place) -> Indicator:
    here = place.at(indicator.code)
    return replace(indicator, measures=tuple(_measure(one, ledgers, here) for one in indicator.measures))


def _measure(measure: Measure, ledgers: Ledgers, place: Place) -> Measure:
    ledger = ledgers.get(measure.ledger)
    if ledger is None:
        place.refuse(measure.ledger, f"没有名为“{measure.ledger}”的台账，可用：{'、'.join(ledgers)}。")
    if measure.day and _field(ledger, measure.day, place).kind is not Kind.DAY:
        place.refuse(measure.day, f"“{measure.day}”不是日期栏目。")
    for name in measure.fields:
        if measure.count is not Count.DISTINCT or name not in INTERNAL:
            _countable(measure, _field(ledger, name, place), place)
    if measure.count is Count.FIRMS and not any(one.kind is Kind.ENTERPRISE for one in ledger.fields):
        place.refuse("firms", f"{ledger.title}台账没有单位名称，不能按家计数。")
    rule = _typed(measure.rule, ledger, place)
    assert isinstance(rule, AllOf)
    return replace(measure, rule=rule)


def _countable(measure: Measure, field: Field, place: Place) -> None:
    """Items need a list, sums a number; money of a ledger is given in 元 or 万元 only."""
    if measure.count is Count.ITEMS and not field.is_list:
        place.refuse(field.name, f"“{field.label}”不是可填多个的栏目，不能逐个计数。")
    if measure.count is Count.SUM:
        wanted = Kind.MONEY if measure.is_money else Kind.INT
        if field.kind is not wanted:
            place.refuse(field.name, f"“{field.label}”不能按“{measure.unit}”相加。")


def _field(ledger: Ledger, name: str, place: Place) -> Field:
    field = ledger.by_name.get(name)
    if field is None:
        known = "、".join(f"{one.name}（{one.label}）" for one in ledger.all_fields)
        place.refuse(name, f"{ledger.title}台账没有名为“{name}”的栏目，可用：{known}。")
    return field


def _typed(rule: Filter, ledger: Ledger, place: Place) -> Filter:
    if isinstance(rule, AllOf):
        return AllOf(tuple(_typed(part, ledger, place) for part in rule.parts))
    if isinstance(rule, AnyOf):
        return AnyOf(tuple(_typed(part, ledger, place) for part in rule.parts))
    field = _field(ledger, rule.field, place)
    if rule.op is Op.CONTAINS:
        return rule
    return Condition(rule.field, rule.op, tuple(_value(field, str(show(one)), place) for one in rule.values))


def _value(field: Field, text: str, place: Place) -> Value:
    if text in ("$start", "$date") and field.kind is Kind.DAY:
        return text
    try:
        match field.kind:
            case Kind.DAY:
                return date.fromisoformat(text)
            case Kind.INT:
                return int(text)
            case Kind.MONEY:
                return Decimal(text)
            case Kind.YES_NO:
                return _YES_NO[text]
    except (ValueError, InvalidOperation, KeyError):
        place.refuse(field.name, f"“{field.label}”的值“{text}”看不懂。")
    if field.choices and text not in field.choices:
        place.refuse(text, f"“{field.label}”没有“{text}”这个选项，可选：{'、'.join(field.choices)}。")
    return text
