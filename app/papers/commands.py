"""The commands of official papers: print one, list what was issued, void, note a receipt, print again."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.files import whole_file
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.papers import PaperKind
from app.ledgers.cards import card_pdf, record_numbered
from app.papers import bulletin, issued, issuing, numbers, output, voiding
from app.papers.issued import Issued, Receipt
from app.papers.issuing import Draft
from app.store.session import Store

CARD, BULLETIN = "card", "bulletin"
PDF, WORD = ".pdf", ".docx"


@dataclass(frozen=True)
class Wanted:
    """What ``print`` is asked for. ``feature`` is None for the bulletin, whose record is a submitted table."""

    kind: PaperKind
    feature: Feature | None
    record: int
    typed: Mapping[str, str]
    variant: str
    day: date


def print_paper(store: Store, catalogue: Catalogue, request: Namespace, day: date | None) -> int:
    """Print a draft, or issue a paper and print it."""
    ending = request.out.suffix.lower()
    if ending not in (PDF, WORD):
        raise Refusal(f"不认识的文件类型“{request.out.name}”，请用 .pdf 或 .docx。")
    if request.kind == CARD:
        return _print_card(store, catalogue, request)
    wanted = _wanted(store, catalogue, request, day or store.clock.today())
    draft = _draft(store, wanted)
    if not request.issue:
        _write(
            request.out,
            output.word_file(draft.document) if ending == WORD else issuing.pages(draft.document)[0],
        )
        return _tell_draft(draft, request)
    with_place = request.out.parent
    if not with_place.is_dir():  # found out before a number is taken
        raise FileNotFoundError(2, "No such file or directory", str(request.out))
    paper = _issue(store, wanted)
    with store.read() as connection:
        one = _paper(connection, paper)
        word = output.word_file(output.issued_document(connection, paper)) if ending == WORD else b""
    _write(request.out, word or issued.content(store, paper))
    told = {**_as_json(one), "issued": True, "out": str(request.out)}
    name = f"{one.title} {one.number or one.record_name}"
    _say(request, told, [f"已签发{name}，共 {one.pages} 页，已写到 {request.out}"])
    return 0


def _print_card(store: Store, catalogue: Catalogue, request: Namespace) -> int:
    if request.issue or request.out.suffix.lower() != PDF:
        raise Refusal("卡片是台账记录的打印件，不编文号，也没有 Word 格式；请去掉 --issue，并输出为 .pdf。")
    feature, record = record_numbered(store, catalogue, request.record, request.ledger)
    _write(request.out, card_pdf(store, feature, [record]))
    told = {"kind": CARD, "record": request.record, "issued": False, "out": str(request.out)}
    _say(request, told, [f"{feature.ledger.title}卡片已写到 {request.out}"])
    return 0


def _wanted(store: Store, catalogue: Catalogue, request: Namespace, day: date) -> Wanted:
    """The kind and the record that are meant. Raises Refusal naming what there is."""
    if request.kind == BULLETIN:
        with store.read() as connection:
            submission = bulletin.find(connection, request.record)
        kind, feature, record = bulletin.BULLETIN, None, submission.id
    else:
        able = {
            name: one
            for name, one in catalogue.items()
            if any(kind.code == request.kind for kind in one.papers)
        }
        if request.ledger and request.ledger not in able:
            raise Refusal(f"{catalogue[request.ledger].ledger.title}台账没有这种文书。")
        feature, record = record_numbered(store, able, request.record, request.ledger)
        kind = next(one for one in feature.papers if one.code == request.kind)
    return Wanted(kind, feature, record, _typed(kind, request.value), request.variant, day)


def _typed(kind: PaperKind, given: list[str]) -> dict[str, str]:
    names = [ask.name for ask in kind.asks]
    typed: dict[str, str] = {}
    for text in given:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise Refusal(f"“{text}”写得不对，应为“名称=值”。")
        if name not in names:
            told = f"可以填写的有：{'、'.join(names)}。" if names else "它的内容都来自台账。"
            raise Refusal(f"{kind.title}没有要填写的“{name}”。{told}")
        typed[name] = value.strip()
    return typed


def _draft(store: Store, wanted: Wanted) -> Draft:
    options: dict[str, Any] = {"variant": wanted.variant, "day": wanted.day}
    if wanted.feature is None:
        return bulletin.draft(store, wanted.record, wanted.typed, **options)
    return issuing.draft(store, wanted.feature, wanted.kind, wanted.record, wanted.typed, **options)


def _issue(store: Store, wanted: Wanted) -> int:
    options: dict[str, Any] = {"variant": wanted.variant, "day": wanted.day}
    if wanted.feature is None:
        return bulletin.issue(store, wanted.record, wanted.typed, **options)[0]
    made, _ = issuing.issue(store, wanted.feature, wanted.kind, [wanted.record], wanted.typed, **options)
    return made[0]


def _tell_draft(draft: Draft, request: Namespace) -> int:
    """What the draft lacks, by name, and where it lies."""
    title = draft.version.title
    told = {
        "kind": draft.kind.code,
        "title": title,
        "variant": draft.version.variant,
        "record": request.record,
        "issued": False,
        "number": None,
        "missing": list(draft.missing),
        "unprintable": list(draft.unprintable),
        "held_back": draft.held_back,
        "out": str(request.out),
    }
    lines = []
    if draft.missing:
        lines.append(f"还缺：{'、'.join(draft.missing)}。签发前要补齐。")
    if draft.unprintable:
        lines.append(f"打印不出来的字：{'、'.join(draft.unprintable)}。请改用其他写法。")
    if draft.held_back:
        lines.append(f"现在还不能签发：{draft.held_back}")
    _say(request, told, [*lines, f"{title}草稿已写到 {request.out}"])
    return 0


def list_papers(store: Store, request: Namespace) -> int:
    """Every paper issued, with voids and receipts; then numbers given that no paper carries."""
    with store.read() as connection:
        found = issued.papers(connection)
        carried = {one.number for one in found}
        open_numbers = [one for one in numbers.given(connection) if one.text not in carried]
    lines = [_line(one) for one in found] or ["还没有签发过文书。"]
    lines += [f"      {one.text}　没有对应的文书　{one.at}" for one in open_numbers]
    _say(request, [_as_json(one) for one in found], lines)
    return 0


def void_paper(store: Store, request: Namespace) -> int:
    """Void a paper with a reason; its number is not given again."""
    one = _found(store, request.number)
    done = voiding.void(store, one.id, request.reason)
    _say(request, _as_json(_again(store, one)), [f"{done.sentence}。文号不再使用。"])
    return 0


def note_receipt(
    store: Store, request: Namespace, day: date, received: Callable[[Store, int, Receipt], object]
) -> int:
    """Enter that a paper was served; ``received`` writes it and what follows from it."""
    one = _found(store, request.number)
    receipt = Receipt(day, request.way, request.place, request.recipient, request.server, request.remark)
    received(store, one.id, receipt)
    _say(
        request,
        _as_json(_again(store, one)),
        [f"已登记{_name(one)}的送达回执：{day.isoformat()} {request.way}。"],
    )
    return 0


def reprint(store: Store, request: Namespace) -> int:
    """The very pages that went out, whatever changed since; or the same paper for Word."""
    one = _found(store, request.number)
    if request.out.suffix.lower() == WORD:
        with store.read() as connection:
            content = output.word_file(output.issued_document(connection, one.id))
    else:
        content = issued.content(store, one.id)
    _write(request.out, content)
    _say(request, {**_as_json(one), "out": str(request.out)}, [f"{_name(one)}已写到 {request.out}"])
    return 0


def _found(store: Store, number: str) -> Issued:
    """A paper by its 文号, or by its place in the list where it has none. Raises Refusal."""
    with store.read() as connection:
        every = issued.papers(connection)
    wanted = number.strip()
    for one in every:
        if wanted == one.number or (wanted.isdecimal() and int(wanted) == one.id):
            return one
    raise Refusal(f"没有签发过文号为“{number}”的文书。用 papers 命令可以列出全部。")


def _again(store: Store, one: Issued) -> Issued:
    with store.read() as connection:
        return _paper(connection, one.id)


def _paper(connection: Any, paper: int) -> Issued:
    return next(one for one in issued.papers(connection) if one.id == paper)


def _name(one: Issued) -> str:
    return f"《{one.title}》{one.number or f'（{one.record_name}）'}"


def _line(one: Issued) -> str:
    parts = [one.number or "无文号", one.title, one.issued_on.isoformat(), one.record_name, one.firm]
    if one.served_on is not None:
        parts.append(f"{one.served_on.isoformat()}送达")
    if one.voided:
        parts.append(f"已作废：{one.void_reason}")
    return f"{one.id:>4}  {'　'.join(part for part in parts if part)}"


def _as_json(one: Issued) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "variant": one.variant,
        "ledger": one.ledger,
        "record": one.record_name,
        "firm": one.firm,
        "number": one.number,
        "issued_on": one.issued_on.isoformat(),
        "pages": one.pages,
        "sha256": one.file,
        "voided": one.voided,
        "void_reason": one.void_reason,
        "served_on": one.served_on.isoformat() if one.served_on else None,
    }


def _write(out: Path, content: bytes) -> None:
    with whole_file(out) as stream:
        stream.write(content)


def _say(request: Namespace, told: object, lines: list[str]) -> None:
    print(json.dumps(told, ensure_ascii=False) if request.json else "\n".join(lines))
