"""A file read as the clerk reads it, and small files to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.bootstrap import Workspace
from app.ledgers.import_plan import Plan, Request
from app.ledgers.importing import apply_plan, plan_import

FIRMS = ("济南甲某机械有限公司", "济南永辉超市有限公司北店", "济南永辉超市有限公司南店")
HEADINGS = ("单位名称", "隐患来源", "发现日期", "隐患描述", "隐患等级")


def read(office: Workspace, ledger: str, path: Path, **request: Any) -> Plan:
    """Plan and do."""
    plan = plan_import(office.store, office.feature(ledger), Request(path, **request))
    apply_plan(office.store, plan)
    return plan


def figures(plan: Plan) -> tuple[int, ...]:
    told = plan.as_json()
    return tuple(
        one if isinstance(one, int) else len(one)
        for one in (
            told[name] for name in ("read", "new", "changed", "same", "incomplete", "refused", "skipped")
        )
    )


def csv(path: Path, *rows: Sequence[object]) -> Path:
    """A plain file; nothing is quoted."""
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path
