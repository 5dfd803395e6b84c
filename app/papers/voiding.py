"""Voiding a paper issued in error: it stays on file, marked, and what its record had from it goes with it."""

from __future__ import annotations

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.papers import PaperKind
from app.ledgers.undo import VOID_PAPER
from app.ledgers.writing import Writing
from app.papers import issued
from app.papers.issued import Issued
from app.store import records
from app.store.session import Store


def void(store: Store, paper: int, reason: str) -> Change:
    """Void a paper; its record counts nothing from it any more, and the sentence says so. Raises Refusal."""
    with store.write() as connection:
        one = next((one for one in issued.papers(connection) if one.id == paper), None)
        if one is None:
            raise Refusal("没有找到这份文书。")
        mine = issued.papers(connection, one.ledger, one.record_id)
        rested = issued.standing(mine, one.kind, one.record_id)
        issued.void_within(connection, paper, reason)
        done = f"已作废{one.number or one.title}"
        feature = store.catalogue.get(one.ledger)
        kind = None if feature is None else _kind(feature, one)
        if feature is None or kind is None or not kind.falls or rested is None or rested.id != paper:
            return Change(sentence=done)
        record = records.load(connection, feature, [one.record_id]).get(one.record_id)
        if record is None:
            return Change(sentence=done)
        earlier = issued.standing([each for each in mine if each.id != paper], one.kind, one.record_id)
        writing = Writing(store, connection, VOID_PAPER, f"作废{one.title}{one.number or ''}")
        fallen = [name for name in kind.falls if record.get(name) not in (None, "", ())]
        if not writing.alter(feature, [(record, _without(kind, earlier))]):
            return writing.nothing(done)
        after = records.load(connection, feature, [one.record_id])[one.record_id]
        return writing.change(f"{done}，{_told(feature, record, after, fallen)}")


def falling(store: Store, paper: Issued) -> str:
    """The names of what a record loses with this paper, to be said before it is voided."""
    feature = store.catalogue.get(paper.ledger)
    kind = None if feature is None else _kind(feature, paper)
    return "" if feature is None or kind is None else _named(feature, list(kind.falls))


def _kind(feature: Feature, paper: Issued) -> PaperKind | None:
    return next((kind for kind in feature.papers if kind.code == paper.kind), None)


def _without(kind: PaperKind, earlier: Issued | None) -> Record:
    """What falls is empty, or as an earlier paper that still stands had it."""
    values: Record = dict.fromkeys(kind.falls)
    if earlier is not None:
        values |= {
            field: earlier.number if what == "number" else earlier.issued_on for field, what in kind.keeps
        }
    return values


def _named(feature: Feature, names: list[str]) -> str:
    return "、".join(feature.ledger[name].label for name in names)


def _told(feature: Feature, before: Record, after: Record, fallen: list[str]) -> str:
    key = feature.ledger.key
    called = show(before.get(key)) if key else f"第{before['id']}号"
    state = feature.workflow.state if feature.workflow is not None else ""
    if state and before[state] != after[state]:
        return f"{called}由“{before[state]}”退回“{after[state]}”"
    return f"{called}的{_named(feature, fallen)}已一并撤下"
