"""Filling: the first row of a selection into the rest, or a series of days and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood
from app.ledgers import browse
from app.ledgers.cells import Cells, Readers, Rejected, refuse_too_many, size, why_not, write_cells
from app.ledgers.progress import Progress, silent
from app.store.session import Store

_ENDING = re.compile(r"(\d+)(\D*)$")


def fill_down(
    store: Store,
    feature: Feature,
    ids: Sequence[int],
    names: Sequence[str],
    progress: Progress = silent,
) -> Change:
    """What stands in the first record goes into all the others, column by column: one operation."""
    able = _able(feature, names)
    if len(ids) < 2:
        raise Refusal("上面没有可以照填的行。")
    refuse_too_many((len(ids) - 1) * len(able))
    first = _records(store, feature, ids[:1])[0]
    values = {name: first.get(name) for name in able}
    if first.get("enterprise_id") and any(feature.ledger[name].kind is Kind.ENTERPRISE for name in able):
        values["enterprise_id"] = first["enterprise_id"]
    cells = Cells({one: dict(values) for one in ids[1:]})
    title = f"向下填充 {size(len(ids) - 1, len(able))}"
    return write_cells(store, feature, cells, "fill", title, progress=progress)


def fill_right(
    store: Store,
    feature: Feature,
    ids: Sequence[int],
    names: Sequence[str],
    progress: Progress = silent,
) -> Change:
    """What stands in the first column goes into the others, as far as it means something there."""
    if len(names) < 2:
        raise Refusal("请从要照填的一列起，向右选中几列再填充。")
    able = _able(feature, names[1:])
    refuse_too_many(len(ids) * len(able))
    readers, cells = Readers(store, feature), Cells()
    for place, record in enumerate(_records(store, feature, ids)):
        text = show(record.get(names[0]))
        for name in able:
            shown, number = feature.ledger[name], int(str(record["id"]))
            try:
                cells.changes.setdefault(number, {})[name] = readers.of(shown)(text)
            except NotUnderstood as fault:
                cells.rejected.append(Rejected(place, number, name, shown.label, text, fault.reason))
    cells.changes = {one: values for one, values in cells.changes.items() if values}
    title = f"向右填充 {size(len(ids), len(able))}"
    more = f"，{len(cells.rejected)} 格未能识别" if cells.rejected else ""
    return write_cells(store, feature, cells, "fill", title, f"已{title}{more}", progress)


def fill_series(
    store: Store,
    feature: Feature,
    ids: Sequence[int],
    names: Sequence[str],
    progress: Progress = silent,
) -> Change:
    """Days, numbers and words that end in a number go on from the first record, or from the first two."""
    able = _able(feature, names)
    if len(ids) < 2:
        raise Refusal("请选中两行以上，再填充序列。")
    refuse_too_many(len(ids) * len(able))
    first, second = _records(store, feature, ids[:2])
    changes: dict[int, Record] = {one: {} for one in ids[1:]}
    for name in able:
        start, step = _stepped(feature.ledger[name], first.get(name), second.get(name))
        for place, one in enumerate(ids[1:], start=1):
            changes[one][name] = _moved(start, step, place)
    title = f"序列填充 {size(len(ids) - 1, len(able))}"
    return write_cells(store, feature, Cells(changes), "fill", title, progress=progress)


def _able(feature: Feature, names: Sequence[str]) -> list[str]:
    able = [name for name in names if not why_not(feature, feature.ledger[name])]
    if not able:
        raise Refusal(why_not(feature, feature.ledger[names[0]]) if names else "请先选中要填充的格子。")
    return able


def _records(store: Store, feature: Feature, ids: Sequence[int]) -> list[Record]:
    found = browse.rows(store, feature, ids)
    if any(one not in found for one in ids):
        raise Refusal("有记录已被删除，请刷新后再试。")
    return [found[one] for one in ids]


def _stepped(shown: Field, first: Value, second: Value) -> tuple[Value, timedelta | int | Decimal]:
    """Where a series begins and how it goes on: by what lies between the first two, else by one."""
    if isinstance(first, date):
        return first, second - first if isinstance(second, date) else timedelta(days=1)
    if isinstance(first, int | Decimal) and not isinstance(first, bool):
        known = isinstance(second, int | Decimal) and not isinstance(second, bool)
        return first, second - first if known else 1  # type: ignore[operator]
    if isinstance(first, str) and (begins := _ENDING.search(first)):
        follows = _ENDING.search(second) if isinstance(second, str) else None
        alike = follows is not None and _stem(second, follows) == _stem(first, begins)
        return first, int(follows[1]) - int(begins[1]) if follows is not None and alike else 1
    raise Refusal(
        f"{shown.label}的第一格不是日期、数字，也不以数字结尾，接不成序列。要照抄请用向下填充（Ctrl+D）。"
    )


def _stem(text: Value, found: re.Match[str]) -> tuple[str, str]:
    return str(text)[: found.start()], found[2]


def _moved(start: Value, step: timedelta | int | Decimal, times: int) -> Value:
    if isinstance(start, date) and isinstance(step, timedelta):
        try:
            return start + step * times
        except OverflowError:
            raise Refusal("序列超出了能写的日期，请少选几行。") from None
    if isinstance(start, str) and (found := _ENDING.search(start)):
        number = int(found[1]) + int(step) * times  # type: ignore[arg-type]
        if number < 0:
            raise Refusal("序列会变成负数，请检查前两格。")
        return f"{start[: found.start()]}{number:0{len(found[1])}d}{found[2]}"
    moved: Value = start + step * times  # type: ignore[operator,assignment]
    return moved
