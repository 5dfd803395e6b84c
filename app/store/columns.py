"""A column is declared once: SQL type, table heading, form field, Excel heading and search come from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, Text

from app.kernel.fields import Field, Kind
from app.store.base import Base, table_of
from app.store.types import Money, Names

Pairs = tuple[tuple[str, str], ...]


def _column(kind: Kind, label: str, sql: Any, options: dict[str, Any]) -> Column[Any]:
    index = options.pop("index", False)
    return Column(sql, nullable=True, index=index, info={"field": Field("", label, kind, **options)})


def text(
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 140,
    whole: bool = False,
    search: bool = False,
    dictionary: str = "",
    hint: str = "",
    source: str = "",
    phrases: str = "",
    index: bool = False,
    check: Callable[[Any], str | None] | None = None,
    normalise: Callable[[str], str] | None = None,
) -> Column[str | None]:
    """One line of text; with a ``dictionary`` its entries are offered, free text is taken too."""
    return _column(Kind.TEXT, label, Text(), _given(locals()))


def paragraph(
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 260,
    search: bool = False,
    hint: str = "",
    phrases: str = "",
) -> Column[str | None]:
    """Text over several lines; ``phrases`` names the library of ready sentences offered in it."""
    return _column(Kind.PARAGRAPH, label, Text(), _given(locals()))


def day(
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 110,
    hint: str = "",
    index: bool = False,
) -> Column[date | None]:
    """A calendar day."""
    return _column(Kind.DAY, label, Date(), _given(locals()))


def integer(
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 80,
    unit: str = "",
    hint: str = "",
) -> Column[int | None]:
    """A whole number, not negative."""
    return _column(Kind.INT, label, Integer(), _given(locals()))


def money(
    label: str,
    *,
    unit: str,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 110,
    hint: str = "",
) -> Column[Decimal | None]:
    """Money in ``unit`` (元 or 万元), exact to 分."""
    return _column(Kind.MONEY, label, Money(unit), _given(locals()))


def yes_no(
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 90,
    hint: str = "",
) -> Column[bool | None]:
    """Yes, no, or not said."""
    return _column(Kind.YES_NO, label, Boolean(), _given(locals()))


def one(
    label: str,
    *,
    choices: tuple[str, ...] = (),
    dictionary: str = "",
    required: bool = False,
    aliases: tuple[str, ...] = (),
    synonyms: Pairs = (),
    tones: Pairs = (),
    width: int = 100,
    search: bool = False,
    hint: str = "",
    index: bool = False,
) -> Column[str | None]:
    """One of a list: fixed ``choices``, or the entries of an editable ``dictionary``."""
    return _column(Kind.ONE, label, Text(), _given(locals()))


def several(
    label: str,
    *,
    choices: tuple[str, ...] = (),
    dictionary: str = "",
    required: bool = False,
    aliases: tuple[str, ...] = (),
    synonyms: Pairs = (),
    width: int = 140,
    whole: bool = False,
    search: bool = False,
    hint: str = "",
) -> Column[tuple[str, ...]]:
    """Several names, of a list or free."""
    return _column(Kind.SEVERAL, label, Names(), _given(locals()))


def made(
    label: str, *, aliases: tuple[str, ...] = (), width: int = 130, search: bool = True
) -> Column[str | None]:
    """A number made at the first save; one that comes with an imported row is kept."""
    return _column(Kind.MADE, label, Text(), {**_given(locals()), "index": True})


def enterprise(
    label: str = "单位名称",
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 220,
    search: bool = True,
    hint: str = "",
) -> Column[str | None]:
    """The firm's name as it now stands; the record's ``enterprise_id`` says which firm it is."""
    return _column(Kind.ENTERPRISE, label, Text(), _given(locals()))


def enterprises(
    label: str = "单位名称",
    *,
    aliases: tuple[str, ...] = (),
    width: int = 220,
    search: bool = True,
    hint: str = "",
) -> Column[tuple[str, ...]]:
    """Names of several firms; links to the firms are kept beside the record."""
    return _column(Kind.ENTERPRISES, label, Names(), _given(locals()))


def hazard(
    label: str = "隐患编号",
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    width: int = 140,
    search: bool = True,
) -> Column[str | None]:
    """The number of a hazard on file; the record's ``hazard_id`` says which."""
    return _column(Kind.HAZARD, label, Text(), _given(locals()))


def photos(
    label: str, *, aliases: tuple[str, ...] = (), width: int = 90, hint: str = ""
) -> Column[tuple[str, ...]]:
    """Photos by their hashes, in the order they are shown."""
    return _column(Kind.FILES, label, Names(), _given(locals()))


def state(label: str, choices: tuple[str, ...], tones: Pairs = (), width: int = 90) -> Column[str | None]:
    """A state derived at each write by the feature's ``settle``; shown and filtered, never typed in."""
    field = Field("", label, Kind.ONE, choices=choices, tones=tones, width=width, computed=True)
    return Column(Text(), nullable=True, info={"computed": field})


def kept(
    label: str,
    kind: Kind,
    *,
    choices: tuple[str, ...] = (),
    dictionary: str = "",
    tones: Pairs = (),
    width: int = 120,
    unit: str = "",
) -> Column[Any]:
    """A fact that the steps of a case keep: shown, filtered and journalled; not typed into the form, not exported."""
    kinds: dict[Kind, Any] = {
        Kind.DAY: Date(),
        Kind.INT: Integer(),
        Kind.YES_NO: Boolean(),
        Kind.SEVERAL: Names(),
    }
    field = Field(
        "",
        label,
        kind,
        choices=choices,
        dictionary=dictionary,
        tones=tones,
        width=width,
        unit=unit,
        computed=True,
        exported=False,
    )
    return Column(kinds.get(kind, Text()), nullable=True, info={"computed": field})


def mark() -> Column[bool | None]:
    """A yes/no the program keeps for itself; not a field."""
    return Column(Boolean(), nullable=True)


def reference(table: str) -> Column[int | None]:
    """A link to a row of another table; not a field a person fills in."""
    return Column(
        BigInteger().with_variant(Integer(), "sqlite"), ForeignKey(f"{table}.id"), nullable=True, index=True
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "label"}


def computed_of(model: type[Base]) -> tuple[Field, ...]:
    """The states and kept facts a model declares, named as their columns."""
    return tuple(
        replace(column.info["computed"], name=column.key)
        for column in table_of(model).columns
        if "computed" in column.info
    )


def fields_of(model: type[Base]) -> tuple[Field, ...]:
    """The fields a model declares, in order, named as their columns."""
    return tuple(
        replace(column.info["field"], name=column.key)
        for column in table_of(model).columns
        if "field" in column.info
    )
