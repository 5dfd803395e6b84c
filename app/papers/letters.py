"""The office's own 公文, typed by hand: 通知, 报告, 函, 纪要. They belong to no ledger; number and pages are kept alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection

from app.kernel.display import long_day
from app.kernel.errors import Refusal
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.templates import Filling
from app.masterdata.organ import office_values
from app.papers.issuing import Draft, Subject, draft_from, issue_from
from app.store.session import Store

LEDGER = "official"
"""Under this name they are on file."""


def _values(*lists: str) -> Callable[[Facts], Mapping[str, Filling]]:
    """What is typed line by line becomes paragraphs; the day is that of the paper."""

    def made(facts: Facts) -> dict[str, Filling]:
        found: dict[str, Filling] = {"日期": long_day(facts.today)}
        for name in lists:
            lines = facts.typed.get(name, "").splitlines()
            found[name] = tuple(line.strip() for line in lines if line.strip())
        return found

    return made


def _organ(facts: Facts) -> str:
    return facts.office.get("机关名称", "")


def _superior(facts: Facts) -> str:
    return facts.office.get("上级部门", "")


TITLE = Ask("标题", "如：关于开展夏季消防安全检查的通知；太长时按词回行，想自己定就在那里按回车", "paragraph")
BODY = Ask("正文", "一行一段；“一、”“（一）”开头的自动用黑体、楷体", "paragraph")
ANNEXES = Ask("附件", "一行一个附件名称，没有可以不填", "paragraph")
NOTE = Ask("附注", "如：（此件公开发布）")
COPIES = Ask("抄送单位", "没有可以不填")
PRINTER = Ask("印发机关", "版记左边的单位", default=_organ)

KINDS = (
    PaperKind(
        "notice",
        "通知",
        _values("正文", "附件"),
        asks=(
            Ask("密级", "没有可以不填，如：秘密★1年"),
            Ask("紧急程度", "没有可以不填，如：特急、加急"),
            TITLE,
            Ask("主送单位", "如：各社区、各有关单位"),
            BODY,
            ANNEXES,
            NOTE,
            COPIES,
            PRINTER,
        ),
    ),
    PaperKind(
        "report",
        "报告（请示）",
        _values("正文", "附件"),
        asks=(
            Ask("签发人", "上行文要写明签发人"),
            TITLE,
            Ask("主送单位", "只写一个主送机关", default=_superior),
            BODY,
            ANNEXES,
            Ask("联系方式", "请示要写，如：联系人：张某，联系电话：0531-00000000"),
            COPIES,
            PRINTER,
        ),
    ),
    PaperKind(
        "letter",
        "函",
        _values("正文", "附件"),
        asks=(TITLE, Ask("主送单位", "收函的机关"), BODY, ANNEXES, NOTE, COPIES, PRINTER),
    ),
    PaperKind(
        "minutes",
        "约谈（会议）纪要",
        _values("正文"),
        asks=(
            Ask("纪要名称", "如：安全生产约谈", default=lambda _facts: "安全生产约谈"),
            Ask("会议时间", "如：2023年6月20日上午9时"),
            Ask("会议地点"),
            Ask("主持人", "约谈人、主持人和职务"),
            Ask("出席人员", "用、隔开"),
            Ask("被约谈单位", "会议纪要可以不填"),
            Ask("记录人"),
            BODY,
            COPIES,
            PRINTER,
        ),
    ),
)


def kind_named(code: str) -> PaperKind:
    """notice, report, letter or minutes. Raises Refusal."""
    found = next((one for one in KINDS if one.code == code), None)
    if found is None:
        raise Refusal(f"没有“{code}”这种公文，可用的：{'、'.join(one.code for one in KINDS)}。")
    return found


def title_of(typed: Mapping[str, str]) -> str:
    """What a paper is called in lists: its title without the line breaks someone gave it."""
    return (typed.get("标题") or typed.get("纪要名称") or "").replace("\n", "").strip()


def facts_of(connection: Connection, typed: Mapping[str, str], day: date) -> Facts:
    """What was typed, and what the office knows of itself."""
    return Facts({}, day, office=office_values(connection), typed=dict(typed))


def draft(
    store: Store, code: str, typed: Mapping[str, str], *, variant: str = "", day: date | None = None
) -> Draft:
    """The paper as it would be issued."""
    with store.read() as connection:
        facts = facts_of(connection, typed, day or store.clock.today())
        return draft_from(connection, kind_named(code), facts, variant)


def issue(
    store: Store, code: str, typed: Mapping[str, str], *, variant: str = "", day: date | None = None
) -> tuple[int, str]:
    """Issue it: the paper's id and number. Raises Refusal."""
    kind = kind_named(code)
    with store.write() as connection:
        facts = facts_of(connection, typed, day or store.clock.today())
        called = title_of(typed) or kind.title
        return issue_from(store, connection, kind, facts, Subject(LEDGER, 0, called), variant)
