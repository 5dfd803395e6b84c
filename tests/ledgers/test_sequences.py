"""Any sequence of edits, pastes, fills, bulk changes, imports, deletions, restorings, undos, redos and restarts does
what it does to lists.

The model is a list of dicts and two stacks of its earlier states: nothing of the program is used in it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.exchange.read import CellValue, Sheet, Workbook
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.ledgers import bulk, edit
from app.ledgers.cells import clear_cells, set_cell
from app.ledgers.filling import fill_down, fill_series
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_workbook
from app.ledgers.pasting import Place, apply_paste, plan_paste
from app.ledgers.undo import last_redoable, last_undoable, redo, undo
from tests.ledgers.seeing import found

COLUMNS = ("day", "amount", "naming", "matter", "tip_off_number")
FIRST = date(2023, 6, 1)
TEXTS: dict[str, dict[str, Any]] = {  # what may be pasted into a column, and what it means there
    "day": {"6月1日": FIRST, "2023.6.2": date(2023, 6, 2), "": None, "六月底左右": Ellipsis},
    "amount": {"100": Decimal(100), "0.2万": Decimal(2000), "": None, "许多": Ellipsis},
    "naming": {"实名": "实名", "匿名举报": "匿名", "": None, "谁": Ellipsis},
    "matter": {"甲": "甲", "乙\n丙": "乙\n丙", "": None},
    "tip_off_number": {"JB-1": "JB-1", "JB-2": "JB-2", "": None},
}
HEADINGS = {
    "日期": "day",
    "金额": "amount",
    "实名/匿名": "naming",
    "查实事项": "matter",
    "举报编号": "tip_off_number",
}
ANYTHING = ("matter", "tip_off_number")  # columns of plain words

Row = dict[str, Any]


class Lists:
    """Rows in order; ``True`` under ``gone`` for those in the bin. A state is a copy of all of it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.earlier: list[list[Row]] = []
        self.later: list[list[Row]] = []

    def living(self) -> list[Row]:
        return [row for row in self.rows if not row["gone"]]

    def add(self, values: Row) -> None:
        self.rows.append({**dict.fromkeys(COLUMNS), "gone": False, **values})

    def step(self, act: Callable[[], object]) -> None:
        """Do something that is a step where it changes anything."""
        before = deepcopy(self.rows)
        act()
        if self.rows != before:
            self.earlier.append(before)
            self.later = []

    def back(self) -> None:
        self.later.append(deepcopy(self.rows))
        self._become(self.earlier.pop())

    def again(self) -> None:
        self.earlier.append(deepcopy(self.rows))
        self._become(self.later.pop())

    def _become(self, state: list[Row]) -> None:
        """What the state does not know yet lies in the bin: ids are never used twice."""
        rest = [{**row, "gone": True} for row in self.rows[len(state) :]]
        self.rows = deepcopy(state) + rest


def thrown(dice: random.Random) -> tuple[Any, ...]:
    """A step as the dice fall. Rows are few, so that steps meet."""
    rows, word = dice.randrange(4), dice.choice(("甲", "乙", "戊"))
    left, width = dice.choice((0, 0, 1, 3)), dice.randint(1, 3)
    below = (COLUMNS[left:] + COLUMNS)[:width]
    block = [[dice.choice(sorted(TEXTS[name])) for name in below] for _ in range(dice.randint(1, 3))]
    heads = dice.sample(sorted(HEADINGS), 2)
    headed = [heads, *([dice.choice(sorted(TEXTS[HEADINGS[one]])) for one in heads] for _ in block)]
    facts = [_facts(dice) for _ in range(dice.randint(1, 3))]
    most = 4 if dice.random() < 0.3 else 0  # how much further a rectangle reaches
    steps: list[tuple[Any, ...]] = [
        ("create", facts[0]),
        ("set", rows, dice.choice(("甲", "丁", None))),
        ("paste", block, rows, dice.randint(1, 1 + most), left, dice.choice((1, 1, 1, 2, 4))),
        ("paste", headed, rows, dice.randint(1, 1 + most), 0, 1),
        ("down", rows, dice.randrange(3), dice.randrange(len(COLUMNS))),
        ("series", rows, dice.randrange(4)),
        ("clear", rows, dice.randrange(2), dice.randrange(len(COLUMNS))),
        *[("bulk", dice.choice(list(bulk.Mode)), word)] * 2,
        ("delete", rows),
        ("restore", dice.randrange(12)),
        ("duplicate", rows),
        ("import", facts),
        *[("restart",)] * 2,
        *[("undo",)] * 5,
        *[("redo",)] * 5,
    ]
    return dice.choice(steps)


