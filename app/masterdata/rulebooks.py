"""The rule books that come with the program, those that cases were opened under, and the office's own values."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import Connection

from app.kernel.errors import Refusal
from app.kernel.pinyin import fits
from app.kernel.rules import COUNTED, BookReference, Case, Override, Rule, RuleBook, Shape
from app.kernel.rules_reading import as_text, read_book, version_of
from app.masterdata.settings import read_setting, write_setting
from app.paths import RESOURCES

FOLDER = RESOURCES / "rules"
OVERRIDES = "deadline_overrides"
KEPT = "rule_book"
ORDER = ("blacklist", "dishonesty", "tipoff", "interview", "tour", "campaign", "worker_checks")
NEAR = 5
MOST = {"day": 3650, "working_day": 2500, "month": 240, "year": 50}


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The data of every rule book, by its identifier: the files of the folder that begin with ``[book]``."""
    found = {}
    for path in FOLDER.glob("*.toml"):
        data = tomllib.loads(path.read_text("utf-8"))
        if "book" in data:
            found[str(data["book"]["id"])] = data
    known = {name: place for place, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda one: (known.get(one[0], len(known)), one[0])))


@cache
def books() -> tuple[RuleBook, ...]:
    """Every rule book, read once."""
    return tuple(read_book(data) for data in shipped().values())


def rules() -> tuple[Rule, ...]:
    """Every period, book by book."""
    return tuple(rule for book in books() for rule in book.rules)


def rule_named(identifier: str) -> Rule:
    """The rule of an identifier or a title. Raises Refusal naming those that are near."""
    for rule in rules():
        if identifier in (rule.identifier, rule.title):
            return rule
    near = "、".join(f"{one.identifier}（{one.title}）" for one in near_rules(identifier))
    hint = f"是不是：{near}？" if near else ""
    raise Refusal(f"没有“{identifier}”这条期限。{hint}用 deadline --list 查看全部。")


def near_rules(typed: str) -> list[Rule]:
    """What somebody may have meant: part of a name, initials, or a slip of the pen."""
    found = [one for one in rules() if rule_fits(one, typed)]
    names = {one.identifier: one for one in rules()}
    names |= {one.identifier.partition(".")[2]: one for one in rules()}
    for name in difflib.get_close_matches(typed.lower(), names, NEAR, 0.6):
        if names[name] not in found:
            found.append(names[name])
    return found[:NEAR]


def rule_fits(rule: Rule, typed: str) -> bool:
    """Is it what is typed into the search: title, instrument, article, identifier, or initials of the first two?"""
    wanted = typed.strip()
    texts = (rule.title, rule.instrument.short, rule.instrument.title, rule.identifier, rule.article)
    return not wanted or any(fits(wanted, text) for text in texts)


def keep_book(connection: Connection, identifier: str) -> BookReference:
    """Keep the present edition of a book for a case opened now; what is noted in the case."""
    data = shipped()[identifier]
    reference = BookReference(identifier, version_of(data))
    name = f"{KEPT}:{reference.book}:{reference.version}"
    if read_setting(connection, name) is None:
        write_setting(connection, name, json.loads(as_text(data)))
    return reference


def kept_book(connection: Connection, reference: BookReference) -> RuleBook:
    """The edition a case was opened under, whatever the program brings today. Raises Refusal."""
    present = next((one for one in books() if one.reference == reference), None)
    if present is not None:
        return present
    data = read_setting(connection, f"{KEPT}:{reference.book}:{reference.version}")
    if data is None:
        raise Refusal(
            f"立案时所用的规则“{reference.book}”（版本 {reference.version}）没有存下来，请从备份恢复或人工核对期限。"
        )
    return read_book(data)


def overrides(connection: Connection) -> tuple[Override, ...]:
    """The office's own values in force, one for each rule and case."""
    found: dict[tuple[str, str], Override] = {}
    for one in override_history(connection):
        if one.value:
            found[one.rule, one.case] = one
        else:
            found.pop((one.rule, one.case), None)
    return tuple(found.values())


def override_history(connection: Connection) -> tuple[Override, ...]:
    """Every value ever set, oldest first; 0 means that the rule's own value was taken up again."""
    return tuple(Override(**entry) for entry in read_setting(connection, OVERRIDES, []))


def override_for(found: tuple[Override, ...], rule: Rule, case: Case | None) -> Override | None:
    """The office's value for a rule in a case."""
    name = case.name if case else ""
    return next((one for one in found if (one.rule, one.case) == (rule.identifier, name)), None)


def write_override(connection: Connection, rule: Rule, wanted: Override) -> None:
    """Set an own value, or with 0 take up the rule's again. Raises Refusal."""
    case = next((one for one in rule.cases if one.name == wanted.case), None)
    span = case.span if case else rule.span
    if span.shape is not Shape.COUNT:
        raise Refusal(f"“{rule.title}”按固定日期或周期（{span.words}）到期，没有数值可以改。")
    if not wanted.reason.strip():
        raise Refusal("请写明改期限的理由，例如依据哪个文件。")
    most = MOST[span.unit]
    if wanted.value and not 1 <= wanted.value <= most:
        raise Refusal(f"期限应为 1 到 {most}{COUNTED[span.unit]}，不能是 {wanted.value}。")
    if wanted.value == span.value:
        raise Refusal(f"规定的期限就是{span.words}，不用改。")
    kept = [asdict(one) for one in override_history(connection)]
    write_setting(connection, OVERRIDES, [*kept, asdict(wanted)])
