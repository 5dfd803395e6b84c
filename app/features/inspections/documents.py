"""Official papers of an inspection: its record, the order or opinion on its hazards, the recheck, the receipt. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.features.hazards.documents import (
    NOTE_ASK,
    RECORD_ASKS,
    case_asked,
    may_order,
    may_serve,
    receipt_values,
)
from app.features.hazards.paper_values import (
    OPINION,
    ORDER,
    RECHECK,
    firm_values,
    may_recheck,
    officer_asks,
    order_values,
    problem,
    problems,
    rechecked,
    terms,
    unclosed,
)
from app.features.inspections.model import FINDINGS, Inspection
from app.kernel.paper_words import items, sentence, told
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.templates import Filling
from app.store.columns import fields_of

_LABELS = {field.name: field.label for field in fields_of(Inspection)}


def _hazards(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return facts.related.get("hazards", ())


def _record(facts: Facts) -> dict[str, Filling]:
    """Findings first, as the table of the campaign counts them, then the hazards."""
    hazards = _hazards(facts)
    yes = tuple(sentence(_LABELS[name]) for name in FINDINGS if facts.record.get(name) is True)
    no = tuple(_LABELS[name] for name in FINDINGS if facts.record.get(name) is False)
    major = (place for place, one in enumerate(hazards, start=len(yes) + 1) if one.get("level") == "重大")
    return {
        **firm_values(facts),
        "问题": (*yes, *(problem(one) for one in hazards)),
        "重大项次": items(major),
        "未发现事项": "；".join(no),
    }


def _order(facts: Facts) -> dict[str, Filling]:
    hazards = unclosed(_hazards(facts))
    return {**firm_values(facts), **problems(hazards), **terms(hazards)}


def _may_order(facts: Facts) -> str:
    if not _hazards(facts):
        return "这次检查没有登记隐患，没有需要限期整改的问题。请先登记检查发现的隐患。"
    return may_order(unclosed(_hazards(facts)))


def _recheck(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **rechecked(_hazards(facts)), **order_values(facts)}


def _may_recheck(facts: Facts) -> str:
    return may_recheck(facts, _hazards(facts))


def _situation(facts: Facts) -> str:
    return told(facts.record, "situation")


PAPERS = (
    PaperKind(
        "inspection_record",
        "现场检查记录",
        _record,
        asks=(*RECORD_ASKS, Ask("检查情况", "看到的情况，问题会自动列在后面", "paragraph", _situation)),
        related=("hazards",),
    ),
    PaperKind(
        ORDER,
        "责令限期整改指令书",
        _order,
        _may_order,
        officer_asks("inspectors"),
        related=("hazards",),
        served=True,
    ),
    PaperKind(
        OPINION,
        "限期整改意见书",
        _order,
        _may_order,
        officer_asks("inspectors"),
        related=("hazards",),
        served=True,
    ),
    PaperKind(
        RECHECK, "整改复查意见书", _recheck, _may_recheck, officer_asks(), related=("hazards",), served=True
    ),
    PaperKind(
        "service_receipt",
        "文书送达回执",
        receipt_values,
        may_serve,
        (Ask("案件名称", default=case_asked), NOTE_ASK),
        related=("hazards",),
    ),
)
