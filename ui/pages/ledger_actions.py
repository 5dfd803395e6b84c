"""What a ledger's page can do with records: new, change, step, 作废, delete, export. No layout here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind, Value
from app.kernel.filters import Filter
from app.ledgers import browse, edit
from ui.pages.registry import form_part, opening, stepper
from ui.shell.desk import Desk
from ui.shell.long_work import write_long
from ui.shell.notices import BusyOverlay, ask, tell, toast
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.ledgers.drafts import Kept
    from ui.forms.record_dialog import RecordDialog

FORMATS = {
    "xlsx": ("Excel 工作簿", "file-spreadsheet"),
    "pdf": ("PDF（当前栏目）", "file-text"),
    "csv": ("CSV 文本", "file-down"),
}


def new_record(
    desk: Desk,
    feature: Feature,
    parent: QWidget,
    given: Mapping[str, Value] | None = None,
    draft: Kept | None = None,
) -> RecordDialog:
    """The form for a new record; open, not yet answered. A ``draft`` is gone on with."""
    from ui.forms.record_dialog import RecordDialog

    own = opening(feature.name)
    if own is not None and draft is None:
        made: RecordDialog = own(desk, feature, parent, given)
        return made
    dialog = RecordDialog(desk, feature, parent, given=given, draft=draft)
    part = form_part(feature.name)
    if part is not None:
        dialog.add_part(part(desk, dialog))
    dialog.open()
    return dialog


def another_like(desk: Desk, feature: Feature, parent: QWidget, number: int) -> RecordDialog | None:
    """The form for one more record of the same firm and visit: what the ledger carries comes filled."""
    record = browse.record(desk.workspace.store, feature, number)
    if record is None:
        tell(parent, "没有找到", "这条记录已被删除。")
        return None
    firm = (field.name for field in feature.ledger.fields if field.kind is Kind.ENTERPRISE)
    names = dict.fromkeys((*firm, *feature.ledger.carried, "enterprise_id"))
    given = {name: record[name] for name in names if record.get(name) not in (None, "", ())}
    return new_record(desk, feature, parent, given)


def another_title(feature: Feature) -> str:
    """What the key and the menu call it."""
    firm = any(field.kind is Kind.ENTERPRISE for field in feature.ledger.fields)
    return "再记一条同单位的" if firm else "照此再记一条"


def change_record(
    desk: Desk, feature: Feature, parent: QWidget, number: int, draft: Kept | None = None
) -> RecordDialog | None:
    """The form for a record on file."""
    from ui.forms.record_dialog import RecordDialog

    record = browse.record(desk.workspace.store, feature, number)
    if record is None:
        tell(parent, "没有找到", "这条记录已被删除。")
        return None
    if (hold := getattr(parent, "hold", None)) is not None:
        hold(number)
    dialog = RecordDialog(desk, feature, parent, record=record, draft=draft)
    dialog.open()
    return dialog


def take_step(desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int], name: str) -> QDialog | None:
    """The dialog of a workflow's step, for one record or for many."""
    if feature.workflow is None or not ids:
        return None
    if (own := stepper(feature.name)) is not None:
        made: QDialog | None = own(desk, feature, parent, ids, name)
        return made
    from ui.pages.step_dialog import StepDialog

    step = next(one for one in feature.workflow.transitions if one.name == name)
    record = browse.record(desk.workspace.store, feature, ids[0]) if len(ids) == 1 else None
    dialog = StepDialog(desk, feature, step, ids, parent, record)
    dialog.open()
    return dialog


def void(desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int]) -> None:
    """作废, with a reason."""
    from ui.pages.reason_dialog import ReasonDialog

    many = f"{len(ids)} {feature.ledger.counter}{feature.ledger.title}"
    dialog = ReasonDialog(parent, "作废", f"作废后记录仍可查到，但不再计入任何统计。将作废 {many}。", "作废")
    if dialog.exec():
        store, reason, chosen = desk.workspace.store, dialog.reason, list(ids)
        write_long(
            desk,
            parent,
            "正在作废…",
            lambda control: edit.void(store, feature, chosen, reason, control.report),
        )


def unvoid(desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int]) -> None:
    """Take a 作废 back."""
    store, chosen = desk.workspace.store, list(ids)
    write_long(
        desk, parent, "正在撤销作废…", lambda control: edit.unvoid(store, feature, chosen, control.report)
    )


