"""Papers as they go out: numbers, frozen pages, voids, receipts; and what nothing later can change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.papers import PaperKind
from app.ledgers import browse, edit, undo
from app.masterdata import files
from app.overview import attached, lifeline
from app.overview.verify import verify
from app.papers import issued, issuing, numbers, output, templates, voiding
from app.papers.issued import Receipt
from app.printing.preview import page_count, page_text
from app.store.backup import backup
from app.store.journal import OPERATIONS

ORDER, FIRM = "rectification_order", "济南甲某有限公司"


def kind_of(office: Workspace, code: str = ORDER) -> PaperKind:
    return next(one for one in office.feature("hazards").papers if one.code == code)


def issue(office: Workspace, ids: list[int], **options: Any) -> list[int]:
    made, _ = issuing.issue(office.store, office.feature("hazards"), kind_of(office), ids, **options)
    return made


def papers(office: Workspace) -> list[issued.Issued]:
    with office.store.read() as connection:
        return issued.papers(connection)


def test_numbers_follow_each_other(office: Workspace, hazards: list[int]) -> None:
    issue(office, hazards[:1])
    issue(office, hazards[1:])
    found = [one.number for one in papers(office)]
    assert [number and number.partition("〔")[2] for number in found] == [
        "2023〕1号",
        "2023〕2号",
        "2023〕3号",
    ]
    issue(office, hazards[:1], day=date(2024, 1, 2))
    last = papers(office)[-1].number
    assert last is not None
    assert last.endswith("〔2024〕1号"), "each year begins anew"


def test_a_draft_takes_no_number(office: Workspace, hazards: list[int]) -> None:
    draft = issuing.draft(office.store, office.feature("hazards"), kind_of(office), hazards[0])
    pdf, paper = issuing.pages(draft.document)
    assert paper.missing == ()
    assert "草稿" in page_text(pdf, 0).replace("\u3000", "").replace("\n", "") or draft.document.draft
    with office.store.read() as connection:
        assert numbers.given(connection) == []
    assert papers(office) == []


def test_a_batch_is_one_file_in_order(office: Workspace, hazards: list[int]) -> None:
    store, feature, kind = office.store, office.feature("hazards"), kind_of(office)
    backwards = hazards[::-1]
    drafts = issuing.drafts(store, feature, kind, backwards)
    pdf = output.pages_of_all(one.document for one in drafts)
    assert page_count(pdf) == 3
    assert [f"第{place}处" in page_text(pdf, 3 - place) for place in (1, 2, 3)] == [True] * 3
    made = issue(office, backwards)
    joined = output.issued_pdf(store, made)
    assert page_count(joined) == 3
    for page, place in enumerate((3, 2, 1)):
        text = page_text(joined, page)
        assert f"第{place}处配电箱未上锁" in text
        assert f"〔2023〕{page + 1}号" in text.replace(" ", "")


def test_a_batch_with_one_that_may_not_go_out_takes_no_number(office: Workspace, hazards: list[int]) -> None:
    store, feature = office.store, office.feature("hazards")
    edit.update(store, feature, hazards[2], {"due_on": None})
    with pytest.raises(Refusal, match="整改期限"):
        issue(office, hazards)
    with store.read() as connection:
        assert numbers.given(connection) == []
    assert papers(office) == []
    assert not list(files.folder_of(store).rglob("*.part"))


def test_an_issued_paper_never_changes(office: Workspace, hazards: list[int]) -> None:
    store = office.store
    (paper,) = issue(office, hazards[:1])
    before = issued.content(store, paper)
    enterprises = office.feature("enterprises")
    (firm,) = browse.ids(store, enterprises)
    edit.update(store, enterprises, firm, {"name": "济南乙某有限公司"})
    edit.update(store, office.feature("hazards"), hazards[0], {"description": "别的问题"})
    base = templates.shipped(ORDER)[0]
    templates.keep_own(store, ORDER, base.variant, base.text.replace("经查", "经检查"))
    edit.delete(store, office.feature("hazards"), hazards[:1])
    assert issued.content(store, paper) == before
    assert FIRM in page_text(before, 0)
    with store.read() as connection:
        document = output.issued_document(connection, paper)
        text, values = issued.wording(connection, paper)
    assert document.all_text().count(FIRM) == 1
    assert "经查" in text
    assert values["单位名称"] == FIRM
    (again,) = issue(office, hazards[1:2])
    assert "经检查" in page_text(issued.content(store, again), 0), "the next one has the new wording"


def test_the_firm_s_life_line_tells_what_was_issued_and_served(office: Workspace, hazards: list[int]) -> None:
    first, second = issue(office, hazards[:2])
    issued.note_receipt(office.store, first, Receipt(date(2023, 7, 1)))
    voiding.void(office.store, second, "单位名称写错")
    (firm,) = browse.ids(office.store, office.feature("enterprises"))
    events = lifeline.of_enterprise(office.store, office.catalogue, firm).events
    name = kind_of(office).title
    told = [(one.day.isoformat(), one.title, one.detail) for one in events if name in one.title]
    numbers_ = {one.id: one.number or "" for one in papers(office)}
    assert told == [
        ("2023-07-01", f"隐患·{name}送达", numbers_[first]),
        ("2023-06-30", f"隐患·{name}（已作废）", numbers_[second]),
        ("2023-06-30", f"隐患·{name}", numbers_[first]),
    ]


def test_papers_of_a_deleted_record_stay(office: Workspace, hazards: list[int]) -> None:
    (paper,) = issue(office, hazards[:1])
    edit.delete(office.store, office.feature("hazards"), hazards[:1])
    assert [one.id for one in papers(office)] == [paper]
    with office.store.read() as connection:
        assert [one.id for one in issued.papers(connection, "hazards", hazards[0])] == [paper]
    assert issued.content(office.store, paper)


def test_void_papers_keep_their_number(office: Workspace, hazards: list[int]) -> None:
    (paper,) = issue(office, hazards[:1])
    with pytest.raises(Refusal, match="原因"):
        voiding.void(office.store, paper, " ")
    voiding.void(office.store, paper, "单位名称写错")
    with pytest.raises(Refusal, match="已经作废"):
        voiding.void(office.store, paper, "又一次")
    issue(office, hazards[1:2])
    with office.store.read() as connection:
        given = numbers.given(connection)
    assert [one.number for one in given] == [1, 2]
    assert [one.void_reason for one in given] == ["单位名称写错", None]
    (first, _) = papers(office)
    assert (first.voided, first.void_reason) == (True, "单位名称写错")


def test_receipts(office: Workspace, hazards: list[int]) -> None:
    (paper,) = issue(office, hazards[:1])
    with pytest.raises(Refusal, match="早于"):
        issued.note_receipt(office.store, paper, Receipt(date(2023, 6, 29)))
    with pytest.raises(Refusal, match="送达方式"):
        issued.note_receipt(office.store, paper, Receipt(date(2023, 7, 1), "飞鸽"))
    issued.note_receipt(office.store, paper, Receipt(date(2023, 7, 1), "邮寄送达", recipient="李某"))
    (one,) = papers(office)
    assert one.served_on == date(2023, 7, 1)
    with office.store.read() as connection:
        (receipt,) = issued.receipts(connection, paper)
    assert (receipt.way, receipt.recipient) == ("邮寄送达", "李某")


def test_an_issue_is_not_undone(office: Workspace, hazards: list[int]) -> None:
    store = office.store
    issue(office, hazards[:1])
    with store.read() as connection:
        operation = connection.execute(
            select(OPERATIONS.c.id).where(OPERATIONS.c.kind == undo.ISSUE)
        ).scalar_one()
    assert all(one.operation != operation for one in undo.undoable(store))
    with pytest.raises(Refusal, match="已签发的文书不能撤销，请在“文书记录”里作废。"):
        undo.undo(store, office.catalogue, operation)


def test_a_character_no_face_has_is_named(office: Workspace, hazards: list[int]) -> None:
    store, feature = office.store, office.feature("hazards")
    edit.update(store, feature, hazards[0], {"description": "配电箱\U0002a6b2未上锁"})
    draft = issuing.draft(store, feature, kind_of(office), hazards[0])
    assert draft.unprintable == ("“\U0002a6b2”（问题）",)
    with pytest.raises(Refusal, match="打印不出来的字：“\U0002a6b2”（问题）") as refusal:
        issue(office, hazards[:1])
    number = browse.rows(store, feature, hazards[:1])[hazards[0]]["number"]
    assert str(number) in str(refusal.value), "and the record"


def test_verify_and_clearing_know_issued_papers(
    office: Workspace, hazards: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = office.store
    (paper,) = issue(office, hazards[:1])
    later = store.clock.now() + timedelta(days=400)
    with monkeypatch.context() as patched:
        patched.setattr(type(store.clock), "now", lambda _self: later)
        assert attached.sweep(store) == (0, 0), "a paper is kept for ever"
    assert issued.content(store, paper)
    (kept,) = files.known(store, [papers(office)[0].file]).values()
    whole = kept.path.read_bytes()
    kept.path.write_bytes(whole[:-1])
    (bad,) = (one.sentence for one in verify(store) if not one.good)
    assert "责令限期整改指令书" in bad
    with pytest.raises(Refusal, match="已损坏"):
        issued.content(store, paper)
    kept.path.write_bytes(whole)
    assert all(one.good for one in verify(store))


def test_backups_notice_voids_receipts_and_wordings(office: Workspace, hazards: list[int]) -> None:
    store = office.store
    (paper,) = issue(office, hazards[:1])
    base = templates.shipped(ORDER)[0]
    assert backup(store, "manual") is not None
    steps: tuple[Callable[[], object], ...] = (
        lambda: issued.note_receipt(store, paper, Receipt(date(2023, 7, 1))),
        lambda: voiding.void(store, paper, "写错"),
        lambda: templates.keep_own(store, ORDER, base.variant, base.text + "\n"),
        lambda: templates.back_to_shipped(store, ORDER, base.variant),
    )
    for step in steps:
        assert backup(store, "manual") is None, "nothing changed"
        step()
        assert backup(store, "manual") is not None
