"""From the cells of a sheet to the facts of rows; what cannot be understood is refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.exchange.headings import Layout, data_columns
from app.exchange.read import Sheet
from app.kernel.feature import Feature, Record
from app.ledgers.import_columns import ReadColumn, Words, read_column
from app.ledgers.import_plan import Plan, PlannedRow, RefusedCell


def planned_rows(plan: Plan, sheet: Sheet, layout: Layout) -> Iterator[PlannedRow]:
    """The rows of a sheet in which anything was understood; refusals are noted in the plan."""
    feature = plan.feature
    year = layout.year or plan.request.year
    numbers, cells = data_columns(layout, sheet)
    columns = {
        name: read_column(feature.ledger[name], layout.mapped[name].unit, year, column)
        for name, column in cells.items()
    }
    refused = _refusals(layout, numbers, columns)
    places = {name: place for place, name in enumerate(columns)}
    facts = zip(*(column.values for column in columns.values()), strict=True)
    texts = zip(*(column.words for column in columns.values()), strict=True)
    for number, row, said in zip(numbers, facts, texts, strict=True):
        if not any(said):
            continue
        plan.read += 1
        plan.refused.extend(refused.get(number, ()))
        values: Record = {name: value for name, value in zip(places, row, strict=True) if value is not None}
        words = Words(places, said)
        if not values and (number in refused or not _says_anything(feature, words)):
            whole = "整行没有一个能看懂的内容，未导入。"
            plan.refused.append(RefusedCell(layout.sheet, number, "", "", whole))
            continue
        yield PlannedRow(layout.sheet, number, _adapted(feature, plan, values, words), words)


def _refusals(
    layout: Layout, numbers: Sequence[int], columns: Mapping[str, ReadColumn]
) -> dict[int, list[RefusedCell]]:
    """What was refused, by row as Excel counts."""
    found: dict[int, list[RefusedCell]] = {}
    for name, read in columns.items():
        column = layout.mapped[name]
        for place, reason in read.refused.items():
            number = numbers[place]
            cell = RefusedCell(layout.sheet, number, column.heading, read.words[place], reason, column.index)
            found.setdefault(number, []).append(cell)
    return found


def _says_anything(feature: Feature, words: Mapping[str, str]) -> bool:
    """Words that name no value of their own (规上, 整改中) may still tell something."""
    return feature.adapt is not None and any(feature.adapt({}, words).values())


def _adapted(feature: Feature, plan: Plan, values: Record, words: Mapping[str, str]) -> Record:
    """Blanks filled with what was set for all rows, then the feature's own mending."""
    for name, value in plan.request.values.items():
        if values.get(name) in (None, ()):
            values[name] = value
    if feature.adapt is not None:
        values = feature.adapt(values, words)
    return {name: value for name, value in values.items() if value is not None and value != ()}
