"""What a plan says, laid out for the eye: figures and tables of words. Made off the screen's thread; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.exchange.headings import Layout
from app.exchange.read import Workbook
from app.kernel.display import show
from app.kernel.fields import Field
from app.ledgers.import_plan import CHANGED, NEW, SAME, Plan, PlannedRow

SAMPLES = 3
HOW = {
    "exact": ("完全一致", "green"),
    "alias": ("别名", "green"),
    "similar": ("相近，请核对", "amber"),
    "given": ("您指定", "blue"),
    "remembered": ("上次指定", "blue"),
    "taken": ("与别的列重复", "amber"),
    "": ("未对应", "neutral"),
}


@dataclass(frozen=True)
class Sheet:
    """A table: headings with width and share, and rows of words; ``fields`` of the columns that have one."""

    columns: tuple[tuple[str, int, int], ...]
    lines: Sequence[tuple[str, ...]]
    fields: tuple[Field | None, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of the file, the field it leads to (empty: none), how sure that is, and some of its values."""

    text: str
    field: str
    how: str
    samples: str


@dataclass(frozen=True)
class Preview:
    """A plan ready to be shown."""

    plan: Plan
    figures: Mapping[str, int]
    tables: Mapping[str, Sheet]
    headings: tuple[Heading, ...]
    asked: tuple[str, ...] = field(default=())

    @property
    def to_write(self) -> int:
        """How many records the import would make or change."""
        return self.figures[NEW] + self.figures[CHANGED]


def preview_of(plan: Plan, workbook: Workbook) -> Preview:
    """Everything the review shows of a plan."""
    figures = {
        "read": plan.read,
        **{kind: plan.count(kind) for kind in (NEW, CHANGED, SAME)},
        "incomplete": plan.incomplete,
        "refused": len(plan.refused),
        "skipped": len(plan.skipped),
    }
    tables = {
        NEW: _rows(plan, [row for row in plan.rows if row.kind == NEW]),
        CHANGED: _changes(plan),
        SAME: _rows(plan, [row for row in plan.rows if row.kind == SAME]),
        "incomplete": _gaps(plan),
        "refused": _refused(plan),
        "skipped": _skipped(plan),
        "firms": Sheet((("将新建的企业", 260, 1),), [(name,) for name in plan.new_firms.values()]),
    }
    return Preview(plan, figures, tables, tuple(_headings(plan, workbook)), _asked(plan))


def _asked(plan: Plan) -> tuple[str, ...]:
    """What was or may be answered once for the whole file."""
    open_now = plan.questions
    return tuple(
        one.name
        for one in plan.feature.ledger.required
        if one.name in open_now or one.name in plan.request.values
    )


def _several_sheets(plan: Plan) -> bool:
    return len(plan.layouts) > 1


def _place(plan: Plan, sheet: str, row: int) -> str:
    return f"{sheet} 第{row}行" if _several_sheets(plan) else f"第{row}行"


def _place_column(plan: Plan) -> tuple[str, int, int]:
    return ("位置", 150 if _several_sheets(plan) else 84, 0)


def _rows(plan: Plan, rows: Sequence[PlannedRow]) -> Sheet:
    """The records as they would be, in the ledger's first columns that hold anything."""
    ledger = plan.feature.ledger
    filled = {name for row in rows[:500] for name, value in row.full.items() if value not in (None, ())}
    fields = [ledger[name] for name in ledger.columns if name in filled]
    columns = tuple((one.label, min(one.width, 150), one.width if one.width >= 150 else 0) for one in fields)
    lines = [
        (_place(plan, row.sheet, row.row), *(_flat(show(row.full.get(one.name))) for one in fields))
        for row in rows
    ]
    return Sheet((_place_column(plan), *columns), lines, (None, *fields))


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _changes(plan: Plan) -> Sheet:
    """One line for each field that would change: from what to what."""
    ledger = plan.feature.ledger
    lines: list[tuple[str, ...]] = []
    for row in plan.rows:
        if row.kind != CHANGED or row.before is None:
            continue
        place, title = _place(plan, row.sheet, row.row), called(plan, row)
        for one in ledger.fields:
            old = row.before.get(one.name)
            if one.name in row.values and row.values[one.name] != old:
                lines.append(
                    (place, title, one.label, _flat(show(old)) or "（空）", _flat(show(row.values[one.name])))
                )
                place = title = ""
    columns = (_place_column(plan), ("记录", 170, 3), ("栏目", 130, 0), ("原来", 100, 2), ("改为", 110, 3))
    return Sheet(columns, lines)


def called(plan: Plan, row: PlannedRow) -> str:
    """What the clerk knows a record by."""
    ledger = plan.feature.ledger
    shown = {**(row.before or {}), **row.values}
    names = dict.fromkeys(name for name in (ledger.key, *ledger.identity) if name)
    return " · ".join(_flat(show(shown[name])) for name in names if shown.get(name) not in (None, ()))


def _gaps(plan: Plan) -> Sheet:
    lines = [
        (_place(plan, row.sheet, row.row), called(plan, row), _flat(show(row.full.get("incomplete_note"))))
        for row in plan.rows
        if row.incomplete
    ]
    return Sheet((_place_column(plan), ("记录", 300, 2), ("还缺什么", 260, 3)), lines)


def _refused(plan: Plan) -> Sheet:
    lines = [
        (one.sheet, f"第{one.row}行", one.column or "整行", _flat(one.value), one.reason)
        for one in plan.refused
    ]
    columns = (("工作表", 110, 0), ("行", 72, 0), ("栏目", 120, 0), ("内容", 150, 1), ("为什么退回", 300, 4))
    return Sheet(columns, lines)


def _skipped(plan: Plan) -> Sheet:
    lines = [(one.sheet, f"第{one.row}行", one.reason) for one in plan.skipped]
    lines += [(name, "整张表", why or "没有找到表头") for name, why in plan.left_out]
    return Sheet((("工作表", 140, 0), ("行", 90, 0), ("怎么回事", 400, 1)), lines)


def _headings(plan: Plan, workbook: Workbook) -> Iterator[Heading]:
    """Each heading of the file once, in the file's order."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    met: set[str] = set()
    for layout in plan.layouts:
        for column in layout.columns:
            if column.how == "serial" or column.heading in met:
                continue
            met.add(column.heading)
            samples = _samples(layout, sheets[layout.sheet].rows, column.index)
            yield Heading(column.heading, column.field or "", column.how, samples)


def _samples(layout: Layout, rows: Sequence[Sequence[object]], index: int) -> str:
    found: dict[str, None] = {}
    for row in rows[layout.first_data_row - 1 : layout.last_data_row]:
        cell = row[index]
        if cell not in (None, ""):
            found[_flat(str(cell)).strip()] = None
        if len(found) == SAMPLES:
            break
    return "、".join(found)