def _facts(dice: random.Random) -> Row:
    return {"amount": dice.choice((Decimal(100), Decimal("0.01"))), "matter": dice.choice("甲乙丙")}


def attempt(act: Callable[[], object]) -> None:
    """What is refused changes nothing: the lists say whether it should have."""
    try:
        act()
    except Refusal:
        return


def take(office: Workspace, lists: Lists, step: tuple[Any, ...]) -> None:
    """The same step at the desk and on the lists."""
    store, feature = office.store, office.feature("rewards")
    ids = [row["id"] for row in found(office, "rewards")]
    living = lists.living()
    match step:
        case ("create", values):
            edit.create(store, feature, values)
            lists.step(lambda: lists.add(values))
        case ("set", at, value) if at < len(ids):
            set_cell(store, feature, ids[at], "matter", {"matter": value})
            lists.step(lambda: living[at].update(matter=value))
        case ("paste", block, top, rows, left, wide):
            place = Place(top, left, rows, wide, ids[top:], COLUMNS)
            attempt(lambda: apply_paste(store, feature, plan_paste(store, feature, block, place)))
            lists.step(lambda: pasted(lists, living[top:], block, rows, left, wide))
        case ("down", top, more, column):
            span = living[top : top + more + 1]
            attempt(lambda: fill_down(store, feature, ids[top : top + more + 1], [COLUMNS[column]]))
            lists.step(lambda: [row.update({COLUMNS[column]: span[0][COLUMNS[column]]}) for row in span[1:]])
        case ("series", top, more):
            span = living[top : top + more + 1]
            attempt(lambda: fill_series(store, feature, ids[top : top + more + 1], ["day"]))
            lists.step(lambda: series(span))
        case ("clear", top, more, column):
            span = living[top : top + more + 1]
            attempt(lambda: clear_cells(store, feature, [(ids[top : top + more + 1], [COLUMNS[column]])]))
            lists.step(lambda: [row.update({COLUMNS[column]: None}) for row in span])
        case ("bulk", mode, word):
            change = bulk.Bulk("matter", mode, word, words=word, old="甲")
            bulk.apply(store, feature, ids, change)
            lists.step(lambda: [row.update(matter=in_bulk(mode, word, row["matter"])) for row in living])
        case ("delete", at) if at < len(ids):
            edit.delete(store, feature, [ids[at]])
            lists.step(lambda: living[at].update(gone=True))
        case ("restore", at) if gone := [place for place, row in enumerate(lists.rows) if row["gone"]]:
            back = gone[at % len(gone)]
            edit.restore(store, feature, [back + 1])  # numbers go on by one, and none comes twice
            lists.step(lambda: lists.rows[back].update(gone=False))
        case ("duplicate", at) if at < len(ids):
            edit.duplicate(store, feature, [ids[at]])
            lists.step(lambda: lists.add({name: living[at][name] for name in COLUMNS}))
        case ("import", rows):
            cells: list[list[CellValue]] = [["查实事项", "金额（元）"]]
            cells.extend([row["matter"], str(row["amount"])] for row in rows)
            book = Workbook(Path("奖励.xlsx"), "x", 1, (Sheet("奖励", cells),))
            apply_plan(store, plan_workbook(store, feature, Request(book.path), book))
            lists.step(lambda: imported(lists, living, rows))
        case ("undo",):
            standing = last_undoable(store)
            assert (standing is not None) == bool(lists.earlier)
            if standing is not None:
                undo(store, office.catalogue, standing.operation)
                lists.back()
        case ("redo",):
            waiting = last_redoable(store)
            assert (waiting is not None) == bool(lists.later)
            if waiting is not None:
                redo(store, office.catalogue, waiting.operation)
                lists.again()


