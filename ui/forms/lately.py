"""What this person entered last, by ledger and field, and the firms used lately: kept with the desk's preferences."""

from __future__ import annotations

from collections.abc import Mapping

from ui.shell.desk import Desk

LONGEST = 120
FIRMS = 30


def last_words(desk: Desk, ledger: str) -> dict[str, str]:
    """The words of the last record entered in a ledger, by field."""
    found = desk.preferences.get(_key(desk, ledger), {})
    return {str(name): str(words) for name, words in found.items()} if isinstance(found, dict) else {}


def remember_words(desk: Desk, ledger: str, words: Mapping[str, str]) -> None:
    """Keep the words of a record that was saved; a field left empty keeps what it had before."""
    fresh = {name: said for name, said in words.items() if said.strip() and len(said) <= LONGEST}
    desk.preferences.put(_key(desk, ledger), {**last_words(desk, ledger), **fresh})


def recent_firms(desk: Desk) -> list[int]:
    """Ids of the firms chosen lately, the last first."""
    found = desk.preferences.get(_key(desk, "firms"), [])
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []


def remember_firm(desk: Desk, firm: int) -> None:
    """Put a firm on top of those used lately."""
    before = [one for one in recent_firms(desk) if one != firm]
    desk.preferences.put(_key(desk, "firms"), [firm, *before][:FIRMS])


def _key(desk: Desk, what: str) -> str:
    return f"entry.{desk.workspace.store.who}.{what}"
