"""Which edit took a record out of a figure: read from the journal, told in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from app.dispatch.explain import why_not
from app.dispatch.figures import Figures
from app.dispatch.scope import Whose
from app.kernel.display import long_day, show
from app.kernel.feature import Catalogue, Feature
from app.kernel.fields import Kind
from app.kernel.filters import conditions
from app.kernel.indicators import Measure
from app.ledgers.history import told_line
from app.masterdata.enterprises.links import FIRM_LINKS
from app.store import journal

_LIFE = frozenset(("voided", "void_reason"))
NAMED_BY = 3


def called(feature: Feature, record: Mapping[str, Any]) -> str:
    """A record as a sentence names it: 隐患YH-2023-0001（济南某某公司）."""
    ledger = feature.ledger
    number = show(record.get(ledger.key)) if ledger.key else ""
    words = [show(record.get(name)) for name in ledger.identity if name != ledger.key]
    firm = next((one.name for one in ledger.all_fields if one.kind is Kind.ENTERPRISE), "")
    if number and firm and record.get(firm):
        words = [show(record.get(firm))]
    told = "，".join([word for word in words if word][:NAMED_BY])
    name = f"{ledger.title}{number}" if number else f"{ledger.title}记录"
    return f"{name}（{told or '第' + str(record.get('id')) + '号'}）"


def newest_operation(connection: Connection) -> int:
    """The last operation that the journal knows."""
    return int(connection.execute(select(func.max(journal.OPERATIONS.c.id))).scalar() or 0)


@dataclass(frozen=True)
class Finder:
    """Looks for edits after operation ``since``."""

    connection: Connection
    catalogue: Catalogue
    figures: Figures
    since: int

    def causes(self, feature: Feature, measure: Measure, record: Mapping[str, Any]) -> tuple[str, ...]:
        """Every edit that bears on the value, oldest first; else what keeps the record out now."""
        one = int(record["id"])
        told = self._edits(feature, one, self._fields(feature, measure))
        hazard = record.get("hazard_id")
        if hazard and "hazards" in self.catalogue and feature.name != "hazards":
            edits = self._edits(self.catalogue["hazards"], int(hazard), self._fields(feature, measure))
            told += [f"所对应的隐患：{edit}" for edit in edits]
        if self.figures.scope.whose is Whose.COMMUNITY and "enterprises" in self.catalogue:
            for firm in self._firms(feature, record):
                edits = self._edits(self.catalogue["enterprises"], firm, frozenset(("community",)))
                told += [f"所属企业：{edit}" for edit in edits]
        if not told:
            told = why_not(self.figures.table, measure, feature, record, self.figures.day)
        return tuple(dict.fromkeys(told)) or ("没有找到修改记录",)

    def _fields(self, feature: Feature, measure: Measure) -> frozenset[str]:
        """The fields an edit of which can change the value."""
        named = {one.field for one in conditions(measure.full_rule)}
        firms = {one.name for one in feature.ledger.fields if one.kind in (Kind.ENTERPRISE, Kind.ENTERPRISES)}
        owner = self.figures.table.departments.get(feature.name, "")
        numbers = {one.name for one in feature.ledger.fields if one.kind is Kind.HAZARD}
        return frozenset((*named, *measure.fields, *firms, *numbers, owner, *_LIFE))

    def _firms(self, feature: Feature, record: Mapping[str, Any]) -> list[int]:
        if feature.linked:
            query = select(FIRM_LINKS.c.enterprise_id).where(
                FIRM_LINKS.c.ledger == feature.name, FIRM_LINKS.c.record_id == record["id"]
            )
            return [int(firm) for firm in self.connection.execute(query).scalars() if firm]
        return [int(record["enterprise_id"])] if record.get("enterprise_id") else []

    def _edits(self, feature: Feature, record: int, fields: frozenset[str]) -> list[str]:
        """One sentence an operation."""
        by_operation: dict[int, list[journal.Line]] = {}
        heads: dict[int, tuple[str, str]] = {}
        for line, at, who, _kind, _title in journal.lines_of_record(self.connection, feature.name, record):
            bears = line.field in fields if line.field else line.action != journal.CREATED
            if line.operation > self.since and bears:
                by_operation.setdefault(line.operation, []).append(line)
                heads[line.operation] = (at, who)
        return [
            _sentence(feature, *heads[operation], by_operation[operation])
            for operation in sorted(by_operation)
        ]


def _sentence(feature: Feature, at: str, who: str, lines: Sequence[journal.Line]) -> str:
    moment = datetime.fromisoformat(at)
    told = [told_line(feature, line) for line in lines if line.field not in _LIFE]
    told = [one for one in told if one]
    voided = next((line for line in lines if line.field == "voided"), None)
    if voided is not None and voided.new:
        reason = next((line.new for line in lines if line.field == "void_reason"), None)
        told.append(f"将该记录作废（原因：{reason}）" if reason else "将该记录作废")
    elif voided is not None:
        told.append("撤销了作废")
    signed = f"由{who}" if who else "有人"
    return f"{long_day(moment.date())}{moment:%H:%M}{signed}{'，'.join(told) or '修改了该记录'}"