def delete(desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int]) -> None:
    """Into the recycle bin."""
    many = f"{len(ids)} {feature.ledger.counter}{feature.ledger.title}"
    if ask(parent, "删除", f"将删除 {many}，可以从回收站恢复。", "删除", danger=True):
        store, chosen = desk.workspace.store, list(ids)
        write_long(
            desk, parent, "正在删除…", lambda control: edit.delete(store, feature, chosen, control.report)
        )


def steps_for_many(feature: Feature, records: Sequence[Record]) -> tuple[tuple[str, str], ...]:
    """(name, title) of the steps that all the records can take together."""
    flow = feature.workflow
    if flow is None or not records or any(record.get("voided") for record in records):
        return ()
    shared = [step for step in flow.transitions if step.many]
    return tuple(
        (step.name, step.title)
        for step in shared
        if all(record.get(flow.state) in step.before for record in records)
    )


def print_cards(desk: Desk, feature: Feature, page: QWidget, ids: Sequence[int]) -> None:
    """A card for each record, in the preview."""
    from ui.printing import card

    card.print_cards(desk, feature, page, ids)


def row_menu(
    desk: Desk, feature: Feature, page: QWidget, ids: list[int], open_record: Callable[[int], object]
) -> QMenu:
    """What a right click on chosen rows offers."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if len(ids) == 1:
        menu.addAction("查看", partial(open_record, ids[0]))
        menu.addAction("修改", partial(change_record, desk, feature, page, ids[0]))
        menu.addAction(
            f"{another_title(feature)}\tCtrl+Shift+N", partial(another_like, desk, feature, page, ids[0])
        )
    records = list(browse.rows(desk.workspace.store, feature, ids[:500]).values())
    many = f"（{len(ids)} {feature.ledger.counter}）" if len(ids) > 1 else ""
    for name, title in steps_for_many(feature, records):
        menu.addAction(title + many, partial(take_step, desk, feature, page, ids, name))
    menu.addSeparator()
    menu.addAction(f"打印卡片{many}", partial(print_cards, desk, feature, page, ids))
    if feature.papers:
        from ui.papers.offer import fill_menu

        fill_menu(menu.addMenu(f"文书{many}"), desk, feature, page, ids)
    menu.addSeparator()
    if records and all(record.get("voided") for record in records):
        menu.addAction(f"撤销作废{many}", partial(unvoid, desk, feature, page, ids))
    else:
        menu.addAction(f"作废{many}…", partial(void, desk, feature, page, ids))
    menu.addAction(f"删除{many}…", partial(delete, desk, feature, page, ids))
    return menu


def export(
    desk: Desk,
    feature: Feature,
    page: QWidget,
    kind: str,
    asked: tuple[Filter, str, tuple[str, ...]],
    columns: Sequence[str],
) -> None:
    """Ask where to, write off the screen's thread, offer to open it."""
    today = desk.workspace.clock.today()
    title, _icon = FORMATS[kind]
    before = Path(desk.preferences.get("export.folder") or Path.home())
    name = str(before / f"{feature.ledger.title}台账{today:%Y%m%d}.{kind}")
    chosen, _filter = QFileDialog.getSaveFileName(page, "导出到", name, f"{title} (*.{kind})")
    if not chosen:
        return
    out = Path(chosen)
    if out.suffix.lower() != f".{kind}":
        out = out.with_name(f"{out.name}.{kind}")
    desk.preferences.put("export.folder", str(out.parent))
    run_export(desk, feature, page, out, asked, columns if kind == "pdf" else ())


def run_export(
    desk: Desk,
    feature: Feature,
    page: QWidget,
    out: Path,
    asked: tuple[Filter, str, tuple[str, ...]],
    columns: Sequence[str],
) -> None:
    """The writing itself, under a veil that can be cancelled."""
    rule, search, order = asked
    store = desk.workspace.store

    def job(control: Control) -> int:
        from app.ledgers import exporting

        return exporting.export(store, feature, out, rule, search, order, columns, control.report)

    def done(count: int) -> None:
        veil.finish()
        said = f"已导出 {count:,} {feature.ledger.counter}到 {out.name}"
        toast(page, said, "打开", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))), 12)

    def failed(sentence: str) -> None:
        veil.finish()
        if sentence:
            tell(page, "没有导出", sentence)

    def progress(at: int, total: int, text: str) -> None:
        veil.progress(at, total, text)

    control = desk.worker.run(page, job, done, failed, progress)
    veil = BusyOverlay(page, "正在导出…", control.cancel)
