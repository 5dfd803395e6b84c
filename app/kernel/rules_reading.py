"""A rule book from its data; what is wrong in it is refused with the rule's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.kernel.errors import Refusal
from app.kernel.rules import (
    COUNTED,
    REPEATED,
    Case,
    Instrument,
    Kind,
    Parameter,
    Rule,
    RuleBook,
    Shape,
    Span,
    Successor,
    Unit,
)


def read_book(data: Mapping[str, Any]) -> RuleBook:
    """The book. Raises Refusal."""
    try:
        instrument = _instrument(data["book"])
        rules = tuple(_rule(entry, instrument) for entry in data["rule"])
    except (KeyError, ValueError, TypeError) as fault:
        raise Refusal(f"期限规则写得不对：缺少或不认识 {fault}。") from fault
    doubled = {one.identifier for one in rules if [x.identifier for x in rules].count(one.identifier) > 1}
    if doubled:
        raise Refusal(f"期限规则重复：{'、'.join(sorted(doubled))}。")
    return RuleBook(instrument, rules, version_of(data))


def version_of(data: Mapping[str, Any]) -> str:
    """The fingerprint of a book's data; comments and order of the keys do not count."""
    return hashlib.sha256(as_text(data).encode()).hexdigest()[:16]


def as_text(data: Mapping[str, Any]) -> str:
    """The data as JSON, days as ISO text: how a book is kept for the cases opened under it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=date.isoformat)


def _day(value: Any) -> date | None:
    """A day of TOML, or the ISO text it becomes in JSON."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    return Instrument(
        identifier=entry["id"],
        title=entry["title"],
        short=entry["short"],
        starts=_day(entry.get("from")),
        ends=_day(entry.get("to")),
        force=entry.get("force", ""),
        successors=tuple(
            Successor(one["title"], one.get("number", ""), one.get("note", ""))
            for one in entry.get("successor", ())
        ),
    )


def _rule(entry: Mapping[str, Any], instrument: Instrument) -> Rule:
    parameters = tuple(
        Parameter(
            one["name"], one["title"], Kind(one["kind"]), tuple(one.get("choices", ())), one.get("hint", "")
        )
        for one in entry.get("parameter", ())
    )
    cases = tuple(
        Case(
            one["name"],
            one["title"],
            _span({**_inherited(entry, one), **one}, entry["id"]),
            dict(one.get("when", {})),
            dict(one.get("at_least", {})),
        )
        for one in entry.get("case", ())
    )
    known = {one.name for one in parameters}
    for case in cases:
        if strange := {*case.when, *case.at_least} - known:
            raise Refusal(
                f"期限规则 {entry['id']} 的情形“{case.title}”用了没有的参数：{'、'.join(strange)}。"
            )
    return Rule(
        identifier=entry["id"],
        title=entry["title"],
        start=entry["start"],
        span=_span(entry, entry["id"]),
        rolls=entry["rolls"],
        article=entry["article"],
        text=entry["text"],
        instrument=instrument,
        parameters=parameters,
        cases=cases,
        hint=entry.get("start_hint", ""),
    )


def _inherited(entry: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """A case says only what differs; one of another shape begins from nothing."""
    if "shape" in case:
        return {}
    return {name: entry[name] for name in ("shape", "value", "unit", "backward") if name in entry}


def _span(entry: Mapping[str, Any], rule: str) -> Span:
    shape = Shape(entry["shape"])
    match shape:
        case Shape.COUNT:
            unit, value = Unit(entry["unit"]), entry["value"]
            if unit not in COUNTED or not isinstance(value, int) or value < 1:
                raise Refusal(f"期限规则 {rule} 的数值或单位不对：{value} {unit}。")
            return Span(shape, unit, value, backward=entry.get("backward", False))
        case Shape.EVERY:
            unit = Unit(entry["unit"])
            if unit not in REPEATED:
                raise Refusal(f"期限规则 {rule} 的周期不对：{unit}。")
            return Span(shape, unit, 1)
        case Shape.NEXT:
            days = sorted((int(text[:2]), int(text[3:])) for text in entry["days"])
            for month, day in days:
                date(2001, month, day)  # a fixed day must exist in every year
            return Span(shape, Unit.DATE, days=tuple(days))
    return Span(shape, Unit.DATE, day=_day(entry["day"]))
