"""Why a figure is what it is, and why a record counts in it or does not: in plain Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.kernel.display import long_day, show
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.fields import Field, Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op, bind, failing, sentence
from app.kernel.indicators import Count, Measure, Span, Table
from app.store import records

_COUNTED = {
    Count.RECORDS: "按条计数",
    Count.FIRMS: "按企业计数，同一家企业不论多少次只计一次",
    Count.ANY: "只要有一条即为“是”",
}


def of_value(table: Table, code: str, part: int, day: date, catalogue: Catalogue) -> str:
    """What a value counts and over what time, in one sentence."""
    indicator = table.indicators[code]
    measure = indicator.measures[part - 1]
    ledger = catalogue[measure.ledger].ledger
    words = stated(bind(measure.rule, table.days(day)), ledger.by_name)
    conditions = f"，且{words}" if words else ""
    name = f"的“{measure.name}”" if measure.name else ""
    return (
        f"{code}“{indicator.plain_label}”{name}：统计“{ledger.title}”台账中{_period(table, measure, day, catalogue)}"
        f"{conditions}的记录，{_how(measure, catalogue[measure.ledger])}；作废、已删除的不计。"
    )


def stated(rule: Filter, fields: Mapping[str, Field]) -> str:
    """Conditions in words, values quoted, alternatives in brackets; empty where there is none."""
    if isinstance(rule, AllOf):
        return "，且".join(stated(part, fields) for part in rule.parts)
    if isinstance(rule, AnyOf):
        return f"（{'，或'.join(stated(part, fields) for part in rule.parts)}）"
    field = fields[rule.field]
    if rule.op in (Op.ANY, Op.NONE):
        verb = {
            (Op.ANY, False): "为",
            (Op.ANY, True): "含",
            (Op.NONE, False): "不为",
            (Op.NONE, True): "不含",
        }
        wanted = "或".join(f"“{show(one)}”" for one in rule.values)
        return f"“{field.label}”{verb[rule.op, field.is_list]}{wanted}"
    return sentence(rule, fields)


def _period(table: Table, measure: Measure, day: date, catalogue: Catalogue) -> str:
    end = table.days(day)["date"]
    if measure.span is Span.STOCK:
        return f"截至{long_day(end)}"
    label = catalogue[measure.ledger].ledger[measure.day].label
    return f"{label}在{long_day(table.first_day)}至{long_day(end)}之间（首尾两日都算）"


def _how(measure: Measure, feature: Feature) -> str:
    if measure.count in _COUNTED:
        return _COUNTED[measure.count]
    labels = [_label(feature, name) for name in measure.fields]
    if measure.count is Count.DISTINCT:
        return f"同一{labels[0]}只计一次"
    if measure.count is Count.ITEMS:
        return f"按{labels[0]}逐个计数"
    unit = feature.ledger[measure.fields[0]].unit
    note = f"，合计后由{unit}折算为{measure.unit}" if measure.is_money and unit != measure.unit else ""
    return f"将{'、'.join(labels)}相加{note}"


def _label(feature: Feature, name: str) -> str:
    known = feature.ledger.by_name.get(name)
    return known.label if known else {"hazard_id": "隐患", "enterprise_id": "企业"}.get(name, name)


@dataclass(frozen=True)
class Standing:
    """One record in one value of a table (by its id): counted or not, and why."""

    table: str
    code: str
    part: int
    label: str
    counted: bool
    reason: str


def of_record(
    connection: Connection,
    catalogue: Catalogue,
    tables: Sequence[Table],
    ledger: str,
    record_id: int,
    day: date,
) -> list[Standing]:
    """For every value that counts this ledger: is the record in it as of ``day``, and if not, why not."""
    feature = catalogue[ledger]
    record = records.load(connection, feature, [record_id]).get(record_id)
    if record is None:
        raise Refusal("没有找到这条记录。")
    return [
        standing(table, code, part, measure, feature, record, day)
        for table in tables
        for code, part, measure in table.measures()
        if measure.ledger == ledger
    ]


def standing(
    table: Table,
    code: str,
    part: int,
    measure: Measure,
    feature: Feature,
    record: Mapping[str, Any],
    day: date,
) -> Standing:
    """One record in one value."""
    indicator = table.indicators[code]
    label = indicator.plain_label + (f"·{measure.name}" if measure.name else "")
    reasons = why_not(table, measure, feature, record, day)
    if reasons:
        return Standing(table.id, code, part, label, False, "；".join(reasons))
    adds = _adds(measure, feature, record)
    return Standing(table.id, code, part, label, adds != "", adds or _nothing(measure, feature))


def why_not(
    table: Table, measure: Measure, feature: Feature, record: Mapping[str, Any], day: date
) -> list[str]:
    """Everything that keeps a record out of a value; empty where it is in."""
    found = []
    if record.get("deleted_at") is not None:
        found.append("记录已删除（在回收站）")
    if record.get("voided"):
        reason = record.get("void_reason")
        found.append(f"记录已作废（{reason}）" if reason else "记录已作废")
    rule = bind(measure.full_rule, table.days(day))
    period = {measure.day} if measure.day else set()
    found.extend(
        _unmet(condition, feature.ledger[condition.field], record, table, period)
        for condition in failing(rule, record)
    )
    return list(dict.fromkeys(found))


def _unmet(
    condition: Condition, field: Field, record: Mapping[str, Any], table: Table, period: set[str]
) -> str:
    """Why one condition is not met: what the record says and what is wanted."""
    value: Value = record.get(field.name)
    if value in (None, "", ()):
        return f"“{field.label}”未填"
    wanted = "或".join(f"“{show(one)}”" for one in condition.values)
    if field.name in period and condition.op is Op.GE:
        return f"{field.label}{show(value)}早于行动开始日{table.first_day.isoformat()}"
    if isinstance(value, date) and condition.op is Op.LE:
        return f"{field.label}{show(value)}晚于统计截止日{show(condition.values[0])}"
    match condition.op:
        case Op.ANY:
            return f"“{field.label}”是“{show(value)}”，不是{wanted}"
        case Op.NONE:
            return f"“{field.label}”是{wanted}"
        case Op.EMPTY:
            return f"“{field.label}”已填{show(value)}"
        case Op.CONTAINS:
            return f"“{field.label}”不含{wanted}"
        case _:
            return f"“{field.label}”是{show(value)}，不符合“{stated(condition, {field.name: field})}”"


def _adds(measure: Measure, feature: Feature, record: Mapping[str, Any]) -> str:
    """How a record that meets everything counts; empty where it adds nothing."""
    match measure.count:
        case Count.FIRMS:
            named = record.get("enterprise_name") or record.get("enterprise_id")
            return f"计入（同一{'单位' if measure.unit == '家' else '对象'}只计一次）" if named else ""
        case Count.DISTINCT:
            return "计入（同一对象只计一次）" if record.get(measure.fields[0]) is not None else ""
        case Count.ITEMS:
            items = record.get(measure.fields[0]) or ()
            return f"计入{len(items)}{measure.unit}" if items else ""
        case Count.SUM:
            given: list[Any] = [record[name] for name in measure.fields if record.get(name) is not None]
            field = feature.ledger[measure.fields[0]]
            unit = field.unit or measure.unit
            return f"计入{show(sum(given[1:], given[0]))}{unit}" if given else ""
        case _:
            return "计入"


def _nothing(measure: Measure, feature: Feature) -> str:
    """The conditions are met, but what is counted is not filled in."""
    if measure.count is Count.FIRMS:
        return "条件都符合，但“单位名称”未填，计不出家数"
    labels = "、".join(f"“{_label(feature, name)}”" for name in measure.fields)
    return f"条件都符合，但{labels}未填，按0计"
