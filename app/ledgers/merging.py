"""Two files that are one firm become one: nothing is lost, and it can be undone as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.fields import Value
from app.ledgers.renaming import rename_in
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.resolve import core
from app.store import records
from app.store.base import table_of
from app.store.session import Store

LIKE = 3  # shorter names are alike by chance


def merge_firms(store: Store, keep: int, gone: int) -> Change:
    """The records of ``gone`` go over to ``keep``; its blanks are filled from the other; ``gone`` is set aside.

    Raises Refusal where both are the same or one is no longer on file.
    """
    if keep == gone:
        raise Refusal("请选择两家不同的企业。")
    with store.write() as connection:
        writing = Writing(store, connection, "merge", "合并企业")
        found = records.load(connection, ENTERPRISES, [keep, gone])
        if len(found) != 2 or any(one["deleted_at"] for one in found.values()):
            raise Refusal("要合并的企业已不在台账中，请刷新后再试。")
        kept, other = found[keep], found[gone]
        for ledger in store.catalogue:
            if ledger != ENTERPRISES.name:
                rename_in(writing, ledger, gone, {_name(other): _name(kept)}, target=keep)
        writing.alter(ENTERPRISES, [(kept, _filled(kept, other))])
        aside = records.set_aside(connection, ENTERPRISES, [gone], store.moment(), writing.operation)
        change = writing.change(f"已把“{_name(other)}”并入“{_name(kept)}”（可撤销）")
        return replace(change, removed={ENTERPRISES.name: aside})


def _name(firm: dict[str, Any]) -> str:
    return str(firm["name"] or "未填名称的企业")


@dataclass(frozen=True)
class Likely:
    """A firm that may be the same, and why it is thought so."""

    id: int
    name: str
    why: str


def likely_same(store: Store, firm: int) -> list[Likely]:
    """Firms on file that may be the one of ``firm``: the same code, telephone, or a name that holds the other."""
    table = table_of(ENTERPRISES.model)
    query = select(table.c.id, table.c.name, table.c.code, table.c.principal_phone, table.c.phone)
    with store.read() as connection:
        rows = connection.execute(query.where(table.c.deleted_at.is_(None))).mappings().all()
    mine = next((one for one in rows if one["id"] == firm), None)
    if mine is None:
        return []
    found = []
    for other in rows:
        why = "" if other["id"] == firm else _why_same(mine, other)
        if why:
            found.append(Likely(other["id"], str(other["name"]), why))
    return found


def _why_same(mine: Any, other: Any) -> str:
    if mine["code"] and mine["code"] == other["code"]:
        return "统一社会信用代码相同"
    if mine["code"] and other["code"]:
        return ""
    phones = {mine["principal_phone"], mine["phone"]} & {other["principal_phone"], other["phone"]} - {None}
    if phones:
        return "电话相同"
    left, right = sorted((core(mine["name"] or ""), core(other["name"] or "")), key=len)
    return "名称相近" if len(left) >= LIKE and left in right else ""


def _filled(kept: dict[str, Any], other: dict[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {
        field.name: other[field.name]
        for field in ENTERPRISES.ledger.fields
        if kept.get(field.name) in (None, "", ()) and other.get(field.name) not in (None, "", ())
    }
    names = (*(kept.get("former_names") or ()), other["name"], *(other.get("former_names") or ()))
    known_as = kept["name"] or other["name"]
    values["former_names"] = tuple(dict.fromkeys(name for name in names if name and name != known_as))
    return values
