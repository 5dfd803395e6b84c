"""A ledger as a file: xlsx that can come back, csv, JSON, or paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from app.exchange.write import WriteColumn, write_table_csv, write_table_xlsx
from app.files import whole_file
from app.kernel.display import long_day, plain, show, to_json
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import EVERYTHING, AllOf, Filter, all_of, equals, sentence
from app.ledgers import browse
from app.masterdata.settings import read_office
from app.printing.longtable import LongTable, PaperColumn, draw_long_table
from app.store import records
from app.store.session import Store

FORMATS = (".xlsx", ".csv", ".pdf", ".json")
WINDOW = 500
STANDING = equals("voided", False)
"""Goes without saying on paper."""
Progress = Callable[[int, int], None]
_KINDS: dict[Kind, Literal["text", "day", "int", "money", "yesno"]] = {
    Kind.DAY: "day",
    Kind.INT: "int",
    Kind.MONEY: "money",
    Kind.YES_NO: "yesno",
}


def _silent(_done: int, _all: int) -> None:
    return


def export(
    store: Store,
    feature: Feature,
    out: Path,
    rule: Filter = EVERYTHING,
    search: str = "",
    order: Sequence[str] = (),
    columns: Sequence[str] = (),
    progress: Progress = _silent,
) -> int:
    """Write what filter and search leave, in order; returns the number of records.

    xlsx, csv and JSON carry every field under the headings of the contract unless ``columns`` names some;
    paper shows ``columns``, else those the screen shows first. Raises Refusal for an unknown ending.
    """
    kind = out.suffix.lower()
    if kind not in FORMATS:
        raise Refusal(f"不认识的文件类型“{out.suffix}”，可以导出：{'、'.join(FORMATS)}。")
    ledger = feature.ledger
    if columns:
        fields = tuple(ledger[name] for name in columns)
    else:
        every = tuple(field for field in ledger.all_fields if field.exported)
        fields = tuple(ledger[name] for name in ledger.columns) if kind == ".pdf" else every
    ids = browse.ids(store, feature, rule, search, order)
    found = _records(store, feature, ids, progress)
    if kind == ".xlsx":
        heads = [_write_column(store, field) for field in fields]
        write_table_xlsx(out, ledger.title, heads, (_cells(fields, one) for one in found))
    elif kind == ".csv":
        lines = ([show(one.get(field.name)) for field in fields] for one in found)
        write_table_csv(out, [heading(field) for field in fields], lines)
    elif kind == ".json":
        _write_json(out, fields, found)
    else:
        _draw(store, feature, out, fields, found, len(ids), rule, search)
    return len(ids)


def _records(store: Store, feature: Feature, ids: Sequence[int], progress: Progress) -> Iterator[Record]:
    """Records in order, a window at a time: memory stays steady."""
    with store.read() as connection:
        for start in range(0, len(ids), WINDOW):
            part = ids[start : start + WINDOW]
            found = records.load(connection, feature, part)
            yield from (found[one] for one in part)
            progress(min(start + WINDOW, len(ids)), len(ids))


def heading(field: Field) -> str:
    """The heading as the contract has it; a label of money carries its unit already."""
    return field.label


def _write_column(store: Store, field: Field) -> WriteColumn:
    choices = ("是", "否") if field.kind is Kind.YES_NO else browse.choices(store, field)
    offered = (
        choices if field.kind in (Kind.ONE, Kind.YES_NO) or (field.dictionary and not field.is_list) else ()
    )
    note = field.hint if not field.required else f"必填。{field.hint}"
    return WriteColumn(
        heading(field), _KINDS.get(field.kind, "text"), max(8.0, field.width / 8), offered, note
    )


def _cells(fields: Sequence[Field], record: Record) -> list[object]:
    cells: list[object] = []
    for field in fields:
        value = record.get(field.name)
        cells.append(show(value) if isinstance(value, tuple | bool) else value)
    return cells


def _write_json(out: Path, fields: Sequence[Field], found: Iterator[Record]) -> None:
    """A list of objects keyed by heading, one object a line."""
    with whole_file(out) as stream:
        stream.write(b"[")
        for place, record in enumerate(found):
            told = {heading(field): to_json(field, record.get(field.name)) for field in fields}
            line = json.dumps(told, ensure_ascii=False)
            stream.write((",\n" if place else "\n").encode() + line.encode())
        stream.write(b"\n]\n")


def template(store: Store, feature: Feature, out: Path) -> None:
    """An empty workbook with the ledger's headings, drop-downs and hints, to be filled and imported."""
    fields = tuple(field for field in feature.ledger.fields if field.typed)
    write_table_xlsx(out, feature.ledger.title, [_write_column(store, field) for field in fields], [])


def _parts(rule: Filter) -> tuple[Filter, ...]:
    """The conditions that must all hold, one after another."""
    return tuple(one for part in rule.parts for one in _parts(part)) if isinstance(rule, AllOf) else (rule,)


def _draw(
    store: Store,
    feature: Feature,
    out: Path,
    fields: Sequence[Field],
    found: Iterator[Record],
    count: int,
    rule: Filter,
    search: str,
) -> None:
    ledger = feature.ledger
    with store.read() as connection:
        office = read_office(connection)
    chosen = all_of(*(part for part in _parts(rule) if part != STANDING))
    told = [office.name, f"截至{long_day(store.clock.today())}", f"共 {count} {ledger.counter}"]
    if chosen != EVERYTHING:
        told.append(f"范围：{sentence(chosen, ledger.by_name)}")
    if search:
        told.append(f"搜索：{search}")
    sums: dict[str, Any] = browse.totals(store, feature, rule, search)
    paper = LongTable(
        f"{ledger.title}台账",
        "　".join(told),
        (PaperColumn("序号", 0.45, "center"), *(_paper_column(field) for field in fields)),
        _totals(fields, sums, count) if sums else None,
    )
    rows = (
        [str(place), *(_printed(field, record.get(field.name)) for field in fields)]
        for place, record in enumerate(found, start=1)
    )
    draw_long_table(paper, rows, out, expected=count)


def _paper_column(field: Field) -> PaperColumn:
    right = field.kind in (Kind.MONEY, Kind.INT)
    centred = field.kind in (Kind.DAY, Kind.YES_NO) or (field.kind is Kind.ONE and field.width <= 110)
    return PaperColumn(
        heading(field), field.width / 110, "right" if right else "center" if centred else "left"
    )


def _printed(field: Field, value: Value) -> str:
    if field.kind is Kind.YES_NO:
        return "√" if value else ""
    return show(value)


def _totals(fields: Sequence[Field], sums: dict[str, Any], count: int) -> tuple[str, ...]:
    cells = []
    for field in fields:
        value = sums.get(field.name)
        cells.append("" if value is None else plain(value) if isinstance(value, Decimal) else str(value))
    return (str(count) if not fields else "合计", *cells)
