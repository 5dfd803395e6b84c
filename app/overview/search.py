"""One search over everything: records of every ledger, pages and commands of the program, the manual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from app.kernel import pinyin
from app.kernel.display import show
from app.kernel.feature import Catalogue, Feature, Record
from app.kernel.fields import Kind
from app.kernel.filters import EVERYTHING, equals
from app.store import records
from app.store.base import table_of
from app.store.query import column, narrowed, ordered
from app.store.session import Store

if TYPE_CHECKING:
    from app.overview.manual import Article

EACH, MOST_WAYS, MOST_ARTICLES, CANDIDATES = 4, 6, 3, 200
PAGES, MANUAL = "页面和操作", "手册"
NO_FIT = 4
EXACT, BEGINS, NAMED, HOLDS = 0, 1, 2, 3
"""A number or name in full; its beginning; a part of it; somewhere else in the record."""


@dataclass(frozen=True)
class Hit:
    """One line of the answer. ``page`` and ``target`` are where it leads; ``mark`` stands at its right end."""

    title: str
    note: str = ""
    mark: str = ""
    icon: str = ""
    page: str = ""
    target: Mapping[str, Any] = field(default_factory=dict)
    rank: int = HOLDS


@dataclass(frozen=True)
class Section:
    """Hits of one kind: of a ledger, of the program, of the manual. ``count`` tells how many there are in all."""

    title: str
    hits: tuple[Hit, ...]
    count: int
    ledger: str = ""
    counter: str = "条"


@dataclass(frozen=True)
class Way:
    """A page or command of the program; ``words`` are what else somebody may call it."""

    title: str
    note: str
    icon: str
    page: str
    target: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()


def search(
    store: Store,
    catalogue: Catalogue,
    text: str,
    ways: Sequence[Way] = (),
    articles: Sequence[Article] = (),
    check: Callable[[], None] = lambda: None,
) -> list[Section]:
    """Everything that fits, best first: a number typed in full, then pages, then ledgers by their best record.

    ``check`` is called between ledgers and may raise to break off.
    """
    text = " ".join(text.split())
    if not text:
        return []
    found: list[Section] = []
    for feature in catalogue.values():
        check()
        section = _of_ledger(store, feature, text)
        if section is not None:
            found.append(section)
    found.sort(key=lambda one: one.hits[0].rank)
    program = _of_program(ways, text)
    if program is not None:
        close = program.hits[0].rank <= BEGINS
        at = sum(one.hits[0].rank == EXACT for one in found) if close else len(found)
        found.insert(at, program)
    check()
    told = _of_manual(articles, text)
    return [*found, told] if told is not None else found


def marked(store: Store, catalogue: Catalogue, marks: Sequence[tuple[str, int]]) -> list[Hit]:
    """The records behind (ledger, id), in that order; those that have gone are left out."""
    known = [(ledger, number) for ledger, number in marks if ledger in catalogue]
    with store.read() as connection:
        rows = {
            ledger: records.load(
                connection, catalogue[ledger], [number for one, number in known if one == ledger]
            )
            for ledger in dict.fromkeys(one for one, _number in known)
        }
    return [
        _hit(catalogue[ledger], row)
        for ledger, number in known
        if (row := rows[ledger].get(number)) is not None and row.get("deleted_at") is None
    ]


def _of_ledger(store: Store, feature: Feature, text: str) -> Section | None:
    key = feature.ledger.key
    with store.read() as connection:
        exact = (
            list(records.find_ids(connection, feature, equals(key, text.upper()), "", (), 1)) if key else []
        )
        names = _candidates(connection, feature, text)
        ranks = {number: _rank(text, words) for number, words in names.items()}
        ranks.update(dict.fromkeys(exact, EXACT))
        best = sorted(ranks, key=lambda number: ranks[number])[:EACH]  # stable: the newest first
        if not best:
            return None
        rows = records.load(connection, feature, best)
        count = len(ranks)
        if len(names) == CANDIDATES:
            count = records.count(connection, feature, EVERYTHING, text)
    hits = tuple(_hit(feature, rows[number], ranks[number]) for number in best)
    return Section(feature.ledger.title, hits, count, feature.name, feature.ledger.counter)


def _candidates(connection: Connection, feature: Feature, text: str) -> dict[int, tuple[str, ...]]:
    """Ids of the newest that hold the words, with what they are called: number and name."""
    table, ledger = table_of(feature.model), feature.ledger
    names = [name for name in dict.fromkeys((ledger.key, _named_by(feature))) if name]
    query = select(table.c.id, *(column(feature, name) for name in names))
    query = query.where(narrowed(feature, EVERYTHING, text, connection, CANDIDATES))
    rows = connection.execute(ordered(feature, query, ()).limit(CANDIDATES)).all()
    return {row[0]: tuple(show(value) for value in row[1:]) for row in rows}


def _rank(text: str, words: Sequence[str]) -> int:
    if any(pinyin.fold(word) == pinyin.fold(text) for word in words):
        return EXACT
    best = min((pinyin.rank(text, word) for word in words if word), default=NO_FIT)
    return BEGINS if best <= 1 else NAMED if best < NO_FIT else HOLDS


def _named_by(feature: Feature) -> str:
    """The field a record is known by: the first that is searched and not a number of the program's own."""
    ledger = feature.ledger
    names = [one for one in ledger.searched if ledger[one].kind is not Kind.MADE]
    return next(iter(names), ledger.key)


def _hit(feature: Feature, record: Record, rank: int = HOLDS) -> Hit:
    ledger = feature.ledger
    name = _named_by(feature)
    further = [one for one in ledger.searched if one not in (name, ledger.key)]
    if feature.workflow is not None:
        further.insert(0, feature.workflow.state)
    elif ledger.day:
        further.insert(0, ledger.day)
    told = [_line(record, one) for one in further]
    mark = _line(record, ledger.key) if ledger.key and ledger.key != name else ""
    title = _line(record, name) or mark or next(filter(None, told), ledger.title)
    number = record["id"]
    return Hit(
        title=title,
        note=" · ".join(list(filter(None, told))[:3]),
        mark="" if mark == title else mark,
        icon=ledger.icon,
        page=feature.name,
        target={"record": number},
        rank=rank,
    )


def _line(record: Record, name: str) -> str:
    return " ".join(show(record.get(name)).split())[:60]


def _of_program(ways: Sequence[Way], text: str) -> Section | None:
    ranked = [(min(pinyin.rank(text, word) for word in (way.title, *way.words)), way) for way in ways]
    fitting = sorted((one for one in ranked if one[0] < NO_FIT), key=lambda one: (one[0], len(one[1].title)))
    hits = tuple(
        Hit(way.title, way.note, "", way.icon, way.page, way.target, BEGINS if rank <= 1 else NAMED)
        for rank, way in fitting[:MOST_WAYS]
    )
    return Section(PAGES, hits, len(hits)) if hits else None


def _of_manual(articles: Sequence[Article], text: str) -> Section | None:
    from app.overview.manual import search as search_manual

    fitting = search_manual(articles, text)
    fitting += [one for one in articles if one not in fitting and pinyin.fits(text, one.title)]
    hits = tuple(
        Hit(one.title, one.group, "", "book-open", "manual", {"article": one.name})
        for one in fitting[:MOST_ARTICLES]
    )
    return Section(MANUAL, hits, len(fitting)) if hits else None
