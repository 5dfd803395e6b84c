"""Templates on file: those that come with the program, and the office's own wording of them.

``reports_templates/<kind>/<variant>/`` holds ``template.toml`` (title, family, number, in force from–to, basis, values),
``text.txt`` (see :mod:`app.kernel.templates`) and ``source.md``. An office may keep a wording of its own; the shipped
one stays beside it and can be gone back to.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Text, insert, select, update

from app.kernel.documents import Family
from app.kernel.errors import Refusal
from app.kernel.templates import Template, Wanted, read_template
from app.paths import TEMPLATES
from app.store.base import Base, table_of
from app.store.session import Store

OWN = "office"


class OfficeTemplate(Base):
    """A wording of the office's own; ``active`` is the one in use, earlier ones stay on file."""

    __tablename__ = "office_templates"

    id = Column(Integer, primary_key=True)
    kind = Column(Text, nullable=False)
    variant = Column(Text, nullable=False)
    text = Column(Text, nullable=False)
    note = Column(Text, nullable=False)
    active = Column(Boolean, default=True, nullable=False)
    at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)


OFFICE_TEMPLATES = table_of(OfficeTemplate)


@dataclass(frozen=True)
class Version:
    """One template as it may be printed from.

    ``number`` is the pattern of the document number with {机关代字}, {年}, {序号}, empty for papers without one.
    ``own`` tells that the office has changed the wording; ``mark`` is the SHA-256 of text and declarations.
    """

    kind: str
    variant: str
    title: str
    variant_title: str
    number: str
    valid_from: date | None
    valid_to: date | None
    basis: tuple[str, ...]
    text: str
    template: Template
    mark: str
    own: bool = False

    def in_force(self, day: date) -> bool:
        """Was it in force on a day?"""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def shipped(kind: str) -> tuple[Version, ...]:
    """The templates that come with the program for a kind, in the order of their folders."""
    folder = TEMPLATES / kind
    return tuple(_shipped(place) for place in sorted(folder.iterdir()) if (place / "template.toml").exists())


def kinds() -> tuple[str, ...]:
    """Every kind that has templates."""
    return tuple(sorted(place.name for place in TEMPLATES.iterdir() if any(place.glob("*/template.toml"))))


@lru_cache(maxsize=64)
def _shipped(folder: Path) -> Version:
    declared = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    text = (folder / "text.txt").read_text(encoding="utf-8")
    return _version(folder.parent.name, folder.name, declared, text)


def _version(kind: str, variant: str, declared: dict[str, Any], text: str) -> Version:
    title = str(declared["title"])
    wanted = {name: Wanted(name, **options) for name, options in declared.get("values", {}).items()}
    template = read_template(text, Family(declared["family"]), title, wanted)
    mark = hashlib.sha256(f"{sorted(wanted.items())}\n{text}".encode()).hexdigest()
    return Version(
        kind,
        variant,
        title,
        str(declared.get("variant", "")),
        str(declared.get("number", "")),
        declared.get("valid_from"),
        declared.get("valid_to"),
        tuple(declared.get("basis", ())),
        text,
        template,
        mark,
    )


def versions(connection: Connection, kind: str) -> tuple[Version, ...]:
    """The templates of a kind as the office prints them: its own wording where it has one."""
    query = select(OFFICE_TEMPLATES).where(
        OFFICE_TEMPLATES.c.kind == kind, OFFICE_TEMPLATES.c.active.is_(True)
    )
    own = {row.variant: row.text for row in connection.execute(query)}
    return tuple(reworded(one, own[one.variant]) if one.variant in own else one for one in shipped(kind))


def version(connection: Connection, kind: str, variant: str = "") -> Version:
    """The template to print a kind from; without a variant the first. Raises Refusal where there is none."""
    found = versions(connection, kind)
    for one in found:
        if not variant or one.variant == variant:
            return one
    raise Refusal(f"没有“{kind}”的模板。" if not found else f"“{found[0].title}”没有“{variant}”这种样式。")


def reworded(shipped_one: Version, text: str) -> Version:
    """The same template with other words. Raises Refusal where the text is not well made."""
    before = shipped_one.template
    template = read_template(text, before.family, before.title, before.wanted, landscape=before.landscape)
    mark = hashlib.sha256(f"{sorted(before.wanted.items())}\n{text}".encode()).hexdigest()
    return replace(shipped_one, text=text, template=template, mark=mark, own=text != shipped_one.text)


def keep_own(store: Store, kind: str, variant: str, text: str, note: str = "") -> None:
    """Print from the office's own wording from now on. Raises Refusal where it is not well made."""
    base = next((one for one in shipped(kind) if one.variant == variant), None)
    if base is None:
        raise Refusal("没有这个模板，请刷新后再试。")
    reworded(base, text)
    with store.write() as connection:
        _retire(connection, kind, variant)
        row = {"kind": kind, "variant": variant, "text": text, "note": note, "active": True}
        connection.execute(insert(OFFICE_TEMPLATES).values(**row, at=store.moment(), who=store.who))


def back_to_shipped(store: Store, kind: str, variant: str) -> None:
    """Print from the program's own wording again; the office's stays on file."""
    with store.write() as connection:
        _retire(connection, kind, variant)


def own_wordings(connection: Connection, kind: str, variant: str) -> list[tuple[str, str, str, str]]:
    """Earlier and present wordings of the office, newest first: (at, who, note, text)."""
    query = select(OFFICE_TEMPLATES).where(
        OFFICE_TEMPLATES.c.kind == kind, OFFICE_TEMPLATES.c.variant == variant
    )
    rows = connection.execute(query.order_by(OFFICE_TEMPLATES.c.id.desc()))
    return [(row.at, row.who, row.note, row.text) for row in rows]


def _retire(connection: Connection, kind: str, variant: str) -> None:
    table = OFFICE_TEMPLATES
    mine = (table.c.kind == kind) & (table.c.variant == variant) & table.c.active.is_(True)
    connection.execute(update(table).where(mine).values(active=False))
