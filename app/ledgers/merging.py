"""Two files that are one firm become one: nothing is lost, and it can be undone as one step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.fields import Value
from app.ledgers.renaming import rename_in
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import records
from app.store.session import Store


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
