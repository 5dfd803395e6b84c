"""Photos and attachments looked after: is each there and unchanged, can it be taken back, is it still needed?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from app.kernel.errors import Refusal
from app.kernel.feature import Feature
from app.ledgers.attaching import ATTACHMENTS, called, file_fields
from app.ledgers.drafts import DRAFTS
from app.masterdata import files
from app.masterdata.files import FILES, Kept
from app.papers.issued import PAPERS
from app.store import journal
from app.store.backup import file_in_backups, folder_of
from app.store.base import table_of
from app.store.session import Store
from app.store.types import SEPARATOR

DAYS_KEPT = 90
"""So long a removed photo can be brought back by undo and from the history."""


@dataclass(frozen=True)
class Fault:
    """A file that is missing or damaged; ``kept`` is None where not even its line is there."""

    hash: str
    kept: Kept | None
    sentence: str


def faults(store: Store) -> tuple[int, list[Fault]]:
    """How many files there are, and what is wrong with which; reads every one."""
    with store.read() as connection:
        every = {one.hash: one for one in files.listed(store, connection)}
        named = dict(_named(store, connection))
    found = []
    for digest, kept in every.items():
        sound = files.is_sound(kept)
        if not sound:
            what = "找不到了" if sound is None else "已损坏，与存入时不一致"
            found.append(Fault(digest, kept, f"{_whose(named, digest)}：“{kept.name}”{what}。"))
    found.extend(
        Fault(digest, None, f"{_whose(named, digest)}：有一个文件没有登记（{digest[:12]}…）。")
        for digest in named
        if digest not in every
    )
    return len(every), found


def repair(store: Store) -> tuple[list[str], list[str]]:
    """Take every missing or damaged file back from the newest backup that has it: ``(names taken, names not found)``."""
    taken, lost = [], []
    for fault in faults(store)[1]:
        kept = fault.kept
        content = None
        if kept is not None:
            name = kept.path.relative_to(files.folder_of(store)).as_posix()
            content = file_in_backups(folder_of(store.path.parent), name, kept.hash)
        if kept is None or content is None:
            lost.append(kept.name if kept is not None else fault.hash[:12])
        else:
            files.put_back(kept, content)
            taken.append(kept.name)
    return taken, lost


def sweep(store: Store) -> tuple[int, int]:
    """Delete the files nobody needs: ``(how many, bytes)``.

    A file is needed while a record or a draft names it, while the journal of the last 90 days does, and on the
    day it was added: it may be in a form that is still open.
    """
    with store.write() as connection:
        now = store.clock.now()
        needed = {digest for digest, _where in _named(store, connection)}
        needed |= _in_journal(store, connection, (now - timedelta(days=DAYS_KEPT)).isoformat(sep=" "))
        drafts = "\n".join(connection.execute(select(DRAFTS.c.words)).scalars())
        fresh = (now - timedelta(days=1)).isoformat(sep=" ")
        gone = [
            one
            for one in files.listed(store, connection)
            if one.hash not in needed and one.added_at < fresh and one.hash not in drafts
        ]
        for one in gone:
            connection.execute(delete(FILES).where(FILES.c.hash == one.hash))
    for one in gone:  # first the lines, then the files: a line never names what is gone
        one.path.unlink(missing_ok=True)
    return len(gone), sum(one.size for one in gone)


def require_repaired(lost: list[str]) -> None:
    """Raises Refusal naming what no backup has."""
    if lost:
        raise Refusal(
            f"备份里也没有这些文件：{'、'.join(lost[:5])}{'等' if len(lost) > 5 else ''}。请从原来的手机、相机或 U 盘重新添加。"
        )


def _whose(named: dict[str, list[str]], digest: str) -> str:
    places = named.get(digest, [])
    return f"{'、'.join(places[:3])}{'等' if len(places) > 3 else ''}" if places else "没有记录使用的文件"


def _named(store: Store, connection: Connection) -> Iterator[tuple[str, list[str]]]:
    """Every file that a record names, the records in the recycle bin too, and every paper issued, with what names it."""
    found: dict[str, list[str]] = {}
    query = select(PAPERS.c.file, PAPERS.c.title, PAPERS.c.number, PAPERS.c.record_name)
    for row in connection.execute(query):
        found.setdefault(row.file, []).append(f"签发的《{row.title}》{row.number or row.record_name}")
    for feature in store.catalogue.values():
        for name in (*(field.name for field in file_fields(feature)), ATTACHMENTS):
            for digest, where in _in_column(feature, connection, name):
                found.setdefault(digest, []).append(where)
    yield from found.items()


def _in_column(feature: Feature, connection: Connection, name: str) -> Iterator[tuple[str, str]]:
    table = table_of(feature.model)
    ledger = feature.ledger
    title = table.c[ledger.key or ledger.identity[0]]
    query = select(table.c.id, title, table.c[name]).where(table.c[name].is_not(None))
    for row in connection.execute(query):
        who = row[1] if isinstance(row[1], str) and row[1] else f"第{row[0]}号"
        for digest in row[2]:
            yield digest, f"{ledger.title}“{who}”的{called(feature, name)[0]}"


def _in_journal(store: Store, connection: Connection, since: str) -> set[str]:
    """Every file that a change of a record since then names, before or after."""
    found: set[str] = set()
    lines, operations = journal.JOURNAL, journal.OPERATIONS
    for feature in store.catalogue.values():
        names = [*(field.name for field in file_fields(feature)), ATTACHMENTS]
        query = (
            select(lines.c.old, lines.c.new)
            .join(operations, operations.c.id == lines.c.operation)
            .where(lines.c.ledger == feature.name, lines.c.field.in_(names), operations.c.at >= since)
        )
        for old, new in connection.execute(query):
            found |= _hashes(old) | _hashes(new)
    return found


def _hashes(packed: Any) -> set[str]:
    value = json.loads(packed) if packed else None
    return set(str(value).split(SEPARATOR)) if value else set()
