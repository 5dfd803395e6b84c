"""All that falls due in the blacklist's cases, counted anew each time: an edited calendar or an own value acts at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.features.blacklist import FEATURE, words
from app.features.blacklist.periods import CaseDue, dues
from app.features.blacklist.service import counting, load, records_of
from app.features.blacklist_events import FEATURE as EVENTS
from app.kernel.feature import Record
from app.store import records
from app.store.base import table_of
from app.store.session import Store

WAITING = (words.DEFENDING, words.TO_SUBMIT, words.TO_PUBLISH, *words.ON_THE_LIST, words.TO_ANNOUNCE)
"""The states in which a day is to be kept."""


@dataclass(frozen=True)
class CaseEntry:
    """One thing due in one case; ``record`` leads to the case."""

    record: int
    number: str
    firm: str
    state: str
    due: CaseDue

    @property
    def day(self) -> date:
        """The last day for it."""
        return self.due.day


def case_dues(store: Store) -> list[CaseEntry]:
    """Submission, publication, monthly reports, inspections, interview, application, removal …, the earliest first."""
    table = table_of(FEATURE.model)
    query = select(table.c.id).where(
        table.c.state.in_(WAITING), table.c.deleted_at.is_(None), table.c.voided.is_(False)
    )
    today = store.clock.today()
    found: list[CaseEntry] = []
    with store.read() as connection:
        cases = records.load(connection, FEATURE, list(connection.execute(query).scalars()))
        noted = _noted(store, {str(case["number"]) for case in cases.values()})
        ways = {
            kept: counting(connection, {"rule_book": kept})
            for kept in {case["rule_book"] for case in cases.values()}
        }
        for one, case in cases.items():
            number = str(case["number"])
            for due in dues(case, noted[number], ways[case["rule_book"]], today):
                firm = str(case["enterprise_name"] or "")
                found.append(CaseEntry(one, number, firm, str(case["state"]), due))
    return sorted(found, key=lambda entry: (entry.day, entry.number, entry.due.name))


def _noted(store: Store, numbers: set[str]) -> dict[str, list[Record]]:
    """The management records of many cases, read at once."""
    table = table_of(EVENTS.model)
    query = select(table.c.case_number, table.c.kind, table.c.level, table.c.day).where(
        table.c.deleted_at.is_(None), table.c.voided.is_(False), table.c.day.is_not(None)
    )
    found: dict[str, list[Record]] = defaultdict(list)
    with store.read() as connection:
        for row in connection.execute(query).mappings() if numbers else ():
            if row["case_number"] in numbers:
                found[row["case_number"]].append(dict(row))
    return found


def dues_of_case(store: Store, case: int) -> list[CaseDue]:
    """What waits in one case, the earliest first."""
    with store.read() as connection:
        record = load(connection, case)
        noted = records_of(connection, str(record["number"]))
        return dues(record, noted, counting(connection, record), store.clock.today())
