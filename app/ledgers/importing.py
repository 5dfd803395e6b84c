"""From a file that arrived to a ledger: first a plan that shows everything, then one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from app.exchange.headings import find_layout
from app.exchange.headings_match import bare, unbracketed
from app.exchange.read import Sheet, Workbook, read_workbook
from app.kernel.change import Change
from app.kernel.collecting import no_collecting
from app.kernel.errors import Cancelled, Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.ledgers.import_matching import match
from app.ledgers.import_plan import CHANGED, NEW, Plan, PlannedRow, Request
from app.ledgers.import_records import note_import
from app.ledgers.import_rows import planned_rows
from app.ledgers.renaming import follow_new_name
from app.ledgers.undo import count_of
from app.ledgers.writing import Writing, ambiguous, noted
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.resolve import Candidates, FirmIndex, fold_name, read_index
from app.masterdata.settings import read_setting, write_setting
from app.store.base import table_of
from app.store.session import Store

FIRM_ANSWERS = "import-firms"
Progress = Callable[[str, int], None]


def _silent(_text: str, _done: int) -> None:
    return


def plan_import(
    store: Store,
    feature: Feature,
    request: Request,
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """Read the file and say what it would do. Writes nothing. Raises Refusal, or Cancelled when asked to stop."""
    progress("正在读取文件", 0)
    workbook = read_workbook(
        request.path, sheet=request.sheet, cancelled=cancelled, accept_html=request.accept_html
    )
    return plan_workbook(store, feature, request, workbook, progress, cancelled)


def refuse_blank(workbook: Workbook, name: str) -> None:
    """Raises Refusal where nothing stands on any sheet."""
    if not any(cell not in (None, "") for sheet in workbook.sheets for row in sheet.rows for cell in row):
        raise Refusal(
            f"“{name}”里没有内容，每个工作表都是空的。请核对是不是选错了文件，或请报送单位重新发一份。"
        )


@no_collecting()
def plan_workbook(
    store: Store,
    feature: Feature,
    request: Request,
    workbook: Workbook,
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """The plan for a workbook already read: asked again when the clerk corrects the mapping."""
    refuse_blank(workbook, request.path.name)
    plan = Plan(request, feature, workbook.sha256, workbook.size, count_of(store))
    with store.read() as connection:
        rows: list[PlannedRow] = []
        for sheet in workbook.sheets:
            rows.extend(_sheet_rows(connection, plan, sheet))
            progress("正在辨认内容", len(rows))
            if cancelled():
                raise Cancelled
        _refuse_unknown_headings(plan)
        if not plan.layouts:
            wanted = "、".join(field.label for field in feature.ledger.required) or "表头"
            raise Refusal(
                f"在“{request.path.name}”里没有找到{feature.ledger.title}台账的表头。"
                f"请检查是否选错了台账，表头应有：{wanted}等栏目。"
            )
        _refer_firms(connection, plan, rows)
        _refer_hazards(connection, plan, rows)
        progress("正在与台账核对", len(rows))
        plan.rows = match(connection, plan, rows)
        _complete(plan)
    return plan


def _sheet_rows(connection: Connection, plan: Plan, sheet: Sheet) -> list[PlannedRow]:
    if sheet.hidden:
        plan.left_out.append((sheet.name, "隐藏的工作表"))
        return []
    fields = plan.feature.ledger.fields
    found = find_layout(sheet, fields, extra=plan.request.mapping)
    if found.fingerprint:
        remembered = read_setting(connection, _memory(plan.feature, found.fingerprint), {})
        if remembered:
            found = find_layout(sheet, fields, remembered=remembered, extra=plan.request.mapping)
    if not any(column.field for column in found.columns):
        if any(any(cell not in (None, "") for cell in row) for row in sheet.rows):
            plan.left_out.append((sheet.name, found.why))
        return []
    plan.layouts.append(found)
    return list(planned_rows(plan, sheet, found))


def _refuse_unknown_headings(plan: Plan) -> None:
    """A heading that was to be mapped must stand in the file."""
    columns = [column for layout in plan.layouts for column in layout.columns]
    texts = [text for column in columns for text in (column.heading, *column.heading.split("/"))]
    known = {form(text) for text in texts for form in (bare, unbracketed)}
    strange = [word for word in plan.request.mapping if not {bare(word), unbracketed(word)} & known]
    if columns and strange:
        raise Refusal(
            f"“{plan.request.path.name}”里没有名为“{'、'.join(strange)}”的表头。"
            f"现有的表头：{'、'.join(column.heading for column in columns)}。"
        )


def _memory(feature: Feature, fingerprint: str) -> str:
    return f"import-mapping:{feature.name}:{fingerprint}"


def _firm_names(feature: Feature) -> tuple[Field | None, Field | None]:
    fields = feature.ledger.fields
    one = next((field for field in fields if field.kind is Kind.ENTERPRISE), None)
    many = next((field for field in fields if field.kind is Kind.ENTERPRISES), None)
    return one, many


def _refer_firms(connection: Connection, plan: Plan, rows: list[PlannedRow]) -> None:
    """Recognise firms; the longest names first, so that a short one finds a firm this file brings."""
    one, many = _firm_names(plan.feature)
    if one is None and many is None:
        return
    names: set[str] = set()
    for row in rows:
        if one is not None and row.values.get(one.name):
            names.add(str(row.values[one.name]))
        if many is not None:
            names.update(row.values.get(many.name) or ())  # type: ignore[arg-type]
    index = read_index(connection)
    plan.request = replace(plan.request, firms={**_answered(connection, index, names), **plan.request.firms})
    for name in sorted(names, key=lambda word: (-len(word), word)):
        if not index.resolve(name).firms:
            _bring(plan, index, name)
    chosen = {name: _chosen(plan, index, name) for name in sorted(names) if name in plan.request.firms}
    for row in rows:
        if one is not None and row.values.get(one.name):
            found = chosen.get(str(row.values[one.name])) or index.resolve(str(row.values[one.name]))
            if found.firm:
                row.values["enterprise_id"], row.values[one.name] = found.firm
            else:
                row.candidates = found.names
        if many is not None and row.values.get(many.name):
            given: tuple[str, ...] = row.values[many.name]  # type: ignore[assignment]
            found_each = [(name, (chosen.get(name) or index.resolve(name)).firm) for name in given]
            row.values[many.name] = tuple(
                dict.fromkeys(firm[1] if firm else name for name, firm in found_each)
            )
    plan.fitting = {
        name: found.firms for name in sorted(names) if len((found := index.resolve(name)).firms) > 1
    }


def _answered(connection: Connection, index: FirmIndex, names: set[str]) -> dict[str, int | str]:
    """Short names the clerk was asked about before, with the firm that was meant."""
    known: dict[str, int] = read_setting(connection, FIRM_ANSWERS, {})
    found = (
        (name, known.get(fold_name(name))) for name in sorted(names) if len(index.resolve(name).firms) > 1
    )
    return {name: firm for name, firm in found if firm in index.names}


def _bring(plan: Plan, index: FirmIndex, name: str) -> int:
    """A firm nobody knows yet, under a placeholder."""
    placeholder = -1 - len(plan.new_firms)
    plan.new_firms[placeholder] = name
    index.add(placeholder, name)
    return placeholder


def _chosen(plan: Plan, index: FirmIndex, name: str) -> Candidates | None:
    """The firm the clerk chose for a name; a name of nobody's becomes a new firm."""
    wanted = plan.request.firms[name]
    if isinstance(wanted, int):
        return Candidates(((wanted, index.names[wanted]),)) if wanted in index.names else None
    firm = next((one for one, known in index.names.items() if known == wanted), None)
    return Candidates(((_bring(plan, index, wanted) if firm is None else firm, wanted),))


