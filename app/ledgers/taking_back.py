"""How the lines of an operation are taken back: the same for an undo and for the redo that undoes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.ledgers.firm_uses import firms_in_use
from app.ledgers.writing import Writing
from app.masterdata import dictionaries
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import links_of, set_links
from app.store import journal, records
from app.store.base import table_of
from app.store.types import restored

NAMED_AT_MOST = 5


def take_back(writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line], sentence: str) -> Change:
    """Everything the lines tell is made as it was before them."""
    back = _removed_back(writing, catalogue, lines)
    _fields_back(writing, catalogue, lines)
    _links_back(writing, lines)
    gone = _created_aside(writing, catalogue, lines)
    _look_again(writing, catalogue, gone)
    _words_back(writing, catalogue, lines)
    change = writing.change(sentence)
    return replace(change, removed=gone, created={**change.created, **back})


def _look_again(writing: Writing, catalogue: Catalogue, gone: dict[str, tuple[int, ...]]) -> None:
    """Who named a record that went by its number is told so."""
    for ledger, ids in gone.items():
        key = catalogue[ledger].ledger.key
        if key and ids:
            found = records.load(writing.connection, catalogue[ledger], ids)
            writing.claim_waiting(catalogue[ledger], {row[key] for row in found.values()})


def refuse_where_changed_since(
    writing: Writing, catalogue: Catalogue, operation: int, title: str, lines: Sequence[journal.Line]
) -> None:
    """Raises Refusal where a later operation that stands has changed a record of this one."""
    touched: dict[str, list[int]] = {}
    for line in lines:
        if line.ledger in catalogue:
            touched.setdefault(line.ledger, []).extend(range(line.record_id, line.last_id + 1))
    for ledger, ids in touched.items():
        later = journal.later_lines(writing.connection, operation, ledger, sorted(set(ids)))
        if later:
            feature = catalogue[ledger]
            some = sorted({line.record_id for line in later})[:NAMED_AT_MOST]
            found = records.load(writing.connection, feature, some)
            names = "、".join(_called(feature, found[one]) for one in some if one in found)
            raise Refusal(
                f"“{title}”之后，{feature.ledger.title}里有记录又被修改过（{names}等）。"
                "请先撤销后来的修改，或在这些记录上直接改正。"
            )


def _called(feature: Feature, record: dict[str, Any]) -> str:
    for name in (feature.ledger.key, *feature.ledger.identity):
        if name and record.get(name):
            return str(record[name])
    return f"第{record['id']}号"


def _spans(lines: Sequence[journal.Line], *actions: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in lines:
        if line.action in actions:
            found.setdefault(line.ledger, []).extend(range(line.record_id, line.last_id + 1))
    return found


def _removed_back(
    writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]
) -> dict[str, tuple[int, ...]]:
    """What was removed comes back, before any field does: records may name a firm that was gone."""
    return {
        ledger: records.set_aside(writing.connection, catalogue[ledger], ids, None, writing.operation)
        for ledger, ids in _spans(lines, journal.REMOVED).items()
    }


def _created_aside(
    writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]
) -> dict[str, tuple[int, ...]]:
    """What was created goes to the recycle bin, when no record names it any more; firms in use stay."""
    aside = _spans(lines, journal.CREATED, journal.RESTORED)
    moment = writing.store.moment()
    gone: dict[str, tuple[int, ...]] = {}
    for ledger in sorted(aside, key=lambda name: name == ENTERPRISES.name):
        ids = aside[ledger]
        if ledger == ENTERPRISES.name:
            used = firms_in_use(writing.connection, catalogue, ids)
            ids = [one for one in ids if one not in used]
        gone[ledger] = records.set_aside(
            writing.connection, catalogue[ledger], ids, moment, writing.operation
        )
    return gone


def _fields_back(writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]) -> None:
    before: dict[str, dict[int, dict[str, Any]]] = {}
    for line in lines:
        if line.action == journal.CHANGED and line.field:
            kind = table_of(catalogue[line.ledger].model).c[line.field].type
            values = before.setdefault(line.ledger, {}).setdefault(line.record_id, {})
            values.setdefault(line.field, restored(line.old, kind))
    for ledger in sorted(before, key=lambda name: name != ENTERPRISES.name):  # names of firms first
        facts = before[ledger]
        found = records.load(writing.connection, catalogue[ledger], list(facts))
        writing.alter(catalogue[ledger], [(found[one], old) for one, old in facts.items()])


def _links_back(writing: Writing, lines: Sequence[journal.Line]) -> None:
    """Links to firms that had moved while the names stayed."""
    connection = writing.connection
    for line in reversed(lines):
        if line.action == journal.LINKS:
            now = links_of(connection, line.ledger, line.record_id)
            set_links(connection, line.ledger, line.record_id, line.old)
            journal.note_links(connection, writing.operation, line.ledger, line.record_id, now, line.old)


def _words_back(writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]) -> None:
    """Words that had joined their lists leave them, where no record holds them."""
    for line in lines:
        if line.action == journal.WORD and line.field:
            word, standing = line.old
            now = dictionaries.standings(writing.connection, line.field, [word])[word]
            dictionaries.put_back(writing.connection, catalogue, line.field, word, standing)
            then = dictionaries.standings(writing.connection, line.field, [word])[word]
            if now != then:
                writing.note_word(line.field, word, now, then)
