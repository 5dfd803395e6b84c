"""The office's own wording of a template: written, refused by line, compared, kept, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.papers import templates
from ui.papers import template_dialog
from ui.papers.comparing import compared
from ui.papers.sample import offered, wording_sample
from ui.papers.template_dialog import TemplateDialog
from ui.settings.templates import TemplatesSection
from ui.shell.desk import Desk
from ui.shell.worker import Control

Settle = Callable[[Desk], None]


@pytest.fixture
def dialog(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> TemplateDialog:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    kind = next(one for one in offered(sample_desk.workspace.catalogue) if one.code == "reminder")
    made = TemplateDialog(sample_desk, over, kind, templates.shipped("reminder")[0].variant)
    made.over = over  # type: ignore[attr-defined]
    made.open()
    drawn(qtbot, sample_desk, made, settle)
    return made


def drawn(qtbot: QtBot, desk: Desk, dialog: TemplateDialog, settle: Settle) -> None:
    settle(desk)
    qtbot.waitUntil(lambda: not dialog.paper.waiting, timeout=8000)
    settle(desk)


def to_end(dialog: TemplateDialog) -> None:
    dialog.text.setFocus()
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)


def test_own_words_are_kept_and_taken_back(
    qtbot: QtBot,
    sample_desk: Desk,
    settle: Settle,
    dialog: TemplateDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = sample_desk
    to_end(dialog)
    QTest.keyClicks(dialog.text, "OWN WORDS")
    drawn(qtbot, desk, dialog, settle)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    with desk.workspace.store.read() as connection:
        version = templates.version(connection, "reminder")
    assert version.own
    assert version.text.endswith("OWN WORDS")
    assert dialog.earlier
    monkeypatch.setattr(template_dialog, "ask", lambda *_given, **_more: True)
    dialog._back.setFocus()
    QTest.keyClick(dialog._back, Qt.Key.Key_Space)
    settle(desk)
    with desk.workspace.store.read() as connection:
        assert not templates.version(connection, "reminder").own
    assert dialog.text.toPlainText() == templates.shipped("reminder")[0].text


def test_a_wrong_line_is_named_and_cannot_be_kept(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, dialog: TemplateDialog
) -> None:
    to_end(dialog)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.text, "{")
    drawn(qtbot, sample_desk, dialog, settle)
    assert dialog.text.wrong == dialog.text.blockCount()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    with sample_desk.workspace.store.read() as connection:
        assert not templates.version(connection, "reminder").own


def test_every_template_is_drawn_with_its_names_where_there_is_no_record(sample_desk: Desk) -> None:
    workspace = sample_desk.workspace
    for kind in offered(workspace.catalogue):
        for version in templates.shipped(kind.code):
            drawn = wording_sample(workspace, version, version.text, kind, 0, Control())
            assert drawn.pdf.startswith(b"%PDF"), (kind.code, version.variant)


def test_a_name_is_put_in_by_enter(qtbot: QtBot, sample_desk: Desk, dialog: TemplateDialog) -> None:
    to_end(dialog)
    dialog.names.setCurrentRow(0)
    dialog.names.setFocus()
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    assert dialog.text.toPlainText().endswith("{" + dialog.names.item(0).text() + "}")


def test_differences_are_told_in_words() -> None:
    found = compared("一\n二\n三", "一\n二二\n三\n四")
    assert [(one.number, one.what, one.text) for one in found] == [
        (1, "不变", "一"),
        (2, "删去", "二"),
        (2, "增加", "二二"),
        (3, "不变", "三"),
        (4, "增加", "四"),
    ]


def test_every_style_is_listed_with_its_validity(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    page = TemplatesSection(sample_desk)
    qtbot.addWidget(page)
    page.show()
    settle(sample_desk)
    assert {one.kind.code for one in page.rows} == set(templates.kinds())
    lapsed = [one for one in page.rows if not one.version.in_force(sample_desk.workspace.clock.today())]
    assert "blacklist_notice" in {one.kind.code for one in lapsed}
