"""A record to be read: its sections, label over value, what is empty left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.display import show
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind, Value
from ui.forms.photo_strip import PhotoStrip
from ui.photos.album import Album, group_of, of_record
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import pill, row, words

EMPTY: tuple[Value, ...] = (None, "", ())
SHORT = (Kind.DAY, Kind.INT, Kind.MONEY, Kind.YES_NO, Kind.ONE, Kind.MADE)


class Photos(NamedTuple):
    """What the small pictures need: whose files they are, and what can be turned to from them."""

    desk: Desk
    album: Album


class RecordRead(QWidget):
    """Made anew for each record; a starred field without value says 未填."""

    def __init__(self, feature: Feature, record: Mapping[str, Value], desk: Desk | None = None) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look().px(14))
        ledger = feature.ledger
        photos = Photos(desk, of_record(ledger, record)) if desk is not None else None
        for section in ledger.sections:
            fields = [ledger[name] for name in section.fields if name != ledger.key]
            shown = [field for field in fields if record.get(field.name) not in EMPTY or field.required]
            if shown:
                box.addWidget(_section(section.title, shown, record, photos))
        extra = [field for field in ledger.computed if record.get(field.name) not in EMPTY]
        if extra:
            box.addWidget(_section("自动得出", extra, record, None))
        box.addStretch(1)


def _section(title: str, fields: list[Field], record: Mapping[str, Value], photos: Photos | None) -> QWidget:
    holder = QWidget()
    holder.setProperty("role", "sheet")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look().px(12))
    grid.setVerticalSpacing(look().px(8))
    heading = words(title, "second")
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    grid.addWidget(heading, 0, 0, 1, 2)
    line, place = 1, 0
    for field in fields:
        said = max(len(show(record.get(field.name))), len(field.label) + 2)
        wide = field.kind not in SHORT or said > 12
        if wide and place:
            line, place = line + 1, 0
        grid.addLayout(_pair(field, record.get(field.name), photos), line, place, 1, 2 if wide else 1)
        if wide or place:
            line, place = line + 1, 0
        else:
            place = 1
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return holder


def _pair(field: Field, value: Value, photos: Photos | None) -> QVBoxLayout:
    pair = QVBoxLayout()
    pair.setSpacing(look().px(2))
    label = words(field.label, "hint", wrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    pair.addWidget(label)
    if value in EMPTY:
        pair.addWidget(words("未填", "error"))
    elif field.kind is Kind.FILES and photos is not None and isinstance(value, tuple):
        strip = PhotoStrip(photos.desk, value, label=group_of(field), album=photos.album)
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        pair.addWidget(strip)
    elif field.tones:
        names = value if isinstance(value, tuple) else (show(value),)
        pair.addLayout(row(*(pill(str(name), field.tone(name) or "neutral") for name in names), None, gap=4))
    else:
        pair.addWidget(_text(field, value))
    return pair


def _text(field: Field, value: Value) -> QLabel:
    text = show(value)
    if field.unit and field.unit not in field.label:
        text = f"{text} {field.unit}"
    made = words(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setAccessibleName(f"{field.label}：{text}")
    return made
