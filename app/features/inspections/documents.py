"""Official papers of an inspection: its record, the order or opinion on its hazards, the recheck, the receipt. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.features.hazards.paper_values import (
    firm_values,
    may_recheck,
    order_values,
    problem,
    problems,
    rechecked,
    terms,
    unclosed,
)
from app.features.hazards.visit_papers import Visit, may_order, visit_papers
from app.features.inspections.model import FINDINGS, Inspection
from app.kernel.paper_words import items, sentence, told
from app.kernel.papers import Facts
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


PAPERS = visit_papers(
    Visit(_record, _situation, _order, _may_order, _recheck, _may_recheck, related=("hazards",))
)
