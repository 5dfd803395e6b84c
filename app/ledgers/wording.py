"""The word lists as the screen changes them; a renamed word changes in every record that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.fields import Value
from app.ledgers.writing import Writing
from app.masterdata import dictionaries
from app.masterdata.dictionaries import Entry
from app.store import records
from app.store.session import Store


def entries_of(store: Store, dictionary: str) -> tuple[Entry, ...]:
    """Every word of a list with the number of records that hold it."""
    with store.read() as connection:
        return dictionaries.entries(connection, store.catalogue, dictionary)


def add_words(store: Store, dictionary: str, words: Sequence[str]) -> tuple[str, ...]:
    """Add words; those that were not there yet come back."""
    with store.write() as connection:
        return dictionaries.add(connection, dictionary, words)


def retire_word(store: Store, dictionary: str, word: str, *, retired: bool = True) -> None:
    """No longer offered, or offered again."""
    with store.write() as connection:
        dictionaries.retire(connection, dictionary, word, retired=retired)


def remove_word(store: Store, dictionary: str, word: str) -> None:
    """Delete a word. Raises Refusal where records hold it."""
    with store.write() as connection:
        dictionaries.remove(connection, store.catalogue, dictionary, word)


def reorder_words(store: Store, dictionary: str, order: Sequence[str]) -> None:
    """Put the words in the order given."""
    with store.write() as connection:
        dictionaries.reorder(connection, dictionary, order)


def rename_word(store: Store, dictionary: str, old: str, new: str) -> Change:
    """One operation that can be undone. The old word stays in the list, retired, so that undo finds it.

    A new word that is in the list already takes the old one's records over. Raises Refusal for an empty word.
    """
    new = new.strip()
    if not new or new == old:
        raise Refusal("请写出新的名称。")
    with store.write() as connection:
        writing = Writing(store, connection, "bulk", f"{dictionary}“{old}”改名为“{new}”")
        order = list(dictionaries.words(connection, dictionary, retired=True))
        if old not in order:
            raise Refusal(f"{dictionary}里没有“{old}”，请刷新后再试。")
        dictionaries.add(connection, dictionary, [new])
        if new not in order:
            order.insert(order.index(old), new)
        touched = sum(len(_in_ledger(writing, name, dictionary, old, new)) for name in store.catalogue)
        dictionaries.retire(connection, dictionary, old)
        dictionaries.reorder(connection, dictionary, order)
        return writing.change(f"“{old}”已改名为“{new}”，{touched} 条记录随之更新")


def _in_ledger(writing: Writing, ledger: str, dictionary: str, old: str, new: str) -> list[int]:
    feature = writing.store.catalogue[ledger]
    values: dict[int, dict[str, Value]] = {}
    for field in feature.ledger.fields:
        if field.dictionary != dictionary:
            continue
        held = writing.connection.execute(dictionaries.holding(feature, field, old)).scalars()
        ids = list(held)
        found = records.load(writing.connection, feature, ids)
        for one in ids:
            before = found[one][field.name]
            after: Value = new
            if isinstance(before, tuple):
                after = tuple(dict.fromkeys(new if word == old else word for word in before))
            values.setdefault(one, {})[field.name] = after
    found = records.load(writing.connection, feature, list(values))
    return writing.alter(feature, [(found[one], facts) for one, facts in values.items()])
