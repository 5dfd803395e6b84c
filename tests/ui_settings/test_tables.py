"""设置 › 调度表: what an office sets is counted and printed, and can be put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.dispatch.definition import Choices, read_choices, set_choices
from app.dispatch.offers import differences, offer
from app.kernel.indicators import Table
from ui.settings.table_form import TableForm
from ui.settings.tables import TablesSection
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
TABLE = "licheng-2023"


@pytest.fixture
def section(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> TablesSection:
    made = TablesSection(sample_desk)
    qtbot.addWidget(made)
    settle(sample_desk)
    return made


def form(section: TablesSection) -> TableForm:
    assert section.form is not None
    return section.form


def kept(desk: Desk) -> Choices:
    with desk.workspace.store.read() as connection:
        return read_choices(connection, TABLE)


def test_what_may_be_set_comes_from_the_tables_file(sample_desk: Desk) -> None:
    here = sample_desk.workspace
    found = offer(here.store, here.catalogue, TABLE)
    ranks, checks = found.words
    assert ranks.codes == ("A5", "A6")
    assert set(ranks.offered) == set(sample_desk.feature("supervision").ledger["rank"].choices)
    assert "部门" in ranks.offered
    assert "部门" not in ranks.chosen
    assert checks.codes[0] == "B1"
    assert len(checks.codes) == 10
    assert [one.code for one in found.pairs] == ["C3", "C8", "D1", "D2", "D3", "D5"]


def test_days_words_and_formats_are_kept(section: TablesSection, sample_desk: Desk, settle: Settle) -> None:
    made = form(section)
    assert section.preview.text() == "没有改动。"
    made.first.show_value(date(2023, 6, 10))
    made.ticks["government_ranks"]["部门"].setChecked(True)
    made.formats["D1"].setCurrentIndex(1)
    section.save.click()
    settle(sample_desk)
    assert kept(sample_desk).first_day == date(2023, 6, 10)
    assert kept(sample_desk).last_day is None, "what is as the file has it follows the file"
    assert set(kept(sample_desk).lists) == {"government_ranks"}
    assert kept(sample_desk).formats == {"D1": "{0}，{1}"}
    assert form(section).formats["D1"].currentText() == "2，3"
    section.usual.click()
    section.save.click()
    settle(sample_desk)
    assert kept(sample_desk) == Choices(lines=kept(sample_desk).lines)


def test_the_preview_names_the_cells_that_would_change(
    qtbot: QtBot, section: TablesSection, sample_desk: Desk, settle: Settle
) -> None:
    form(section).formats["D2"].setCurrentIndex(1)
    qtbot.waitUntil(lambda: "D2" in section.preview.text(), timeout=5000)
    assert "→" in section.preview.text()
    here = sample_desk.workspace
    late = Choices(first_day=date(2023, 12, 1))
    changed = {one.code for one in differences(here.store, here.catalogue, TABLE, late, here.clock.today())}
    assert "A1" in changed
    assert "D7" not in changed, "a stock knows no first day"


def test_what_is_wrong_is_said_and_not_saved(section: TablesSection, sample_desk: Desk) -> None:
    made = form(section)
    for box in made.ticks["spot_checks"].values():
        box.setChecked(False)
    assert not section.save.isEnabled()
    assert "至少勾选一个" in section.preview.text()
    made.restore()
    assert section.save.isEnabled()
    made.first.show_value(date(2024, 1, 1))
    assert "早于第一日" in section.preview.text()
    made.first.line.setText("某日")
    assert not section.save.isEnabled()


def test_the_lines_set_with_the_office_stay(
    section: TablesSection, sample_desk: Desk, settle: Settle
) -> None:
    here = sample_desk.workspace
    table: Table = set_choices(here.store, here.catalogue, TABLE, Choices(lines=("reporter",)))
    assert table.lines.shown == ("reporter",)
    section.reload()
    settle(sample_desk)
    form(section).formats["C3"].setCurrentIndex(1)
    section.save.click()
    settle(sample_desk)
    assert kept(sample_desk).lines == ("reporter",)
