"""Handing a table in: it is frozen with everything it rests on, and never changes again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, insert, select

from app.dispatch import adjustments, paper
from app.dispatch.archive import (
    SUBMISSIONS,
    Submission,
    find,
    fingerprint,
    last_submitted,
    pack_contribution,
    pack_values,
    reprint,
    submissions,
)
from app.dispatch.causes import newest_operation
from app.dispatch.compute import compute, contributions
from app.dispatch.explain import of_value
from app.dispatch.figures import Figures
from app.dispatch.reconcile import RED, Finding, check_figures, in_the_way
from app.dispatch.scope import OFFICE, Scope
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.kernel.indicators import Table
from app.masterdata.settings import Office, read_office
from app.store.session import Store

__all__ = ["Submission", "find", "last_submitted", "reprint", "submissions", "submit"]

NAMED_AT_MOST = 3


def submit(
    store: Store,
    catalogue: Catalogue,
    table: Table,
    day: date,
    scope: Scope = OFFICE,
    reason: str = "",
    *,
    correction: bool = False,
    force: bool = False,
) -> Submission:
    """Freeze a table and both its papers.

    A second one for the same day and scope must be a ``correction`` with a reason. Red findings and a day
    outside the campaign stand in the way unless ``force`` is given with a reason, which is kept. Raises Refusal.
    """
    reason = reason.strip()
    with store.write() as connection:
        number = _number(connection, table, day, scope, reason, correction=correction)
        figures = compute(connection, catalogue, table, day, scope)
        last = last_submitted(connection, table.id, day, scope)
        findings = check_figures(connection, catalogue, figures, last, store.clock.today())
        corrects = correction and last is not None and last.day == day
        _refuse(in_the_way(findings, corrects=corrects), reason, force=force)
        office = read_office(connection)
        payload = json.dumps(
            _payload(connection, catalogue, figures, office, findings),
            ensure_ascii=False,
            separators=(",", ":"),
        )
        pdf, xlsx = BytesIO(), BytesIO()
        paper.draw_pdf(pdf, figures, office)
        paper.draw_xlsx(xlsx, figures, office)
        result = connection.execute(
            insert(SUBMISSIONS).values(
                table_id=table.id,
                version=table.version,
                day=day,
                scope=str(scope.whose),
                scope_name=scope.name,
                number=number,
                reason=reason,
                submitted_at=store.moment(),
                who=store.who,
                payload=payload,
                pdf=pdf.getvalue(),
                xlsx=xlsx.getvalue(),
                sha256=fingerprint(payload, pdf.getvalue(), xlsx.getvalue()),
            )
        )
        return find(connection, int(result.inserted_primary_key[0]))  # type: ignore[index]


def _number(
    connection: Connection, table: Table, day: date, scope: Scope, reason: str, *, correction: bool
) -> int:
    """0 for the original, else the number of the correction. Raises Refusal."""
    query = select(SUBMISSIONS.c.number).where(
        SUBMISSIONS.c.table_id == table.id,
        SUBMISSIONS.c.day == day,
        SUBMISSIONS.c.scope == str(scope.whose),
        SUBMISSIONS.c.scope_name == scope.name,
    )
    numbers = [int(one) for one in connection.execute(query).scalars()]
    if not numbers:
        if correction:
            raise Refusal(f"{day.isoformat()}还没有报送过，不能更正，请直接报送。")
        return 0
    if not correction:
        raise Refusal(f"{day.isoformat()}的调度表已经报送，内容不再变动。要改正请用“更正”，并写明原因。")
    if not reason:
        raise Refusal("更正要写明原因。")
    return max(numbers) + 1


def _refuse(asked: Sequence[Finding], reason: str, *, force: bool) -> None:
    """Where something stands in the way and no reason is given for it."""
    if not asked or (force and reason):
        return
    red = [one for one in asked if one.severity == RED]
    if not red:
        sentence = "".join(one.sentence for one in asked)
        raise Refusal(
            f"仍要按这个日期报送须写明原因：{sentence}" if force
            else f"还没有报送：{sentence}确要按这个日期报送的，可写明原因后仍然报送。"
        )  # fmt: skip
    told = "".join(one.sentence for one in red[:NAMED_AT_MOST])
    more = f"另有{len(red) - NAMED_AT_MOST}项。" if len(red) > NAMED_AT_MOST else ""
    if force:
        raise Refusal(f"有{len(red)}项勾稽关系不符，仍要报送须写明原因：{told}{more}")
    raise Refusal(f"有{len(red)}项勾稽关系不符，不能报送：{told}{more}确属实际情况的，可写明原因后仍然报送。")


def _payload(
    connection: Connection,
    catalogue: Catalogue,
    figures: Figures,
    office: Office,
    findings: Sequence[Finding],
) -> dict[str, Any]:
    """Everything the table rests on."""
    table = figures.table
    counted = {
        f"{code}.{part}": pack_contribution(one)
        for code, part, _ in table.measures()
        if figures.computed[code][part - 1]
        for one in contributions(connection, catalogue, table, code, part, figures.day, figures.scope)
    }
    return {
        "table": table.id,
        "version": table.version,
        "date": figures.day.isoformat(),
        "scope": figures.scope.key,
        "computed": pack_values(figures.computed),
        "printed": pack_values(figures.printed),
        "adjustments": [
            {
                "id": one.id,
                "value": one.code,
                "part": one.part,
                "amount": adjustments.kept(one.amount),
                "day": one.day.isoformat(),
                "scope": one.scope.key,
                "reason": one.reason,
                "who": one.who,
            }
            for one in figures.adjustments
        ],
        "counted": counted,
        "operation": newest_operation(connection),
        "definition": _definition(figures, catalogue),
        "office": asdict(office),
        "findings": [{"severity": one.severity, "sentence": one.sentence} for one in findings],
    }


def _definition(figures: Figures, catalogue: Catalogue) -> dict[str, Any]:
    """The table as printed, and what each value counted, in words."""
    table = figures.table
    return {
        "title": list(table.title),
        "first_day": table.first_day.isoformat(),
        "last_day": table.last_day.isoformat(),
        "source": table.source,
        "sections": [
            {
                "letter": section.letter,
                "title": section.title,
                "indicators": [
                    {
                        "code": one.code,
                        "number": one.number,
                        "label": one.label,
                        "cell": figures.cell(one.code),
                        "counts": [
                            of_value(table, one.code, part + 1, figures.day, catalogue)
                            for part in range(len(one.measures))
                        ],
                    }
                    for one in section.indicators
                ],
            }
            for section in table.sections
        ],
    }
