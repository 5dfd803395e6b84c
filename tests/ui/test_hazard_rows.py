"""Hazards in rows: what is written is not crossed out by a slip of the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QToolButton
from pytestqt.qtbot import QtBot

from ui.forms import hazard_rows
from ui.forms.hazard_rows import HazardRows
from ui.forms.record_dialog import help_for
from ui.shell.desk import Desk


@pytest.mark.parametrize("agreed", [False, True])
def test_a_row_with_words_goes_only_after_asking(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, *_words: str, danger: bool) -> bool:
        asked.append(text)
        return agreed and danger

    monkeypatch.setattr(hazard_rows, "ask", answer)
    feature = desk.feature("hazards")
    rows = HazardRows([feature.ledger["description"], feature.ledger["level"]], help_for(desk, feature), 2)
    qtbot.addWidget(rows)
    rows.lines[0]["description"].show_value("灭火器过期")
    crosses = [one for one in rows.findChildren(QToolButton) if one.accessibleName().startswith("去掉第")]
    QTest.keyClick(crosses[1], Qt.Key.Key_Return)
    assert (len(rows.lines), asked) == (1, [])
    QTest.keyClick(crosses[0], Qt.Key.Key_Return)
    assert (len(rows.lines), len(asked)) == (0 if agreed else 1, 1)


def test_tab_goes_through_the_lines_and_then_to_another_one(qtbot: QtBot, desk: Desk) -> None:
    feature = desk.feature("hazards")
    rows = HazardRows([feature.ledger["place"], feature.ledger["level"]], help_for(desk, feature), 2)
    qtbot.addWidget(rows)
    rows.show()
    rows.lines[0]["place"].setFocus()
    names = []
    for _ in range(6):
        names.append((at := rows.focusWidget()).accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    ends = "去掉第 {} 条隐患"
    places, levels = feature.ledger["place"].label, feature.ledger["level"].label
    assert names == [
        f"第 {n} 条{what}" if "{" not in what else what.format(n)
        for n in (1, 2)
        for what in (places, levels, ends)
    ]
    last = rows.focusWidget()
    assert isinstance(last, QAbstractButton)
    assert last.text().strip() == "再加一条"
