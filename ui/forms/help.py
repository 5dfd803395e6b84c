"""What the editors of a ledger's form may ask, answered out of the workspace; whatever may take long, on a worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.kernel.errors import Refusal
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.ledgers import browse, phrases, suggesting
from app.ledgers.firm_book import firm_book
from app.ledgers.suggesting import Candidate
from ui.forms.editor import FormHelp
from ui.forms.lately import recent_firms, remember_firm
from ui.forms.suggest import Show
from ui.shell.desk import Desk
from ui.shell.notices import tell, toast
from ui.shell.worker import Control

FIRM_KINDS = (Kind.ENTERPRISE, Kind.ENTERPRISES)


def help_for(desk: Desk, feature: Feature) -> FormHelp:
    """Lists and candidates out of the workspace."""
    store = desk.workspace.store
    asked: dict[str, Control] = {}

    def ask(owner: QWidget, field: Field, text: str, show: Show) -> None:
        if field.name in asked:
            asked.pop(field.name).cancel()
        recent = recent_firms(desk) if field.kind in FIRM_KINDS else []
        asked[field.name] = desk.worker.run(
            owner,
            lambda _control: suggesting.suggest(store, feature, field.name, text, recent),
            show,
            lambda _sentence: None,
        )

    def same(owner: QWidget, field: Field, text: str, show: Show) -> None:
        def job(_control: Control) -> list[Candidate]:
            if field.kind in FIRM_KINDS:
                return suggesting.firms_named(store, text)
            return [Candidate(text)] if suggesting.hazard_known(store, feature, text) else []

        desk.worker.run(owner, job, show)

    def keep_phrase(owner: QWidget, field: Field, text: str) -> None:
        try:
            phrases.keep_phrase(store, field, text)
        except Refusal as refusal:
            tell(owner, "没有存", str(refusal))
        else:
            toast(owner, f"已存入“{phrases.library(field)}”，以后打 // 加首字母就能插入")

    return FormHelp(
        today=desk.workspace.clock.today(),
        choices=lambda field: browse.choices(store, field),
        suggest=lambda field, text: suggesting.suggestions(store, feature, field.name, text),
        desk=desk,
        ask=ask,
        same=same,
        phrases=lambda field: phrases.phrases_of(store, field),
        keep_phrase=keep_phrase,
    )


def warm_up(desk: Desk, owner: QWidget, fields: Sequence[Field]) -> None:
    """Read the firms before the first letter is typed."""
    if any(field.kind in FIRM_KINDS for field in fields):
        store = desk.workspace.store
        desk.worker.run(owner, lambda _control: len(firm_book(store).firms), lambda _count: None)


def used_firm(desk: Desk, feature: Feature, record: int) -> None:
    """A record was saved for a firm: that firm comes first next time."""
    field = next((one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE), None)
    if field is None:
        return
    store = desk.workspace.store

    def job(_control: Control) -> int:
        found = browse.record(store, feature, record)
        firm = found.get("enterprise_id") if found is not None else None
        return firm if isinstance(firm, int) else 0

    desk.worker.run(desk.changes, job, lambda firm: remember_firm(desk, firm) if firm else None)
