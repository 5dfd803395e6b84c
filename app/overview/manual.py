"""The manual: pages written by hand, with what is generated from the declarations put in its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.dispatch.explain import of_value
from app.kernel.display import long_day
from app.kernel.feature import Catalogue, Feature
from app.kernel.fields import Field, Kind
from app.kernel.indicators import Table
from app.kernel.pinyin import fits, fold
from app.overview.deadlines import manual_table
from app.paths import RESOURCES

FOLDER = RESOURCES / "manual"
LEDGERS = "台账"
_PLACE = re.compile(r"^\{\{([a-z]+)(?::([a-z_]+))?\}\}$", re.MULTILINE)
_INLINE = re.compile(r"\{\{period\}\}")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_SIGNS = re.compile(r"[#*`>|]|^\s*-{3,}.*$", re.MULTILINE)

KINDS = {
    Kind.TEXT: "文字",
    Kind.PARAGRAPH: "文字，可多行",
    Kind.DAY: "日期",
    Kind.INT: "整数",
    Kind.MONEY: "金额",
    Kind.YES_NO: "是/否",
    Kind.ONE: "选一个",
    Kind.SEVERAL: "可选多个",
    Kind.ENTERPRISE: "企业",
    Kind.ENTERPRISES: "多家企业",
    Kind.HAZARD: "隐患编号",
    Kind.MADE: "自动编号",
    Kind.FILES: "照片",
}
MANY_CHOICES = 12


@dataclass(frozen=True)
class Article:
    """A page in Markdown. ``pages`` are the screens it helps with."""

    name: str
    title: str
    group: str
    text: str
    pages: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The words without marks, to be searched."""
        return _SIGNS.sub(" ", _LINK.sub(r"\1", self.text))


def articles(
    catalogue: Catalogue, tables: Sequence[Table], folder: Path = FOLDER, *, keys: str = ""
) -> list[Article]:
    """Every page, in reading order. A ledger that no page tells of gets one of its own.

    ``keys`` is the list of keys in Markdown, which the screen declares.
    """
    contents = tomllib.loads((folder / "contents.toml").read_text("utf-8"))
    found: list[Article] = []
    for group in contents["group"]:
        for entry in group["articles"]:
            raw = (folder / f"{entry['name']}.md").read_text("utf-8").replace("{{keys}}", keys)
            found.append(
                _article(entry["name"], group["title"], raw, tuple(entry["pages"]), catalogue, tables)
            )
        if group["title"] == LEDGERS:
            found.extend(
                _of_ledger(feature) for name, feature in catalogue.items() if not _told(folder, name)
            )
    return found


def _article(
    name: str, group: str, raw: str, pages: tuple[str, ...], catalogue: Catalogue, tables: Sequence[Table]
) -> Article:
    text = _PLACE.sub(lambda place: _generated(place[1], place[2] or "", catalogue, tables), raw)
    if tables:
        periods = [(one.name, f"{long_day(one.first_day)}至{long_day(one.last_day)}") for one in tables]
        told = (
            periods[0][1] if len(periods) == 1 else "；".join(f"《{name}》{said}" for name, said in periods)
        )
        text = _INLINE.sub(told, text)
    return Article(name, raw.split("\n", 1)[0].lstrip("# "), group, text, pages)


def _told(folder: Path, ledger: str) -> bool:
    return any(f"{{{{fields:{ledger}}}}}" in path.read_text("utf-8") for path in folder.glob("*.md"))


def _of_ledger(feature: Feature) -> Article:
    ledger = feature.ledger
    text = f"# {ledger.title}\n\n{ledger.about}\n\n{_workflow(feature)}\n\n{_fields(feature)}\n"
    return Article(f"ledger-{ledger.name}", ledger.title, LEDGERS, text, (ledger.name,))


def _generated(what: str, name: str, catalogue: Catalogue, tables: Sequence[Table]) -> str:
    match what:
        case "fields":
            return _fields(catalogue[name])
        case "workflow":
            return _workflow(catalogue[name])
        case "indicators":
            return "\n\n".join(_indicators(table, catalogue) for table in tables)
        case "checks":
            return "\n\n".join(_checks(table, named=len(tables) > 1) for table in tables)
        case "commands":
            return _commands()
        case "deadlines":
            return manual_table()
    return f"{{{{{what}}}}}"


