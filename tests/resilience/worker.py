"""A program at work on a store until it is killed; what is committed it says on its standard output."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic import command

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.exchange.read import CellValue, Sheet, Workbook
from app.kernel.clock import Clock, stopped_clock
from app.ledgers import edit
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_workbook
from app.masterdata.organ import ENFORCEMENT, Organ, write_organ
from app.masterdata.settings import Office, write_office
from app.papers import issuing
from app.store import migrating
from app.store.backup import restore, write_package

CLOCK: Clock = stopped_clock(datetime(2023, 6, 30, 9, 30))
BATCH = 60
TOGETHER = 4
"""Papers issued in one go."""
HEADINGS: list[CellValue] = ["单位名称", "隐患来源", "发现日期", "隐患描述", "隐患等级"]
STORE, ELSEWHERE, PACKAGES = "store", "elsewhere", "packages"


def say(*words: object) -> None:
    """Acknowledge; only after the commit."""
    print(*words, flush=True)


def hazard(token: str) -> dict[str, Any]:
    """A hazard known by its token."""
    return {
        "enterprise_name": "济南甲某有限公司",
        "source": "部门检查",
        "found_on": date(2023, 6, 1),
        "description": token,
        "level": "一般",
    }


def edits(workspace: Workspace, run: str) -> None:
    """One record after another: entered, changed, voided."""
    store, feature = workspace.store, workspace.feature("hazards")
    for count in itertools.count():
        token = f"{run}-{count}"
        record = edit.create(store, feature, hazard(token)).created["hazards"][0]
        say("created", token)
        edit.update(store, feature, record, {"measures": token})
        say("changed", token)
        if count % 3 == 0:
            edit.void(store, feature, [record], token)
            say("voided", token)


def imports(workspace: Workspace, run: str) -> None:
    """A file of sixty rows after another; from the second on half of them are known."""
    store, feature = workspace.store, workspace.feature("hazards")
    for count in itertools.count():
        token = f"{run}-{count}"
        rows: list[list[CellValue]] = [HEADINGS]
        rows.extend(
            [f"第{count % 5}家某公司", "企业自查", "2023-06-02", f"{token}/{n}", "重大"] for n in range(BATCH)
        )
        book = Workbook(Path(f"{token}.xlsx"), token, 1, (Sheet("隐患", rows),))
        apply_plan(store, plan_workbook(store, feature, Request(book.path), book))
        say("imported", token)


def backups(workspace: Workspace, run: str) -> None:
    """An entry, then a package with it; again and again."""
    folder = workspace.folder.parent / PACKAGES
    for count in itertools.count():
        token = f"{run}-{count}"
        edit.create(workspace.store, workspace.feature("hazards"), hazard(token))
        say("created", token)
        write_package(workspace.store.path, folder / f"{token}.ajbak", CLOCK.now(), "manual")
        say("packed", token)


def rewrites(workspace: Workspace, run: str) -> None:
    """The largest table is built anew in one migration after another, as a new version would."""
    store = workspace.store
    for count in range(40):
        edit.create(store, workspace.feature("hazards"), hazard(f"{run}-{count}"))
        say("created", f"{run}-{count}")
    store.close()
    command.upgrade = _rebuild  # type: ignore[assignment]
    say("ready")
    while True:
        migrating.migrate(store.path)
        say("rewritten", run)


def _rebuild(config: Any, _revision: str) -> None:
    """What a batch migration does: a new table, every row over, the old one away, its indexes again."""
    connection = config.attributes["connection"]
    found = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'hazards' AND sql IS NOT NULL"
    ).fetchall()
    table = next(sql for kind, sql in found if kind == "table")
    connection.exec_driver_sql(re.sub(r'^CREATE TABLE "?hazards"?', "CREATE TABLE hazards_anew", table))
    connection.exec_driver_sql("INSERT INTO hazards_anew SELECT * FROM hazards")
    connection.exec_driver_sql("DROP TABLE hazards")
    connection.exec_driver_sql("ALTER TABLE hazards_anew RENAME TO hazards")
    for kind, sql in found:
        if kind == "index":
            connection.exec_driver_sql(sql)


def restores(workspace: Workspace, run: str) -> None:
    """Two packages, put in the place of a store in turn."""
    folder = workspace.folder.parent
    packages = []
    for name in ("one", "two"):
        edit.create(workspace.store, workspace.feature("hazards"), hazard(f"{run}-{name}"))
        packages.append(folder / f"{run}-{name}.ajbak")
        write_package(workspace.store.path, packages[-1], CLOCK.now(), "manual")
    say("ready")
    for package in itertools.cycle(packages):
        restore(package, folder / ELSEWHERE, CLOCK.now())
        say("restored", package.stem)


def papers(workspace: Workspace, run: str) -> None:
    """Orders issued in batches, of the same hazards again and again."""
    store, feature = workspace.store, workspace.feature("hazards")
    with store.write() as connection:
        write_office(connection, Office(name="某街道办事处", prefix="某街"))
        write_organ(connection, Organ(family=ENFORCEMENT, review="某区人民政府", court="某区人民法院"))
    ids = [
        edit.create(store, feature, {**hazard(f"{run}-{count}"), "due_on": date(2023, 7, 1)}).created[
            "hazards"
        ][0]
        for count in range(TOGETHER)
    ]
    kind = next(one for one in feature.papers if one.code == "rectification_order")
    for count in itertools.count():
        made, _ = issuing.issue(store, feature, kind, ids)
        for paper in made:
            say("issued", paper)
        if not count:  # the faces are open now
            say("ready")


def openings(folder: Path, run: str) -> None:
    """One new office after another."""
    say("ready")
    for count in itertools.count():
        place = f"{run}-{count}"
        workspace = open_workspace(folder / place, CLOCK)
        name_office(workspace, Office(name=place))
        say("named", place)
        close_workspace(workspace)


WORK: dict[str, Callable[[Workspace, str], None]] = {
    "edits": edits,
    "imports": imports,
    "backups": backups,
    "rewrites": rewrites,
    "restores": restores,
    "papers": papers,
}


def main(kind: str, folder: Path, run: str) -> None:
    """Work until the end."""
    if kind == "openings":
        openings(folder, run)
        return
    workspace = open_workspace(folder / STORE, CLOCK, "张某")
    if kind not in ("rewrites", "restores", "papers"):
        say("ready")
    WORK[kind](workspace, run)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
