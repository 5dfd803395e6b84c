"""文书落款: what the office's papers say of the organ that issues them, with a paper beside it that shows it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.kernel.display import PERCENTS
from app.masterdata.organ import ENFORCEMENT, TOWNSHIP, Organ, read_organ, write_organ
from ui.forms.one import Choice
from ui.papers.live import Drawn, LivePaper
from ui.papers.sample import organ_sample
from ui.settings.parts import keep, labelled, scrolled, section, text_line
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import Card, button, clear, column, icon_button, row, words
from ui.shell.worker import Control

SIDE, DAYS = 400, 60
FAMILIES = ((TOWNSHIP, "监督检查文书（街道、乡镇用）"), (ENFORCEMENT, "行政执法文书（有执法委托的用）"))


class Officers(QWidget):
    """Names and card numbers of those who sign, a line each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._box: QVBoxLayout = column(gap=look().px(6))
        add = button("再加一人", "plus", small=True, on_click=self._added)
        self.setLayout(column(self._box, row(add, None), gap=look().px(8)))

    def show_officers(self, officers: tuple[tuple[str, str], ...]) -> None:
        """Show these; at least two lines."""
        clear(self._box)
        self.lines = []
        for name, card in (*officers, *((("", ""),) * max(0, 2 - len(officers)))):
            self._add(name, card)

    def read(self) -> tuple[tuple[str, str], ...]:
        """Those with a name."""
        found = [(name.text().strip(), card.text().strip()) for name, card in self.lines]
        return tuple(one for one in found if one[0])

    def _added(self) -> None:
        self._add("", "")
        self.lines[-1][0].setFocus()

    def _add(self, name: str, card: str) -> None:
        number = len(self.lines) + 1
        first, second = (
            text_line(f"检查人员{number}姓名", "姓名", 130),
            text_line(f"检查人员{number}证号", "证件号码"),
        )
        first.setText(name)
        second.setText(card)
        pair = (first, second)
        self.lines.append(pair)
        for one in pair:
            one.textChanged.connect(lambda _text: self.changed.emit())
        holder = QWidget()
        holder.setProperty("role", "sheet")
        drop = icon_button("x", f"去掉检查人员{number}", partial(self._drop, pair, holder))
        inside = row(first, second, drop, gap=look().px(6))
        inside.setStretch(1, 1)
        holder.setLayout(inside)
        self._box.addWidget(holder)

    def _drop(self, pair: tuple[QLineEdit, QLineEdit], holder: QWidget) -> None:
        self.lines.remove(pair)
        holder.hide()
        holder.deleteLater()
        self.changed.emit()


