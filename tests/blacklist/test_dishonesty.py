"""The successor register: three years, an early removal after twelve months, none of 附件1–3."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.features.dishonesty import FEATURE, model, service
from app.kernel.errors import Refusal
from app.ledgers import browse, edit
from tests.blacklist.conftest import Bench

FIRM = "济南清河危险化学品有限公司"


def listing(bench: Bench) -> int:
    bench.on("2024-09-02")
    facts = {"enterprise_name": FIRM, "ground": "瞒报生产安全事故", "organ": "历城区应急管理局"}
    return edit.create(bench.store, FEATURE, facts).created["dishonesty"][0]


def take(bench: Bench, one: int, step: str, day: str, **given: Any) -> dict[str, Any]:
    on = bench.on(day)
    assert FEATURE.workflow is not None
    asked = next(item for item in FEATURE.workflow.transitions if item.name == step).asks
    days = {name: on for name in asked if name.endswith("_on")}
    service.take(bench.store, one, step, {**days, **given})
    return browse.rows(bench.store, FEATURE, [one])[one]


def test_three_years_and_out_early_after_twelve_months(bench: Bench) -> None:
    one = listing(bench)
    assert take(bench, one, "notify", "2024-09-03")["state"] == model.NOTIFIED
    row = take(bench, one, "list", "2024-09-20")
    assert (row["number"], row["state"], row["term"]) == ("SXZT-2024-0001", model.LISTED, 3)
    assert row["expires_on"] == date(2027, 9, 20)
    assert row["rule_book"].startswith("dishonesty:")
    with pytest.raises(Refusal, match="列入满12个月（2025-09-20）才能申请提前移出"):
        take(bench, one, "apply", "2025-09-19", application="已整改")
    assert take(bench, one, "apply", "2025-09-20", application="已整改")["state"] == model.APPLIED
    assert take(bench, one, "refuse", "2025-10-09")["state"] == model.LISTED
    take(bench, one, "apply", "2026-01-05", application="已整改并通过验收")
    row = take(bench, one, "release", "2026-01-20")
    assert (row["state"], row["removal_reason"]) == (model.REMOVED, model.EARLY)
    row = take(bench, one, "restore", "2026-03-02", restored_reason="申请材料弄虚作假")
    assert (row["state"], row["removed_on"]) == (model.LISTED, None)
    with pytest.raises(Refusal, match="届满后才能按期满移出"):
        take(bench, one, "expire", "2027-09-20")
    assert take(bench, one, "expire", "2027-09-21")["removal_reason"] == model.EXPIRED


def test_it_has_no_papers_of_the_blacklist() -> None:
    assert FEATURE.papers == ()


def test_the_generic_step_counts_the_term_too(bench: Bench) -> None:
    """The ledger's own step dialog goes the same way: no listing without its end, no early application."""
    one = listing(bench)
    take(bench, one, "notify", "2024-09-03")
    bench.on("2024-09-20")
    edit.take_step(bench.store, FEATURE, [one], "list", {"listed_on": date(2024, 9, 20)})
    row = browse.rows(bench.store, FEATURE, [one])[one]
    assert (row["term"], row["expires_on"]) == (3, date(2027, 9, 20))
    bench.on("2025-09-19")
    with pytest.raises(Refusal, match="列入满12个月"):
        edit.take_step(
            bench.store, FEATURE, [one], "apply", {"applied_on": date(2025, 9, 19), "application": "已整改"}
        )
