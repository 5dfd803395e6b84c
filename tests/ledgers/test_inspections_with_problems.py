"""有问题的检查: one of the nine findings, or a hazard entered with it that stands."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Workspace
from app.features.hazards import FEATURE as HAZARDS
from app.features.inspections import FEATURE as INSPECTIONS
from app.features.inspections import service
from app.kernel.fields import Value
from app.kernel.filters import matches
from app.ledgers import browse, edit, undo

RULE = next(view.rule for view in INSPECTIONS.ledger.views if view.name == "with_findings")
VISIT: dict[str, Value] = {"inspected_on": date(2023, 6, 20), "kind": "抽查", "enterprise_name": "便民超市"}


def shown(office: Workspace) -> list[int]:
    found = list(browse.ids(office.store, INSPECTIONS, RULE, "", ()))
    rows = browse.rows(office.store, INSPECTIONS, found)
    assert all(matches(RULE, row) for row in rows.values()), "a record says the same as the database"
    return sorted(found)


def test_an_inspection_with_hazards_of_its_own_has_problems(office: Workspace) -> None:
    store = office.store
    lines: list[dict[str, Value]] = [{"description": "通道堵塞"}, {"description": "灭火器过期"}]
    [four] = service.create_with_hazards(store, VISIT, lines).created["inspections"]
    [finding] = edit.create(store, INSPECTIONS, {**VISIT, "not_led": True}).created["inspections"]
    edit.create(store, INSPECTIONS, VISIT)
    edit.create(store, INSPECTIONS, {**VISIT, "not_led": False})
    assert shown(office) == [four, finding]
    assert browse.count(store, INSPECTIONS, RULE) == 2


def test_hazards_deleted_or_voided_are_no_problem_of_it(office: Workspace) -> None:
    store = office.store
    lines: list[dict[str, Value]] = [{"description": "通道堵塞"}, {"description": "灭火器过期"}]
    [visit] = service.create_with_hazards(store, VISIT, lines).created["inspections"]
    first, second = service.hazards_of(store, visit)
    edit.delete(store, HAZARDS, [first])
    assert shown(office) == [visit], "one is left"
    edit.void(store, HAZARDS, [second], "重复登记")
    assert shown(office) == []
    last = undo.last_undoable(store)
    assert last is not None
    undo.undo(store, office.catalogue, last.operation)
    assert shown(office) == [visit]
