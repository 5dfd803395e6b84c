"""One operation being written: facts become full records, firms are recognised or created, all is journalled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.kernel.change import Change
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.ledgers.numbers import Numbers
from app.ledgers.progress import AT_A_TIME, Progress, silent
from app.ledgers.search_text import haystack
from app.masterdata import dictionaries
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import links_of, set_links
from app.masterdata.enterprises.resolve import FirmIndex, read_index
from app.store import journal, records
from app.store.base import table_of
from app.store.session import Store


class Writing:
    """An open operation inside one transaction; :meth:`change` closes it and tells what it did.

    ``progress`` hears of what takes long; where it leaves, the transaction is rolled back.
    """

    def __init__(
        self, store: Store, connection: Connection, kind: str, title: str, progress: Progress = silent
    ) -> None:
        self.store = store
        self.connection = connection
        self.operation = journal.begin_operation(connection, store, kind, title)
        self.numbers = Numbers(connection)
        self.created: dict[str, list[int]] = {}
        self.updated: dict[str, list[int]] = {}
        self._firms: FirmIndex | None = None
        self._progress = progress

    @property
    def firms(self) -> FirmIndex:
        """The firms on file, read when first asked for."""
        if self._firms is None:
            self._firms = read_index(self.connection)
        return self._firms

    def change(self, sentence: str) -> Change:
        """Finish: counters are saved; what was created and updated is told."""
        self.numbers.save()
        return Change(
            self.operation,
            {name: tuple(ids) for name, ids in self.created.items() if ids},
            {name: tuple(ids) for name, ids in self.updated.items() if ids},
            sentence=sentence,
        )

    def add(self, feature: Feature, rows: Sequence[Record]) -> list[int]:
        """New records from their facts; returns their ids in order."""
        found = []
        for at, row in enumerate(rows):
            if at % AT_A_TIME == 0 and len(rows) > AT_A_TIME:
                self._progress(at, len(rows))
            found.append(self.complete(feature, row))
        ids = self.add_complete(feature, found)
        if len(rows) > AT_A_TIME:
            self._progress(len(rows), len(rows))
        return ids

    def add_complete(self, feature: Feature, rows: Sequence[Record]) -> list[int]:
        """New records already settled and noted (an import did that for its preview)."""
        key = feature.ledger.key
        if key and feature.number:
            for row in rows:  # a number that comes with a later row must not be made for an earlier one
                if given := row.get(key):
                    self.numbers.keep(str(given))
        moment = self.store.moment()
        full = [self._finished(feature, row, moment) for row in rows]
        ids = list(records.insert(self.connection, feature, full, self.operation))
        self.created.setdefault(feature.name, []).extend(ids)
        if feature.linked:
            for record, row in zip(ids, full, strict=True):
                self._after(feature, record, row)
        if key:
            self.claim_waiting(feature, {row.get(key) for row in full})
        return ids

    def alter(self, feature: Feature, changes: Iterable[tuple[Record, Mapping[str, Value]]]) -> list[int]:
        """``(record as it is, values to set)``; returns the ids of those that changed."""
        todo = list(changes)
        touched: list[int] = []
        for start in range(0, len(todo), AT_A_TIME):
            if len(todo) > AT_A_TIME:
                self._progress(start, len(todo))
            touched += self._altered(feature, todo[start : start + AT_A_TIME])
        self.updated.setdefault(feature.name, []).extend(touched)
        return touched

    def _altered(
        self, feature: Feature, changes: Sequence[tuple[Record, Mapping[str, Value]]]
    ) -> tuple[int, ...]:
        prepared = []
        moment = self.store.moment()
        for before, values in changes:
            after = self.complete(feature, {**before, **values}, before)
            after = self._finished(feature, after, moment, before)
            prepared.append((int(before["id"]), before, after))  # type: ignore[arg-type]
        touched = records.rewrite(self.connection, feature, prepared, self.operation)
        changed = set(touched)
        for record, before, row in prepared:
            if record in changed:
                self._after(feature, record, row, before)
        return touched

    def complete(self, feature: Feature, values: Record, before: Mapping[str, Any] | None = None) -> Record:
        """Facts to a full record: references found, dependent values settled, gaps noted."""
        row: Record = dict(values)
        notes = [
            *self._refer_firm(feature, row, before),
            *self._refer_firms(feature, row, before),
            *self._refer_hazard(feature, row),
        ]
        row = feature.settle(row)
        return noted(feature, row, notes)

    def firm_named(self, name: str) -> tuple[int | None, str, tuple[str, ...]]:
        """``(id, name on file, candidates)``; a firm nobody fits is created, to be completed later."""
        found = self.firms.resolve(name)
        if found.firm:
            return found.firm[0], found.firm[1], ()
        if found.firms:
            return None, name, found.names
        firm = self.add(ENTERPRISES, [{"name": name}])[0]
        self.firms.add(firm, name)
        return firm, name, ()

    def _refer_firm(self, feature: Feature, row: Record, before: Mapping[str, Any] | None) -> list[str]:
        field = next((one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE), None)
        if field is None or "enterprise_id" not in table_of(feature.model).c:
            return []
        name = row.get(field.name)
        if not name:
            row["enterprise_id"] = None
            return []
        if before is not None and before.get("enterprise_id") and before.get(field.name) == name:
            return []
        chosen = row.get("enterprise_id")
        if isinstance(chosen, int) and self.firms.names.get(chosen) == name:
            return []
        firm, known_as, candidates = self.firm_named(str(name))
        row["enterprise_id"], row[field.name] = firm, known_as
        return [ambiguous(str(name), candidates)] if candidates else []

    def _refer_firms(self, feature: Feature, row: Record, before: Mapping[str, Any] | None) -> list[str]:
        """Each of several names as that of one firm; those that stand already are left as they are."""
        field = next((one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISES), None)
        names: Any = row.get(field.name) if field is not None else None
        if field is None or not names:
            return []
        standing = (before.get(field.name) or ()) if before is not None else ()
        found: dict[str, tuple[str, ...]] = {}
        for name in names:
            if name in standing:
                fitting = self.firms.resolve(name).names
                linked = before is not None and len(fitting) > 1 and self._linked(feature, field, before)
                found[name] = (name,) if linked and linked.get(name) else fitting
            else:
                _, known_as, candidates = self.firm_named(name)
                found[known_as] = candidates or (known_as,)
        row[field.name] = tuple(found)
        return [ambiguous(name, fitting) for name, fitting in found.items() if len(fitting) > 1]

    def _refer_hazard(self, feature: Feature, row: Record) -> list[str]:
        field = next((one for one in feature.ledger.fields if one.kind is Kind.HAZARD), None)
        if field is None:
            return []
        number = row.get(field.name)
        target = next(iter(table_of(feature.model).c.hazard_id.foreign_keys)).column.table
        found = None
        if number:
            query = select(target.c.id).where(target.c.number == number, target.c.deleted_at.is_(None))
            found = self.connection.execute(query.order_by(target.c.id)).scalar()
        row["hazard_id"] = found
        return [f"{field.label}“{number}”不在隐患台账中"] if number and found is None else []

    def _finished(
        self, feature: Feature, row: Record, moment: str, before: Mapping[str, Any] | None = None
    ) -> Record:
        """Numbers, times and list words that a full record carries."""
        row["updated_at"] = moment
        if before is None:
            row["created_at"] = moment
            row.setdefault("voided", False)
        key = feature.ledger.key
        if key and feature.number:
            given = row.get(key)
            if given and (before is None or given != before.get(key)):
                self.numbers.keep(str(given))
            elif not given:
                row[key] = self.numbers.make(feature.number, self._year(feature, row))
        row["haystack"] = haystack(feature, row)
        return row

    def _year(self, feature: Feature, row: Record) -> int:
        day = row.get(feature.ledger.day)
        return day.year if isinstance(day, date) else self.store.clock.today().year

    def _after(
        self, feature: Feature, record: int, row: Record, before: Mapping[str, Any] | None = None
    ) -> None:
        """What lies beside the record: links to several firms. A name that stood keeps the firm it was linked to."""
        if feature.linked:
            field = next(one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISES)
            names = row.get(field.name) or ()
            assert isinstance(names, tuple)
            firms = {name: self._firm_id(name) for name in names}
            if before is not None and None in firms.values():
                linked = self._linked(feature, field, before)
                firms = {name: linked.get(name) if firm is None else firm for name, firm in firms.items()}
            set_links(self.connection, feature.name, record, [firms[name] for name in names])

    def _linked(self, feature: Feature, field: Field, before: Mapping[str, Any]) -> dict[str, int | None]:
        """The firm behind each name of a record that names several."""
        links = links_of(self.connection, feature.name, int(before["id"]))
        return dict(zip(before.get(field.name) or (), links, strict=False))

    def _firm_id(self, name: str) -> int | None:
        found = self.firms.resolve(name)
        return found.firm[0] if found.firm else None

    def claim_waiting(self, feature: Feature, numbers: Collection[object]) -> None:
        """Records that name one of these by its number look again: it came after them, or it went."""
        table = table_of(feature.model)
        for other in self.store.catalogue.values():
            field = next((one for one in other.ledger.fields if one.kind is Kind.HAZARD), None)
            naming = table_of(other.model)
            if field is None or not naming.c.hazard_id.references(table.c.id):
                continue
            query = select(naming.c.id, naming.c[field.name]).where(
                naming.c[field.name].is_not(None), naming.c.deleted_at.is_(None)
            )
            ids = [one for one, number in self.connection.execute(query) if number in numbers]
            found = records.load(self.connection, other, ids)
            self.alter(other, [(found[one], {}) for one in ids])

    def new_words(self, feature: Feature, rows: Iterable[Mapping[str, Value]]) -> None:
        """Words of editable lists that no list holds yet become entries."""
        lists = [field for field in feature.ledger.fields if field.dictionary]
        if not lists:
            return
        met: dict[str, dict[str, None]] = {field.dictionary: {} for field in lists}
        for row in rows:
            for field in lists:
                value = row.get(field.name)
                for word in value if isinstance(value, tuple) else (value,):
                    if isinstance(word, str) and word:
                        met[field.dictionary][word] = None
        for dictionary, words in met.items():
            standing = dictionaries.standings(self.connection, dictionary, words) if words else {}
            fresh = [word for word, now in standing.items() if now != dictionaries.OFFERED]
            if fresh:
                dictionaries.add(self.connection, dictionary, fresh)
            for word in fresh:
                self.note_word(dictionary, word, standing[word], dictionaries.OFFERED)

    def note_word(self, dictionary: str, word: str, before: str, after: str) -> None:
        """Note what became of a word of an editable list, so that it can be taken back."""
        journal.note_word(self.connection, self.operation, dictionary, word, before, after)

    def nothing(self, sentence: str) -> Change:
        """Nothing came of it: the operation leaves no trace and there is nothing to undo."""
        journal.forget_operation(self.connection, self.operation)
        return Change(sentence=sentence)


def noted(feature: Feature, row: Record, notes: Sequence[str] = ()) -> Record:
    """Say what is missing: the starred fields, what the feature asks for, what could not be resolved or cannot be."""
    missing = [
        field.label
        for field in feature.ledger.required
        if not (value := row.get(field.name)) and value in (None, "", ())
    ]
    missing.extend(word for word in feature.missing(row) if word not in missing)
    told = [f"缺少{'、'.join(missing)}"] if missing else []
    told.extend(notes)
    told.extend(f"{said}，请核对" for said in feature.ledger.turned_round(row).values())
    row["incomplete"] = bool(told)
    row["incomplete_note"] = "；".join(told) or None
    return row


def ambiguous(name: str, candidates: Sequence[str]) -> str:
    """The note on a short name that fits several firms."""
    return f"单位名称“{name}”有多家相符：{'、'.join(candidates)}"
