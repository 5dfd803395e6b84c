"""What columns give each other in little room: long words give way, what cut short says nothing does not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui_grid.conftest import Settle, shown
from ui.dispatch.records_list import RecordsList
from ui.forms.editor import FormHelp
from ui.forms.field_grid import FieldGrid
from ui.pages.record_read import RecordRead
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import column
from ui.tables.ledger_table import LedgerTable
from ui.tables.ledger_view import LedgerView

WHOLE = {
    "enterprises": ("code", "91370112MA303TEX98"),
    "enforcement": ("document_number", "济历应急罚〔2023〕112号"),
    "blacklist": ("grounds", "第三条（三）"),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("wide", [500, 820, 1080, 1400])
def test_a_code_or_number_is_never_cut_short(
    qtbot: QtBot, desk: Desk, settle: Settle, name: str, wide: int
) -> None:
    view = shown(qtbot, desk, name, settle).view
    assert isinstance(view, LedgerView)
    view.resize(wide, 400)
    view.fit()
    names = [field.name for field in view.rows.columns]
    column_name, sample = WHOLE[name]
    needed = QFontMetrics(look().font()).horizontalAdvance(sample) + look().px(24)
    assert view.columnWidth(names.index(column_name)) >= needed
    for at, field in enumerate(view.rows.columns):
        if field.unit:
            heading = QFontMetrics(look().font(bold=True)).horizontalAdvance(view.rows.heading(field))
            assert view.columnWidth(at) >= heading + look().px(24), "the unit is read in the heading"


def test_a_field_alone_ends_where_those_with_a_neighbour_do(qtbot: QtBot, desk: Desk) -> None:
    ledger = desk.feature("hazards").ledger
    helper = FormHelp(desk.workspace.clock.today(), lambda _field: (), lambda _field, _text: [])
    alone = FieldGrid([ledger["found_on"]], helper)
    two = FieldGrid([ledger["found_on"], ledger["due_on"]], helper)
    holder = column(alone, two)
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(holder)
    page.resize(640, 300)
    page.show()
    qtbot.waitExposed(page)
    assert alone.boxes["found_on"].width() == two.boxes["found_on"].width()


def test_a_long_label_is_read_whole(qtbot: QtBot, desk: Desk) -> None:
    feature = desk.feature("inspections")
    long = [field for field in feature.ledger.fields if len(field.label) > 13]
    assert long, "the nine findings are named in full"
    page = RecordRead(feature, {field.name: True for field in long})
    qtbot.addWidget(page)
    page.resize(280, 900)
    page.show()
    qtbot.waitExposed(page)
    for field in long:
        label = next(one for one in page.findChildren(QLabel) if one.text() == field.label)
        assert label.height() >= label.heightForWidth(label.width())
        assert label.width() > 200, "a line of its own"


def test_a_short_list_keeps_its_headings_and_gives_the_words_what_figures_do_not_need(
    qtbot: QtBot, desk: Desk, hazards: LedgerTable
) -> None:
    made = RecordsList(desk, desk.feature("hazards"))
    made.rows.set_columns(("number", "enterprise_name", "description", "level", "due_on", "state"))
    qtbot.addWidget(made)
    made.resize(760, 300)
    made.show()
    made.show_ids(list(hazards.view.rows.ids))
    bold = QFontMetrics(look().font(bold=True))
    widths = {field.name: made.columnWidth(at) for at, field in enumerate(made.rows.columns)}
    for field in made.rows.columns:
        assert widths[field.name] >= bold.horizontalAdvance(field.label) + look().px(24)
    assert sum(widths.values()) <= made.viewport().width()
    assert widths["enterprise_name"] > widths["number"], "words have more room than figures"
