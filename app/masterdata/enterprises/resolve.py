"""Which firm is meant: by full name, by former name, by a short name that fits just one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from sqlalchemy import Connection, Text, cast, select

from app.masterdata.enterprises.model import Enterprise
from app.store.base import table_of
from app.store.types import SEPARATOR

_LEGAL = re.compile(r"股份有限公司|有限责任公司|有限公司|总公司|分公司|集团公司|公司")
_FULL_NAME = re.compile(r"(有限公司|有限责任公司|股份公司|集团公司)$")
_BLANK = re.compile(r"[\s()（）\[\]【】“”\"'·]+")
_CITY = re.compile(r"^(.{2,3})[省市]")


def fold_name(name: str) -> str:
    """Width, case, blanks and brackets do not tell two firms apart."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", name).casefold())


def core(name: str) -> str:
    """The name without the words of its legal form: 济南历山木业有限公司 → 济南历山木业."""
    plain = _LEGAL.sub("", fold_name(name))
    return _CITY.sub(r"\1", plain)


@dataclass(frozen=True)
class Candidates:
    """The firms a name may mean: one (``firm`` set), several, or none."""

    firms: tuple[tuple[int, str], ...] = ()

    @property
    def firm(self) -> tuple[int, str] | None:
        """The one firm that fits, if it is one."""
        return self.firms[0] if len(self.firms) == 1 else None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all that fit."""
        return tuple(name for _, name in self.firms)


@dataclass
class FirmIndex:
    """All firms on file, as names; built once for an operation."""

    names: dict[int, str] = field(default_factory=dict)
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _cores: dict[str, list[int]] = field(default_factory=dict)
    _text: str = ""
    _starts: list[int] = field(default_factory=list)
    _owners: list[int] = field(default_factory=list)
    _known: dict[str, Candidates] = field(default_factory=dict)

    def add(self, firm: int, name: str, former: tuple[str, ...] = ()) -> None:
        """Put a firm into the index."""
        self.names[firm] = name
        for one in (name, *former):
            _append(self._exact, fold_name(one), firm)
            _append(self._cores, core(one), firm)
        self._text = ""
        self._known.clear()

    def resolve(self, name: str) -> Candidates:
        """Full or former name first, then the name without its legal form, then a part that fits."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._look_up(name)
        return found

    def _look_up(self, name: str) -> Candidates:
        for table, key in ((self._exact, fold_name(name)), (self._cores, core(name))):
            if key and key in table:
                return self._named(table[key])
        if _FULL_NAME.search(fold_name(name)):
            return Candidates()
        part = core(name)
        if len(part) < 2:
            return Candidates()
        return self._named(self._containing(part))

    def _named(self, firms: list[int]) -> Candidates:
        return Candidates(tuple((firm, self.names[firm]) for firm in dict.fromkeys(firms)))

    def _containing(self, part: str) -> list[int]:
        if not self._text:
            self._lay_out()
        found: list[int] = []
        place = self._text.find(part)
        while place >= 0:
            found.append(self._owners[bisect_right(self._starts, place) - 1])
            place = self._text.find(part, place + 1)
        return list(dict.fromkeys(found))

    def _lay_out(self) -> None:
        self._starts, self._owners = [], []
        pieces: list[str] = []
        place = 0
        for key, firms in self._cores.items():
            for firm in firms:
                self._starts.append(place)
                self._owners.append(firm)
                pieces.append(key)
                place += len(key) + 1
        self._text = "\n".join(pieces)


def _append(table: dict[str, list[int]], key: str, firm: int) -> None:
    firms = table.setdefault(key, [])
    if firm not in firms:
        firms.append(firm)


def read_index(connection: Connection) -> FirmIndex:
    """Every living firm with its former names."""
    table = table_of(Enterprise)
    query = select(table.c.id, table.c.name, cast(table.c.former_names, Text)).where(
        table.c.deleted_at.is_(None), table.c.voided.is_(False), table.c.name.is_not(None)
    )
    index = FirmIndex()
    for firm, name, former in connection.execute(query):
        index.add(firm, name, tuple(former.split(SEPARATOR)) if former else ())
    return index
