"""The tabs of a case: what waits, and what happened in its management period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.features.blacklist_events import model as events
from app.kernel.display import show
from app.kernel.feature import Record
from ui.cases.reading import KEPT, MISSING, CaseFile, Duty
from ui.cases.track import MAIN, days_words
from ui.forms.flow import FlowLayout
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, column, line, pill, row, words

QUICK = (events.REPORT, events.INSPECTION, events.INTERVIEW, events.MEASURE, events.NEW_ACT)


def sheet(layout: QVBoxLayout) -> QWidget:
    """A holder without a ground of its own."""
    made = QWidget()
    made.setProperty("role", "sheet")
    made.setLayout(layout)
    return made


def said(text: str, role: str = "second") -> QWidget:
    """A sentence that wraps where the room ends."""
    made = words(text, role, wrap=True)  # type: ignore[arg-type]
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def waiting(
    case: CaseFile,
    today: date,
    step: Callable[[str], object],
    note: Callable[[str], object],
    count: Callable[[str], object],
    joint: Callable[[], object],
) -> QWidget:
    """What falls due when, by which article; what the period lacks."""
    here = look()
    body = column(gap=here.px(10))
    if case.joint:
        act = button("登记联合惩戒", "gavel", small=True, on_click=joint)
        body.addWidget(Banner("已经公布纳入：可以在执法台账登记联合惩戒，调度表会计入。", "blue", act))
    if not case.dues:
        body.addWidget(said("没有要按期办理的事项。", "hint"))
    for due in case.dues:
        word, tone = days_words(due.day, today)
        act = button("登记" if due.step not in MAIN else "办理", kind="link", small=True)
        act.setAccessibleName(f"{act.text()}{due.title}")
        act.clicked.connect(partial(_go, step if due.step in MAIN else note, due.step))
        how = button("怎么算的", kind="link", small=True)
        how.setAccessibleName(f"{due.title}的期限怎么算的")
        how.clicked.connect(partial(_go, count, due.name.removesuffix("_missed")))
        top = row(
            words(due.title, "key"),
            words(f"最迟 {due.day}"),
            pill(word, tone),
            None,
            act,
            how,
            gap=here.px(8),
        )
        body.addLayout(top)
        body.addWidget(said("　".join(one for one in (due.source, due.note) if one), "hint"))
        body.addWidget(line())
    for sentence in case.gaps:
        body.addWidget(Banner(sentence, "amber"))
    body.addStretch(1)
    return sheet(body)


def _go(act: Callable[[str], object], name: str, _checked: bool = False) -> None:
    act(name)


def managed(case: CaseFile, note: Callable[[str], object], open_event: Callable[[int], object]) -> QWidget:
    """Quick entry, which month or quarter lacks what, and the records themselves, newest first."""
    here = look()
    quick = QWidget()
    quick.setProperty("role", "sheet")
    flow = FlowLayout(quick, here.px(6), fill_last=False)
    flow.setContentsMargins(0, 0, 0, 0)
    for kind in QUICK:
        flow.addWidget(button(f"登记{kind}", "plus", small=True, on_click=partial(note, kind)))
    body = column(quick, gap=here.px(10))
    for duty in case.duties:
        if duty.spans:
            body.addWidget(words(f"{duty.title}（{duty.article}）", "label"))
            body.addWidget(_spans(duty))
    if not case.events:
        body.addWidget(said("还没有管理记录。", "hint"))
    newest = sorted(case.events, key=lambda one: str(one.get("day") or ""), reverse=True)
    for one in newest:
        body.addWidget(line())
        body.addWidget(_event(one, open_event))
    body.addStretch(1)
    return sheet(body)


def _spans(duty: Duty) -> QWidget:
    holder = QWidget()
    holder.setProperty("role", "sheet")
    flow = FlowLayout(holder, look().px(5), fill_last=False)
    flow.setContentsMargins(0, 0, 0, 0)
    tones = {KEPT: "green", MISSING: "red"}
    for called, state in duty.spans:
        flow.addWidget(pill(f"{called} {state}", tones.get(state, "neutral")))
    holder.setAccessibleName(
        f"{duty.title}：" + "，".join(f"{called}{state}" for called, state in duty.spans)
    )
    return holder


def _event(one: Record, open_event: Callable[[int], object]) -> QWidget:
    parts: Sequence[str] = [show(one.get(name)) for name in ("level", "organ", "people")]
    kind = str(one.get("kind") or "")
    tone = "red" if kind == events.NEW_ACT else "amber" if kind == events.MEASURE else "neutral"
    number = one.get("id")
    edit = button("打开", kind="link", small=True)
    edit.setAccessibleName(f"打开{show(one.get('day'))}的{kind}")
    if isinstance(number, int):
        edit.clicked.connect(partial(_open, open_event, number))
    told = "　".join(part for part in parts if part)
    body = column(
        row(words(show(one.get("day")), "second"), pill(kind, tone), words(told, "second"), None, edit), gap=2
    )
    for name in ("content", "result"):
        if text := show(one.get(name)):
            body.addWidget(said(text, "body"))
    return sheet(body)


def _open(act: Callable[[int], object], number: int, _checked: bool = False) -> None:
    act(number)
