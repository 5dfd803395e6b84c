"""Figures × communities (or departments): one table that scrolls, its headings staying in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.bootstrap import Workspace
from app.dispatch.compute import by_scope, compute
from app.dispatch.definition import read_table
from app.dispatch.figures import Figures
from app.dispatch.scope import Scope, Whose
from app.exchange.write import WriteColumn, write_table_xlsx
from ui.dispatch.snapshot import Wish
from ui.shell.look import look
from ui.shell.widgets import column, row, words

Index = QModelIndex | QPersistentModelIndex
WHOLE = "全街道"


@dataclass(frozen=True)
class Matrix:
    """One column a community; the whole office first."""

    rows: tuple[tuple[str, int, str, str], ...]  # code, part, label, unit
    columns: tuple[str, ...]
    figures: Mapping[str, Figures]

    def text(self, line: int, at: int) -> str:
        """A cell."""
        code, part, _, _ = self.rows[line]
        return self.figures[self.columns[at]].text(code, part)


def take_matrix(workspace: Workspace, wish: Wish, whose: Whose) -> Matrix:
    """Compute it; still one pass per ledger."""
    with workspace.store.read() as connection:
        table = read_table(connection, workspace.catalogue, wish.table)
        found = by_scope(connection, workspace.catalogue, table, wish.day, whose)
        whole = compute(connection, workspace.catalogue, table, wish.day)
    lines = []
    for code, part, measure in table.measures():
        label = table.indicators[code].plain_label + (f"·{measure.name}" if measure.name else "")
        lines.append((code, part, label, measure.unit))
    return Matrix(tuple(lines), (WHOLE, *found), {WHOLE: whole, **found})


def matrix_bytes(matrix: Matrix) -> bytes:
    """The same as a workbook."""
    out = BytesIO()
    heads = [
        WriteColumn("编号", "text", 8.0),
        WriteColumn("指标", "text", 44.0),
        WriteColumn("单位", "text", 8.0),
    ]
    heads += [WriteColumn(name, "text", 14.0) for name in matrix.columns]
    cells = (
        [code, label, unit, *(matrix.text(line, at) for at in range(len(matrix.columns)))]
        for line, (code, _part, label, unit) in enumerate(matrix.rows)
    )
    write_table_xlsx(out, "调度表分列", heads, cells)
    return out.getvalue()


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix((), (), {})

    def show_matrix(self, matrix: Matrix) -> None:
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.matrix.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.matrix.columns[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            return None
        code, _part, label, unit = self.matrix.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{code}  {label}" if unit in label else f"{code}  {label}（{unit}）"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{code} {label}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        text = self.matrix.text(index.row(), index.column()) if index.isValid() else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ForegroundRole and text in ("0", "否"):
            return look().colour("text_3")
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return look().font(13, bold=True)
        return None


class MatrixView(QWidget):
    """``wanted(code, scope)`` on a double click or Enter: the sheet of that community at that figure."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        here = look()
        self.setProperty("role", "sheet")
        self.model = _Model()
        self.view = QTableView()
        self.view.setProperty("role", "ledger")
        self.view.setAccessibleName("分列调度表")
        self.view.setModel(self.model)
        self.view.setShowGrid(True)
        self.view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setCornerButtonEnabled(False)
        self.view.verticalHeader().setFixedWidth(here.px(350))
        self.view.verticalHeader().setDefaultSectionSize(here.px(32))
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.horizontalHeader().setFixedHeight(here.px(46))  # two lines: departments have long names
        self.view.horizontalHeader().setDefaultSectionSize(here.px(104))
        self.view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.activated.connect(self._open)
        face = here.font(13)
        self.view.verticalHeader().setStyleSheet("QHeaderView::section { font-weight: 400; }")
        self.view.verticalHeader().setFont(face)
        self._note = words("双击（或按回车）一个数，打开那个社区的调度表。", "hint")
        foot = row(self._note, None)
        foot.setContentsMargins(here.px(12), 0, 0, here.px(8))
        outer = column(self.view, foot, gap=here.px(6))
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self._whose = Whose.COMMUNITY

    def show_matrix(self, matrix: Matrix, whose: Whose) -> None:
        """Show it."""
        self._whose = whose
        self.model.show_matrix(matrix)
        what = "社区" if whose is Whose.COMMUNITY else "部门"
        self._note.setText(
            f"双击（或按回车）一个数，打开那个{what}的调度表。按家计的数，各{what}之和可能大于全街道。"
        )

    def _open(self, index: QModelIndex) -> None:
        matrix = self.model.matrix
        name = matrix.columns[index.column()]
        scope = Scope() if index.column() == 0 else Scope(self._whose, name)
        self.wanted.emit(matrix.rows[index.row()][0], scope)
