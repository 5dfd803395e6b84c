"""Records as cards on paper, made from the ledger's sections: 隐患 and every other ledger alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest

from sqlalchemy import select

from app.kernel.display import long_day, show
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import bind, matches
from app.ledgers.attaching import file_fields
from app.masterdata import files, pictures
from app.masterdata.files import Kept
from app.masterdata.settings import UNNAMED, read_office
from app.printing.card import Card, CardSection, Entry, Shown, draw_card
from app.printing.grid import Photo
from app.printing.joining import join
from app.store import records
from app.store.base import table_of
from app.store.query import column
from app.store.session import Store

MOST = 200
"""More cards at once are a ledger; that is printed as a list."""
PIXELS = 1100
"""The long side of a photo on paper: 300 dots an inch over its place."""
HALF_WIDTH = 13
"""Characters of a text that stands in half the width on one line."""
Progress = Callable[[int, int, str], None]


def _silent(_done: int, _all: int, _text: str) -> None:
    return


def card_pdf(store: Store, feature: Feature, ids: Sequence[int], progress: Progress = _silent) -> bytes:
    """The cards of records, one after another, as one PDF. Raises Refusal where there are none or too many."""
    if not ids:
        raise Refusal("请先选中要打印卡片的记录。")
    if len(ids) > MOST:
        raise Refusal(
            f"一次最多打印 {MOST} 张卡片，现在选了 {len(ids)} {feature.ledger.counter}。请分几次打印，或用“打印”印成清单。"
        )
    with store.read() as connection:
        found = records.load(connection, feature, list(ids))
        office = read_office(connection)
    name = "" if office.name == UNNAMED else office.name
    papers = []
    for place, one in enumerate(ids):
        progress(place, len(ids), f"正在排版第 {place + 1} 张")
        if one not in found:
            raise Refusal("这条记录已被删除，请刷新后再试。")
        papers.append(_on_paper(card_of(store, feature, found[one], name)))
    return papers[0] if len(papers) == 1 else join(papers)


def _on_paper(card: Card) -> bytes:
    """The card with all its fields; where that takes more than a page, without those that are empty."""
    whole, short = BytesIO(), BytesIO()
    pages = draw_card(card, whole).pages
    if pages == 1:
        return whole.getvalue()
    filled = replace(card, sections=tuple(_filled(card.sections)), printed=f"{card.printed}，空白栏目从略")
    return short.getvalue() if draw_card(filled, short).pages < pages else whole.getvalue()


def _filled(sections: Sequence[CardSection]) -> Iterator[CardSection]:
    for section in sections:
        entries = tuple(entry for entry in section.entries if entry.text)
        if entries:
            yield CardSection(section.title, entries)


def card_of(store: Store, feature: Feature, record: Record, office: str) -> Card:
    """What stands on a record's card."""
    ledger, today = feature.ledger, store.clock.today()
    photos = file_fields(feature)
    sections = [
        CardSection(section.title, entries)
        for section in ledger.sections
        if (entries := _entries([ledger[name] for name in section.fields if name != ledger.key], record))
    ]
    extra = _entries([one for one in ledger.computed if record.get(one.name) not in (None, "", ())], record)
    flow = feature.workflow
    state = show(record.get(flow.state)) if flow else ""
    extra = tuple(one for one in extra if flow is None or one.label != ledger[flow.state].label)
    if extra and sections:
        sections[0] = CardSection(sections[0].title, (*sections[0].entries, *extra))
    marks = [one.title for one in ledger.alerts if matches(bind(one.rule, {"today": today}), record)]
    told = [state, *marks, "已作废" if record.get("voided") else ""]
    heads = [one.label for one in photos][:2]
    return Card(
        title=f"{ledger.title}卡片",
        number=f"编号：{show(record.get(ledger.key))}" if ledger.key else "",
        state="　".join(word for word in told if word),
        sections=tuple(sections),
        photos=_photo_pairs(store, photos, record),
        photo_heads=(heads[0], heads[1] if len(heads) > 1 else "") if heads else ("", ""),
        office=office,
        printed=f"{long_day(today)}打印",
    )


def _entries(fields: Sequence[Field], record: Mapping[str, Value]) -> tuple[Entry, ...]:
    """Every field of a section, filled or not: a card is also filled in by hand."""
    entries = []
    for field in fields:
        if not field.typed:
            continue
        text = show(record.get(field.name))
        if text and field.unit and field.unit not in field.label:
            text = f"{text} {field.unit}"
        wide = field.kind is Kind.PARAGRAPH or len(text) > HALF_WIDTH
        entries.append(Entry(field.label, text, wide))
    return tuple(entries)


def _photo_pairs(
    store: Store, photos: Sequence[Field], record: Mapping[str, Value]
) -> tuple[tuple[Shown | None, Shown | None], ...]:
    """The first of the one field beside the first of the other; with one field, two in a row."""
    columns = [_shown(store, record.get(field.name)) for field in photos[:2]]
    if not any(columns):
        return ()
    if len(columns) == 1:
        (alone,) = columns
        return tuple(zip_longest(alone[::2], alone[1::2]))
    return tuple(zip_longest(columns[0], columns[1]))


def _shown(store: Store, value: Value) -> list[Shown]:
    hashes = value if isinstance(value, tuple) else ()
    known = files.known(store, hashes)
    return [_one(known.get(digest), place, len(hashes)) for place, digest in enumerate(hashes, start=1)]


def _one(kept: Kept | None, place: int, of: int) -> Shown:
    number = f"{place}/{of}" if of > 1 else ""
    if kept is None:
        return Shown(f"{number} 照片没有登记".strip(), None)
    moment = f"{kept.taken_at[:16]} 摄" if kept.taken_at else ""
    caption = "　".join(word for word in (number, moment) if word)
    try:
        made = pictures.reduced(files.read(kept), kept.name, PIXELS)
    except Refusal:
        return Shown(f"{number} 照片“{kept.name}”不在或已损坏".strip(), None)
    return Shown(caption, Photo(made.content, made.width, made.height))


def record_numbered(store: Store, catalogue: Catalogue, number: str, ledger: str = "") -> tuple[Feature, int]:
    """The record of a 编号; of a ledger without numbers, its place of entry. Raises Refusal naming what fits."""
    wanted = [catalogue[ledger]] if ledger else [one for one in catalogue.values() if one.ledger.key]
    found: list[tuple[Feature, int]] = []
    with store.read() as connection:
        for feature in wanted:
            key = feature.ledger.key or "id"
            value: str | int = number
            if key == "id":
                value = int(number) if number.isdecimal() else 0
            table = table_of(feature.model)
            query = select(table.c.id).where(column(feature, key) == value, table.c.deleted_at.is_(None))
            found.extend((feature, one) for one in connection.execute(query).scalars())
    if len(found) == 1:
        return found[0]
    titles = "、".join(feature.ledger.title for feature in wanted)
    if not found:
        raise Refusal(f"在{titles}台账里没有找到编号“{number}”。")
    raise Refusal(f"编号“{number}”有 {len(found)} 条记录，请用 --ledger 指定台账：{titles}。")
