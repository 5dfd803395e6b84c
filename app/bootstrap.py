"""The composition root: which ledgers and tables there are, and how a workspace is opened and closed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from app.dispatch.adjustments import ADJUSTMENTS
from app.dispatch.archive import SUBMISSIONS
from app.dispatch.definition import available
from app.features.activities import FEATURE as ACTIVITIES
from app.features.assistance import FEATURE as ASSISTANCE
from app.features.blacklist import FEATURE as BLACKLIST
from app.features.blacklist_events import FEATURE as BLACKLIST_EVENTS
from app.features.dishonesty import FEATURE as DISHONESTY
from app.features.enforcement import FEATURE as ENFORCEMENT
from app.features.hazards import FEATURE as HAZARDS
from app.features.inspections import FEATURE as INSPECTIONS
from app.features.inspectors import FEATURE as INSPECTORS
from app.features.rewards import FEATURE as REWARDS
from app.features.supervision import FEATURE as SUPERVISION
from app.kernel.clock import Clock
from app.kernel.feature import Catalogue, Feature
from app.ledgers import phrases, search_text
from app.ledgers.drafts import DRAFTS
from app.ledgers.import_records import IMPORTS
from app.ledgers.numbers import COUNTERS
from app.masterdata import dictionaries, settings
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import FIRM_LINKS
from app.masterdata.files import FILES
from app.papers.issued import PAPERS, RECEIPTS
from app.papers.numbers import NUMBERS
from app.papers.templates import OFFICE_TEMPLATES
from app.paths import RESOURCES, data_folder
from app.store import backup, journal
from app.store.opening import open_store
from app.store.places import Lock
from app.store.session import Store

BESIDE = (
    journal.OPERATIONS,
    journal.JOURNAL,
    COUNTERS,
    DRAFTS,
    IMPORTS,
    FILES,
    FIRM_LINKS,
    ADJUSTMENTS,
    SUBMISSIONS,
    NUMBERS,
    PAPERS,
    RECEIPTS,
    OFFICE_TEMPLATES,
)
"""Tables that belong to no ledger; naming them here makes sure they are known when a store is made."""

CATALOGUE: Catalogue = {
    feature.name: feature
    for feature in (
        ENTERPRISES,
        HAZARDS,
        SUPERVISION,
        INSPECTIONS,
        ASSISTANCE,
        ENFORCEMENT,
        ACTIVITIES,
        REWARDS,
        INSPECTORS,
        BLACKLIST,
        BLACKLIST_EVENTS,
        DISHONESTY,
    )
}


@dataclass(frozen=True)
class Workspace:
    """An open office; ``new`` says that it is not named yet."""

    store: Store
    catalogue: Catalogue
    folder: Path
    lock: Lock
    new: bool = False

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The progress tables there are, title by id; read when first asked for: the start need not wait for it."""
        return available()

    @property
    def clock(self) -> Clock:
        """What the office's program takes the day from."""
        return self.store.clock

    def feature(self, name: str) -> Feature:
        """The feature behind a ledger's identifier."""
        return self.catalogue[name]


def open_workspace(folder: Path | None = None, clock: Clock | None = None, who: str = "") -> Workspace:
    """Open the office's store, made with the usual word lists where there is none.

    Raises Refusal with a sentence, or ``store.opening.Damaged`` which the rescue page takes up.
    """
    place = folder or data_folder()
    store, lock, _made = open_store(place, clock or Clock(), who, CATALOGUE)
    try:
        with store.read() as connection:
            seeded = dictionaries.any_words(connection)
            named = settings.read_setting(connection, "office") is not None
        if not seeded:  # made just now, or a first start that was cut short
            _seed(store)
        search_text.bring_up(store)
        phrases.seed(store)
        store.clock = sample_clock(store)
        return Workspace(store, CATALOGUE, place, lock, not named)
    except BaseException:
        store.engine.dispose()
        lock.release()
        raise


def _seed(store: Store) -> None:
    """The word lists every office begins with."""
    lists = tomllib.loads((RESOURCES / "rules" / "dictionaries.toml").read_text(encoding="utf-8"))
    with store.write() as connection:
        for name, entry in lists.items():
            dictionaries.add(connection, name, entry["words"])


def sample_clock(store: Store) -> Clock:
    """In the sample office it is always the last day of its half-year; elsewhere the clock runs as it was given."""
    with store.read() as connection:
        day = settings.read_setting(connection, "sample_day")
    if not day:
        return store.clock
    stopped, running = date.fromisoformat(day), store.clock
    return Clock(now=lambda: datetime.combine(stopped, running.now().time()))


def name_office(workspace: Workspace, office: settings.Office, communities: tuple[str, ...] = ()) -> None:
    """What the first start asks for."""
    with workspace.store.write() as connection:
        settings.write_office(connection, office)
        dictionaries.add(connection, "社区", communities)


def close_workspace(workspace: Workspace, *, with_backup: bool = True) -> None:
    """Back up what changed, fold the log in, let go of the lock."""
    try:
        if with_backup:
            backup.backup(workspace.store, "close")
    finally:
        try:
            workspace.store.close()
        finally:
            workspace.lock.release()
