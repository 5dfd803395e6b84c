"""An official paper of a record: what it is called, which values it needs, when it may be issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.kernel.templates import Filling


def _may(_facts: Facts) -> str:
    return ""


@dataclass(frozen=True)
class Facts:
    """Everything a paper's values are made from; gathered by the desk, so that the making is pure.

    ``record`` is the record itself, ``firm`` the firm's own file (empty where there is none), ``related`` records of
    other ledgers by ledger, ``papers`` what was issued before for the record and for those it belongs to (newest last),
    ``office`` the values every paper of the office knows (机关名称, 地址 …), ``due`` the ends of the periods that the kind
    names, ``typed`` what the clerk wrote in the dialog.
    """

    record: Mapping[str, Any]
    today: date
    firm: Mapping[str, Any] = field(default_factory=dict)
    related: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    papers: tuple[Earlier, ...] = ()
    office: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    due: Mapping[str, date] = field(default_factory=dict)

    def earlier(self, *kinds: str) -> Earlier | None:
        """The paper issued last of these kinds for the record."""
        return next((one for one in reversed(self.papers) if one.kind in kinds), None)


@dataclass(frozen=True)
class Earlier:
    """A paper issued before: its kind, number, day and title, and the day it was served, if it was."""

    kind: str
    number: str
    issued_on: date
    served_on: date | None = None
    title: str = ""


@dataclass(frozen=True)
class Ask:
    """Something only the clerk knows, asked before printing; ``default`` is made from the facts.

    ``kind`` is text, paragraph or day.
    """

    name: str
    hint: str = ""
    kind: str = "text"
    default: Callable[[Facts], str] | None = None


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper of a ledger's records. ``code`` names it in commands and the folder of its templates.

    ``values`` makes what the templates name. ``guard`` says why it may not be issued yet, with the article, empty where
    it may; drafts are always possible. ``keeps`` are fields of the record that the issue writes: (field, ``number`` or
    ``day``). ``related`` are the ledgers whose records of the same firm or inspection are needed. ``periods`` are ends of
    periods to be known: (name, rule of the deadlines, field of the start day). ``served``: it is handed over and its
    receipt comes back; ``service`` is the record's field that holds the day of it, so that the record and the receipt
    cannot differ. ``falls`` are fields that tell nothing once the paper is void.
    """

    code: str
    title: str
    values: Callable[[Facts], Mapping[str, Filling]]
    guard: Callable[[Facts], str] = _may
    asks: tuple[Ask, ...] = ()
    keeps: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()
    periods: tuple[tuple[str, str, str], ...] = ()
    served: bool = False
    service: str = ""
    falls: tuple[str, ...] = ()
