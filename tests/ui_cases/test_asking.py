"""What is asked beside a paper reaches the paper as it stands in the line."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from app.kernel.papers import Ask
from ui.papers.asking import AskForm
from ui.shell.start import make_application


def test_blanks_to_be_filled_by_hand_stay(qtbot: QtBot) -> None:
    make_application()
    form = AskForm(date(2023, 6, 30))
    qtbot.addWidget(form)
    asks = (Ask("检查开始时间"), Ask("检查结束时间"), Ask("备注"))
    proposed = {"检查开始时间": "2023年6月30日　　时　　分", "检查结束时间": "　　时　　分", "备注": "　"}
    form.show_asks(asks, proposed, None)
    assert form.typed() == {**proposed, "备注": ""}