def _refer_hazards(connection: Connection, plan: Plan, rows: list[PlannedRow]) -> None:
    field = next((one for one in plan.feature.ledger.fields if one.kind is Kind.HAZARD), None)
    if field is None:
        return
    target = next(iter(table_of(plan.feature.model).c.hazard_id.foreign_keys)).column.table
    query = select(target.c.number, target.c.id).where(target.c.deleted_at.is_(None))
    known = {row.number: row.id for row in connection.execute(query.order_by(target.c.id.desc()))}
    for row in rows:
        number = row.values.get(field.name)
        if number in known:
            row.values["hazard_id"] = known[number]


def _complete(plan: Plan) -> None:
    """The record each row would make, with what is missing noted."""
    feature = plan.feature
    one, many = _firm_names(feature)
    hazard = next((field for field in feature.ledger.fields if field.kind is Kind.HAZARD), None)
    for row in plan.rows:
        full = feature.settle({**row.before, **row.values} if row.before else dict(row.values))
        notes = []
        if one is not None and row.candidates and not full.get("enterprise_id"):
            notes.append(ambiguous(str(full.get(one.name)), row.candidates))
        names: Any = (full.get(many.name) if many is not None else None) or ()
        fitting = ((name, plan.fitting.get(name, ())) for name in names)
        notes.extend(ambiguous(name, [known for _, known in firms]) for name, firms in fitting if firms)
        if hazard is not None and full.get(hazard.name) and not full.get("hazard_id"):
            notes.append(f"{hazard.label}“{full[hazard.name]}”不在隐患台账中")
        row.full = noted(feature, full, notes)


