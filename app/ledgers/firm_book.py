"""Firms found while a name is typed: by any part of a name, by initials, by numbers, by people. Kept in memory."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from app.kernel import pinyin
from app.masterdata.enterprises.model import Enterprise
from app.store import journal
from app.store.base import table_of
from app.store.session import Store

FIRMS = table_of(Enterprise)
MANY = 2_000
"""So many changed firms are read one by one; more, and the whole book is read anew."""
ASIDE = 200
"""So many changed firms are looked through one by one before the long texts are made anew."""
DIGITS = 4
"""From so many signs on, a part of a code or of a telephone number is looked for."""


class Firm(NamedTuple):
    """What a row of candidates shows, and what it is found by."""

    id: int
    name: str
    former: tuple[str, ...]
    code: str
    phones: tuple[str, ...]
    people: tuple[str, ...]
    community: str

    def note(self, typed: str = "") -> str:
        """What tells it from a firm of the same name: community, end of its code, telephone."""
        parts = [self.community, f"代码尾号{self.code[-6:]}" if self.code else "", *self.phones[:1]]
        wanted = folded(typed)
        if wanted and not pinyin.fits(wanted, folded(self.name)):
            parts = [f"原名{one}" for one in self.former if pinyin.fits(wanted, folded(one))] + parts
            parts += [one for one in self.people if pinyin.fits(wanted, one)]
        return " · ".join(part for part in parts if part)


@dataclass
class _Stack:
    """Short lines in one long text: a search over all of them is one search of Python's own."""

    text: str = "\n"
    starts: array[int] = field(default_factory=lambda: array("q"))
    owners: array[int] = field(default_factory=lambda: array("q"))

    def fill(self, lines: Iterable[tuple[int, str]]) -> None:
        """Begin anew with ``(firm, line)``."""
        self.starts, self.owners = array("q"), array("q")
        parts, at = ["\n"], 1
        for owner, line in lines:
            self.starts.append(at)
            self.owners.append(owner)
            parts.append(line + "\n")
            at += len(line) + 1
        self.text = "".join(parts)

    def find(self, wanted: str) -> Iterator[int]:
        """Firms in whose lines the text stands; begin it with a line break for the lines that begin with it."""
        at, offset = self.text.find(wanted), 1 if wanted.startswith("\n") else 0
        while at >= 0:
            line = bisect_right(self.starts, at + offset) - 1
            yield self.owners[line]
            after = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)
            at = self.text.find(wanted, after)


