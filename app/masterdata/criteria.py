"""判定依据: which standards for 重大事故隐患 were in force on the day a hazard was found.

The catalogue (``resources/rules/criteria.toml``) holds titles and clause numbers only; the words of a clause are
pasted by the office, which keeps them in its own store.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

from app.masterdata.settings import read_setting, write_setting
from app.paths import RESOURCES

CATALOGUE = RESOURCES / "rules" / "criteria.toml"
TEXTS = "criterion_texts"


@dataclass(frozen=True)
class Clause:
    """A clause by number; the heading may be empty."""

    number: str
    heading: str = ""

    @property
    def label(self) -> str:
        """Number and heading, as offered in the list."""
        return f"{self.number}　{self.heading}" if self.heading else self.number


@dataclass(frozen=True)
class Standard:
    """One edition of a standard. ``nearly``: the first day is known to the month or year only."""

    identifier: str
    industry: str
    title: str
    number: str
    starts: date
    ends: date | None = None
    clauses: tuple[Clause, ...] = ()
    note: str = ""
    nearly: bool = False
    doubtful: bool = False

    def in_force(self, day: date) -> bool:
        """First and last day both count."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    @property
    def caution(self) -> str:
        """What the clerk should check before relying on it; empty when nothing is open."""
        if self.doubtful:
            return "文号或起止日期未经核实，使用前请核对原文。"
        return "施行日期只精确到月或年，临界日期请核对原文。" if self.nearly else ""


@cache
def standards() -> tuple[Standard, ...]:
    """Every edition, in the order of the catalogue; read once."""
    with CATALOGUE.open("rb") as stream:
        return parse_standards(tomllib.load(stream))


def parse_standards(data: Mapping[str, Any]) -> tuple[Standard, ...]:
    """The catalogue's data as standards."""
    return tuple(_standard(entry) for entry in data["standard"])


def _standard(entry: Mapping[str, Any]) -> Standard:
    return Standard(
        identifier=entry["id"],
        industry=entry["industry"],
        title=entry["title"],
        number=entry["number"],
        starts=entry["from"],
        ends=entry.get("to"),
        clauses=tuple(_clause(text) for text in entry.get("clauses", ())),
        note=entry.get("note", ""),
        nearly=entry.get("nearly", False),
        doubtful=entry.get("doubtful", False),
    )


def _clause(text: str) -> Clause:
    number, _, heading = text.partition(" ")
    return Clause(number, heading)


def standards_on(day: date, industry: str = "") -> tuple[Standard, ...]:
    """The editions in force on a day; those of the firm's own 监管行业领域 first."""
    found = [one for one in standards() if one.in_force(day)]
    return tuple(sorted(found, key=lambda one: not industry or one.industry != industry))


def standard_named(identifier: str) -> Standard | None:
    """The edition with that identifier."""
    return next((one for one in standards() if one.identifier == identifier), None)


def citation(standard: Standard, clause: str = "") -> str:
    """As it is written into 判定依据: 《标准名》（文号）第三条."""
    return f"《{standard.title}》（{standard.number}）{clause}"


def cited(text: str) -> Standard | None:
    """The standard a 判定依据 speaks of, found by its document number."""
    return next((one for one in standards() if one.number in text and one.title in text), None)


def out_of_force(text: str, day: date) -> str | None:
    """A sentence when the standard cited was not in force on the day the hazard was found; else None."""
    standard = cited(text)
    if standard is None or standard.in_force(day):
        return None
    if day < standard.starts:
        return f"{citation(standard)}自{standard.starts.isoformat()}起施行，发现隐患时尚未施行。"
    assert standard.ends is not None
    return f"{citation(standard)}施行至{standard.ends.isoformat()}，发现隐患时已不再适用。"


def read_texts(connection: Connection, standard: Standard) -> dict[str, str]:
    """Clause number → the words the office pasted."""
    texts: dict[str, dict[str, str]] = read_setting(connection, TEXTS, {})
    return texts.get(standard.identifier, {})


def write_text(connection: Connection, standard: Standard, clause: str, words: str) -> None:
    """Keep the words of a clause; empty words take them away again."""
    texts: dict[str, dict[str, str]] = read_setting(connection, TEXTS, {})
    own = texts.setdefault(standard.identifier, {})
    if words.strip():
        own[clause] = words.strip()
    else:
        own.pop(clause, None)
    write_setting(connection, TEXTS, texts)


def offered_clauses(standard: Standard, texts: Mapping[str, str]) -> tuple[Clause, ...]:
    """The catalogue's clauses, then those only the office knows."""
    known = {clause.number for clause in standard.clauses}
    return (*standard.clauses, *(Clause(number) for number in texts if number not in known))
