"""What keeps figures from being complete: records 待完善, firms without a community, names no one firm fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, and_, func, not_, or_, select, true

from app.dispatch.counting import ENTERPRISES, Bound, amount_of, bound, counted, key_of, within
from app.dispatch.figures import Figures
from app.dispatch.scope import OFFICE, Whose
from app.kernel.feature import Catalogue, Feature
from app.kernel.fields import Kind
from app.kernel.filters import AllOf, AnyOf, Condition, Filter
from app.kernel.indicators import Count
from app.masterdata.enterprises.links import FIRM_LINKS
from app.store.base import table_of
from app.store.query import column, where

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Gap:
    """A sentence for the clerk, with the indicators it touches and the records it leads to."""

    sentence: str
    codes: tuple[str, ...] = ()
    records: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def find(connection: Connection, catalogue: Catalogue, figures: Figures) -> list[Gap]:
    """Every gap in a table's day and scope."""
    found: list[Gap] = []
    scope = figures.scope
    loose = scope == OFFICE or (scope.whose is Whose.COMMUNITY and scope.unassigned)
    for ledger, values in bound(figures.table, figures.day).items():
        feature = catalogue[ledger]
        inside = within(feature, figures.table, scope)
        if inside is None:
            continue
        found.extend(_incomplete(connection, feature, values, inside))
        found.extend(_unfilled(connection, feature, values, inside))
        if loose:
            found.extend(_ambiguous(connection, feature, values))
    if loose:
        found.extend(_homeless(connection))
    return found


def _holds(feature: Feature, value: Bound) -> ColumnElement[bool]:
    return func.coalesce(and_(true(), *(where(feature, part) for part in value.parts)), False)


def _may_hold(feature: Feature, rule: Filter) -> ColumnElement[bool]:
    """The condition is met, or would be decided by a starred field that is empty."""
    if isinstance(rule, AllOf):
        return and_(true(), *(_may_hold(feature, part) for part in rule.parts))
    if isinstance(rule, AnyOf):
        return or_(*(_may_hold(feature, part) for part in rule.parts))
    return or_(where(feature, rule), *_open(feature, rule))


def _open(feature: Feature, rule: Condition) -> list[ColumnElement[bool]]:
    known = feature.ledger[rule.field]
    if known.required:
        return [column(feature, rule.field).is_(None)]
    columns = table_of(feature.model).c
    if known.computed and "hazard_id" in columns:
        return [columns.hazard_id.is_(None)]
    return []


def _incomplete(
    connection: Connection, feature: Feature, values: Sequence[Bound], inside: ColumnElement[bool]
) -> list[Gap]:
    """Records 待完善 that no value counts for want of a starred field, and that it might count."""
    source = table_of(feature.model)
    marks: list[Label[bool]] = []
    for value in values:
        out: ColumnElement[bool] = not_(_holds(feature, value))
        if value.measure.count is Count.FIRMS:
            out = or_(out, key_of(feature, value.measure).is_(None))
        might = and_(*(_may_hold(feature, part) for part in value.parts))
        marks.append(and_(might, out).label(f"v{len(marks)}"))
    query = select(source.c.id, *marks).where(
        counted(feature), source.c.incomplete.is_(True), inside, or_(*(mark.element for mark in marks))
    )
    rows = connection.execute(query.order_by(source.c.id)).all()
    if not rows:
        return []
    codes = _codes(values, rows)
    sentence = (
        f"{feature.ledger.title}台账有{len(rows)}{feature.ledger.counter}待完善的记录因缺少必填内容未计入，"
        f"补全后可能计入{'、'.join(codes)}。"
    )
    return [Gap(sentence, codes, {feature.name: tuple(row.id for row in rows)})]


def _codes(values: Sequence[Bound], rows: Sequence[Any]) -> tuple[str, ...]:
    hit = [value.code for place, value in enumerate(values) if any(row[place + 1] for row in rows)]
    return tuple(dict.fromkeys(hit))


def _unfilled(
    connection: Connection, feature: Feature, values: Sequence[Bound], inside: ColumnElement[bool]
) -> list[Gap]:
    """Records that are counted, but whose people or names are not filled in: they add nothing."""
    source = table_of(feature.model)
    found = []
    for value in values:
        measure = value.measure
        if measure.count not in (Count.SUM, Count.ITEMS) or measure.is_money:
            continue
        empty: list[ColumnElement[bool]] = [column(feature, name).is_(None) for name in measure.fields]
        if measure.count is Count.ITEMS:
            empty = [amount_of(feature, measure, OFFICE) == 0]
        query = select(source.c.id).where(counted(feature), _holds(feature, value), inside, *empty)
        ids = tuple(connection.execute(query.order_by(source.c.id)).scalars())
        if ids:
            labels = "、".join(f"“{feature.ledger[name].label}”" for name in measure.fields)
            sentence = (
                f"{feature.ledger.title}台账有{len(ids)}{feature.ledger.counter}记录未填{labels}，"
                f"在{value.code}中按0{measure.unit}计。"
            )
            found.append(Gap(sentence, (value.code,), {feature.name: ids}))
    return found


def _ambiguous(connection: Connection, feature: Feature, values: Sequence[Bound]) -> list[Gap]:
    """Counted records whose firm is named but could not be told from others."""
    source = table_of(feature.model)
    named = next(
        (one for one in feature.ledger.fields if one.kind in (Kind.ENTERPRISE, Kind.ENTERPRISES)), None
    )
    if named is None:
        return []
    loose: ColumnElement[bool]
    if feature.linked:
        loose = source.c.id.in_(
            select(FIRM_LINKS.c.record_id).where(
                FIRM_LINKS.c.ledger == feature.name, FIRM_LINKS.c.enterprise_id.is_(None)
            )
        )
    else:
        loose = and_(source.c.enterprise_id.is_(None), column(feature, named.name).is_not(None))
    query = select(source.c.id, column(feature, named.name).label("name")).where(
        counted(feature), loose, or_(*(_holds(feature, value) for value in values))
    )
    rows = connection.execute(query.order_by(source.c.id)).all()
    if not rows:
        return []
    names = dict.fromkeys("、".join(row.name) if isinstance(row.name, tuple) else row.name for row in rows)
    some = "、".join(f"“{name}”" for name in list(names)[:NAMED_AT_MOST])
    sentence = (
        f"{feature.ledger.title}台账有{len(rows)}{feature.ledger.counter}记录的单位名称没有对应到唯一的企业"
        f"（{some}{'等' if len(names) > NAMED_AT_MOST else ''}），按家计数时按名称另计一家。"
    )
    return [Gap(sentence, (), {feature.name: tuple(row.id for row in rows)})]


def _homeless(connection: Connection) -> list[Gap]:
    """Firms on file that belong to no community."""
    query = select(ENTERPRISES.c.id).where(
        ENTERPRISES.c.community.is_(None), ENTERPRISES.c.voided.is_(False), ENTERPRISES.c.deleted_at.is_(None)
    )
    ids = tuple(connection.execute(query.order_by(ENTERPRISES.c.id)).scalars())
    if not ids:
        return []
    sentence = f"有{len(ids)}家企业没有填所属社区，分社区统计时其记录列在“未分社区”。"
    return [Gap(sentence, (), {"enterprises": ids})]