class FirmBook:
    """The living firms; ``seen`` is the last operation it knows of."""

    def __init__(self) -> None:
        self.firms: dict[int, Firm] = {}
        self.seen = -1
        self._names, self._spelled, self._numbers, self._people = (_Stack() for _ in range(4))
        self._spellings: dict[str, str] = {}
        self._aside: set[int] = set()
        self._lock = threading.Lock()

    def refresh(self, connection: Connection) -> None:
        """Take in what was written since."""
        with self._lock:
            last = connection.execute(select(func.max(journal.OPERATIONS.c.id))).scalar() or 0
            if last == self.seen:
                return
            changed = self._changed(connection) if self.seen >= 0 else None
            if changed is None:
                self.firms = _read(connection, None)
            elif changed:
                fresh = _read(connection, changed)
                for one in changed:
                    self.firms.pop(one, None)
                self.firms |= fresh
                self._aside |= set(changed)
            if changed is None or len(self._aside) > ASIDE:
                self._stack()
            self.seen = last

    def find(self, typed: str, recent: Sequence[int] = (), limit: int = 20) -> list[Firm]:
        """Firms that fit, those used lately first; with nothing typed only those."""
        wanted = folded(typed)
        with self._lock:
            lately = [self.firms[one] for one in recent if one in self.firms]
            if not wanted:
                return lately[:limit]
            found = {firm.id: firm for firm in lately if _fits(firm, wanted)}
            for one in self._aside:
                if one in self.firms and _fits(self.firms[one], wanted):
                    found.setdefault(one, self.firms[one])
            for one in self._search(wanted):
                if len(found) >= limit:
                    break
                if one not in self._aside:
                    found.setdefault(one, self.firms[one])
            return list(found.values())[:limit]

    def named(self, name: str) -> list[Firm]:
        """Firms of exactly this name."""
        wanted = folded(name)
        with self._lock:
            owners = dict.fromkeys([*self._names.find(f"\n{wanted}\n"), *self._aside]) if wanted else {}
            found = [self.firms[one] for one in owners if one in self.firms]
        return [firm for firm in found if folded(firm.name) == wanted]

    def _search(self, wanted: str) -> Iterator[int]:
        letters = wanted.isascii()
        yield from self._names.find(f"\n{wanted}")
        if letters:
            yield from self._spelled.find(f"\n{wanted}")
        yield from self._names.find(wanted)
        if letters:
            yield from self._spelled.find(wanted)
        if letters and len(wanted) >= DIGITS and any(sign.isdigit() for sign in wanted):
            yield from self._numbers.find(f"{wanted}\n")
            yield from self._numbers.find(wanted)
        yield from self._people.find(f"\n{wanted}")

    def _changed(self, connection: Connection) -> list[int] | None:
        """Ids of the firms written since ``seen``; None where they are many."""
        lines = select(journal.JOURNAL.c.record_id, journal.JOURNAL.c.last_id).where(
            journal.JOURNAL.c.operation > self.seen, journal.JOURNAL.c.ledger == FIRMS.name
        )
        found: set[int] = set()
        for first, last in connection.execute(lines):
            if last - first > MANY or len(found) > MANY:
                return None
            found.update(range(first, last + 1))
        return sorted(found) if len(found) <= MANY else None

    def _stack(self) -> None:
        self._aside.clear()
        every = sorted(self.firms.values(), key=lambda firm: (len(firm.name), firm.name, firm.id))
        self._names.fill((firm.id, folded(name)) for firm in every for name in (firm.name, *firm.former))
        self._spelled.fill(
            (firm.id, line)
            for firm in every
            for name in (firm.name, *firm.former)
            for line in self._spell(name)
        )
        self._numbers.fill(
            (firm.id, line.casefold()) for firm in every for line in (firm.code, *firm.phones) if line
        )
        self._people.fill(
            (firm.id, line)
            for firm in every
            for name in firm.people
            for line in (folded(name), *self._spell(name))
        )

    def _spell(self, name: str) -> list[str]:
        """Spelled once: the readings of a name do not change."""
        known = self._spellings.get(name)
        if known is None:
            known = self._spellings[name] = "\n".join(pinyin.spellings(name))
        return known.split("\n") if known else []


def folded(text: str) -> str:
    """As names are compared: width, case and blanks do not count."""
    return "".join(pinyin.fold(text).split())


_BOOKS: WeakKeyDictionary[Engine, FirmBook] = WeakKeyDictionary()


def firm_book(store: Store) -> FirmBook:
    """The store's book, brought up to date. The first call reads every firm; keep it off the screen's thread."""
    book = _BOOKS.setdefault(store.engine, FirmBook())
    with store.read() as connection:
        book.refresh(connection)
    return book


def _fits(firm: Firm, wanted: str) -> bool:
    if any(pinyin.fits(wanted, folded(name)) for name in (firm.name, *firm.former)):
        return True
    if len(wanted) >= DIGITS and any(wanted in line.casefold() for line in (firm.code, *firm.phones)):
        return True
    return any(pinyin.fits(wanted, folded(name)) for name in firm.people)


def _read(connection: Connection, ids: Sequence[int] | None) -> dict[int, Firm]:
    columns = FIRMS.c
    query = select(
        columns.id, columns.name, columns.former_names, columns.code, columns.phone, columns.principal_phone,
        columns.principal, columns.safety_staff, columns.community,
    ).where(columns.deleted_at.is_(None), columns.voided.is_(False), columns.name.is_not(None))  # fmt: skip
    parts: list[Any] = [query]
    if ids is not None:
        parts = [query.where(columns.id.in_(ids[at : at + 500])) for at in range(0, len(ids), 500)]
    return {row[0]: _firm(row) for part in parts for row in connection.execute(part)}


def _firm(row: Any) -> Firm:
    number, name, former, code, phone, mobile, principal, staff, community = row
    phones = tuple(dict.fromkeys(one for one in (mobile, phone) if one))
    people = tuple(dict.fromkeys(one for one in (principal, staff) if one))
    return Firm(number, name, tuple(former or ()), code or "", phones, people, community or "")
