"""Cells as a table has them: which may be written, what a text means there, and writing many in one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import AT_ONCE, NotUnderstood, is_at_once, reader
from app.kernel.typed_days import pasted_day
from app.ledgers import browse
from app.ledgers.edit import GONE, TYPED, checked, problem
from app.ledgers.progress import Progress, silent
from app.ledgers.renaming import follow_new_name
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import records
from app.store.session import Store

MOST = 200_000
"""Cells that one action may write; what is more belongs into an import."""


@dataclass(frozen=True)
class Rejected:
    """A cell left as it was: where (``record`` 0: a new row), what was to stand there, and why it does not."""

    row: int
    record: int
    name: str
    label: str
    text: str
    sentence: str


@dataclass
class Cells:
    """What is to be written: fields by record, new records, and what could not be understood."""

    changes: dict[int, Record] = field(default_factory=dict)
    new: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many cells would be written."""
        return sum(map(len, self.changes.values())) + sum(map(len, self.new))


def why_not(feature: Feature, shown: Field) -> str:
    """Why a column cannot be written in the table; empty where it can."""
    if shown.kind is Kind.MADE:
        return f"{shown.label}由程序编写，不能填写。"
    if shown.computed or shown.name not in _own(feature):
        return f"{shown.label}由程序算出，不能填写；请改它所依据的栏目。"
    if shown.kind not in TYPED:
        return f"{shown.label}请在记录的详情里添加。"
    return ""


@lru_cache(maxsize=64)
def _names(fields: tuple[Field, ...]) -> frozenset[str]:
    return frozenset(one.name for one in fields)


def _own(feature: Feature) -> frozenset[str]:
    return _names(feature.ledger.fields)


Meaning = Callable[[str], Value]


class Readers:
    """What a text means in each column; raises NotUnderstood. Lists are asked for once.

    ``pasted``: days may be words (今天, +3), as far as they are clear in a cell that was copied.
    """

    def __init__(self, store: Store, feature: Feature, *, pasted: bool = False) -> None:
        self._store, self._feature, self._pasted = store, feature, pasted
        self._today = store.clock.today()
        self._made: dict[tuple[str, str], Meaning] = {}

    def of(self, shown: Field, unit: str = "") -> Meaning:
        """The reader of a column; ``unit`` is the one in a heading."""
        key = (shown.name, unit)
        if key not in self._made:
            words = browse.choices(self._store, shown) if shown.dictionary else ()
            read = reader(shown, unit=unit, year=self._today.year, dictionary=words)

            words_for_days = self._pasted and shown.kind is Kind.DAY

            def meant(text: str) -> Value:
                said = pasted_day(text, self._today) if words_for_days else None
                value = read(text) if said is None else said
                if words_for_days and value is None and is_at_once(text):
                    raise NotUnderstood(AT_ONCE.format(text.strip()))
                if fault := problem(shown, value):
                    raise NotUnderstood(fault)
                return value

            self._made[key] = meant
        return self._made[key]


def write_cells(
    store: Store,
    feature: Feature,
    cells: Cells,
    kind: str,
    title: str,
    sentence: str = "",
    progress: Progress = silent,
) -> Change:
    """Write all of it in one operation. Cells that hold the value already are left alone.

    Raises Refusal where a record has gone meanwhile or nothing is left to write.
    """
    if not cells.changes and not cells.new:
        raise Refusal(_nothing_left(cells.rejected))
    with store.write() as connection:
        writing = Writing(store, connection, kind, title, progress)
        found = records.load(connection, feature, list(cells.changes))
        if any(one not in found or found[one]["deleted_at"] is not None for one in cells.changes):
            raise Refusal(GONE)
        facts = {one: checked(feature, values) for one, values in cells.changes.items()}
        new: list[Record] = [
            {name: value for name, value in checked(feature, row).items() if value not in (None, ())}
            for row in cells.new
        ]
        writing.new_words(feature, (*facts.values(), *new))
        touched = writing.alter(feature, [(found[one], values) for one, values in facts.items()])
        if feature.name == ENTERPRISES.name:
            for one, values in facts.items():
                follow_new_name(writing, one, str(found[one].get("name") or ""), values.get("name"))
        if new:
            writing.add(feature, [row for row in new if row])
        if not touched and not new:
            return writing.nothing("没有变化")
        return writing.change(sentence or f"已{title}")


def _nothing_left(rejected: Sequence[Rejected]) -> str:
    if not rejected:
        return "没有可以写入的内容。"
    first = rejected[0]
    more = f"（共 {len(rejected)} 格）" if len(rejected) > 1 else ""
    return f"没有可以写入的内容。{first.label}：{first.sentence}{more}"


def clear_cells(
    store: Store,
    feature: Feature,
    spans: Sequence[tuple[Sequence[int], Sequence[str]]],
    progress: Progress = silent,
) -> Change:
    """Empty these fields of these records: one operation. Columns made by the program are passed over."""
    ledger, cells, rows, columns = feature.ledger, Cells(), 0, 0
    for ids, names in spans:
        able = [name for name in names if not why_not(feature, ledger[name])]
        rows, columns = rows + len(ids) * bool(able), max(columns, len(able))
        refuse_too_many(rows * columns)
        for one in ids if able else ():
            cells.changes.setdefault(one, {}).update(dict.fromkeys(able))
    if not cells.changes:
        first = next((name for _, names in spans for name in names), "")
        raise Refusal("没有可以清除的内容。" + (why_not(feature, ledger[first]) if first else ""))
    title = f"清除内容 {size(rows, columns)}"
    return write_cells(store, feature, cells, "bulk", title, progress=progress)


def set_cell(store: Store, feature: Feature, record: int, name: str, given: Record) -> Change:
    """One cell typed in the table (a firm comes with its id): one operation, named after the column ``name``."""
    title = f"修改{feature.ledger.title}的{feature.ledger[name].label}"
    change = write_cells(store, feature, Cells({record: given}), "update", title)
    return replace(change, sentence="")


def size(rows: int, columns: int) -> str:
    """200 行 × 15 列."""
    return f"{rows:,} 行 × {columns} 列"


def refuse_too_many(count: int) -> None:
    """Raises Refusal for more cells than one action may write."""
    if count > MOST:
        raise Refusal(f"一次最多改 {MOST:,} 格，现在有 {count:,} 格。请分几次做，或用“从 Excel 导入”。")


def called(feature: Feature, record: Mapping[str, Value]) -> str:
    """What a record is called in a sentence: its number, else the first of what tells it apart."""
    for name in (feature.ledger.key, *feature.ledger.identity):
        if name and record.get(name):
            return show(record[name]).replace("\n", " ")[:24]
    return f"第{record['id']}号"
