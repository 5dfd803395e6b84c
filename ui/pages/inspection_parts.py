"""What the inspections' page has of its own: hazards entered with an inspection, and those it found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget

from app.features.inspections import service
from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Value
from app.ledgers import browse
from ui.forms.hazard_rows import HazardRows
from ui.forms.record_dialog import FormPart, RecordDialog, help_for
from ui.forms.taking_up import TakenUp, step_place
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, pill, row, words

HAZARDS = "hazards"
NAMES = ("description", "level", "due_on", "owner")


def _fields(desk: Desk) -> list[Field]:
    ledger = desk.feature(HAZARDS).ledger
    return [ledger[name] for name in NAMES]


class HazardsPart(FormPart):
    """Below the form of a new inspection."""

    title = "同时登记隐患"

    def __init__(self, desk: Desk, dialog: RecordDialog) -> None:
        super().__init__()
        self._desk = desk
        self.rows = HazardRows(_fields(desk), help_for(desk, desk.feature(HAZARDS)))
        hint = words(
            "单位、日期、检查人员随本次检查，来源记为部门检查；没有发现隐患就留空。", "hint", wrap=True
        )
        self.rows.changed.connect(self.changed)
        self.setLayout(column(hint, self.rows))
        dialog.widen()

    def check(self) -> str:
        """A line that cannot be read holds the saving up; the keyboard goes there."""
        fault = self.rows.read()[1]
        self.rows.to_wrong()
        return fault

    def touched(self) -> bool:
        """Was any hazard entered?"""
        found, fault = self.rows.read()
        return bool(found or fault)

    def give(self) -> None:
        """Read the editors before the worker starts."""
        self._hazards = self.rows.read()[0]

    def save(self, values: Mapping[str, Value]) -> Change:
        """The inspection and its hazards in one operation."""
        return service.create_with_hazards(self._desk.workspace.store, values, self._hazards)

    def clear(self) -> None:
        """Empty lines again."""
        self.rows.show_lines(())

    def words(self) -> list[dict[str, str]] | None:
        """The lines as typed."""
        return self.rows.words() or None

    def show_words(self, words: list[dict[str, str]]) -> None:
        """Put the lines of a draft back."""
        self.rows.show_words(words)


class FoundHazards(QWidget):
    """The tab 发现的隐患 of an inspection's details."""

    def __init__(self, desk: Desk, _feature: Feature, record: Record) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._desk = desk
        number = record.get("id")
        assert isinstance(number, int)
        self._number = number
        self._list = QVBoxLayout()
        self._list.setSpacing(look().px(10))
        add = button("登记隐患", "plus", small=True, on_click=self._add)
        self.setLayout(column(self._list, row(add, None), None, gap=look().px(10)))
        desk.changes.happened.connect(self.refresh)
        self.refresh()

    def refresh(self, _change: object = None) -> None:
        """Read them again."""
        store, feature, number = self._desk.workspace.store, self._desk.feature(HAZARDS), self._number

        def job(_control: object) -> dict[int, Record]:
            return browse.rows(store, feature, service.hazards_of(store, number))

        self._desk.worker.run(self, job, self._show)

    def _show(self, hazards: dict[int, Record]) -> None:
        clear(self._list)
        ledger = self._desk.feature(HAZARDS).ledger
        if not hazards:
            self._list.addWidget(words("这次检查没有登记隐患。", "hint"))
        for number, hazard in hazards.items():
            lead = button(show(hazard.get(ledger.key)) or "查看", kind="link", small=True)
            lead.clicked.connect(partial(self._go, number))
            pills = [
                pill(show(hazard[name]), ledger[name].tone(hazard[name]) or "neutral")
                for name in ("status", "level")
                if hazard.get(name)
            ]
            text = words(show(hazard.get("description")), wrap=True)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._list.addLayout(column(row(lead, None, *pills, gap=4), text, gap=2))

    def _go(self, number: int, _checked: bool = False) -> None:
        self._desk.go(HAZARDS, record=number)

    def _add(self) -> None:
        add_hazards(self._desk, self.window(), self._number)


def add_hazards(desk: Desk, over: QWidget, number: int) -> QDialog:
    """The dialog for more hazards of an inspection on file; open."""
    dialog = _AddDialog(desk, number, over)
    dialog.open()
    return dialog


class _AddDialog(QDialog):
    """More hazards for an inspection on file."""

    def __init__(self, desk: Desk, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        here = look()
        self._desk, self._number, self._over = desk, number, parent
        self.setWindowTitle("登记隐患")
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        offer_help(self, None, "inspections")
        self.setProperty("ground", "surface")
        self.rows = HazardRows(_fields(desk), help_for(desk, desk.feature(HAZARDS)))
        self._notice = column()
        self._busy = False
        self._save = save = button("保存", kind="primary", tip="Ctrl+S", on_click=self.save)
        save.setShortcut("Ctrl+S")
        body = column(
            words("登记检查发现的隐患", "section"),
            self._notice,
            self.rows,
            row(None, button("取消", on_click=self.reject), save),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self._draft = TakenUp(
            self,
            desk,
            step_place("inspections", HAZARDS),
            [number],
            lambda: {"lines": self.rows.words()},
            lambda said: self.rows.show_words(said.get("lines") or [{}]),
            self._notice,
        )
        self.rows.changed.connect(self._draft.touch)
        self.resize(here.px(860), self.sizeHint().height())
        next(iter(self.rows.lines[0].values())).setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Write them."""
        hazards, fault = self.rows.read()
        if fault or not hazards:
            self.rows.to_wrong()
            return
        store, number, draft = self._desk.workspace.store, self._number, self._draft
        self._wait(busy=True)

        def job(_control: object) -> Change:
            change = service.add_hazards(store, number, hazards)
            draft.drop()
            return change

        self._desk.write(self._over, job, lambda _change: self.accept(), self._refused, asker=self)

    def _wait(self, *, busy: bool) -> None:
        self._busy = busy
        self._save.setEnabled(not busy)

    def reject(self) -> None:
        """Leave; ask first where something was typed."""
        if not self._busy and self._draft.may_leave():
            super().reject()

    def _refused(self, sentence: str) -> None:
        self._wait(busy=False)
        clear(self._notice)
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))