def _fields(feature: Feature) -> str:
    """The columns of a ledger, section by section."""
    ledger = feature.ledger
    lines = [f"## {ledger.title}的栏目", "", "带 * 的不填会标为“待完善”，不影响保存。", ""]
    told: set[str] = set()
    lines += ["| 栏目 | 填什么 | 说明 |", "| --- | --- | --- |"]
    for section in ledger.sections:
        for name in section.fields:
            if name not in told:
                told.add(name)
                lines.append(_field_line(ledger[name]))
    rest = [field for field in ledger.fields if field.name not in told]
    lines += [_field_line(field) for field in rest]
    if ledger.computed:
        made = "、".join(field.label for field in ledger.computed)
        lines += ["", f"自动得出、不用填的：{made}。"]
    return "\n".join(lines)


def _field_line(field: Field) -> str:
    label = field.label + (" *" if field.required else "")
    kind = KINDS[field.kind]
    if field.unit and field.kind is Kind.MONEY:
        kind += f"（{field.unit}）"
    notes = []
    if field.choices and len(field.choices) <= MANY_CHOICES:
        notes.append(f"可选：{'、'.join(field.choices)}")
    elif field.choices:
        notes.append(f"可选：{'、'.join(field.choices[:MANY_CHOICES])}等")
    elif field.dictionary:
        notes.append(f"从词表“{field.dictionary}”里选")
    if field.hint:
        notes.append(field.hint)
    note = "；".join(notes).replace("|", "／").replace("\n", " ")
    return f"| {label} | {kind} | {note} |"


def _workflow(feature: Feature) -> str:
    flow = feature.workflow
    if flow is None:
        return ""
    lines = ["| 办理 | 从 | 到 | 要填 |", "| --- | --- | --- | --- |"]
    for step in flow.transitions:
        asks = "、".join(feature.ledger[name].label for name in step.asks)
        optional = "、".join(feature.ledger[name].label for name in step.optional)
        wanted = "；可一并填：".join(part for part in (asks, optional) if part) or "—"
        lines.append(f"| {step.title} | {'、'.join(step.before)} | {step.after} | {wanted} |")
    return "\n".join(lines)


def _indicators(table: Table, catalogue: Catalogue) -> str:
    """What every value of a table counts, in the words of the screen."""
    lines = [f"## {table.name}", ""]
    for section in table.sections:
        lines += [f"### {section.letter} {section.plain_title}", ""]
        for code, indicator in ((one.code, one) for one in section.indicators):
            lines += [f"**{code}　{indicator.plain_label}**", ""]
            for place in range(len(indicator.measures)):
                sentence = of_value(table, code, place + 1, table.last_day, catalogue)
                name = indicator.measures[place].name
                rule = sentence.partition("：")[2]
                lines += [f"{name}：{rule}" if name else rule, ""]
    return "\n".join(lines)


def _checks(table: Table, *, named: bool) -> str:
    """What must hold between the values; ``named`` where there are several tables."""
    lines = [f"### {table.name}", ""] if named else []
    lines += ["| 这个数 | 不能大于 |", "| --- | --- |"]
    lines += [f"| {_place(table, *one.left)} | {_place(table, *one.right)} |" for one in table.checks]
    return "\n".join(lines)


def _place(table: Table, code: str, part: int) -> str:
    indicator = table.indicators[code]
    return f"{indicator.part_name(part)} {indicator.plain_label}"


def _commands() -> str:
    """Every command with its line of help, asked of the parser itself."""
    from app.arguments import command_help

    lines = ["| 命令 | 作用 |", "| --- | --- |"]
    lines += [f"| `{name}` | {told} |" for name, told in command_help().items()]
    return "\n".join(lines)


def search(found: Sequence[Article], text: str) -> list[Article]:
    """Pages that hold every word, or are called so by initials; those with a word in the title first."""
    words = fold(text).split()
    if not words:
        return list(found)
    hits = [
        one
        for one in found
        if all(word in fold(one.title + one.plain) for word in words) or fits(text, one.title)
    ]
    return sorted(hits, key=lambda one: not any(fits(word, one.title) for word in words))


def helping(found: Sequence[Article], page: str) -> Article | None:
    """The page that F1 opens on a screen; the one for everything else where none names it."""
    return next((one for one in found if page in one.pages), None) or next(
        (one for one in found if "*" in one.pages), None
    )


__all__ = ["Article", "articles", "helping", "search"]
