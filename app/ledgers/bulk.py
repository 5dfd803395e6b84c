"""The same change in many records, looked at before it is made: set, clear, append, replace words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import Filter
from app.ledgers import browse
from app.ledgers.cells import called, why_not
from app.ledgers.edit import checked, problem
from app.ledgers.progress import AT_A_TIME, Progress, silent
from app.ledgers.renaming import follow_new_name
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import records
from app.store.base import table_of
from app.store.query import column, narrowed
from app.store.session import Store

SAMPLE, REASONS, BATCH, LONGEST = 5, 20, 500, 32_767
LOOKED_AT, COUNTED = 100, 5000  # records looked at for the sample; values counted between two tellings


class Mode(StrEnum):
    """What is done to the field; the words are those on the screen."""

    SET = "改为"
    FILL = "只填空白的"
    CLEAR = "清空"
    APPEND = "在后面加上"
    REPLACE = "替换其中的文字"


@dataclass(frozen=True)
class Bulk:
    """The change: ``value`` for 改为 and 只填空白的, ``words`` to append, ``old`` to be replaced by ``words``."""

    field: str
    mode: Mode
    value: Value = None
    words: str = ""
    old: str = ""


@dataclass(frozen=True)
class Found:
    """All that filter and search find, in the order shown; however many these are, nobody holds them."""

    rule: Filter
    search: str = ""
    order: tuple[str, ...] = ()


Scope = Sequence[int] | Found


@dataclass(frozen=True)
class Sample:
    """One record before and after, and what is wrong with the latter."""

    record: int
    name: str
    before: str
    after: str
    sentence: str = ""


@dataclass(frozen=True)
class Preview:
    """What would happen: counts, the first records that change, the first that would be refused."""

    changed: int
    unchanged: int
    refused: int
    samples: tuple[Sample, ...]
    reasons: tuple[Sample, ...]


def modes(shown: Field) -> tuple[Mode, ...]:
    """What can be done to a field of this kind."""
    plain = (Mode.SET, Mode.FILL, Mode.CLEAR)
    if shown.kind in (Kind.TEXT, Kind.PARAGRAPH):
        return (*plain, Mode.APPEND, Mode.REPLACE)
    if shown.is_list:
        return (*plain, Mode.APPEND)
    return plain


def fields(feature: Feature) -> tuple[Field, ...]:
    """The fields that can be changed in bulk."""
    return tuple(shown for shown in feature.ledger.fields if not why_not(feature, shown))


def changed(shown: Field, bulk: Bulk, before: Value) -> Value:
    """The value after the change."""
    blank = before in (None, "", ())
    match bulk.mode:
        case Mode.SET:
            return bulk.value
        case Mode.FILL:
            return bulk.value if blank else before
        case Mode.CLEAR:
            return None
        case Mode.APPEND if shown.is_list:
            given = bulk.value if isinstance(bulk.value, tuple) else ()
            return tuple(dict.fromkeys((*(before or ()), *given)))  # type: ignore[misc]
        case Mode.APPEND:
            return f"{before or ''}{bulk.words}"
        case Mode.REPLACE:
            return before if blank or not bulk.old else str(before).replace(bulk.old, bulk.words)


def size(store: Store, feature: Feature, scope: Scope, stop: Callable[[], bool] | None = None) -> int:
    """How many records it is about, by a count."""
    if isinstance(scope, Found):
        return browse.count(store, feature, scope.rule, scope.search, stop)
    return len(scope)


def preview(store: Store, feature: Feature, scope: Scope, bulk: Bulk, progress: Progress = silent) -> Preview:
    """Count what would change, what not, and what would be refused; writes nothing.

    The sample is of the first records shown; the rest is counted by the one column that would change.
    """
    shown = _told(feature, bulk)
    counts = {"changed": 0, "unchanged": 0, "refused": 0}
    first: dict[str, list[int]] = {"changed": [], "refused": []}
    for start, part in _values(store, feature, scope, shown):
        progress(start, 0)
        for record, before in part:
            what = _fate(shown, before, changed(shown, bulk, before))
            counts[what] += 1
            if what in first and len(first[what]) < REASONS:
                first[what].append(record)
    near = _near(store, feature, scope)
    samples = _samples(store, feature, [*near, *first["changed"]], bulk, "changed", SAMPLE)
    reasons = _samples(store, feature, [*near, *first["refused"]], bulk, "refused", REASONS)
    return Preview(counts["changed"], counts["unchanged"], counts["refused"], samples, reasons)


def _near(store: Store, feature: Feature, scope: Scope) -> list[int]:
    """The first records as they are shown."""
    if isinstance(scope, Found):
        return list(browse.ids(store, feature, scope.rule, scope.search, scope.order, LOOKED_AT))
    return list(scope[:LOOKED_AT])


def _values(
    store: Store, feature: Feature, scope: Scope, shown: Field
) -> Iterator[tuple[int, Sequence[tuple[int, Value]]]]:
    """Ids and the values of one column, a part at a time, each part with its place."""
    table = table_of(feature.model)
    query = select(table.c.id, column(feature, shown.name))
    with store.read() as connection:
        if isinstance(scope, Found):
            rule = browse.today(store, scope.rule)
            found = connection.execute(query.where(narrowed(feature, rule, scope.search, connection)))
            for at, rows in enumerate(found.partitions(COUNTED)):
                yield at * COUNTED, [(row[0], row[1]) for row in rows]
            return
        living = query.where(table.c.deleted_at.is_(None))
        for start in range(0, len(scope), BATCH):
            part = list(scope[start : start + BATCH])
            known = {row[0]: row[1] for row in connection.execute(living.where(table.c.id.in_(part)))}
            yield start, [(one, known[one]) for one in part if one in known]


def _fate(shown: Field, before: Value, after: Value) -> str:
    if _fault(shown, after):
        return "refused"
    return "changed" if _differ(before, after) else "unchanged"


def _samples(
    store: Store, feature: Feature, ids: Sequence[int], bulk: Bulk, fate: str, most: int
) -> tuple[Sample, ...]:
    """Those of the records that meet this fate, with what they hold before and after."""
    shown = feature.ledger[bulk.field]
    wanted = list(dict.fromkeys(ids))
    samples: list[Sample] = []
    for before in _living(browse.rows(store, feature, wanted), wanted):
        after = changed(shown, bulk, before.get(bulk.field))
        if _fate(shown, before.get(bulk.field), after) == fate and len(samples) < most:
            samples.append(_sample(feature, before, bulk.field, after, _fault(shown, after)))
    return tuple(samples)


def apply(store: Store, feature: Feature, scope: Scope, bulk: Bulk, progress: Progress = silent) -> Change:
    """Make the change in one operation; records in which it would be wrong are left as they are."""
    ids: Sequence[int] = scope if not isinstance(scope, Found) else ()
    if isinstance(scope, Found):
        ids = browse.ids(store, feature, scope.rule, scope.search, scope.order)
    shown, counter = _told(feature, bulk), feature.ledger.counter
    with store.write() as connection:
        title = f"批量修改{feature.ledger.title}的{shown.label}"
        writing = Writing(store, connection, "bulk", title)
        touched = refused = 0
        for start in range(0, len(ids), AT_A_TIME):
            progress(start, len(ids))
            part = list(ids[start : start + AT_A_TIME])
            found = records.load(connection, feature, part)
            changes: list[tuple[Record, Record]] = []
            for before in _living(found, part):
                after = changed(shown, bulk, before.get(bulk.field))
                fate = _fate(shown, before.get(bulk.field), after)
                refused += fate == "refused"
                if fate == "changed":
                    changes.append((before, checked(feature, {bulk.field: after})))
            writing.new_words(feature, (facts for _, facts in changes))
            touched += len(writing.alter(feature, changes))
            if feature.name == ENTERPRISES.name:
                for before, facts in changes:
                    follow_new_name(
                        writing, int(str(before["id"])), str(before.get("name") or ""), facts.get("name")
                    )
        left = f"，{refused} {counter}不合要求未改" if refused else ""
        if not touched:
            return writing.nothing(f"没有变化{left}")
        return writing.change(f"已{title}：{touched:,} {counter}{left}")


def _told(feature: Feature, bulk: Bulk) -> Field:
    """The field; raises Refusal for a change that cannot be meant."""
    shown = feature.ledger[bulk.field]
    if fault := why_not(feature, shown):
        raise Refusal(fault)
    if bulk.mode not in modes(shown):
        raise Refusal(f"{shown.label}不能“{bulk.mode}”。")
    empty = bulk.value in (None, "", ())
    if bulk.mode in (Mode.SET, Mode.FILL) and empty:
        raise Refusal(f"请填写{shown.label}的新内容；要清空请选“清空”。")
    if bulk.mode is Mode.APPEND and (empty if shown.is_list else not bulk.words):
        raise Refusal("请填写要加上的内容。")
    if bulk.mode is Mode.REPLACE and not bulk.old:
        raise Refusal("请填写要被替换的文字。")
    return shown


def _living(found: dict[int, Record], part: Sequence[int]) -> Iterator[Record]:
    return (found[one] for one in part if one in found and found[one]["deleted_at"] is None)


def _fault(shown: Field, after: Value) -> str:
    if isinstance(after, str) and len(after) > LONGEST:
        return f"文字有 {len(after):,} 个，超过一格能存的 {LONGEST:,} 个。"
    return problem(shown, after)


def _differ(before: Value, after: Value) -> bool:
    return (before or None) != (after or None) if not isinstance(after, bool | int) else before != after


def _sample(feature: Feature, before: Record, name: str, after: Value, fault: str) -> Sample:
    number = int(str(before["id"]))
    return Sample(number, called(feature, before), show(before.get(name)), show(after), fault)
