"""A store made by the migrations is the very store that is made new; migrating loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.bootstrap import CATALOGUE, Workspace, close_workspace, open_workspace
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit, search_text
from app.paths import DATABASE
from app.store import opening
from app.store.backup import folder_of, packages
from app.store.base import Base
from app.store.database_file import FRONT_PAGES, is_record_table
from app.store.migrating import configuration, migrate
from app.store.session import APPLICATION_ID

MOMENT = datetime(2023, 6, 30, 9, 30)
OPTIONS = {
    "include_name": lambda name, kind, _parents: (
        kind != "table" or is_record_table(name) or name == FRONT_PAGES
    )
}


def test_the_migrations_build_what_the_declarations_say(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), Base.metadata) == []
        head = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    engine.dispose()
    assert head == opening.REVISION
    assert set(CATALOGUE) <= set(Base.metadata.tables)


def test_an_older_store_is_backed_up_and_carried_on(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder
    office.store.close()
    office.lock.release()
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    carried: list[Path] = []
    monkeypatch.setattr("app.store.migrating.migrate", carried.append)
    again = open_workspace(folder, stopped_clock(MOMENT))
    again.store.close()
    again.lock.release()
    assert carried == [folder / DATABASE]
    assert [one.reason for one in packages(folder_of(folder))] == ["migrate"]


def test_a_migration_that_would_lose_rows_is_refused(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.kernel.errors import Refusal

    office.store.close()
    path = office.folder / DATABASE

    def lossy(config: object, _revision: str) -> None:
        config.attributes["connection"].exec_driver_sql("DELETE FROM settings")  # type: ignore[attr-defined]

    monkeypatch.setattr("app.store.migrating.command.upgrade", lossy)
    with pytest.raises(Refusal, match="会丢失记录"):
        migrate(path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM settings").fetchone()[0] > 0


def test_a_store_of_the_first_revision_comes_up_whole(tmp_path: Path) -> None:
    """Backed up first, then every row is there, searchable by words and by initials, and may be edited."""
    folder = tmp_path / "office"
    folder.mkdir()
    path = folder / DATABASE
    migrate(path, "0001")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA user_version = 1")
        moment = ("2023-06-01 08:30:00",) * 2
        database.executemany(
            "INSERT INTO enterprises (id, name, created_at, updated_at, incomplete, voided, haystack) "
            "VALUES (?, ?, ?, ?, 0, 0, ?)",
            [(one, f"历城第{one}面馆", *moment, f"历城第{one}面馆") for one in range(1, 51)],
        )
        database.executemany(
            "INSERT INTO hazards (number, enterprise_name, enterprise_id, description, status, created_at, "
            "updated_at, incomplete, voided, haystack) VALUES (?, ?, ?, ?, '待整改', ?, ?, 0, 0, ?)",
            [
                (
                    f"YH-2023-{one:04d}",
                    f"历城第{one % 50 + 1}面馆",
                    one % 50 + 1,
                    f"第{one}号燃气软管老化",
                    *moment,
                    "旧",
                )
                for one in range(1, 301)
            ],
        )
    again = open_workspace(folder, stopped_clock(MOMENT))
    store, hazards, firms = again.store, again.feature("hazards"), again.feature("enterprises")
    assert [one.reason for one in packages(folder_of(folder))] == ["migrate"]
    assert dict(packages(folder_of(folder))[0].counts)["hazards"] == 300
    assert browse.count(store, hazards) == 300
    assert browse.count(store, firms) == 50
    assert browse.count(store, hazards, search="软管") == 300
    assert browse.count(store, hazards, search="第7号") == 1
    assert browse.count(store, hazards, search="lcd7m") == 6
    first = browse.ids(store, hazards, search="第7号")[0]
    edit.update(store, hazards, first, {"description": "灶台无熄火保护"})
    assert list(browse.ids(store, hazards, search="熄火")) == [first]
    assert browse.count(store, hazards, search="第7号") == 0
    assert search_text.out_of_step(store) == ()
    close_workspace(again, with_backup=False)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == opening.FORMAT