class OrganSection(QWidget):
    """Filled from the store, saved as a whole; the paper right follows every key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        self.name = text_line("机关名称", "印在落款和标志上，不填就用单位名称")
        self.superior = text_line("上级部门", "例如：历城区应急管理局")
        self.review = text_line("复议机关", "例如：历城区人民政府")
        self.court = text_line("人民法院", "例如：济南市历城区人民法院")
        self.address, self.postcode = text_line("机关地址"), text_line("邮政编码")
        self.contact, self.telephone = text_line("联系人"), text_line("联系电话")
        self.family = Choice()
        self.family.setAccessibleName("文书系列")
        for code, title in FAMILIES:
            self.family.addItem(title, code)
        self.days = QSpinBox()
        self.days.setRange(0, DAYS)
        self.days.setSuffix(" 个工作日")
        self.days.setSpecialValueText("没有设定")
        self.receipt = QSpinBox()
        self.receipt.setRange(1, DAYS)
        self.receipt.setSuffix(" 天")
        for box, name in ((self.days, "申辩期限"), (self.receipt, "送达回执逾期天数")):
            box.lineEdit().setTextMargins(here.px(9), 0, 0, 0)  # the style sheet's padding does not reach it
            for part in (box, box.lineEdit()):
                part.setAccessibleName(name)
        self.percent = Choice()
        self.percent.setAccessibleName("百分比")
        for code, (_places, _rounding, said) in PERCENTS.items():
            self.percent.addItem(said, code)
        self.officers = Officers()
        self.notice = column()
        self.paper = LivePaper(desk, self._sample)
        self.paper.failed.connect(self._failed)
        self.save = button("保存", "check", "primary", on_click=self._save)
        side = Card(margin=0, gap=0)
        side.setFixedWidth(here.px(SIDE))
        heading = words("文书上印成这样", "section")
        heading.setContentsMargins(here.px(14), here.px(10), 0, here.px(6))
        side.body.addWidget(heading)
        side.body.addWidget(self.paper, 1)
        both = row(scrolled(*self._cards()), side, gap=here.px(12))
        both.setStretch(0, 1)
        body = column(both, row(None, self.save))
        body.setStretch(0, 1)
        self.setLayout(body)
        for line in self._lines():
            line.textChanged.connect(lambda _text: self.paper.touch())
        self.family.currentIndexChanged.connect(lambda _at: self.paper.touch())
        self.officers.changed.connect(self.paper.touch)
        self.reload()

    def reload(self) -> None:
        """Show what is kept."""
        store = self.desk.workspace.store

        def job(_control: Control) -> Organ:
            with store.read() as connection:
                return read_organ(connection)

        self.desk.worker.run(self, job, self._show)

    def unsaved(self) -> bool:
        """Was something changed that is not kept yet?"""
        return self._read and self.organ() != self._kept

    def organ(self) -> Organ:
        """What stands in the lines."""
        texts = [line.text().strip() for line in self._lines()]
        name, superior, review, court, address, postcode, contact, telephone = texts
        return Organ(
            name=name,
            seal=self._kept.seal,
            family=str(self.family.currentData()),
            superior=superior,
            review=review,
            court=court,
            address=address,
            postcode=postcode,
            contact=contact,
            telephone=telephone,
            officers=self.officers.read(),
            defence_days=self.days.value(),
            receipt_days=self.receipt.value(),
            percent=str(self.percent.currentData()),
        )

    _kept, _read = Organ(), False

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.name,
            self.superior,
            self.review,
            self.court,
            self.address,
            self.postcode,
            self.contact,
            self.telephone,
        )

    def _cards(self) -> tuple[Card, ...]:
        organ = section("落款", "文号里的机关代字在“单位信息”里填写。")
        organ.body.addLayout(
            labelled(
                ("机关名称", self.name),
                ("上级部门", self.superior),
                ("机关地址", self.address),
                ("邮政编码", self.postcode),
                ("联系人", self.contact),
                ("联系电话", self.telephone),
            )
        )
        kinds = section(
            "用哪一套文书", "街道没有执法委托时用监督检查文书：只提整改意见，不写“责令”和行政复议。"
        )
        kinds.body.addLayout(labelled(("文书系列", self.family), columns=1))
        remedy = section("复议和诉讼", "印在执法文书的告知语里，缺了就不能签发。")
        remedy.body.addLayout(labelled(("复议机关", self.review), ("人民法院", self.court)))
        people = section("检查人员", "开文书时自动带出，可以当场改。")
        people.body.addWidget(self.officers)
        defence = section("申辩期限", "纳入黑名单要先告知、听取申辩，办法没有规定天数，由本单位设定。")
        defence.body.addLayout(labelled(("送达后", self.days), columns=2))
        receipts = section(
            "送达回执", "签发后过了这些天还没有登记送达的，在“文书记录”里标红。没有统一规定，由本单位自定。"
        )
        receipts.body.addLayout(labelled(("签发后", self.receipt), columns=2))
        shares = section(
            "百分比", "情况通报里的整改率这样印，各地习惯不同：288项整改188项，可以是65.3%、65.2%或者65%。"
        )
        shares.body.addLayout(labelled(("整改率", self.percent), columns=2))
        return organ, kinds, remedy, people, defence, receipts, shares

    def _show(self, organ: Organ) -> None:
        self._kept = organ
        texts = (
            organ.name,
            organ.superior,
            organ.review,
            organ.court,
            organ.address,
            organ.postcode,
            organ.contact,
            organ.telephone,
        )
        for line, text in zip(self._lines(), texts, strict=True):
            line.setText(text)
        self.family.setCurrentIndex(max(0, self.family.findData(organ.family)))
        self.days.setValue(organ.defence_days)
        self.receipt.setValue(organ.receipt_days)
        self.percent.setCurrentIndex(max(0, self.percent.findData(organ.percent)))
        self.officers.show_officers(organ.officers)
        self._kept, self._read = self.organ(), True
        self.paper.draw()

    def _sample(self) -> partial[Drawn]:
        return partial(organ_sample, self.desk.workspace, self.organ())

    def _failed(self, sentence: str) -> None:
        clear(self.notice)
        self.notice.addWidget(Banner(sentence, "red"))

    def _save(self) -> None:
        store, organ = self.desk.workspace.store, self.organ()

        def job(_control: Control) -> str:
            with store.write() as connection:
                write_organ(connection, organ)
            return "文书落款已保存"

        keep(self.desk, self, job, self.reload)
