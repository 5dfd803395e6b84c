"""What was submitted: frozen with its values, the records counted, the adjustments, and both papers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, LargeBinary, Text, UniqueConstraint, select

from app.dispatch.compute import Contribution
from app.dispatch.scope import Scope, Whose
from app.kernel.display import long_day
from app.kernel.errors import Refusal
from app.kernel.indicators import Amount, Measure, Span
from app.store.base import Base, table_of


class DispatchSubmission(Base):
    """One table as it was handed in. Rows are added and never changed."""

    __tablename__ = "dispatch_submissions"
    __table_args__ = (UniqueConstraint("table_id", "day", "scope", "scope_name", "number"),)

    id = Column(Integer, primary_key=True)
    table_id = Column(Text, nullable=False)
    version = Column(Text, nullable=False)
    day = Column(Date, nullable=False)
    scope = Column(Text, nullable=False)
    scope_name = Column(Text, default="", nullable=False)
    number = Column(Integer, nullable=False)
    reason = Column(Text, nullable=False)
    submitted_at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)
    payload = Column(Text, nullable=False)
    pdf = Column(LargeBinary, nullable=False)
    xlsx = Column(LargeBinary, nullable=False)
    sha256 = Column(Text, nullable=False)


SUBMISSIONS = table_of(DispatchSubmission)
_HEAD = [column for column in SUBMISSIONS.c if column.name not in ("payload", "pdf", "xlsx")]


@dataclass(frozen=True)
class Submission:
    """The head of a submission. ``number`` 0 is the original, then 更正第1次, 第2次, …"""

    id: int
    table_id: str
    version: str
    day: date
    scope: Scope
    number: int
    reason: str
    submitted_at: str
    who: str
    sha256: str

    @property
    def title(self) -> str:
        """For lists and sentences: 2023年6月30日（更正第1次）."""
        return long_day(self.day) + (f"（更正第{self.number}次）" if self.number else "")


@dataclass(frozen=True)
class Frozen:
    """What a submission holds beside its papers. ``counted`` is by (code, part); ``operation`` is the last
    operation of the journal that it knew of.
    """

    printed: Mapping[str, tuple[Amount, ...]]
    computed: Mapping[str, tuple[Amount, ...]]
    adjustments: tuple[Mapping[str, Any], ...]
    counted: Mapping[tuple[str, int], Contribution]
    operation: int
    raw: Mapping[str, Any]


def fingerprint(payload: str, pdf: bytes, xlsx: bytes) -> str:
    """SHA-256 over everything that is frozen."""
    return hashlib.sha256(payload.encode() + pdf + xlsx).hexdigest()


def _head(row: Any) -> Submission:
    scope = Scope(Whose(row.scope), row.scope_name)
    return Submission(
        row.id, row.table_id, row.version, row.day, scope, row.number, row.reason, row.submitted_at, row.who, row.sha256
    )  # fmt: skip


def submissions(connection: Connection, table_id: str, scope: Scope | None = None) -> list[Submission]:
    """Everything submitted for a table, newest day first."""
    query = select(*_HEAD).where(SUBMISSIONS.c.table_id == table_id)
    if scope is not None:
        query = query.where(SUBMISSIONS.c.scope == str(scope.whose), SUBMISSIONS.c.scope_name == scope.name)
    query = query.order_by(SUBMISSIONS.c.day.desc(), SUBMISSIONS.c.number.desc(), SUBMISSIONS.c.id.desc())
    return [_head(row) for row in connection.execute(query)]


def find(connection: Connection, number: int) -> Submission:
    """One submission by its id. Raises Refusal."""
    row = connection.execute(select(*_HEAD).where(SUBMISSIONS.c.id == number)).one_or_none()
    if row is None:
        raise Refusal("没有找到这次报送。")
    return _head(row)


def last_submitted(connection: Connection, table_id: str, day: date, scope: Scope) -> Submission | None:
    """The newest table handed in up to ``day``, in its last correction."""
    return next((one for one in submissions(connection, table_id, scope) if one.day <= day), None)


def reprint(connection: Connection, number: int, form: str = "pdf") -> bytes:
    """The very bytes that were frozen (``form``: pdf or xlsx). Raises Refusal where they are not intact."""
    query = select(SUBMISSIONS).where(SUBMISSIONS.c.id == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise Refusal("没有找到这次报送。")
    if fingerprint(row.payload, row.pdf, row.xlsx) != row.sha256:
        raise Refusal("这次报送的存档与校验值不符，数据可能已损坏，请从备份中恢复后再打印。")
    found: bytes = row.xlsx if form == "xlsx" else row.pdf
    return found


def damaged(connection: Connection) -> list[Submission]:
    """The submissions whose archive no longer is what was handed in."""
    found = []
    for number in connection.execute(select(SUBMISSIONS.c.id).order_by(SUBMISSIONS.c.id)).scalars().all():
        row = connection.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == number)).one()
        if fingerprint(row.payload, row.pdf, row.xlsx) != row.sha256:
            found.append(_head(row))
    return found


def frozen(connection: Connection, number: int) -> Frozen:
    """The values and the records counted, as they were."""
    text = connection.execute(select(SUBMISSIONS.c.payload).where(SUBMISSIONS.c.id == number)).scalar_one()
    raw = json.loads(text)
    return Frozen(
        printed=_values(raw["printed"]),
        computed=_values(raw["computed"]),
        adjustments=tuple(raw["adjustments"]),
        counted={_place(key): _contribution(one) for key, one in raw["counted"].items()},
        operation=raw["operation"],
        raw=raw,
    )


def pack_amount(amount: Amount) -> int | bool | str:
    """Exact: money as text."""
    return str(amount) if isinstance(amount, Decimal) else amount


def unpack_amount(packed: int | bool | str) -> Amount:
    """The reverse of :func:`pack_amount`."""
    return Decimal(packed) if isinstance(packed, str) else packed


def pack_values(values: Mapping[str, Sequence[Amount]]) -> dict[str, list[int | bool | str]]:
    """Every value as a list of its parts."""
    return {code: [pack_amount(part) for part in parts] for code, parts in values.items()}


def _values(packed: Mapping[str, Sequence[int | bool | str]]) -> dict[str, tuple[Amount, ...]]:
    return {code: tuple(unpack_amount(part) for part in parts) for code, parts in packed.items()}


def pack_contribution(one: Contribution) -> dict[str, Any]:
    """Ids, and amounts and keys where they say more than that each record counts 1."""
    packed: dict[str, Any] = {"ledger": one.ledger, "ids": list(one.ids)}
    if any(amount != 1 or isinstance(amount, Decimal) for amount in one.amounts):
        packed["amounts"] = [pack_amount(amount) for amount in one.amounts]
    if one.keys:
        packed["keys"] = list(one.keys)
    return packed


def _contribution(packed: Mapping[str, Any]) -> Contribution:
    ids = tuple(packed["ids"])
    amounts = tuple(unpack_amount(one) for one in packed.get("amounts", [1] * len(ids)))
    return Contribution(packed["ledger"], ids, amounts, tuple(packed.get("keys", ())))


def _place(key: str) -> tuple[str, int]:
    code, _, part = key.partition(".")
    return code, int(part)


def never_falls(measure: Measure) -> bool:
    """Cumulative values only grow from one table to the next."""
    return measure.span is Span.CUM
