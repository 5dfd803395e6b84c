"""A block of texts from the clipboard put into a table by Excel's rules. First a plan, then one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.exchange.headings_match import SERIAL, Headings, bare, unit_in
from app.kernel.change import Change
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.kernel.parsing import NotUnderstood
from app.ledgers.cells import Cells, Meaning, Readers, Rejected, refuse_too_many, size, why_not, write_cells
from app.ledgers.progress import AT_A_TIME, Progress, silent
from app.store.session import Store

Block = Sequence[Sequence[str]]
Column = tuple[Field, Meaning | None, int]  # the field, what a text means in it, its place in the block
NOWHERE = -1  # the record of a rejected cell whose row held nothing else: it was not made
BEYOND = Field("", "表外", Kind.TEXT, computed=True)


@dataclass(frozen=True)
class Place:
    """Where it goes: the rectangle chosen, from 0; ``ids`` are those of the table from row ``top`` on, as far
    as the block may reach; ``columns`` are those shown, all of them, left to right.
    """

    top: int
    left: int
    rows: int
    width: int
    ids: Sequence[int]
    columns: Sequence[str]


@dataclass
class Pasting(Cells):
    """A paste understood: how far it reaches, and whether its first line was headings."""

    rows: int = 0
    width: int = 0
    headed: bool = False
    scattered: int = 0  # cells, where they were chosen here and there
    places: list[int] = field(default_factory=list)  # the row of each new record, were all of them shown

    @property
    def title(self) -> str:
        """粘贴 200 行 × 15 列."""
        return f"粘贴 {self.scattered:,} 格" if self.scattered else f"粘贴 {size(self.rows, self.width)}"


def reach(block: Block, place: Place) -> tuple[int, int]:
    """Rows and columns the block will cover: repeated where the rectangle is a multiple of it, else as it is."""
    height, width = len(block), max(map(len, block))
    fits = place.rows % height == 0 and (place.width % width == 0 or place.width == 1)
    grows = place.rows == 1 and place.width % width == 0
    if fits or grows:
        return max(place.rows, height), max(place.width, width)
    return height, width


def plan_paste(
    store: Store, feature: Feature, block: Block, place: Place, progress: Progress = silent
) -> Pasting:
    """What a paste would do; writes nothing. Raises Refusal where it is too large."""
    plan = Pasting()
    if not block or not max(map(len, block), default=0):
        return plan
    readers = Readers(store, feature, pasted=True)
    columns = _headed(feature, block, readers)
    if columns is not None:
        plan.headed = True
        block = block[1:]
        again = place.rows > len(block) and place.rows % len(block) == 0
        plan.rows, plan.width = place.rows if again else len(block), len(columns)
        plan.left_out = tuple(shown.label for shown, read, _at in columns if read is None)
        columns = [one for one in columns if one[1] is not None]
    else:
        plan.rows, plan.width = reach(block, place)
        columns = _placed(feature, place, plan.width, max(map(len, block)), readers)
    refuse_too_many(plan.rows * plan.width)
    for step in range(plan.rows):
        if step % AT_A_TIME == 0:
            progress(step, plan.rows)
        _row(feature, plan, place, step, block[step % len(block)], columns)
    return plan


def plan_value(
    store: Store,
    feature: Feature,
    text: str,
    areas: Sequence[tuple[int, Sequence[int], Sequence[str]]],
    progress: Progress = silent,
) -> Pasting:
    """One value into cells chosen here and there: each area is its first row, its ids and its columns."""
    plan, readers = Pasting(), Readers(store, feature, pasted=True)
    plan.scattered = sum(len(ids) * len(names) for _top, ids, names in areas)
    plan.rows = sum(len(ids) for _top, ids, _names in areas)
    refuse_too_many(plan.scattered)
    for top, ids, names in areas:
        place = Place(top, 0, len(ids), len(names), ids, names)
        columns = _placed(feature, place, len(names), 1, readers)
        for step in range(len(ids)):
            if step % AT_A_TIME == 0:
                progress(step, len(ids))
            _row(feature, plan, place, step, [text], columns)
    return plan


def _row(
    feature: Feature, plan: Pasting, place: Place, step: int, texts: Sequence[str], columns: Sequence[Column]
) -> None:
    """One row of the block into one of the table's, or into a new record."""
    record = place.ids[step] if step < len(place.ids) else 0
    where = place.top + (step if record else len(place.ids) + len(plan.new))
    values: Record = {}
    rejected: list[Rejected] = []
    for shown, read, at in columns:
        text = texts[at] if at < len(texts) else ""
        sentence = ""
        if read is None:
            sentence = _refusal(feature, shown) if text.strip() else ""
        else:
            try:
                values[shown.name] = read(text)
            except NotUnderstood as fault:
                sentence = fault.reason
        if sentence:
            rejected.append(Rejected(where, record, shown.name, shown.label, text, sentence))
    row: Record = {name: value for name, value in values.items() if value not in (None, "", ())}
    if record:
        if values:
            plan.changes.setdefault(record, {}).update(values)
    elif row:
        plan.new.append(row)
        plan.places.append(where)
    else:
        rejected = [replace(one, record=NOWHERE) for one in rejected]
    plan.rejected.extend(rejected)


