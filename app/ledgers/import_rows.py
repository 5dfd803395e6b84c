"""From the cells of a sheet to the facts of rows; what cannot be understood is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from app.exchange.headings import Layout, data_rows
from app.exchange.read import Sheet
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood, is_blank, read_cell
from app.ledgers.import_plan import Plan, PlannedRow, RefusedCell

REMEMBERED = 200_000
Reading = Callable[[Any], tuple[Value, str, str]]
"""From a cell to its value, the reason why it was refused, and its own words (empty for a blank)."""


def planned_rows(plan: Plan, sheet: Sheet, layout: Layout) -> Iterator[PlannedRow]:
    """The rows of a sheet in which anything was understood; refusals are noted in the plan."""
    feature = plan.feature
    columns = {column.field: column for column in layout.columns if column.field}
    year = layout.year or plan.request.year
    readers = {name: _reader(feature.ledger[name], columns[name].unit, year) for name in columns}
    for number, raw in data_rows(layout, sheet):
        values: Record = {}
        words: dict[str, str] = {}
        refused: list[RefusedCell] = []
        for name, cell in raw.items():
            value, reason, word = readers[name](cell)
            if word:
                words[name] = word
            if reason:
                column = columns[name]
                refused.append(RefusedCell(layout.sheet, number, column.heading, word, reason, column.index))
            elif value is not None and value != ():
                values[name] = value
        if not words:
            continue
        plan.read += 1
        plan.refused.extend(refused)
        if not values and (refused or not _says_anything(feature, words)):
            whole = "整行没有一个能看懂的内容，未导入。"
            plan.refused.append(RefusedCell(layout.sheet, number, "", "", whole))
            continue
        yield PlannedRow(layout.sheet, number, _adapted(feature, plan, values, words), words)


def _says_anything(feature: Feature, words: dict[str, str]) -> bool:
    """Words that name no value of their own (规上, 整改中) may still tell something."""
    return feature.adapt is not None and any(feature.adapt({}, words).values())


def _adapted(feature: Feature, plan: Plan, values: Record, words: dict[str, str]) -> Record:
    """Blanks filled with what was set for all rows, then the feature's own mending."""
    for name, value in plan.request.values.items():
        if values.get(name) in (None, ()):
            values[name] = value
    if feature.adapt is not None:
        values = feature.adapt(values, words)
    return {name: value for name, value in values.items() if value is not None and value != ()}


def _reader(field: Field, unit: str, year: int | None) -> Reading:
    """Reads a cell of one column; the same words are read once."""
    known: dict[tuple[type, Any], tuple[Value, str, str]] = {}

    def read(raw: Any) -> tuple[Value, str, str]:
        key = (raw.__class__, raw)
        found = known.get(key)
        if found is None:
            if len(known) > REMEMBERED:
                known.clear()
            value, reason = _read_once(field, raw, unit, year)
            found = known[key] = value, reason, "" if is_blank(raw) else _word(raw)
        return found

    return read


def _read_once(field: Field, raw: Any, unit: str, year: int | None) -> tuple[Value, str]:
    try:
        value = read_cell(field, raw, unit=unit, year=year)
    except NotUnderstood as error:
        return None, str(error)
    if value is not None and field.check is not None:
        sentence = field.check(value)
        if sentence:
            return None, sentence
    return value, ""


def _word(raw: Any) -> str:
    if isinstance(raw, datetime | date):
        return raw.isoformat(sep=" ") if isinstance(raw, datetime) else raw.isoformat()
    return str(raw).strip()
