"""The mark a firm's file bears: on the blacklist, on the register that came after it, or about to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from app.features.blacklist import FEATURE as BLACKLIST
from app.features.blacklist import words
from app.features.dishonesty import FEATURE as DISHONESTY
from app.features.dishonesty import model as dishonesty
from app.store.base import table_of
from app.store.session import Store

UNDER_WAY = (*words.BEFORE_LISTING, words.TRANSFERRED)


@dataclass(frozen=True)
class Mark:
    """A word in a tone, the sentence behind it, and the record it leads to."""

    title: str
    tone: str
    sentence: str
    ledger: str
    record: int


def marks_of(store: Store, firm: int) -> list[Mark]:
    """The marks of one firm, those that weigh most first; a case that has ended leaves none."""
    cases, listings = table_of(BLACKLIST.model), table_of(DISHONESTY.model)
    with store.read() as connection:
        of_firm = select(
            cases.c.id, cases.c.number, cases.c.state, cases.c.published_on, cases.c.expires_on
        ).where(cases.c.enterprise_id == firm, cases.c.deleted_at.is_(None), cases.c.voided.is_(False))
        found = _standing(connection.execute(of_firm))
        query = select(listings.c.id, listings.c.number, listings.c.listed_on, listings.c.expires_on).where(
            listings.c.enterprise_id == firm,
            listings.c.state.in_((dishonesty.LISTED, dishonesty.APPLIED)),
            listings.c.deleted_at.is_(None),
            listings.c.voided.is_(False),
        )
        for row in connection.execute(query):
            until = f"，{row.expires_on} 期满" if row.expires_on else ""
            said = f"{row.number}：{row.listed_on} 列入严重失信主体名单{until}"
            found.append(Mark("严重失信主体", "red", said, DISHONESTY.name, row.id))
    return sorted(found, key=lambda mark: mark.tone != "red")


def _standing(rows: Iterable[Row[Any]]) -> list[Mark]:
    found = []
    for row in rows:
        if row.state in words.ON_THE_LIST:
            until = f"，{row.expires_on} 期满" if row.expires_on else ""
            said = f"{row.number}：{row.published_on} 公布纳入黑名单{until}，现在{row.state}"
            found.append(Mark("黑名单", "red", said, BLACKLIST.name, row.id))
        elif row.state in UNDER_WAY:
            found.append(Mark("黑名单办理中", "amber", f"{row.number}：{row.state}", BLACKLIST.name, row.id))
    return found


def marked_firms(store: Store) -> dict[int, str]:
    """Every firm that is on one of the lists now, with the word for it: for tables of firms."""
    cases, listings = table_of(BLACKLIST.model), table_of(DISHONESTY.model)
    wanted = (
        (cases, words.ON_THE_LIST, "黑名单"),
        (listings, (dishonesty.LISTED, dishonesty.APPLIED), "严重失信主体"),
    )
    found: dict[int, str] = {}
    with store.read() as connection:
        for table, states, word in wanted:
            query = select(table.c.enterprise_id).where(
                table.c.state.in_(states),
                table.c.enterprise_id.is_not(None),
                table.c.deleted_at.is_(None),
                table.c.voided.is_(False),
            )
            for firm in connection.execute(query).scalars():
                found.setdefault(firm, word)
    return found
