"""Preview, printing, batches, what was handed in: always the same pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.dispatch.archive import reprint
from app.dispatch.compute import contributions
from app.dispatch.definition import read_table
from app.dispatch.scope import Scope, Whose
from app.dispatch.submission import submit
from app.kernel.errors import Cancelled
from app.ledgers import edit
from app.printing.preview import page_count, page_picture, page_size, page_text
from ui.dispatch.compare_dialog import CompareDialog
from ui.dispatch.record_tab import CountedTab
from ui.dispatch.saving import sheet_bytes
from ui.dispatch.snapshot import Wish, take
from ui.pages.ledger_page import LedgerPage
from ui.pages.submissions_page import SubmissionsPage
from ui.printing.batch import BatchDialog, many_files, one_document
from ui.printing.ledger import print_ledger
from ui.printing.preview import PreviewWindow, preview_pdf
from ui.printing.printer import print_pages, ready_printer
from ui.shell.desk import Desk
from ui.shell.worker import Control

Settle = Callable[[Desk], None]
DAY = date(2023, 6, 30)
TABLE = "licheng-2023"


def paper(desk: Desk) -> bytes:
    taken = take(desk.workspace, Wish(TABLE, DAY))
    return sheet_bytes(taken.figures, taken.office, "pdf")


def test_the_preview_shows_and_saves_the_very_bytes(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = paper(sample_desk)
    parent = QLabel()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    parent.show()
    opened: list[PreviewWindow] = []
    preview_pdf(sample_desk, parent, "调度表", lambda out: out.write_bytes(pdf), opened.append)
    settle(sample_desk)
    window = opened[0]
    assert window.pdf == pdf
    shown = window.view._paper
    scale = 96 / 72 * window.view.zoom * shown.devicePixelRatioF()
    assert shown.pages is not None
    image = shown.pages.image(0, scale)
    settle(sample_desk)
    image = shown.pages.image(0, scale)
    assert isinstance(image, QImage)
    expected = page_picture(pdf, 0, round(scale * 72))
    assert bytes(image.constBits()) == expected.bgrx
    out = tmp_path / "表.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    window.save()
    assert out.read_bytes() == pdf
    before = window.view.zoom
    window.view.set_zoom(before * 2)
    assert window.view.zoom == pytest.approx(before * 2)
    window.view.fit_page()
    assert window.view._paper.wanted().height() <= window.view.viewport().height() + 4
    window.close()


def test_a_printer_gets_a4_pages_unscaled(qtbot: QtBot, sample_desk: Desk, tmp_path: Path) -> None:
    pdf = paper(sample_desk)
    printer = ready_printer(pdf, "调度表")
    assert printer.pageLayout().pageSize().size(printer.pageLayout().pageSize().Unit.Millimeter) == QSizeF(
        210, 297
    )
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(150)
    told: list[tuple[int, int]] = []
    print_pages(printer, pdf, range(1), lambda at, total: told.append((at, total)))
    assert told == [(1, 1)]
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == 1
    assert page_size(printed, 0) == pytest.approx(page_size(pdf, 0), abs=1.5)
    first, second = (_ink(one) for one in (pdf, printed))
    assert first == pytest.approx(second, abs=1)


def _ink(pdf: bytes) -> tuple[int, int, int, int]:
    """The box around all that is dark on the first page."""
    drawn = page_picture(pdf, 0, 40)
    dark = [
        at for at, byte in enumerate(drawn.bgrx[::4]) if byte < 140 and at % drawn.width < drawn.width - 3
    ]
    across = [at % drawn.width for at in dark]
    return min(across), max(across), dark[0] // drawn.width, dark[-1] // drawn.width


def scopes(count: int) -> list[Scope]:
    return [Scope(Whose.COMMUNITY, f"{name}社区") for name in ("甲", "乙", "丙")][:count]


def test_a_batch_has_a_page_for_each_community(sample_desk: Desk, tmp_path: Path) -> None:
    wish, wanted = Wish(TABLE, DAY), scopes(3)
    told: list[tuple[int, int, str]] = []
    control = Control(lambda at, total, text: told.append((at, total, text)))
    pdf = one_document(sample_desk.workspace, wish, wanted, control)
    assert page_count(pdf) == 3
    assert all("调度表" in page_text(pdf, at) for at in range(3))
    assert {total for _, total, _ in told} == {3}
    folder = tmp_path / "各社区"
    folder.mkdir()
    assert many_files(sample_desk.workspace, wish, wanted, folder, control) == 3
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"调度表_{one.name}_20230630.{ending}" for one in wanted for ending in ("pdf", "xlsx")
    )
    control.cancel()
    with pytest.raises(Cancelled):
        one_document(sample_desk.workspace, wish, wanted, control)


def test_the_batch_dialog_ticks_communities(qtbot: QtBot, sample_desk: Desk) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog = BatchDialog(sample_desk, Wish(TABLE, DAY), [Scope(), *scopes(2)], parent)
    assert dialog.chosen == scopes(2)
    dialog._tick(False)
    assert dialog.chosen == []
    assert not dialog.one.isEnabled()


def test_a_ledger_is_printed_as_it_is_shown(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    page = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.tabs.choose("overdue")
    settle(sample_desk)
    print_ledger(sample_desk, page)
    settle(sample_desk)
    window = page.findChildren(PreviewWindow)[0]
    text = page_text(window.pdf, 0)
    assert f"共 {page.table.count} 条" in text
    assert "作废是否" not in text
    window.page.setText("2")
    window.page.editingFinished.emit()
    assert window._at == 1
    window.page.setText("900")
    window.page.editingFinished.emit()
    assert window.page.text() == str(window.count)
    window.close()


def hand_in(desk: Desk, day: date, **given: object) -> int:
    workspace = desk.workspace
    with workspace.store.read() as connection:
        table = read_table(connection, workspace.catalogue, TABLE)
    made = submit(workspace.store, workspace.catalogue, table, day, reason="核对过", force=True, **given)  # type: ignore[arg-type]
    return made.id


def test_what_was_handed_in_stays_as_it_was(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    first = hand_in(sample_desk, DAY)
    with store.read() as connection:
        frozen = reprint(connection, first)
    taken = take(sample_desk.workspace, Wish(TABLE, DAY))
    rows = counted(sample_desk)
    edit.void(store, hazards, rows, "误登")
    second = hand_in(sample_desk, DAY, correction=True)
    page = SubmissionsPage(sample_desk, "submissions")
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    settle(sample_desk)
    assert [one.id for one in page.found] == [second, first]
    page.arrive({"submission": first})
    settle(sample_desk)
    assert page.shown is not None
    assert page.shown.id == first
    assert page.pdf == frozen == sheet_bytes(taken.figures, taken.office, "pdf")
    out = tmp_path / "存档.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    page.save("pdf")
    settle(sample_desk)
    assert out.read_bytes() == frozen
    page.compare()
    settle(sample_desk)
    dialog = page.findChildren(CompareDialog)[0]
    codes = [str(line[0]) for line in dialog.list.words.lines]
    assert "A1" in codes
    dialog.only.setChecked(False)
    assert len(dialog.list.words.lines) == 40
    dialog.close()


def counted(desk: Desk) -> list[int]:
    """Hazards behind A1."""
    workspace = desk.workspace
    with workspace.store.read() as connection:
        table = read_table(connection, workspace.catalogue, TABLE)
        return list(contributions(connection, workspace.catalogue, table, "A1", 1, DAY)[0].ids)


def test_a_record_says_in_which_figures_it_counts(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: list[tuple[str, dict[str, object]]]
) -> None:
    number = counted(sample_desk)[0]
    tab = CountedTab(sample_desk, sample_desk.feature("hazards"), {"id": number})
    qtbot.addWidget(tab)
    settle(sample_desk)
    pills = [label.text() for label in tab.findChildren(QLabel) if label.property("tone")]
    assert pills == sorted(pills, key=("计入", "未计入").index)
    assert len(pills) >= 4
    said = [label.text() for label in tab.findChildren(QLabel)]
    assert any("计入 " in text and "个数" in text for text in said)
    next(one for one in tab.findChildren(QAbstractButton) if one.text() == "A1").click()
    assert visits == [("dispatch", {"table": TABLE, "code": "A1"})]
    assert any("不是" in text or "未填" in text or "早于" in text for text in said)
