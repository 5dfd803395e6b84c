"""Photos and attachments put to a record on file, and taken off it: one operation each, undone like any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.ledgers.edit import GONE
from app.ledgers.writing import Writing
from app.store import records
from app.store.session import Store

ATTACHMENTS = "attachments"
"""Every record has them; they are no field: no form asks for them and no file brings them."""

Hashes = tuple[str, ...]


def file_fields(feature: Feature) -> tuple[Field, ...]:
    """The fields of a ledger that hold photos."""
    return tuple(field for field in feature.ledger.fields if field.kind is Kind.FILES)


def called(feature: Feature, name: str) -> tuple[str, str]:
    """What a place for files is called, and the word its files are counted with."""
    if name == ATTACHMENTS:
        return "附件", "个"
    return feature.ledger[name].label, "张"


def add_files(store: Store, feature: Feature, record: int, name: str, hashes: Sequence[str]) -> Change:
    """Put files, already taken in, behind those a record has. Those it has already are not put a second time."""

    def behind(before: Hashes) -> Hashes:
        return tuple(dict.fromkeys((*before, *hashes)))

    return _written(store, feature, record, name, behind, "添加")


def remove_files(store: Store, feature: Feature, record: int, name: str, hashes: Sequence[str]) -> Change:
    """Take files off a record. The files themselves stay, so that it can be undone."""

    def without(before: Hashes) -> Hashes:
        return tuple(one for one in before if one not in hashes)

    return _written(store, feature, record, name, without, "移除")


def _written(
    store: Store, feature: Feature, record: int, name: str, change: Callable[[Hashes], Hashes], verb: str
) -> Change:
    known = (ATTACHMENTS, *(field.name for field in file_fields(feature)))
    if name not in known:
        raise Refusal(f"{feature.ledger.title}台账没有可以放文件的栏目“{name}”。")
    label, counter = called(feature, name)
    with store.write() as connection:
        writing = Writing(store, connection, "update", f"{verb}{label}")
        found = records.load(connection, feature, [record]).get(record)
        if found is None or found["deleted_at"] is not None:
            raise Refusal(GONE)
        held = found.get(name) or ()
        assert isinstance(held, tuple)
        after = change(held)
        number = abs(len(after) - len(held))
        writing.alter(feature, [(found, {name: after})])
        return writing.change(f"已{verb}{label} {number} {counter}" if number else "没有变化")
