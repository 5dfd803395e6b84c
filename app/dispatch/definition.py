"""The tables an office can fill in: one folder each under reports_templates/dispatch, with the office's choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.dispatch.fitting import fit
from app.dispatch.place import Place
from app.dispatch.reading import check_format, parse
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.kernel.indicators import Table
from app.masterdata.settings import read_setting, write_setting
from app.store.session import Store

FOLDER = Path(__file__).parents[2] / "reports_templates" / "dispatch"
DEFAULT = "licheng-2023"


@dataclass(frozen=True)
class Choices:
    """What an office set for a table; what is empty stays as the table's file has it.

    ``formats`` are patterns of cells by code, ``lists`` the words of the table's lists by name, ``lines`` the
    lines shown outside the frame.
    """

    first_day: date | None = None
    last_day: date | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[str, ...] | None = None


def available(folder: Path = FOLDER) -> dict[str, str]:
    """Id and title of every table there is, the usual one first, the others by name of folder.

    A faulty file is shown by its id, to be refused when opened.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*/table.toml"), key=lambda one: (one.parent.name != DEFAULT, one)):
        try:
            found[path.parent.name] = parse(path.read_text("utf-8"), path.parent.name).name
        except Refusal:
            found[path.parent.name] = path.parent.name
    return found


def load(
    catalogue: Catalogue, table_id: str = DEFAULT, choices: Choices | None = None, folder: Path = FOLDER
) -> Table:
    """A table held against the ledgers, with the office's choices. Raises Refusal naming what is wrong."""
    path = folder / table_id / "table.toml"
    if "/" in table_id or "\\" in table_id or not path.is_file():
        raise Refusal(f"没有名为“{table_id}”的调度表。可用的有：{'、'.join(available(folder)) or '（无）'}。")
    text = path.read_text("utf-8")
    name = f"{table_id}/table.toml"
    table = parse(text, name, choices.lists if choices else {})
    place = Place(name, text)
    if table.id != table_id:
        place.refuse("id =", f"编号“{table.id}”与所在文件夹“{table_id}”不一致。")
    table = fit(table, {key: feature.ledger for key, feature in catalogue.items()}, place)
    return _chosen(table, choices or Choices(), place)


def read_table(connection: Connection, catalogue: Catalogue, table_id: str = DEFAULT) -> Table:
    """A table as this office fills it in."""
    return load(catalogue, table_id, read_choices(connection, table_id))


def _chosen(table: Table, choices: Choices, place: Place) -> Table:
    for code, pattern in choices.formats.items():
        if code in table.indicators:
            check_format(place.at(code), len(table.indicators[code].measures), pattern)
            table = table.with_format(code, pattern)
    first, last = choices.first_day or table.first_day, choices.last_day or table.last_day
    if first > last:
        raise Refusal("行动最后一日早于第一日，请改正后再试。")
    lines = table.lines
    if choices.lines is not None:
        lines = replace(lines, shown=tuple(one for one in choices.lines if one in lines.patterns))
    return replace(table, first_day=first, last_day=last, lines=lines)


def _setting(table_id: str) -> str:
    return f"dispatch.{table_id}"


def read_choices(connection: Connection, table_id: str) -> Choices:
    """What the office set for a table."""
    raw: dict[str, Any] = read_setting(connection, _setting(table_id), {})
    return Choices(
        _day(raw.get("first_day")),
        _day(raw.get("last_day")),
        raw.get("formats", {}),
        {name: tuple(words) for name, words in raw.get("lists", {}).items()},
        None if raw.get("lines") is None else tuple(raw["lines"]),
    )


def set_choices(store: Store, catalogue: Catalogue, table_id: str, choices: Choices) -> Table:
    """Keep the office's choices after checking them; returns the table as it now is. Raises Refusal."""
    table = load(catalogue, table_id, choices)
    with store.write() as connection:
        write_setting(
            connection,
            _setting(table_id),
            {
                "first_day": choices.first_day.isoformat() if choices.first_day else None,
                "last_day": choices.last_day.isoformat() if choices.last_day else None,
                "formats": dict(choices.formats),
                "lists": {name: list(words) for name, words in choices.lists.items()},
                "lines": None if choices.lines is None else list(choices.lines),
            },
        )
    return table


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
