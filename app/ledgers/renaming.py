"""A firm has a new name: every record that belongs to it shows it, and the old one still finds the firm."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.kernel.fields import Field, Kind, Value
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import FIRM_LINKS, links_of, move_links, set_links
from app.store import journal, records
from app.store.base import table_of


def firm_field(fields: tuple[Field, ...]) -> Field | None:
    """The field that names the record's firm, if it has one."""
    return next((field for field in fields if field.kind is Kind.ENTERPRISE), None)


def follow_new_name(writing: Writing, firm: int, old: str, new: Value) -> None:
    """Carry a firm's new name into the records that belong to it and keep the old among the former names."""
    if not new or new == old or not old:
        return
    connection = writing.connection
    current = records.load(connection, ENTERPRISES, [firm])[firm]
    former: Any = current.get("former_names") or ()
    if old not in former:
        writing.alter(ENTERPRISES, [(current, {"former_names": (*former, old)})])
    for name in writing.store.catalogue:
        rename_in(writing, name, firm, {old: str(new)})


def rename_in(
    writing: Writing, ledger: str, firm: int, names: dict[str, str], target: int | None = None
) -> None:
    """In one ledger: records of ``firm`` show the new name, and with ``target`` go over to that firm."""
    feature = writing.store.catalogue[ledger]
    table = table_of(feature.model)
    connection = writing.connection
    field = firm_field(feature.ledger.fields)
    new = next(iter(names.values()))
    if field is not None and "enterprise_id" in table.c:
        ids = connection.execute(select(table.c.id).where(table.c.enterprise_id == firm)).scalars().all()
        found = records.load(connection, feature, ids)
        values: dict[str, Value] = {field.name: new, "enterprise_id": target or firm}
        writing.firms.names[target or firm] = new
        writing.alter(feature, [(found[one], values) for one in ids])
    elif feature.linked:
        links = select(FIRM_LINKS.c.record_id).where(
            FIRM_LINKS.c.ledger == ledger, FIRM_LINKS.c.enterprise_id == firm
        )
        ids = connection.execute(links.distinct()).scalars().all()
        listed = next(one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISES)
        found = records.load(connection, feature, ids)
        changes = []
        for one in ids:
            before: Any = found[one][listed.name] or ()
            after = tuple(dict.fromkeys(names.get(word, word) for word in before))
            changes.append((found[one], {listed.name: after}))
        linked = {one: links_of(connection, ledger, one) for one in ids}
        writing.alter(feature, changes)
        if target is not None:
            _links_over(writing, ledger, linked, firm, target)


def _links_over(
    writing: Writing, ledger: str, linked: dict[int, tuple[int | None, ...]], firm: int, target: int
) -> None:
    """Links go over to ``target`` even where no name changes: two firms of one name."""
    connection = writing.connection
    for record, before in linked.items():
        over = tuple(target if one == firm else one for one in before)
        now = links_of(connection, ledger, record)
        if len(now) == len(over):
            set_links(connection, ledger, record, over)
        else:  # both firms were named: they are one name now
            over = now
        if over != before:
            journal.note_links(connection, writing.operation, ledger, record, before, over)
    move_links(connection, ledger, firm, target)