def _refusal(feature: Feature, shown: Field) -> str:
    return "表格右边没有更多栏目了，这一格没有粘贴。" if shown is BEYOND else why_not(feature, shown)


def _placed(feature: Feature, place: Place, width: int, wide: int, readers: Readers) -> list[Column]:
    """The table's columns from the rectangle's left on, each with its place in the block."""
    found: list[Column] = []
    for step in range(width):
        at = place.left + step
        if at >= len(place.columns):
            found.append((BEYOND, None, step % wide))
            continue
        shown = feature.ledger[place.columns[at]]
        found.append((shown, None if why_not(feature, shown) else readers.of(shown), step % wide))
    return found


def _headed(feature: Feature, block: Block, readers: Readers) -> list[Column] | None:
    """The columns by their headings, where the first line is nothing but headings of this ledger."""
    first = [text.strip() for text in block[0]]
    if len(block) < 2 or not any(first) or len([text for text in first if text]) < 2:
        return None
    known = Headings(feature.ledger.fields)
    labels = {bare(field.label): field for field in feature.ledger.all_fields}
    found: list[Column] = []
    taken: set[str] = set()
    for at, text in enumerate(first):
        if not text or bare(text) in SERIAL:
            continue
        match = known.known(text)
        shown = feature.ledger[match.field] if match and match.field else labels.get(bare(text))
        if shown is None or shown.name in taken:
            return None
        taken.add(shown.name)
        read = None if why_not(feature, shown) else readers.of(shown, unit_in(text))
        found.append((shown, read, at))
    return found or None


def apply_paste(store: Store, feature: Feature, plan: Pasting, progress: Progress = silent) -> Change:
    """Write what was understood: one operation. Raises Refusal where nothing was, or a record has gone."""
    said = [f"已{plan.title}"]
    if plan.new:
        said.append(f"新增 {len(plan.new):,} {feature.ledger.counter}")
    if plan.rejected:
        said.append(f"{len(plan.rejected)} 格未能识别")
    return write_cells(store, feature, plan, "paste", plan.title, "，".join(said), progress)


def name_new(plan: Pasting, created: Sequence[int]) -> None:
    """The new records are on file: their rejected cells can be found, too."""
    ids = dict(zip(plan.places, created, strict=False))
    plan.rejected = [one if one.record else replace(one, record=ids.get(one.row, 0)) for one in plan.rejected]


def told(plan: Cells) -> Mapping[tuple[int, str], str]:
    """The sentence on each rejected cell, by record and field."""
    return {(one.record, one.name): one.sentence for one in plan.rejected if one.record > 0}
