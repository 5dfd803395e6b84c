"""What search looks in: the searchable words of a record, folded, and the initials of its names (历城建新 → lcjx)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection, select

from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind, Value
from app.kernel.pinyin import initials
from app.masterdata import settings
from app.store import front_pages, pairs
from app.store.base import table_of
from app.store.query import fold
from app.store.session import Store

VERSION = 3  # raise it where another text would be made of the same record
SETTING = "search_text"
FORMER = "former_names"
SHORT = (Kind.TEXT, Kind.ONE, Kind.SEVERAL, Kind.ENTERPRISE, Kind.ENTERPRISES)
FIRMS = (Kind.ENTERPRISE, Kind.ENTERPRISES)
BEGINNING = 12  # signs of a long text that are spelled where it is all a record is called by
BATCH = 2000
Progress = Callable[[int, int], None]


@lru_cache(maxsize=20_000)
def _spelled(value: str | tuple[str, ...]) -> str:
    # A list is kept as one text, so a name with the list's own sign in it is read back as two.
    names = (value,) if isinstance(value, str) else "、".join(value).split("、")
    return "\n".join(dict.fromkeys(word for name in names for word in initials(name)))


def haystack(feature: Feature, row: Mapping[str, Value]) -> str:
    """All searchable text of a record, folded, a line a field; then its initials, a line a spelling.

    A word in Chinese never meets initials: they are letters, on lines of their own.
    """
    words, names, told = _plan(feature)
    values = [value for value in map(row.get, words) if value]
    text = fold("\n".join([value if isinstance(value, str) else show(value) for value in values]))
    spelled = [_spelled(value) for value in map(row.get, names) if isinstance(value, str | tuple) and value]
    if told is not None and isinstance(began := row.get(told), str):
        spelled.append(_spelled(began[:BEGINNING]))
    return "\n".join([text, *filter(None, spelled)])


def _plan(feature: Feature) -> tuple[list[str], list[str], str | None]:
    """Fields of words, fields of names, and the long text a record is called by where it has no name."""
    found = _PLANS.get(feature.name)
    if found is None:
        ledger = feature.ledger
        short = [name for name in ledger.searched if ledger[name].kind in SHORT]
        called = [name for name in ledger.searched if ledger[name].kind is Kind.PARAGRAPH]
        named = any(ledger[name].kind in FIRMS or name == "name" for name in short)
        told = called[0] if called and not named else None
        found = _PLANS[feature.name] = [*ledger.searched, FORMER], [*short, FORMER], told
    return found


_PLANS: dict[str, tuple[list[str], list[str], str | None]] = {}


def bring_up(store: Store) -> bool:
    """After an update of the program the texts are made anew, once; True where that was done."""
    with store.read() as connection:
        if settings.read_setting(connection, SETTING) == VERSION:
            return False
    rebuild(store)
    return True


def rebuild(store: Store, progress: Progress = lambda _done, _total: None) -> int:
    """Make every text and the index anew, all or nothing; returns how many records there are."""
    with store.write() as connection:
        sizes = {name: _size(connection, feature) for name, feature in store.catalogue.items()}
        total, done = 2 * sum(sizes.values()), 0
        for name, feature in store.catalogue.items():
            for rows in _rows(connection, feature):
                _rewrite(connection, feature, rows)
                progress(min(total, done := done + len(rows)), total)
            so_far = done
            pairs.rebuild(
                connection,
                table_of(feature.model),
                lambda made, so_far=so_far: progress(min(total, so_far + made), total),  # type: ignore[misc]
            )
            done += sizes[name]
        settings.write_setting(connection, SETTING, VERSION)
        front_pages.forget_all(connection)
    return sum(sizes.values())


def out_of_step(store: Store) -> tuple[str, ...]:
    """Titles of the ledgers whose newest records, or some drawn by lot, search would not find."""
    found = []
    with store.read() as connection:
        for feature in store.catalogue.values():
            rows = next(_rows(connection, feature, newest=True), [])
            if any(text != haystack(feature, row) for text, row in rows) or pairs.missing(
                connection, table_of(feature.model)
            ):
                found.append(feature.ledger.title)
    return tuple(found)


def _size(connection: Connection, feature: Feature) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {feature.model.__tablename__}").scalar_one())


def _rows(
    connection: Connection, feature: Feature, *, newest: bool = False
) -> Iterator[list[tuple[str, Record]]]:
    """(text as it stands, the record's searched fields and id); ``newest``: the last hundred only."""
    table = table_of(feature.model)
    names = [name for name in _plan(feature)[0] if name in table.c]
    query = select(table.c.id, table.c.haystack, *(table.c[name] for name in names))
    if newest:
        rows = connection.execute(query.order_by(table.c.id.desc()).limit(100)).mappings()
        yield [(row["haystack"], dict(row)) for row in rows]
        return
    last = 0
    while True:
        found = connection.execute(
            query.where(table.c.id > last).order_by(table.c.id).limit(BATCH)
        ).mappings()
        part = [(row["haystack"], dict(row)) for row in found]
        if not part:
            return
        yield part
        last = part[-1][1]["id"]


def _rewrite(connection: Connection, feature: Feature, rows: Sequence[tuple[str, Record]]) -> None:
    changed = [(text, row["id"]) for old, row in rows if (text := haystack(feature, row)) != old]
    if changed:
        connection.exec_driver_sql(
            f"UPDATE {feature.model.__tablename__} SET haystack = ? WHERE id = ?", changed
        )