@no_collecting()
def apply_plan(store: Store, plan: Plan, progress: Progress = _silent) -> Change:
    """Do what the plan says, in one transaction. A plan gone stale (something was written since) is made anew."""
    if count_of(store) != plan.seen:
        plan_again = plan_import(store, plan.feature, plan.request)
        plan.__dict__.update(plan_again.__dict__)
    feature = plan.feature
    with store.write() as connection:
        name = plan.request.path.name
        writing = Writing(store, connection, "import", f"导入{feature.ledger.title}：{name}")
        progress("正在写入", 0)
        firms = _create_firms(writing, plan)
        new = [row for row in plan.rows if row.kind == NEW]
        changed = [row for row in plan.rows if row.kind == CHANGED]
        writing.new_words(feature, (row.values for row in (*new, *changed)))
        writing.add_complete(feature, [_settled(row.full, firms) for row in new])
        progress("正在写入", len(new))
        writing.alter(feature, [(_before(row), _settled(row.values, firms)) for row in changed])
        if feature.name == ENTERPRISES.name:
            for row in changed:
                old = str(_before(row).get("name") or "")
                follow_new_name(writing, int(str(row.record)), old, row.values.get("name"))
        _remember(connection, plan)
        note_import(store, connection, writing.operation, plan)
        return writing.change(
            f"已导入“{name}”：新增 {len(new)}，更新 {len(changed)}，未变 {plan.count('same')}，"
            f"退回 {len(plan.refused)} 处，略过 {len(plan.skipped)} 行"
        )


def _before(row: PlannedRow) -> Record:
    assert row.before is not None
    return row.before


def _create_firms(writing: Writing, plan: Plan) -> dict[int, int]:
    ids = writing.add(ENTERPRISES, [{"name": name} for name in plan.new_firms.values()])
    made = dict(zip(plan.new_firms, ids, strict=True))
    for placeholder, firm in made.items():
        writing.firms.add(firm, plan.new_firms[placeholder])
    return made


def _settled(values: Record, firms: dict[int, int]) -> Record:
    """Placeholders of firms replaced by the ids they got."""
    firm = values.get("enterprise_id")
    return {**values, "enterprise_id": firms[firm]} if isinstance(firm, int) and firm < 0 else dict(values)


def _remember(connection: Connection, plan: Plan) -> None:
    """What the clerk said is kept: a corrected mapping for files of this layout, a firm for its short name."""
    meant = {fold_name(name): firm for name, firm in plan.request.firms.items() if isinstance(firm, int)}
    if meant:
        write_setting(connection, FIRM_ANSWERS, {**read_setting(connection, FIRM_ANSWERS, {}), **meant})
    if plan.request.mapping:
        for layout in plan.layouts:
            known = read_setting(connection, _memory(plan.feature, layout.fingerprint), {})
            kept = {**known, **plan.request.mapping}
            write_setting(connection, _memory(plan.feature, layout.fingerprint), kept)