def pasted(lists: Lists, below: list[Row], block: list[list[str]], rows: int, left: int, wide: int) -> None:
    """A rectangle was chosen: the block is repeated where that is a multiple of it, or one wide or high."""
    if block[0][0] in HEADINGS:
        names, block = [HEADINGS[one] for one in block[0]], block[1:]
        height, width = rows if rows % len(block) == 0 else len(block), len(names)
    else:
        width = len(block[0])
        over = rows % len(block) == 0 and (wide % width == 0 or wide == 1)
        if over or (rows == 1 and wide % width == 0):
            height, width = max(rows, len(block)), max(wide, width)
        else:
            height = len(block)
        names = list(COLUMNS[left : left + width])
    for step in range(height):
        line = block[step % len(block)]
        meant = {name: meaning(name, line[at % len(line)]) for at, name in enumerate(names)}
        meant = {name: value for name, value in meant.items() if value is not Ellipsis}
        if step < len(below):
            below[step].update(meant)
        elif any(value is not None for value in meant.values()):
            lists.add(meant)


def meaning(name: str, text: str) -> Any:
    """What a text means in a column, also where it was meant for another; ``...`` where it means nothing there."""
    if text in TEXTS[name]:
        return TEXTS[name][text]
    return text.replace("\n", "\n" if name == "matter" else "") if name in ANYTHING else Ellipsis


def series(span: list[Row]) -> None:
    """Days go on from the first, by what lies between the first two."""
    if len(span) < 2 or span[0]["day"] is None:
        return
    first, second = span[0]["day"], span[1]["day"]
    by = timedelta(days=1) if second is None else second - first
    for place, row in enumerate(span):
        row["day"] = first + by * place


def in_bulk(mode: bulk.Mode, word: str, before: str | None) -> str | None:
    match mode:
        case bulk.Mode.SET:
            return word
        case bulk.Mode.FILL:
            return before or word
        case bulk.Mode.CLEAR:
            return None
        case bulk.Mode.APPEND:
            return (before or "") + word
        case bulk.Mode.REPLACE:
            return before and before.replace("甲", word)


def imported(lists: Lists, living: list[Row], rows: list[Row]) -> None:
    """Rows alike are told apart by their order; what is on file is not made again."""
    taken: list[int] = []
    fresh = []
    for row in rows:
        wanted = {**dict.fromkeys(COLUMNS), "gone": False, **row}
        same = [at for at, known in enumerate(living) if at not in taken and known == wanted]
        if same:
            taken.append(same[0])
        else:
            fresh.append(row)
    for row in fresh:
        lists.add(row)


@pytest.mark.parametrize("seed", range(8))
def test_the_table_does_what_a_plain_list_does(seed: int, office: Workspace, clock: Clock) -> None:
    dice, lists = random.Random(seed), Lists()
    told: Counter[str] = Counter()
    for _ in range(100):
        step = thrown(dice)
        before = len(lists.earlier), len(lists.later)
        if step == ("restart",):
            close_workspace(office, with_backup=False)
            office = open_workspace(office.folder, clock, "张某")
            told["restart"] += 1
            continue  # nothing has changed: what can be taken back or done again, the steps after it ask
        take(office, lists, step)
        told[step[0]] += before != (len(lists.earlier), len(lists.later))
        seen = [{name: row[name] for name in COLUMNS} for row in found(office, "rewards")]
        assert seen == [{name: row[name] for name in COLUMNS} for row in lists.living()], step
    while lists.earlier:
        take(office, lists, ("undo",))
    assert found(office, "rewards") == []
    close_workspace(office, with_backup=False)
    met = ("paste", "import", "bulk", "restore", "undo", "redo", "restart")
    assert not [name for name in met if not told[name]], "the steps met something to do"
