"""What the screens of papers ask of the desk: a look at a draft, an issue, the pages of what was issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.papers import PaperKind
from ui.papers.live import Drawn
from ui.shell.desk import Desk
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.papers.issued import Issued
    from app.papers.issuing import Draft
    from app.papers.templates import Version


@dataclass(frozen=True)
class Choices:
    """The styles a kind may be printed in, and what is proposed for what it asks."""

    kind: PaperKind
    versions: tuple[Version, ...]
    proposed: Mapping[str, str]


@dataclass(frozen=True)
class Wish:
    """What stands in the dialog: for whom which paper is to be made."""

    kind: PaperKind
    record: int
    typed: Mapping[str, str]
    variant: str
    day: date


@dataclass(frozen=True)
class Looked:
    """A draft that was drawn: what keeps it back, whose value each missing name is."""

    wish: Wish
    draft: Draft
    missing: tuple[Lack, ...]
    unprintable: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """May it be issued?"""
        return not (self.draft.held_back or self.draft.missing or self.unprintable)


@dataclass(frozen=True)
class Lack:
    """A value that is missing. ``where`` is ask, record, firm or office; ``field`` is the record's."""

    name: str
    where: str
    field: str = ""


@dataclass(frozen=True)
class Checked:
    """One record of a selection before a batch: its name, and why it cannot be issued (empty: it can)."""

    record: int
    called: str
    firm: str
    problem: str


def choices(desk: Desk, feature: Feature, kind: PaperKind, record: int) -> Callable[[Control], Choices]:
    """Read what the dialog offers for a kind."""
    store = desk.workspace.store

    def job(_control: Control) -> Choices:
        from app.papers import issuing, templates

        with store.read() as connection:
            versions = templates.versions(connection, kind.code)
        proposed = (
            issuing.asked(store, feature, kind, record, store.clock.today()) if record else dict[str, str]()
        )
        return Choices(kind, versions, proposed)

    return job


def look_at(desk: Desk, feature: Feature, wish: Wish) -> Callable[[Control], Drawn]:
    """Draw a draft."""
    store = desk.workspace.store

    def job(control: Control) -> Drawn:
        from app.ledgers import browse
        from app.masterdata.organ import office_values
        from app.papers import issuing

        draft = issuing.draft(
            store, feature, wish.kind, wish.record, wish.typed, variant=wish.variant, day=wish.day
        )
        control.check()
        pdf, _paper = issuing.pages(draft.document)
        with store.read() as connection:
            office = office_values(connection)
        record = browse.record(store, feature, wish.record) or {}
        lacks = tuple(whose(name, feature, wish.kind, record, office) for name in draft.missing)
        return Drawn(pdf, Looked(wish, draft, lacks, draft.unprintable))

    return job


def whose(name: str, feature: Feature, kind: PaperKind, record: Record, office: Mapping[str, str]) -> Lack:
    """Where a missing value is to be written."""
    if name in {one.name for one in kind.asks}:
        return Lack(name, "ask")
    if name in office:
        return Lack(name, "office")
    field = next((one for one in feature.ledger.fields if one.label == name and not one.computed), None)
    if field is not None:
        return Lack(name, "record", field.name)
    if name.startswith("单位") and record.get("enterprise_id"):
        return Lack(name, "firm")
    return Lack(name, "record")


def check_all(
    desk: Desk, feature: Feature, wish: Wish, ids: Sequence[int]
) -> Callable[[Control], list[Checked]]:
    """Which records of a selection can be issued, and why the others cannot."""
    store = desk.workspace.store

    def job(control: Control) -> list[Checked]:
        from app.ledgers import browse
        from app.papers import issuing

        rows = browse.rows(store, feature, list(ids))
        found = []
        for at, number in enumerate(ids):
            control.report(at, len(ids))
            record = rows.get(number, {})
            key = feature.ledger.key
            called = str(record.get(key) or "") if key else f"第{number}号"
            firm = str(record.get("enterprise_name") or record.get("name") or "")
            try:
                draft = issuing.draft(
                    store, feature, wish.kind, number, wish.typed, variant=wish.variant, day=wish.day
                )
                lacking = f"还缺{'、'.join(draft.missing)}" if draft.missing else ""
                signs = f"有打印不出来的字：{'、'.join(draft.unprintable)}" if draft.unprintable else ""
                problem = draft.held_back or lacking or signs
            except Refusal as refusal:
                problem = str(refusal)
            found.append(Checked(number, called, firm, problem))
        return found

    return job


@dataclass
class Result:
    """Filled by the issue: the papers as they are on file."""

    papers: tuple[Issued, ...] = ()


def issue(
    desk: Desk, feature: Feature, wish: Wish, ids: Sequence[int], result: Result
) -> Callable[[Control], Change]:
    """Issue for each record: all or none."""
    store, chosen = desk.workspace.store, list(ids)

    def job(_control: Control) -> Change:
        from app.papers import issued, issuing

        made, change = issuing.issue(
            store, feature, wish.kind, chosen, wish.typed, variant=wish.variant, day=wish.day
        )
        wanted = set(made)
        with store.read() as connection:
            result.papers = tuple(one for one in issued.papers(connection, feature.name) if one.id in wanted)
        return replace(change, sentence="")

    return job


def content(desk: Desk, papers: Sequence[int]) -> Callable[[Control], bytes]:
    """The pages of issued papers as they went out, in order, as one document."""
    store, chosen = desk.workspace.store, list(papers)

    def job(control: Control) -> bytes:
        from app.papers.output import issued_pdf

        control.check()
        return issued_pdf(store, chosen)

    return job


def called(papers: Sequence[Issued]) -> str:
    """What the document of these papers is called: a file's name."""
    first = papers[0]
    if len(papers) == 1:
        return f"{first.title}{first.number or ''} {first.firm or first.record_name}".strip()
    return f"{first.title}{len(papers)}份"
