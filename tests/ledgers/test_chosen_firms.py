"""A short name that fits several firms is asked once and then means the firm chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.exchange.read import read_workbook
from app.exchange.write import write_table_csv
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit
from app.ledgers.guessing import guess_ledger
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import

NORTH, SOUTH = "济南永辉超市有限公司北店", "济南永辉超市有限公司南店"
HEADINGS = ["单位名称", "隐患来源", "发现日期", "隐患描述", "隐患等级"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(tmp_path / "data", stopped_clock(datetime(2023, 6, 30, 9, 0)))
    for name in (NORTH, SOUTH):
        edit.create(workspace.store, workspace.feature("enterprises"), {"name": name})
    yield workspace
    close_workspace(workspace, with_backup=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [["永辉超市", "企业自查", "2023-06-01", words, "一般"] for words in ("通道堵塞", "灭火器过期")]
    path = tmp_path / "隐患.csv"
    write_table_csv(path, HEADINGS, rows)
    return path


def test_chosen_once_for_every_row(desk: Workspace, file: Path) -> None:
    hazards = desk.feature("hazards")
    plan = plan_import(desk.store, hazards, Request(file))
    (north, _), (_south, _) = plan.fitting["永辉超市"]
    assert plan.incomplete == 2
    chosen = plan_import(desk.store, hazards, Request(file, firms={"永辉超市": north}))
    assert not chosen.ambiguous
    assert chosen.incomplete == 0
    assert len(chosen.fitting["永辉超市"]) == 2, "the choice can still be changed"
    apply_plan(desk.store, chosen)
    found = browse.rows(desk.store, hazards, browse.ids(desk.store, hazards))
    assert {one["enterprise_name"] for one in found.values()} == {NORTH}


def test_the_answer_is_remembered_so_the_same_file_changes_nothing(desk: Workspace, file: Path) -> None:
    hazards = desk.feature("hazards")
    (_north, _), (south, _) = plan_import(desk.store, hazards, Request(file)).fitting["永辉超市"]
    apply_plan(desk.store, plan_import(desk.store, hazards, Request(file, firms={"永辉超市": south})))
    again = plan_import(desk.store, hazards, Request(file))
    assert (again.count("same"), again.count("new"), again.incomplete) == (2, 0, 0)
    assert again.request.firms == {"永辉超市": south}, "shown as chosen, so that it can be changed"


def test_a_new_firm_may_be_meant(desk: Workspace, file: Path) -> None:
    hazards = desk.feature("hazards")
    plan = plan_import(desk.store, hazards, Request(file, firms={"永辉超市": "永辉超市"}))
    assert list(plan.new_firms.values()) == ["永辉超市"]
    apply_plan(desk.store, plan)
    assert browse.count(desk.store, desk.feature("enterprises")) == 3
    found = browse.rows(desk.store, hazards, browse.ids(desk.store, hazards))
    assert {one["enterprise_name"] for one in found.values()} == {"永辉超市"}


def test_choosing_later_does_not_double_the_records(desk: Workspace, file: Path) -> None:
    hazards = desk.feature("hazards")
    apply_plan(desk.store, plan_import(desk.store, hazards, Request(file)))
    north = browse.ids(desk.store, desk.feature("enterprises"), search="北店")[0]
    plan = plan_import(desk.store, hazards, Request(file, firms={"永辉超市": north}))
    assert (plan.count("new"), plan.count("changed")) == (0, 2)
    apply_plan(desk.store, plan)
    found = browse.rows(desk.store, hazards, browse.ids(desk.store, hazards))
    assert {one["enterprise_id"] for one in found.values()} == {north}
    assert not any(one["incomplete"] for one in found.values())


def test_headings_tell_the_ledger(desk: Workspace, file: Path) -> None:
    assert guess_ledger(read_workbook(file), desk.catalogue)[0].ledger == "hazards"
