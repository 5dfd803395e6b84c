"""A feature of the office: one ledger with its record, its rules and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.kernel.fields import Value
from app.kernel.ledger import Ledger
from app.kernel.papers import PaperKind
from app.kernel.workflow import Transition, Workflow

Record = dict[str, Value]


def _same(values: Record) -> Record:
    return values


def _nothing(_values: Mapping[str, Value]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Feature:
    """What the generic engines need to know of a ledger.

    ``model`` is the class that declares its table (known to the store only). ``settle`` derives dependent values (a status) from
    the record's facts at each write. ``missing`` names what else, beside the starred fields, keeps a record
    待完善. ``adapt`` mends a row read from a file: it gets the values understood and the row's own words by
    field name. ``expressions`` are SQL expressions of computed fields. ``number`` is the prefix of made numbers.
    ``firm`` is the SQL expression of the firm's id where the record has no column ``enterprise_id``;
    ``linked`` says that a record belongs to several firms, linked beside it. ``papers`` are the official papers that
    can be issued for a record. ``takes`` leads one record on by a step where more follows from it than the facts given
    (ends of periods, notes beside it): every caller goes through it. It gets the open writing, the record's id, the
    transition and the facts.
    """

    ledger: Ledger
    model: Any
    settle: Callable[[Record], Record] = _same
    missing: Callable[[Mapping[str, Value]], tuple[str, ...]] = _nothing
    adapt: Callable[[Record, Mapping[str, str]], Record] | None = None
    expressions: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    workflow: Workflow | None = None
    firm: Any = None
    linked: bool = False
    papers: tuple[PaperKind, ...] = ()
    takes: Callable[[Any, int, Transition, Mapping[str, Value]], None] | None = None

    @property
    def name(self) -> str:
        """The ledger's identifier."""
        return self.ledger.name


Catalogue = Mapping[str, Feature]
